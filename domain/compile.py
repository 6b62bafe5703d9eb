"""From updates and news to a Document. Pure: the same input gives the same document."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from domain import english
from domain.arrangement import Arrangement, in_order
from domain.codec import as_json
from domain.document import (
    CLOSING,
    COMING_UP,
    CONTACT,
    INTRO,
    LED_BY,
    NEWS,
    PHASE,
    PROJECT,
    STATUS,
    TOOK_PLACE,
    WHERE,
    WITH,
    Document,
    Fact,
    Gist,
    Item,
    Section,
    without_gists,
)
from domain.edition import Edition
from domain.facts import Facts, Past, Told, facts_of
from domain.mentions import nameless
from domain.names import in_reading_order
from domain.news import QUESTIONS, NewsItem, shown
from domain.placeholders import filled, filled_name
from domain.progress import is_expected
from domain.project import Project
from domain.text.headings import stepped
from domain.text.normal_form import joined, normalise, paragraph
from domain.text.rich_text import BOLD, Block, Heading, Image, Inlines, Link, List, Paragraph, RichText, Text
from domain.text.rich_text_walk import innermost, left_out_of, map_innermost, visible
from domain.unit import Unit
from domain.update import SETTLED, Ask, Figure, Outcome, Picture, PlannedDate, UpdateContent, WebLink
from domain.welcome import Welcome, drafted, introduction, welcome_of

HEADING_IN_ITEM = 4  # title 1, section 2, item 3
IN_FIGURES = "In figures"
DEEPEST = 3  # levels of headings that a text in an item has room for
UNDESCRIBED = "A picture that nobody has described"


def compile_edition(
    unit: Unit,
    edition: Edition,
    projects: Iterable[Project],
    updates: Mapping[str, UpdateContent],
    news: Sequence[NewsItem],
    today: date | None = None,
    *,
    past: Past | None = None,
) -> Document:
    """The edition as a document, with what editors hold back: see ``without_held``. ``updates`` are by project id;
    ``today`` is the day on which news are told, else the edition's last; without a ``past`` nothing is new. Editors'
    arrangement comes first, then featured projects, then the alphabet."""
    featured = edition.arrangement.featured
    ordered = in_reading_order(
        replace(project, featured=True) if item_key(project) in featured else project for project in projects
    )
    told = [(project, updates[project.id]) for project in ordered if project.id in updates]
    missing = [project for project in ordered if is_expected(project) and project.id not in updates]
    day = today or edition.ends
    told_news = list(enumerate(shown(news, day), 1))
    facts = _known(unit, edition, told, missing, told_news, past)
    own, template = welcome_of(edition, unit.template), unit.template
    news_items = _arranged([_news_item(place, item, day) for place, item in told_news], edition.arrangement)
    items = _arranged([_project_item(project, update, past) for project, update in told], edition.arrangement)
    sections = (
        Section(heading=filled_name(template.news, facts), items=news_items),
        Section(heading=filled_name(template.updates, facts), items=items, note=_none_this_time(missing)),
    )
    return Document(
        unit=unit.name,
        number=edition.number,
        starts=edition.starts,
        ends=edition.ends,
        title=filled_name(template.title, facts),
        covering=f"Covering {english.period(edition.starts, edition.ends)}",
        intro=filled(visible(own.intro), facts) or (drafted(facts) if past else ()),
        sections=tuple(section for section in sections if section.items or section.note),
        closing=filled(visible(own.closing), facts),
    )


def _known(
    unit: Unit,
    edition: Edition,
    told: Told,
    missing: Sequence[Project],
    news: Sequence[tuple[int, NewsItem]],
    past: Past | None,
) -> Facts:
    """The facts of an edition without what is held back: they are the same in its draft."""
    held = edition.arrangement.held
    shown_updates = [(project, update) for project, update in told if item_key(project) not in held]
    shown_news = [item for place, item in news if news_key(item.id or str(place)) not in held]
    return facts_of(unit.name, edition, shown_updates, missing, shown_news, past)


def _arranged(items: Sequence[Item], arrangement: Arrangement) -> tuple[Item, ...]:
    by_key = {item.key: item for item in items}
    return tuple(by_key[key] for key in in_order(list(by_key), arrangement.order))


def without_held(document: Document, arrangement: Arrangement) -> Document:
    """The document for its readers: without the items that editors hold back, and sections that have nothing else."""
    if not arrangement.held:
        return document
    shown = [
        replace(section, items=tuple(item for item in section.items if item.key not in arrangement.held))
        for section in document.sections
    ]
    return replace(document, sections=tuple(section for section in shown if section.items or section.note))


def left_out(welcome: Welcome, told: Told, news: Iterable[NewsItem]) -> dict[str, tuple[str, ...]]:
    """What readers will not see of what was written, such as a comment, by the keys of items and of the welcome."""
    written: dict[str, tuple[RichText, ...]] = {INTRO: (welcome.intro,), CLOSING: (welcome.closing,)}
    written |= {news_key(item.id or str(place)): (item.lead_in, item.body) for place, item in enumerate(news, 1)}
    written |= {item_key(project): (update.body, update.next) for project, update in told}
    found = {key: tuple(words for text in texts for words in left_out_of(text)) for key, texts in written.items()}
    return {key: words for key, words in found.items() if words}


def content_hash(document: Document) -> str:
    """What approvals are tied to: equal for equal documents, and for no others. What is mentioned counts by its id,
    whatever it is called."""
    canonical = json.dumps(as_json(without_gists(nameless(document))), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _none_this_time(missing: Sequence[Project]) -> RichText:
    names = english.listing([project.name for project in missing])
    return paragraph(f"No update this time: {names}.") if missing else ()


def _news_item(place: int, news: NewsItem, today: date) -> Item:
    body = (
        *_beneath(news.lead_in),
        *_beneath(news.body),
        *_answers(news),
        *_pictures(news.images),
        *_links(_news_links(news, today)),
    )
    facts = tuple(_news_facts(news, today))
    key, gist = news_key(news.id or str(place)), Gist(kind=news.kind, dates=tuple(_event_dates(news)))
    return Item(key=key, heading=news.title, facts=facts, body=joined(body), gist=gist)


def _event_dates(news: NewsItem) -> Iterator[PlannedDate]:
    if news.event:
        yield PlannedDate(news.title, news.event.starts, news.event.starts_at)


def _news_facts(item: NewsItem, today: date) -> Iterator[Fact]:
    """When an event is or was, and where."""
    event = item.event
    if event:
        when = english.span(event.starts, event.starts_at, event.ends, event.ends_at)
        yield Fact(COMING_UP if event.last_day >= today else TOOK_PLACE, when)
        if event.place:
            yield Fact(WHERE, event.place)


def _news_links(item: NewsItem, today: date) -> tuple[WebLink, ...]:
    """The item's links; of an event that is to come the way to it too, of one that is over its recording."""
    event = item.event
    if event is None:
        return item.links
    is_to_come = event.last_day >= today
    own = WebLink(event.link, "Join or sign up") if is_to_come else WebLink(event.recording, "Watch the recording")
    return (own, *item.links) if own.url else item.links


