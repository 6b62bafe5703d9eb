"""What a person is told when something did not work. Their words stay where they typed them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog

from domain.errors import NotAllowed, Repeated, SprintNotesError, WrongInput
from domain.sentence import Sentence, joined, plain
from handlers.call import Call, Handler
from rendering.slack.corrections import corrections
from rendering.slack.kit.messages import say
from rendering.slack.news import news_form
from rendering.slack.notes import said
from rendering.slack.review import order, welcome
from rendering.slack.setup import projects, templates
from rendering.slack.updates import update_form
from services.common.audit import log_refusal
from services.common.overtaken import Overtaken
from services.setup.people import instead

FORMS: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    update_form.UpdateForm: update_form.form,
    corrections.TextForm: corrections.text_form,
    news_form.NewsForm: news_form.form,
    order.OrderForm: order.form,
    welcome.WelcomeForm: welcome.form,
    projects.ProjectForm: projects.form,
    templates.TemplateForm: templates.form,
}
UNASKED = ("event", "closed")  # nobody waits for an answer; the log has the fault
log = structlog.get_logger("handlers")


def answered(call: Call, handler: Handler, kind: str) -> None:
    """Runs a handler, and acknowledges what it has not answered. A rule that was not met becomes its sentence, a fault
    a reference that is in the log. What Slack has brought before is acknowledged, and nothing is said again."""
    try:
        _handled(call, handler, kind)
    except Repeated:
        log.info("repeated", kind=kind, person=call.person)
    except Exception:  # not even that could be said: Slack tells the person that something went wrong
        log.exception("nothing said", kind=kind, workspace=call.workspace, person=call.person)
    if call.ack.response is None:
        call.ack()


def _handled(call: Call, handler: Handler, kind: str) -> None:
    try:
        handler(call)
    except Repeated:
        raise
    except Overtaken as overtaken:
        call.show_again(form_of(overtaken.form), str(overtaken))
    except WrongInput as error:
        _say(call, kind, error.message, _input(call, error.place), error.more)
    except NotAllowed as error:
        _say(call, kind, joined((error.message, instead(call.actor))))
        log_refusal(call.actor, error)
    except SprintNotesError as error:
        _say(call, kind, error.message)
    except Exception:  # whatever it is, the person must hear of it and find it in the log
        reference = call.services.new_id()[-8:]
        log.exception("fault", reference=reference, kind=kind, person=call.person)
        message = f"This did not work, and nothing was changed. Try again; the log has it as {reference}."
        _say(call, kind, message, _input(call))


def form_of(view: Any) -> dict[str, Any]:
    """The modal for what a form shows, whichever it is."""
    return FORMS[type(view)](view)


def _say(call: Call, kind: str, message: Sentence, block_id: str = "", more: Sequence[WrongInput] = ()) -> None:
    """Answers in the place where the person is looking; in a form at its inputs, else on top of it."""
    if kind == "command":
        call.ack(response_type="ephemeral", **say(message).as_payload())
    elif kind == "submit" and block_id:
        others = {_input(call, wrong.place): str(wrong) for wrong in reversed(more)}
        call.ack(response_action="errors", errors={**others, block_id: plain(message)})
    elif kind == "submit":
        call.ack(response_action="push", view=said(message, "Nothing was changed"))
    elif kind == "options":
        call.ack(options=[])
    elif kind in UNASKED:
        return
    elif call.body.get("response_url") or call.in_home:
        call.tell(message)
    else:
        call.services.send_privately(call.actor, [say(message)])


def _input(call: Call, place: str = "") -> str:
    """The id of the submitted form's input that is called ``place``, else of its first; empty without any."""
    if call.payload.get("type") != "modal":
        return ""
    inputs = [block["block_id"] for block in call.payload["blocks"] if block["type"] == "input"]
    named = [block_id for block_id in inputs if place and f"{block_id}:".startswith(f"{place}:")]
    return next(iter(named or inputs), "")
