"""How one project stands."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from domain import english
from domain.compile import content_text
from domain.delivery import Message
from domain.edition import Edition
from domain.follows import FollowKind
from domain.project import Project, ProjectState
from domain.published import PublishedItem
from domain.sentence import Sentence, joined, people
from domain.standing import NOTHING, Standing, editions_alike, next_dates, open_asks
from domain.text.normal_form import normalise, paragraph
from domain.text.rich_text import Inline, Inlines, Mention, Paragraph, Text
from domain.text.rich_text_walk import map_inlines, plain_text
from domain.update import Ask, PlannedDate, UpdateContent
from rendering.slack.answers.follows import follow_button
from rendering.slack.answers.parts import Asked, answered, source
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.messages import Piece, as_blocks, heading, pack, pieces
from rendering.slack.kit.pages import paged
from rendering.slack.kit.values import InEdition, PageOf
from rendering.slack.updates.history import LEGEND, changes


def project_answer(asked: Asked, standing: Standing, today: date, called: str = "") -> list[Message]:
    """The project's latest status, what of it is ``called`` so where the question was about some editions only."""
    project, published = standing.project, standing.published
    if asked.is_public:
        named = [(nobody_called(item), edition) for item, edition in published]
        standing = replace(standing, published=named, may_see=False)
    parts = [*heading(project.name), *_waiting(standing, today)]
    if published:
        parts += _published(standing, today)
    elif called and not published:
        parts += pieces(paragraph(f"Nothing about it was published {called}."))
    elif not (standing.waiting and standing.may_see):
        parts += pieces(paragraph("No update has been published yet."))
    parts.append(Piece(blocks.words(_who(project, asked))))
    return answered(asked, _summary(standing), parts, *_buttons(standing))


def nobody_called(item: PublishedItem) -> PublishedItem:
    """The item with the names of whom it mentions: an answer in a channel must not call people."""

    def named(inline: Inline) -> Inline:
        return Text(inline.name or "somebody", inline.style) if isinstance(inline, Mention) else inline

    def all_named(inlines: Inlines) -> Inlines:
        return tuple(map(named, inlines))

    body = map_inlines(item.content.body, all_named) if item.content else ()
    return replace(item, content=replace(item.content, body=normalise(body)) if item.content else None)


def _summary(standing: Standing) -> str:
    if not standing.published:
        return f"{standing.project.name}: no update has been published yet."
    (_, edition), told = standing.published[0], standing.told
    headline = f" {told.headline}" if told.headline else ""
    return f"{standing.project.name}: {told.status or 'no status given'}, {edition.title}.{headline}"


def _waiting(standing: Standing, today: date) -> Iterator[Piece]:
    if standing.waiting is None:
        return
    content, edition = standing.waiting
    if standing.may_see:
        only = "Only its leads and the editors see this."
        yield Piece(blocks.words(f"Not published yet, for {source(edition)}. {only}", bold=True))
        yield from _content(content, _stands(content, standing.project, 1), today)
        yield Piece(blocks.divider())
    else:
        yield from pieces(paragraph(f"A newer update waits for {edition.title} to be published."))


def _published(standing: Standing, today: date) -> Iterator[Piece]:
    (item, edition), *_ = standing.published
    yield Piece(blocks.words(f"From {source(edition)}", bold=True))
    if item.content:
        alike = editions_alike(standing.published)
        yield from _content(item.content, _stands(item.content, standing.project, alike), today)
    else:  # an archive's item, of which nothing else is known
        yield from pieces(paragraph(item.text.split("\n")[0]))


def _stands(content: UpdateContent, project: Project, editions: int) -> str:
    """“At risk, beta, for 3 editions”."""
    stands = [content.status or "no status given", *filter(None, [content.phase or project.phase])]
    since = f", for {editions} editions" if content.status and editions > 1 else ""
    return f"{', '.join(stands)}{since}".capitalize()


def _content(content: UpdateContent, stands: str, today: date) -> Iterator[Piece]:
    if content.headline:
        yield Piece(blocks.words(content.headline, bold=True))
    yield Piece(blocks.words(stands))
    yield from pieces(_first_paragraph(content))
    yield from _titled("What is next", map(_date, next_dates(content, today)))
    yield from _titled("Help wanted", map(_ask, open_asks(content, today)))


