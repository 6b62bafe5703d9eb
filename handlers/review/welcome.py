"""“Edit welcome and thank-you”: what opens and closes an edition."""

from domain.merging import touched
from domain.welcome import Welcome
from handlers.call import Call, opening
from handlers.state import Values, opened_with
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import Opened
from rendering.slack.review.welcome import form
from services.review import welcome
from services.review.welcome import SubmittedWelcome

edit = opening(welcome.open_form, form)  # on the draft's card and in the edition so far, with the edition's id


def submit(call: Call) -> None:
    """The form was submitted; it carries an ``Opened``. What it was opened from shows old words, so that closes too."""
    about, wanted = Opened.read(call.metadata), _words(call.given)
    changed = touched(_words(opened_with(call.view)), wanted) | set(about.changed)
    submitted = SubmittedWelcome(edition_id=about.edition, base=about.base, wanted=wanted, changed=changed)
    welcome.save(call.actor, submitted)
    call.ack(response_action="clear")


def _words(given: Values) -> Welcome:
    return Welcome(intro=given.words(Field.INTRO), closing=given.words(Field.CLOSING))
