"""Slack in: the table of contents of everything a person can do.

Bolt tries its listeners one after the other, so there is one for each kind of payload, and each looks its
handler up here.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import App, Args
from structlog.contextvars import bound_contextvars, clear_contextvars

from domain.refusals import REVOKED, UNINSTALLED
from handlers import home, installs, notes
from handlers.answers import status
from handlers.call import Call, Handler, Slack, telling
from handlers.corrections import corrections
from handlers.errors import answered
from handlers.news import members, news, nominations
from handlers.reminders import reminders
from handlers.review import check_settings, draft, finding_actions, items, welcome, windows
from handlers.setup import people, projects, projects_file, setup, templates
from handlers.updates import buttons, updates
from rendering.slack.kit.ids import UPDATE_INPUTS, Action, Callback, Field
from rendering.slack.kit.values import Chosen, one
from services import failed_deliveries
from services.common.actor import Envelope, Services
from services.editions import gone, nudges, refused_pictures


def chosen_in_menu(call: Call) -> None:
    """A choice of a menu of buttons, which carries a ``Chosen``: it does what a button would do."""
    choice = Chosen.read(call.picked)
    one(ACTIONS.__getitem__, choice.action)(call.as_pressed(choice.carried))


COMMANDS: Mapping[str, Handler] = {
    "/sprint-update": updates.command,
    "/sprint-status": status.command,
    "/sprint-notes": notes.command,
}
SUBMITS: Mapping[str, Handler] = {
    Callback.UPDATE: updates.submit,
    Callback.SETUP: setup.submit,
    Callback.ASK_SOMEBODY: reminders.ask,
    Callback.PROJECTS: projects.find,
    Callback.PROJECT: projects.submit,
    Callback.PROJECTS_FILE: projects_file.chosen,
    Callback.CORRECTION: corrections.submit_request,
    Callback.CORRECT_UPDATE: corrections.submit_update,
    Callback.CORRECT_TEXT: corrections.submit_text,
    Callback.TAKE_DOWN: corrections.take_down,
    Callback.ORDER: items.order,
    Callback.TERM: check_settings.explain,
    Callback.HOLD_BACK: items.hold_back,
    Callback.ASK_LEAD: items.asked,
    Callback.ANSWER: items.answer,
    Callback.NEWS_ITEM: news.submit,
    Callback.INVITE_MEMBER: members.invite,
    Callback.INTRODUCE: members.introduce,
    Callback.NOMINATE: nominations.submit,
    Callback.TEMPLATE: templates.submit,
    Callback.WORDS: welcome.submit,
    Callback.REQUEST_CHANGES: draft.request_changes,
    Callback.PUBLISH_LATER: draft.publish_later,
    Callback.DATES: windows.change_dates,
    Callback.SKIP: windows.skip,
    Callback.REOPEN: windows.reopen,
}
ACTIONS: Mapping[str, Handler] = {
    Action.MENU: chosen_in_menu,
    Action.PICK_PROJECT: updates.pick_project,
    Action.POST_UPDATE: updates.from_button,
    Action.ADD_PART: updates.add_part,
    Action.PREVIEW_UPDATE: updates.show_preview,
    Action.PREVIEW_UPDATE_PAGE: updates.turn_page,
    Action.SEE_SAVED: updates.show_saved,
    Action.KEEP_MINE: updates.keep_mine,
    Action.TAKE_THEIRS: updates.take_theirs,
    Action.OTHER_EDITION: updates.write_for_other,
    Action.FORGET_UNSENT: updates.forget,
    **dict.fromkeys(UPDATE_INPUTS, updates.keep),
    Action.APPROVE: draft.approve,
    Action.PUBLISH: draft.publish,
    Action.PUBLISH_LATER: draft.open_publishing,
    Action.TRY_PUBLISHING_AGAIN: draft.try_again,
    Action.CALL_PUBLISHING_OFF: draft.call_off,
    Action.CANCEL_PUBLISHING: draft.cancel_publishing,
    Action.REQUEST_CHANGES: draft.open_request,
    Action.CHANGE_DATES: windows.open_dates,
    Action.SKIP_EDITION: windows.open_skip,
    Action.REOPEN: windows.open_reopen,
    Action.PREVIEW: draft.show_preview,
    Action.PREVIEW_PAGE: draft.turn_page,
    Action.POST_DRAFT: draft.post_now,
    Action.PROJECTS_IN: draft.show_projects,
    Action.PROJECTS_IN_PAGE: draft.turn_projects,
    Action.FINDINGS: finding_actions.show,
    Action.FINDINGS_PAGE: finding_actions.turn_page,
    Action.FINDINGS_LIST: finding_actions.change_list,
    Action.APPLY_FINDING: finding_actions.apply,
    Action.IGNORE_FINDING: finding_actions.ignore,
    Action.LOOK_AGAIN: finding_actions.look_again,
    Action.SWITCH_CHECK_OFF: finding_actions.switch_off,
    Action.SWITCH_CHECK_ON: finding_actions.switch_on,
    Action.DO_WITHOUT_CHECK: finding_actions.switch_off,
    Action.LEAVE_WORD: finding_actions.pass_over,
    Action.ADD_TERM: finding_actions.add_term,
    Action.CHECKS_PAGE: check_settings.turn_page,
    Action.CHECKS_LIST: check_settings.change_list,
    Action.CHECK_OFF: check_settings.switch_off,
    Action.CHECK_ON: check_settings.switch_on,
    Action.LOOK_FOR_WORD: check_settings.look_for,
    Action.EXPLAIN_TERM: check_settings.open_term,
    Action.REMOVE_TERM: check_settings.remove_term,
    Action.EDIT_ITEM: items.edit,
    Action.ARRANGE_ITEM: items.arrange,
    Action.PUT_BACK: items.put_back,
    Action.ASK_LEAD: items.ask,
    Action.ITEM_HISTORY: items.show_history,
    Action.ANSWER: items.open_answer,
    Action.ORDER: items.open_order,
    Action.UNDO: items.undo_last,
    Action.AUDIT_PAGE: items.older_entries,
    Action.SNOOZE: reminders.snooze,
    Action.SKIP_REMINDERS: reminders.skip,
    Action.AWAY: reminders.away,
    Action.ASK_SOMEBODY: reminders.open_ask,
    Action.DECLINE: reminders.decline,
    Action.NUDGE: reminders.nudge,
    Action.NUDGE_ALL: telling(nudges.nudge_all),
    Action.HOME_PAGE: home.turn_page,
    Action.SET_UP: setup.command,
    Action.ASK_STATUS: status.show_picked,
    Action.SHOW_STATUS: status.show,
    Action.ASK: status.ask_again,
    Action.ASK_WORDS: status.ask_again,
    Action.SHARE_ANSWER: status.share,
    Action.WHOLE_UPDATE: status.show_whole,
    Action.WHOLE_UPDATE_PAGE: status.turn_page,
    Action.WHAT_CHANGED: status.show_changes,
    Action.PROJECT_HISTORY: status.show_history,
    Action.FOLLOW: status.follow,
    Action.STOP_FOLLOWING: status.stop_following,
    Action.SHOW_HELP: home.show_help,
    Action.SHOW_NEWS: news.command,
    Action.SHOW_PROJECTS: projects.show,
    Action.SHOW_PEOPLE: people.command,
    **buttons.ACTS,
    Action.HISTORY: buttons.earlier_versions,
    Action.HISTORY_PAGE: buttons.turn_page,
    Action.CORRECT_EDITION: corrections.choose,
    Action.PICK_ITEM: corrections.open_form,
    Action.CORRECT_REQUESTED: corrections.open_requested,
    Action.TAKE_DOWN: corrections.ask_to_take_down,
    Action.RETRY_DELIVERY: telling(failed_deliveries.retry),
    Action.POST_GONE: telling(gone.post_again),
    Action.LEAVE_GONE: telling(gone.leave_it),
    Action.SHOW_PICTURE: telling(refused_pictures.show_again),
    Action.CONFIRM_DELIVERY: telling(failed_deliveries.confirm),
    Action.PROJECTS_PAGE: projects.turn_page,
    Action.ADD_PROJECT: projects.add,
    Action.EDIT_PROJECT: projects.edit,
    Action.CHANGE_PROJECT: projects.change,
    Action.PICK_LEADS: projects.pick_leads,
    Action.IMPORT_PROJECTS: projects_file.show,
    Action.CHECK_PROJECTS_FILE: projects_file.check,
    Action.APPLY_PROJECTS_FILE: projects_file.apply,
    Action.EXPORT_PROJECTS: projects_file.export,
    Action.PEOPLE_PAGE: people.turn_page,
    Action.ADD_EDITOR: people.add_editor,
    Action.REMOVE_EDITOR: people.remove_editor,
    Action.NEWS_EDITION: news.pick_edition,
    Action.NEWS_PAGE: news.turn_page,
    Action.ADD_NEWS: news.add,
    Action.ADD_NEWS_ROW: news.add_row,
    Action.EDIT_NEWS: news.edit,
    Action.REMOVE_NEWS: news.remove,
    Action.CARRY_NEWS: news.carry,
    Action.STOP_CARRYING_NEWS: news.stop_carrying,
    Action.SEE_SAVED_NEWS: news.show_saved,
    Action.SAVED_NEWS_PAGE: news.turn_saved,
    Action.INVITE_MEMBER: members.open_invitation,
    Action.INTRODUCE: members.open_form,
    Action.TAKE_DOWN_MEMBER: members.take_down,
    Action.NOMINATIONS: nominations.show,
    Action.NOMINATIONS_PAGE: nominations.turn_page,
    Action.PICK_NOMINATION: news.pick_nomination,
    Action.DISMISS_NOMINATION: nominations.dismiss,
    Action.PREVIEW_TEMPLATE: templates.show_preview,
    Action.EDIT_WELCOME: welcome.edit,
}
SHORTCUTS: Mapping[str, Handler] = {
    "post_update": updates.from_shortcut,
    "add_to_update": updates.from_message,
    "add_to_news": news.from_message,
    "ask_about_message": status.about_message,
}
CLOSED: Mapping[str, Handler] = {Callback.UPDATE: updates.keep}
OPTIONS: Mapping[str, Handler] = {Field.PLACE: setup.place_options, Action.ASK_STATUS: status.options}
EVENTS: Mapping[str, Handler] = {
    "app_home_opened": home.opened,
    "app_mention": status.mentioned,
    "message": status.written_to,
    "user_change": people.changed,
    **dict.fromkeys((UNINSTALLED, REVOKED), installs.app_is_gone),
}
ANYTHING = re.compile(".*", re.DOTALL)


def register(app: App, services: Services, slack: Slack) -> None:
    """Gives Bolt the listeners, the busiest first."""
    for listen, table, name, kind in (
        (app.view, SUBMITS, "callback_id", "submit"),
        (app.command, COMMANDS, "command", "command"),
        (app.action, ACTIONS, "action_id", "action"),
        (app.options, OPTIONS, "action_id", "options"),
        (app.shortcut, SHORTCUTS, "callback_id", "shortcut"),
        (app.view_closed, CLOSED, "callback_id", "closed"),
        (app.event, EVENTS, "type", "event"),
    ):
        listen(ANYTHING)(_listener(services, slack, table, name, kind))


def _listener(
    services: Services, slack: Slack, table: Mapping[str, Handler], name: str, kind: str
) -> Callable[[Args], None]:
    def listener(args: Args) -> None:
        handler = table.get(args.payload[name].split(":")[0])
        if handler is None:  # an element that only fills a form, or one of an older version of the app
            args.ack()
            return
        bot = args.context["authorize_result"]
        call = Call(
            services=services,
            workspace=bot.team_id,
            may_read_files=bot.bot_scopes is None or "files:read" in bot.bot_scopes,
            person=args.context.user_id or "",
            body=args.body,
            payload=args.payload,
            ack=args.ack,
            client=slack.client_for(bot.team_id),
            respond=partial(slack.respond, args.context.response_url or ""),
            envelope=_envelope(services, args.body),
        )
        clear_contextvars()
        with bound_contextvars(request=services.new_id(), workspace=bot.team_id):
            answered(call, handler, kind)

    return listener


def _envelope(services: Services, body: Mapping[str, Any]) -> Envelope | None:
    """What Slack gives us to know this by when it brings it again; a form is closed once and has no trigger."""
    token = body.get("trigger_id") or (body["view"]["id"] if body.get("type") == "view_closed" else "")
    return Envelope(token, services.new_id()) if token else None
