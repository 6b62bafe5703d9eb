"""New members of the team: inviting them, and what they say of themselves."""

from __future__ import annotations

from handlers.call import Call
from handlers.news import news
from handlers.news.news_form import read
from handlers.setup.people import learn
from handlers.state import values
from rendering.slack.kit.ids import NewsField
from rendering.slack.news.members import invitation_form
from rendering.slack.news.news_form import form
from rendering.slack.notes import said
from services.news import members


def open_invitation(call: Call) -> None:
    """“Invite a team member” in the list of news."""
    edition = members.invitation(call.actor, call.payload["value"])
    call.change(invitation_form(edition))
    call.ack()


def invite(call: Call) -> None:
    """The form was submitted: somebody is asked to introduce themselves, and the list is shown."""
    view = call.body["view"]
    edition_id, member = view["private_metadata"], values(view).person(NewsField.MEMBER)
    learn(call, [member], "invite a team member")
    notice = members.invite(call.actor, edition_id, member, token=call.services.new_id())
    call.ack(response_action="update", view=news.view(call, edition_id, notice=notice))


def open_form(call: Call) -> None:
    """“Introduce yourself” or “Change what it says” in a direct message, “Change …” in the list."""
    call.show(form(members.form(call.actor, call.payload["value"])))
    call.ack()


def introduce(call: Call) -> None:
    """The form was submitted."""
    view = call.body["view"]
    agrees = values(view).ticked(NewsField.CONSENT)
    members.introduce(call.actor, read(view), agrees=agrees)
    call.ack()


def take_down(call: Call) -> None:
    """“Take it down” in a direct message or “Take … down” in the list; the direct message then says so."""
    told = members.take_down(call.actor, call.payload["value"])
    if call.in_modal:
        call.change(said(told))
    call.ack()
