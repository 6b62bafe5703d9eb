"""The open update form, as Slack sends it, read into what was typed."""

from typing import Any

from domain.text.addresses import is_web_address
from domain.update_fields import ROWS, SINGLE, Part
from domain.update_form import FormValues
from handlers.inputs import read as read_input
from handlers.inputs import read_row, shown_in
from handlers.state import Values, values
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.inputs import KEPT
from rendering.slack.kit.values import UpdateOpened
from services.updates.update_forms import OpenForm


def read(view: dict[str, Any]) -> OpenForm:
    """The form in front of a person: which parts it shows is in its blocks, what stands in them in its state."""
    given = values(view)
    about = UpdateOpened.read(view["private_metadata"])
    corrects = view["callback_id"] == Callback.CORRECT_UPDATE
    project_id = about.project if corrects else given.option(Action.PICK_PROJECT)
    return OpenForm(
        project_id=project_id,
        filled_for=about.project,
        edition_id=about.edition,
        values=_typed(given, shown_in(view)),
        base=about.base if project_id == about.project else 0,  # the form never showed the picked one
        token=about.token,
        fill=about.fill,
        corrects=corrects,
        request=about.request,
        undecided=frozenset(about.undecided.split()),
    )


def _typed(given: Values, shown: set[str]) -> FormValues:
    typed: dict[str, Any] = {one.name: read_input(given, one) for one in SINGLE}
    for part, rows in ROWS.items():
        typed[part] = tuple(_row(given, part, n, shown) for n in rows.numbers(shown))
    opened = frozenset(part for part in Part if part in shown or (part in ROWS and typed[part]))
    return FormValues(**typed, opened=opened)


def _row(given: Values, part: Part, n: int, shown: set[str]) -> Any:
    picture = _picture(given, n, shown) if part is Part.PICTURES else {}
    return read_row(given, ROWS[part], n, **picture)


def _picture(given: Values, n: int, shown: set[str]) -> dict[str, object]:
    """A new picture, or one that was there: then its box carries it, unless its address is too long."""
    files, keep = given.files(f"{Field.PICTURE_FILE}:{n}"), f"{Field.PICTURE_KEEP}:{n}"
    kept = next(iter(given.choices(keep)), "")
    file = "" if kept == KEPT or is_web_address(kept) else kept
    return {
        "file": str(files[0]["id"]) if files else file,
        "url": kept if is_web_address(kept) else "",
        "new": keep not in shown,
        "left_out": keep in shown and not kept,
    }
