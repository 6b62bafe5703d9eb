"""Importing projects from a file: choosing it, what it would change, and the table that goes out."""

from collections.abc import Iterable, Iterator, Sequence

from domain import english
from domain.delivery import Message
from domain.project_changes import LABELS, Change
from domain.project_plan import Changed, Plan
from domain.sentence import Sentence
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.messages import in_parts, say
from rendering.slack.kit.pages import paged
from rendering.slack.kit.values import FileChosen
from rendering.slack.setup.projects import changes

PAGE_BLOCKS = 80  # of a modal's 100
PAGE_BYTES = 120_000  # of a view's 250 KB
PART = 9_000  # characters of a table in one message
TITLE = "Import projects"
EXAMPLE = "The first line names the columns: {}. “Export projects as a file” shows how it looks."


def choose() -> blocks.Block:
    """The form in which a file is chosen."""
    element = {"type": "file_input", "action_id": Field.FILE, "filetypes": ["csv"], "max_files": 1}
    hint = "Nothing changes yet: you see first what the file would do."
    return blocks.modal(
        TITLE,
        [
            blocks.words(EXAMPLE.format(", ".join(LABELS))),
            blocks.words(
                "Leads are member IDs such as U012AB3CD, or @names; several in one cell have “;” between them."
            ),
            blocks.field("File (CSV)", Field.FILE, element, hint=hint),
        ],
        callback=Callback.PROJECTS_FILE,
        submit="Use this file",
    )


def chosen(file: str, name: str) -> blocks.Block:
    """The file is there. Reading it takes a call to Slack, which waits for the next press."""
    text = f"{blocks.shortened(name, 200)} is here. “Check the file” shows what it would change; nothing changes yet."
    check = blocks.button("Check the file", Action.CHECK_PROJECTS_FILE, "0", style="primary")
    return _view([blocks.words(text), blocks.actions(check, _other_file())], file)


def report(plan: Plan, file: str, page: int = 0, *, limits: Sequence[str] = (), notice: str = "") -> blocks.Block:
    """What the file would change, or what is wrong in it, page by page."""
    top = [*blocks.notice(notice), blocks.words(_summary(plan), bold=True), _buttons(plan)]
    most = {"blocks": PAGE_BLOCKS, "size": PAGE_BYTES, "characters": PAGE_BYTES}
    shown = paged(_pieces(plan, limits), page, Action.CHECK_PROJECTS_FILE, "", **most)
    return _view([*top, *shown], file, plan.mark)


def _view(shown: list[blocks.Block], file: str, mark: str = "") -> blocks.Block:
    metadata = FileChosen(file, mark)
    return blocks.modal(TITLE, shown, callback=Callback.PROJECTS_FILE, metadata=metadata)


def _other_file() -> blocks.Block:
    return blocks.button("Use another file", Action.IMPORT_PROJECTS, "file")


def _buttons(plan: Plan) -> blocks.Block:
    back = blocks.button("Back to all projects", f"{Action.PROJECTS_PAGE}:0", "0")
    if not plan.applies:
        return blocks.actions(_other_file(), back)
    sure = blocks.confirmation("Apply these changes?", _summary(plan), "Apply them", "Not yet")
    apply = blocks.button("Apply these changes", Action.APPLY_PROJECTS_FILE, plan.mark, style="primary", confirm=sure)
    return blocks.actions(apply, _other_file(), back)


def counted(plan: Plan) -> str:
    """``1 new project, 2 changed, 97 unchanged``."""
    return f"{english.count(len(plan.new), 'new project')}, {len(plan.changed)} changed, {plan.unchanged} unchanged"


def _summary(plan: Plan) -> str:
    if plan.wrong:
        things = english.count(len(plan.wrong), "thing")
        return f"{things} to correct first. Nothing was changed; correct the file and use it again."
    if not plan.applies:
        return f"The file changes nothing: {counted(plan)}."
    return f"The file would make {counted(plan)}. Projects that are not in it stay as they are."


def _pieces(plan: Plan, limits: Sequence[str]) -> Iterator[list[blocks.Block]]:
    """What must stay together, in the order in which it is read."""
    for wrong in plan.wrong:
        yield [blocks.words(str(wrong))]
    if plan.wrong:
        return
    for limit in limits:
        yield [blocks.words(limit)]
    for change in plan.new:
        yield [blocks.titled(_name("New", change), _told(change.changes))]
    for change in plan.changed:
        yield [changes(_name("Changed", change), change.changes)]


def _name(what: str, change: Changed) -> str:
    project = change.before or change.after
    return f"{what}: {project.name} ({project.key})"


def _told(changes: Iterable[Change]) -> Sentence:
    shown = [change for change in changes if change.what not in ("key", "name")]
    told = "; ".join(f"{change.label}: {', '.join(change.after)}" for change in shown if change.what != "leads")
    leads = ["; Leads: ", *(blocks.people(change.after) for change in shown if change.what == "leads")]
    return (told or "Nothing else is known about it yet", *(leads if leads[1:] else ()))


def table(text: str) -> list[Message]:
    """The table as messages from which it can be copied; a long one comes in parts."""
    parts = in_parts(text, PART)
    messages = []
    for place, part in enumerate(parts, 1):
        of = f", part {place} of {len(parts)}" if len(parts) > 1 else ""
        told = f"All projects as a table{of}. Copy it into a file called projects.csv."
        code = {"type": "rich_text_preformatted", "elements": blocks.inlines(part)}
        messages.append(say(told, {"type": "rich_text", "elements": [code]}))
    return messages
