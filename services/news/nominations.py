"""Nominations for the spotlight: anybody makes them, editors pick or dismiss."""

from dataclasses import replace

from domain.edition import Edition
from domain.english import quoted
from domain.errors import NotFound
from domain.news_form import NewsFormValues
from domain.nomination import Nomination, NominationKind, NominationState, check, may_decide
from domain.ports import Store, UnitOfWork
from domain.text.rich_text import RichText
from rendering.slack.kit.blocks import is_person
from rendering.slack.news import nominations as say
from services.common import access
from services.common.actor import Actor
from services.common.mentions import kept
from services.common.unit import unit_of

ACT = "decide about nominations"


def check_set_up(store: Store, workspace: str) -> None:
    """Raises ``NotSetUp`` where there is nobody yet who could get a nomination."""
    with store.reading(workspace) as work:
        unit_of(work)


def nominate(
    actor: Actor,
    *,
    token: str,
    kind: NominationKind,
    who: str,
    why: RichText,
    contact: str,
) -> None:
    """Stores a nomination; whoever made it and the editors are told. Sent twice it is made once."""
    with actor.writing() as work:
        made = Nomination(id=token, at=work.now(), by=work.person, kind=kind, who=who, why=why, contact=contact)
        check(made)
        if not work.acts.claim(token, work.new_id()):
            return
        made = kept(work, made)
        work.nominations.save(made)
        _show_editors(work, made)
        work.posts.show(_key(made), say.received(made), channel=work.person, follows=_review(made))
        work.audit.add("nominate", who)
        work.commit()


def listing(actor: Actor) -> list[Nomination]:
    """Those that wait, for editors, oldest first."""
    with actor.reading_as_editor(ACT) as work:
        return [one for one in work.nominations.all() if one.state is NominationState.WAITING]


def dismiss(actor: Actor, nomination_id: str) -> str:
    """An editor takes a nomination off the list; answers with a sentence."""
    with actor.writing_as_editor(ACT) as work:
        done = replace(_waiting(work, nomination_id), state=NominationState.DISMISSED)
        _decided(work, done, "dismissed nomination")
        work.commit()
    return f"The nomination of {quoted(done.who)} is dismissed."


def picked(work: UnitOfWork, nomination_id: str, edition: Edition) -> None:
    """A spotlight has been written about it: whoever nominated hears that."""
    done = replace(_waiting(work, nomination_id), state=NominationState.PICKED)
    _decided(work, done, "picked nomination", edition.id)
    if is_person(done.by):  # a file may name anybody
        work.posts.show(f"{_key(done)} picked", say.chosen(done, edition), channel=done.by)


def typed(work: UnitOfWork, nomination_id: str) -> NewsFormValues:
    """What the form for a spotlight begins with."""
    nomination = _waiting(work, nomination_id)
    return NewsFormValues(title=nomination.who, body=nomination.why)


def _waiting(work: UnitOfWork, nomination_id: str) -> Nomination:
    nomination = access.there(work.nominations.get(nomination_id), NotFound("This nomination is gone."))
    may_decide(nomination)
    return nomination


def _decided(work: UnitOfWork, nomination: Nomination, action: str, edition_id: str = "") -> None:
    work.nominations.save(nomination)
    _show_editors(work, nomination, by=work.person)
    work.audit.add(action, nomination.who, edition_id=edition_id)


def _show_editors(work: UnitOfWork, nomination: Nomination, by: str = "") -> None:
    channel = unit_of(work).review_channel
    work.posts.show_group(_review(nomination), say.for_editors(nomination, by=by), channel=channel)


def _review(nomination: Nomination) -> str:
    """What its messages in the review channel are called together."""
    return f"{_key(nomination)} review"


def _key(nomination: Nomination) -> str:
    return f"nomination {nomination.id}"
