"""The list of an edition's news, for editors; and for everybody what the notes say of themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain import english
from domain.compile import compile_edition
from domain.edition import Edition
from domain.news import NewsItem, NewsKind
from domain.sentence import people
from domain.unit import Unit
from rendering.slack.editions.edition import story_messages
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.pages import ANSWERING, paged
from rendering.slack.kit.values import ItemIn, NewsListed
from rendering.slack.news.news_form import NAMES

LONGEST_TITLE, LONGEST_OWN = 2_900, 300  # characters shown of a title; its edition has the whole
KINDS = {
    NewsKind.ANNOUNCEMENT: "Announcement",
    NewsKind.EVENT: "Event",
    NewsKind.TEAM_MEMBER: "Team member",
    NewsKind.SPOTLIGHT: "Council spotlight",
}
ADDED = (NewsKind.ANNOUNCEMENT, NewsKind.EVENT, NewsKind.SPOTLIGHT)  # new members add themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionNews:
    """The news of ``edition``, one of ``editions`` whose news may change. ``invited`` are the people who were asked to
    introduce themselves and have not, ``nominations`` counts those that wait."""

    edition: Edition
    editions: Sequence[Edition]
    items: Sequence[NewsItem]
    invited: Sequence[str] = ()
    nominations: int = 0


def news_list(
    news: EditionNews | None, own: Sequence[tuple[Edition, NewsItem]], page: int = 0, notice: str = ""
) -> blocks.Block:
    """``news`` is for editors alone; ``own`` is what somebody has said of themselves, and where it stands."""
    shown = blocks.notice(notice)
    listed = NewsListed()
    if news:
        rows = [_row(news.edition, item) for item in news.items]
        listed = NewsListed(news.edition.id)
        shown += _top(news)
        shown += paged(rows, page, Action.NEWS_PAGE, "", **ANSWERING)
    shown += _own(own)
    return blocks.modal("News from the team", shown, callback=Callback.NEWS, metadata=listed)


def _top(view: EditionNews) -> Iterator[blocks.Block]:
    edition = view.edition
    told = f"{english.count(len(view.items), 'item')}, in this order." if view.items else "No news yet."
    title = f"{edition.title} is {edition.state}. {told}"
    if len(view.editions) > 1:
        options = [blocks.option(one.title, one.id) for one in view.editions]
        menu = blocks.select(Action.NEWS_EDITION, options, chosen=edition.id, placeholder="Edition")
        yield blocks.section(title, menu)
    else:
        yield blocks.words(title)
    adding = [blocks.button(f"Add {NAMES[kind]}", f"{Action.ADD_NEWS}:{kind}", kind) for kind in ADDED]
    inviting = blocks.button("Invite a team member", Action.INVITE_MEMBER, edition.id)
    picking = blocks.button(f"See nominations ({view.nominations})", Action.NOMINATIONS, edition.id)
    yield blocks.actions(*adding, inviting, picking)
    if view.invited:
        yield blocks.words(("Asked to introduce themselves, not there yet: ", people(view.invited), "."))


def _row(edition: Edition, item: NewsItem) -> list[blocks.Block]:
    name, value = blocks.shortened(item.title), ItemIn(edition.id, item.id)
    sure = blocks.confirmation(
        "Remove this item?", f"It goes out of {edition.title}. The history keeps its words.", "Remove it", "Keep it"
    )
    buttons = blocks.actions(
        blocks.button(f"Edit {name}", Action.EDIT_NEWS, value),
        blocks.button(f"Do not carry {name} on", Action.STOP_CARRYING_NEWS, value)
        if item.carried
        else blocks.button(f"Carry {name} on", Action.CARRY_NEWS, value),
        blocks.button(f"Remove {name}", Action.REMOVE_NEWS, value, confirm=sure),
    )
    return [blocks.titled(blocks.shortened(item.title, LONGEST_TITLE), _about(item)), buttons]


def _about(item: NewsItem) -> str:
    """``Event, Wednesday 8 December 2021, 2:30pm. Carried to the next edition until 1 April 2022.``"""
    event = item.event
    when = f", {english.span(event.starts, event.starts_at, event.ends, event.ends_at)}" if event else ""
    told = [f"{KINDS[item.kind]}{when}."]
    if item.carried_from:
        told.append(f"It came from edition {item.carried_from}.")
    until = f"until {english.day(item.expires)}" if item.expires else ""
    if item.carried:
        told.append(f"Carried to the next edition {until}".rstrip() + ".")
    elif until:
        told.append(f"Shown {until}.")
    return " ".join(told)


def _own(own: Sequence[tuple[Edition, NewsItem]]) -> Iterator[blocks.Block]:
    if not own:
        return
    yield blocks.header("What you have said about yourself")
    for item in {item.id: item for _, item in own}.values():
        where = english.listing([edition.title for edition, other in own if other.id == item.id])
        yield blocks.words(f"{blocks.shortened(item.title, LONGEST_OWN)}, in {where}.")
        name = blocks.shortened(item.title)
        yield blocks.actions(
            blocks.button(f"Change {name}", Action.INTRODUCE, item.id),
            blocks.button(f"Take {name} down", Action.TAKE_DOWN_MEMBER, item.id, style="danger"),
        )


def saved(edition: Edition, item: NewsItem, today: date, page: int = 0) -> blocks.Block:
    """The item as its edition will show it; ``today`` it is looked at."""
    bare = replace(edition, intro=(), closing=())
    document = compile_edition(Unit(name=""), bare, [], {}, [item], today)
    about = ItemIn(edition.id, item.id)
    shown = paged((message.blocks for message in story_messages(document)), page, Action.SAVED_NEWS_PAGE, about)
    return blocks.modal("What was saved", shown, callback=Callback.SAVED_NEWS)
