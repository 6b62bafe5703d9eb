"""New members of the team: inviting them, and what they say of themselves."""

from handlers.call import Call
from handlers.news import news
from handlers.news.news_form import read
from handlers.setup.people import learn
from rendering.slack.kit.ids import Field
from rendering.slack.news.members import invitation_form
from rendering.slack.news.news_form import form
from rendering.slack.notes import said
from services.news import members


def open_invitation(call: Call) -> None:
    """“Invite a team member” in the list of news, which carries the edition's id."""
    call.change(invitation_form(members.invitation(call.actor, call.pressed)))


def invite(call: Call) -> None:
    """The form was submitted, with the edition's id: somebody is asked to introduce themselves, the list is shown."""
    edition_id, member = call.metadata, call.given.text(Field.MEMBER)
    learn(call, [member], "invite a team member")
    notice = members.invite(call.actor, edition_id, member, token=call.token)
    call.go_on(news.view(call, edition_id, notice=notice))


def open_form(call: Call) -> None:
    """“Introduce yourself” and the like in a direct message, “Change …” in the list, which carry the item's id."""
    call.show(form(members.form(call.actor, call.pressed)))


def introduce(call: Call) -> None:
    """The form was submitted."""
    members.introduce(call.actor, read(call.view), agrees=call.given.ticked(Field.CONSENT))


def take_down(call: Call) -> None:
    """“Take it down” in a direct message, which then says so, “Take … down” in the list; with the item's id."""
    told = members.take_down(call.actor, call.pressed)
    if call.in_modal:
        call.change(said(told))