def _answers(item: NewsItem) -> RichText:
    """What a member of the team has answered, each question before its answer."""
    told = [(label, item.answers[question]) for question, label in QUESTIONS.items() if item.answers.get(question)]
    return normalise(
        Paragraph((Text(label if label.endswith("?") else f"{label}:", BOLD), Text(f" {answer}")))
        for label, answer in told
    )


def news_key(news_id: str) -> str:
    """What an item of news is called in the editions that carry it."""
    return f"{NEWS}{news_id}"


def item_key(project: Project) -> str:
    """What a project's item is called in every edition."""
    return f"{PROJECT}{project.key}"


def _project_item(project: Project, update: UpdateContent, past: Past | None) -> Item:
    introduced = introduction(project, update, past)
    return Item(
        key=item_key(project),
        heading=project.name,
        facts=_facts(project, update),
        body=(*introduced, *content_text(update)),
        gist=Gist(
            headline=update.headline,
            aims=project.aims if introduced else None,
            asks=update.asks,
            dates=update.dates,
            figures=update.figures,
        ),
    )


def _facts(project: Project, update: UpdateContent) -> tuple[Fact, ...]:
    facts = {
        LED_BY: project.lead_organisation,
        WITH: english.listing(project.partners),
        PHASE: (update.phase or project.phase or "").capitalize(),
        STATUS: (update.status or "").capitalize(),
        CONTACT: project.contact,
    }
    return tuple(Fact(label, text) for label, text in facts.items() if text)