def _first_paragraph(content: UpdateContent) -> tuple[Paragraph, ...]:
    return next(((block,) for block in content.body if isinstance(block, Paragraph)), ())


def _titled(title: str, lines: Iterator[Sentence]) -> Iterator[Piece]:
    said = list(lines)
    if said:
        yield Piece(blocks.bullets(title, said))


def _date(planned: PlannedDate) -> str:
    return f"{english.day_and_time(planned.day, planned.at)}: {planned.event}"


def _ask(ask: Ask) -> str:
    more = [f"by {english.day(ask.last_day)}" if ask.last_day else "", f"contact: {ask.contact}" if ask.contact else ""]
    known = "; ".join(filter(None, more))
    return f"{ask.text} ({known})" if known else ask.text


def _who(project: Project, asked: Asked) -> Sentence:
    """Who leads it and who to talk to; in a channel nobody is called by that."""
    led = f"Led by {project.lead_organisation}." if project.lead_organisation else ""
    closed = f"The project is {project.state}." if project.state is not ProjectState.ACTIVE else ""
    contact = f"Contact: {project.contact}" if project.contact else ""
    leads: Sentence = ("Talk to ", people(project.leads), ".") if project.leads and not asked.is_public else ""
    return joined([part for part in (led, closed, leads, contact) if part] or ["Nobody leads it yet."], " ")


def _buttons(standing: Standing) -> list[blocks.Block]:
    project = standing.project
    following = follow_button(FollowKind.PROJECT, project.id, project.name)
    if not standing.published:
        return [following]
    _, edition = standing.published[0]
    made = [blocks.button("Read the whole update", Action.WHOLE_UPDATE, InEdition(project.id, edition.id))]
    if len(standing.published) > 1:
        made.append(blocks.button("What has changed", Action.WHAT_CHANGED, InEdition(project.id, edition.id)))
        made.append(blocks.button("All its updates", Action.PROJECT_HISTORY, project.id))
    return [*made, following]


# modals


def whole_update(item: PublishedItem, edition: Edition, page: int = 0) -> blocks.Block:
    """All that was published of a project in an edition."""
    words = pieces(content_text(item.content)) if item.content else pieces(paragraph(item.text))
    shown = pack([*heading(item.heading), Piece(blocks.words(f"From {source(edition)}", bold=True)), *words])
    about = PageOf(str(InEdition(item.project_id, item.edition_id)), 0)
    listed = paged(map(as_blocks, shown), page, Action.WHOLE_UPDATE_PAGE, about.about)
    return blocks.modal(edition.title, listed, callback=Callback.NOTICE)


def what_changed(newer: tuple[PublishedItem, Edition], older: tuple[PublishedItem, Edition]) -> blocks.Block:
    """What an update says that the one before did not, word by word."""
    (item, edition), (before, last) = newer, older
    parts = [
        *heading(item.heading),
        Piece(blocks.words(f"From {source(last)} to {source(edition)}. {LEGEND}")),
        *changes(before.content or NOTHING, item.content or NOTHING),
    ]
    shown = [block for message in pack(parts) for block in as_blocks(message)][: blocks.MODAL_BLOCKS]
    return blocks.modal("What has changed", shown, callback=Callback.NOTICE)


def project_history(project: Project, published: Sequence[tuple[PublishedItem, Edition]]) -> blocks.Block:
    """How a project stood in each edition, the newest first."""
    lines: list[Sentence] = [f"{source(edition)}: {_line(item)}" for item, edition in published]
    listed = [blocks.bullets("", lines[at : at + 20]) for at in range(0, len(lines), 20)]
    return blocks.modal("All its updates", [blocks.header(project.name), *listed], callback=Callback.NOTICE)


def _line(item: PublishedItem) -> str:
    content = item.content or NOTHING
    said = content.headline or plain_text(content.body)[:100]
    stands = ", ".join(filter(None, (content.status, content.phase))) or "no status given"
    return f"{stands.capitalize()}. {said}".strip()
