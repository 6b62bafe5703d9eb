"""What editors do with the items of a draft: move, feature, hold back, put in order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain import arrangement
from domain.arrangement import Arrangement, Move
from domain.audit import last_change, who_did_what
from domain.codec import as_json_unless_usual
from domain.delivery import Message
from domain.document import NEWS, Item, Section
from domain.edition import Edition
from domain.errors import NotFound
from domain.offers import MessageKind
from domain.ports import UnitOfWork
from domain.project import Project
from rendering.slack.editions import draft_items as say
from rendering.slack.kit.blocks import shortened
from rendering.slack.kit.ids import Field
from rendering.slack.review.order import OrderForm, OrderSection
from services.common import access
from services.common.actor import Actor
from services.common.overtaken import Overtaken
from services.common.snapshot import Snapshot, snapshot
from services.editions import editions

NAME_LENGTH = 150  # characters of a heading in the list
ORDER = "put the items in order"


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """An item, the section that it stands in, and its edition, as an editor has it before them."""

    now: Snapshot
    section: Section
    item: Item

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.now.edition

    @property
    def project(self) -> Project | None:
        """The project that the item is about; None for news."""
        return self.now.project_of(self.item.key)


def move(actor: Actor, edition_id: str, ref: str, to: Move) -> None:
    """An editor moves an item up, down or to the top of its section."""
    with actor.writing() as work:
        place = place_of(work, edition_id, ref, "move an item")
        keys = [item.key for item in place.section.items]
        after = arrangement.moved(place.edition.arrangement, keys, place.item.key, to)
        _store(work, place.now, "move", after, place.item, to=to.value)
        work.commit()


def feature(actor: Actor, edition_id: str, ref: str) -> None:
    """An editor features an item in this edition, or features it no more."""
    with actor.writing() as work:
        place = place_of(work, edition_id, ref, "feature an item")
        before, key = place.edition.arrangement, place.item.key
        is_featured = key in before.featured
        after = (arrangement.not_featured if is_featured else arrangement.featured)(before, key)
        _store(work, place.now, "stop featuring" if is_featured else "feature", after, place.item)
        work.commit()


def hold_back(actor: Actor, edition_id: str, ref: str, reason: str) -> None:
    """An editor leaves an item out of the edition; the leads are told why."""
    with actor.writing() as work:
        place = place_of(work, edition_id, ref, "hold an item back")
        after = arrangement.held_back(place.edition.arrangement, place.item.key, reason, work.person)
        _store(work, place.now, "hold back", after, place.item, reason=reason)
        work.commit()


def put_back(actor: Actor, edition_id: str, ref: str) -> None:
    """An editor takes an item into the edition again; the leads are told."""
    with actor.writing() as work:
        place = place_of(work, edition_id, ref, "put an item back")
        after = arrangement.put_back(place.edition.arrangement, place.item.key)
        _store(work, place.now, "put back", after, place.item)
        work.commit()


def look(actor: Actor, edition_id: str, ref: str) -> ItemPlace:
    """An item as an editor has it before them."""
    with actor.reading() as work:
        return place_of(work, edition_id, ref, "hold an item back")


def to_edit(actor: Actor, edition_id: str, ref: str) -> tuple[str, str]:
    """``(project id, news id)`` of what an item tells, one of them empty. Only editors edit what is in a draft."""
    with actor.reading() as work:
        place = place_of(work, edition_id, ref, "edit an item")
        return (place.project.id, "") if place.project else ("", place.item.key.removeprefix(NEWS))


def order_form(actor: Actor, edition_id: str) -> OrderForm:
    """The items of each section in their order, for an editor to change."""
    with actor.reading() as work:
        return _order_form(snapshot(work, access.edition_to_edit(work, edition_id, ORDER)))


def order(actor: Actor, edition_id: str, lines: Sequence[Sequence[str]], base: str) -> None:
    """Stores a new order: ``lines`` has the names of each section's items. Raises ``Overtaken`` where
    somebody else has changed the order since the form was opened, which was at ``base``."""
    with actor.writing() as work:
        now = snapshot(work, access.edition_to_edit(work, edition_id, ORDER))
        form = _order_form(now)
        if form.base != base:
            last = last_change(now.log)
            change = (" (", who_did_what(last), ")") if last else ""
            yours = ". Yours is below: save it to put it in place."
            notice = ("The order has changed since you opened this form", change, yours)
            raise Overtaken(replace(form, typed=lines, notice=notice))
        after = now.edition.arrangement
        for n, (section, typed) in enumerate(zip(form.sections, lines, strict=True)):
            keys = arrangement.order_from_lines(typed, section.names, f"{Field.ORDER}:{n}")
            if keys != list(section.names):
                after = arrangement.ordered(after, keys)
        if after == now.edition.arrangement:
            return
        _store(work, now, "order", after)
        work.commit()


def place_of(work: UnitOfWork, edition_id: str, ref: str, act: str) -> ItemPlace:
    """An item of an edition that editors may arrange, held ones included; ``ref`` is ``Item.ref``."""
    now = snapshot(work, access.edition_to_edit(work, edition_id, act))
    for section in now.whole.sections:
        for item in section.items:
            if item.ref == ref:
                return ItemPlace(now, section, item)
    raise NotFound(f"This item is not in {now.edition.title} any more.")


def tell_leads(work: UnitOfWork, now: Snapshot, after: Edition) -> None:
    """The leads hear which updates editors hold back now, and which they do so no more, however that came about."""
    before, held = now.edition.arrangement.held, after.arrangement.held
    for key in sorted(before.keys() ^ held.keys()):
        project = now.project_of(key)
        if project and key in held:
            message = say.held_back(work.person, project, after, held[key].reason)
            _tell(work, project, after, MessageKind.HELD, message, instead=say.no_longer_in(project, after))
        elif project:
            message = say.put_back(work.person, project, after)
            _tell(work, project, after, MessageKind.PUT_BACK, message, instead=say.no_longer_held(project, after))


def _tell(
    work: UnitOfWork, project: Project, edition: Edition, kind: MessageKind, message: Message, instead: Message
) -> None:
    """The leads, and whoever was told the opposite; what they were told says that it is over."""
    begins = tuple(f"{one} {edition.id} {project.id} " for one in (MessageKind.HELD, MessageKind.PUT_BACK))
    old = [post.key for post in work.posts.about(edition.id) if post.key.startswith(begins)]
    work.posts.change_all(dict.fromkeys(old, instead))
    were_told = [key.split()[-2] for key in old]
    for reader in dict.fromkeys([*project.leads, *were_told]):
        key = f"{kind} {edition.id} {project.id} {reader} {work.new_id()}"
        work.posts.show(key, message, channel=reader)


def _store(
    work: UnitOfWork,
    now: Snapshot,
    action: str,
    after: Arrangement,
    item: Item | None = None,
    **detail: str,
) -> None:
    """Stores an arrangement; the draft shows it, and approvals of another content fall."""
    edition, before = now.edition, as_json_unless_usual(now.edition.arrangement)
    told = {**detail, "before": before, "after": as_json_unless_usual(after)}
    subject, key = (item.heading, item.key) if item else (edition.title, "")
    entry = work.audit.add(action, subject, told, edition_id=edition.id, item=key)
    rearranged = editions.become(work, edition, replace(edition, arrangement=after))
    tell_leads(work, now, rearranged)
    editions.changed(work, now.after(entry, edition=rearranged))
    work.homes.changed()


def _order_form(now: Snapshot) -> OrderForm:
    sections = [OrderSection(section.heading, _named(section.items)) for section in now.whole.sections if section.items]
    return OrderForm(edition=now.edition, sections=sections)


def _named(items: Sequence[Item]) -> dict[str, str]:
    """The headings by key; a second item of the same heading is numbered."""
    seen: Counter[str] = Counter()
    names = {}
    for item in items:
        heading = shortened(" ".join(item.heading.split()), NAME_LENGTH)
        seen[heading.casefold()] += 1
        count = seen[heading.casefold()]
        names[item.key] = heading if count == 1 else f"{heading} ({count})"
    return names
