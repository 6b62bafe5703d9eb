"""A form that somebody else was faster than, shown again with what was typed in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handlers.call import Call
from rendering.slack.corrections import corrections
from rendering.slack.news import news_form
from rendering.slack.review import order, welcome
from rendering.slack.setup import projects, templates
from rendering.slack.updates import update_form
from services.common.overtaken import Overtaken

FORMS: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    update_form.UpdateForm: update_form.form,
    corrections.TextForm: corrections.text_form,
    news_form.NewsForm: news_form.form,
    order.OrderForm: order.form,
    welcome.WelcomeForm: welcome.form,
    projects.ProjectForm: projects.form,
    templates.TemplateForm: templates.form,
}


def form_of(view: Any) -> dict[str, Any]:
    """The modal for what a form shows, whichever it is."""
    return FORMS[type(view)](view)


def show_again(call: Call, overtaken: Overtaken[Any]) -> None:
    """Answers a submit with its form as things stand now."""
    call.show_again(form_of(overtaken.form), str(overtaken))
