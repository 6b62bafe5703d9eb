"""The unit's template: shown, previewed, changed."""

from dataclasses import asdict, replace

from domain.document import Document
from domain.edition import takes_updates
from domain.errors import NotFound, NotSetUp
from domain.merging import fingerprint, merged, touched
from domain.placeholders import check
from domain.unit import Template
from domain.welcome import template_words
from rendering.slack.setup.templates import TemplateForm
from services.common import access
from services.common.actor import Actor
from services.common.mentions import kept
from services.common.overtaken import Overtaken, Submitted
from services.common.snapshot import snapshot
from services.common.unit import unit_of
from services.editions.editions import review_again

ACT = "change the template"


def open_form(actor: Actor) -> TemplateForm:
    """The form as things stand."""
    with actor.reading_as_editor(ACT) as work:
        template = unit_of(work).template
        return TemplateForm(template=template, base=fingerprint(template), news={})


def preview(actor: Actor, template: Template) -> Document:
    """What a template would make of the edition that is being made; raises ``WrongInput``."""
    with actor.reading_as_editor(ACT) as work:
        unit = unit_of(work)
        check(template, unit.name)
        missing = NotFound("There is no edition to try it on. The next one opens within a minute.")
        edition = access.there(takes_updates(work.editions.all()), missing)
        now = snapshot(work, replace(edition, intro=(), closing=()))
        return now.after(unit=replace(unit, template=template)).document


def save(actor: Actor, submitted: Submitted[Template]) -> None:
    """Stores what was changed in the form; drafts show it. Raises ``WrongInput`` at the fields that cannot be so, and
    ``Overtaken`` where somebody else has changed the template since the form was opened."""
    with actor.writing_as_editor(ACT) as work:
        unit = access.there(work.units.held(), NotSetUp())
        template = merged(unit.template, submitted.wanted, submitted.changed)
        check(template, unit.name)
        if template == unit.template:
            return  # sent again because Slack did not hear the answer, or nothing was changed
        if fingerprint(unit.template) != submitted.base:
            raise Overtaken(_overtaken(unit.template, submitted))
        work.units.save(replace(unit, template=template))
        kept(work, template_words(template))
        detail = {"before": asdict(unit.template), "after": asdict(template)}
        work.audit.add("change template", unit.name, detail)
        review_again(work, "changing the template")
        work.commit(homes=True)


def _overtaken(now: Template, submitted: Submitted[Template]) -> TemplateForm:
    """The form with both people's changes; where both have changed the same, with those of its writer."""
    mine_before = submitted.changed - touched(submitted.opened, submitted.wanted)
    return TemplateForm(
        template=merged(now, submitted.wanted, submitted.changed),
        base=fingerprint(now),
        news={name: getattr(now, name) for name in sorted(touched(submitted.opened, now) - mine_before)},
        changed=submitted.changed,
    )