def content_text(update: UpdateContent) -> RichText:
    """All that an update tells its readers, from the headline to the links. The note is the unit's alone."""
    return joined(_update_body(update))


def _update_body(update: UpdateContent) -> Iterator[Block]:
    wanted = [ask for ask in update.asks if ask.outcome not in SETTLED]
    settled = [ask for ask in update.asks if ask.outcome in SETTLED]
    yield from headline_part(update.headline)
    yield from _beneath(update.body)
    yield from _titled("What’s next", _beneath(update.next))
    yield from _titled("Dates", _bullets((Paragraph(date_text(planned)),) for planned in update.dates))
    yield from _titled("Help wanted", _bullets(map(ask_text, wanted)))
    yield from _titled("Earlier asks", _bullets(map(ask_text, settled)))
    yield from figures_part(update.figures)
    yield from _pictures(update.images)
    yield from _links(update.links)


def headline_part(headline: str) -> RichText:
    """The headline as it stands in an item's body."""
    return normalise([Paragraph((Text(headline, BOLD),))]) if headline else ()


def figures_part(figures: Iterable[Figure]) -> RichText:
    """The figures as they stand in an item's body."""
    return _titled(IN_FIGURES, _bullets(paragraph(figure_text(one)) for one in figures))


def _titled(title: str, content: RichText) -> RichText:
    return (Heading(HEADING_IN_ITEM, (Text(title),)), *content) if content else ()


def _beneath(text: RichText) -> RichText:
    """What readers see of the text, with its headings below the heading of the item that it stands in."""

    def lowered(block: Block) -> Block:
        return replace(block, level=block.level + HEADING_IN_ITEM - 1) if isinstance(block, Heading) else block

    seen = visible(text)
    deepest = max((block.level for block in innermost(seen) if isinstance(block, Heading)), default=0)
    return map_innermost(stepped(seen, 1, DEEPEST) if deepest > DEEPEST else seen, lowered)


def _bullets(items: Iterable[RichText]) -> RichText:
    return normalise([List(tuple(items))])


def figure_text(figure: Figure) -> str:
    """``authorities using it: 1,200``, as readers see it."""
    return f"{figure.label}: {figure.number:,f} {figure.unit}".rstrip()


def ask_text(ask: Ask) -> RichText:
    """An ask as readers see it: with its last day and contact, and with what became of it."""
    moved = ask.last_day if ask.outcome is Outcome.MOVED else None
    details = [
        f"by {english.day(ask.last_day)}" if ask.last_day and not moved else "",
        ask.contact and f"contact: {ask.contact}",
    ]
    known = [detail for detail in details if detail]
    said = f"{ask.text} ({'; '.join(known)})" if known else ask.text
    return paragraph(f"{_became(ask.outcome, english.day(moved) if moved else '')}{said}")


def _became(outcome: Outcome | None, day: str) -> str:
    """What became of an ask or a date, in words that stand before it."""
    moved = f"Moved to {day}" if day else "Moved"
    words = {Outcome.DONE: "Done", Outcome.DROPPED: "Dropped", Outcome.MOVED: moved, None: day}[outcome]
    return f"{words}: " if words else ""


def date_text(planned: PlannedDate) -> Inlines:
    """``8 December 2021, 2:30pm: Show and tell``; what is over begins with how it went."""
    event = Link(planned.url, planned.event) if planned.url else Text(planned.event)
    day = english.day_and_time(planned.day, planned.at)
    is_over = planned.outcome in SETTLED
    before = Text(_became(planned.outcome, "" if is_over else day))
    return (before, event, Text(f" ({day})")) if is_over else (before, event)


def _pictures(pictures: Iterable[Picture]) -> Iterator[Block]:
    for picture in pictures:
        alt = picture.alt or (UNDESCRIBED if picture.file else "")
        yield from normalise([Image(alt=alt, url=picture.url, file=picture.file)])


def _links(links: Iterable[WebLink]) -> RichText:
    return _bullets((Paragraph((Link(link.url, link.text or link.url),)),) for link in links)
