"""``/sprint-notes template``: what frames every edition of the unit."""

from domain.errors import WrongInput
from domain.merging import touched
from domain.text.inline import clean
from domain.unit import Template
from handlers.call import Call
from handlers.state import Values, opened_with
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import Opened
from rendering.slack.notes import said
from rendering.slack.setup.templates import LABELS, form, preview
from services.common.overtaken import Submitted
from services.setup import templates


def command(call: Call) -> None:
    """``/sprint-notes template`` opens the form."""
    call.open(form(templates.open_form(call.actor)))


def show_preview(call: Call) -> None:
    """“Preview this template”: the edition that is being made, on top of the form."""
    try:
        document = templates.preview(call.actor, _template(call.given))
    except WrongInput as wrong:
        call.open(said("\n".join(f"{LABELS[one.place]}: {one}" for one in (wrong, *wrong.more))))
    else:
        call.open(preview(document))


def submit(call: Call) -> None:
    """The form was submitted; it carries an ``Opened``."""
    about = Opened.read(call.metadata)
    opened, wanted = _template(opened_with(call.view)), _template(call.given)
    changed = touched(opened, wanted) | set(about.changed)
    submitted = Submitted(base=about.base, opened=opened, wanted=wanted, changed=changed)
    templates.save(call.actor, submitted)


def _template(given: Values) -> Template:
    return Template(
        title=given.line(Field.TITLE),
        news=given.line(Field.NEWS),
        updates=given.line(Field.UPDATES),
        intro=clean(given.text(Field.INTRO)),
        closing=clean(given.text(Field.CLOSING)),
    )
