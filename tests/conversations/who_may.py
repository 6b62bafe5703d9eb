"""Who may do each thing that the handlers know: the table that says so, and what of it the log keeps.

A thing is ``(kind, name)``: an action, a submit, a shortcut, a closed form or a word after ``/sprint-notes``.
"""

from __future__ import annotations

from collections.abc import Mapping

import handlers
from handlers.notes import WORDS
from rendering.slack.kit.ids import UPDATE_INPUTS, Action, Callback

Thing = tuple[str, str]

REGISTRIES: Mapping[str, Mapping[str, object]] = {
    "action": {name: act for name, act in handlers.ACTIONS.items() if name != Action.MENU},  # what is chosen is a thing
    "submit": handlers.SUBMITS,
    "shortcut": handlers.SHORTCUTS,
    "closed": handlers.CLOSED,
    "word": WORDS,
}

# What only editors may do, by the story in which it is tried; beside each what the log calls it, nothing where
# it only shows something.
DRAFT: Mapping[Thing, str] = {
    ("word", "draft"): "",
    ("action", Action.PREVIEW_PAGE): "",
    ("action", Action.CHANGE_DATES): "",
    ("submit", Callback.DATES): "change dates",
    ("action", Action.POST_DRAFT): "close",
    ("action", Action.PROJECTS_IN): "",
    ("action", Action.PROJECTS_IN_PAGE): "",
    ("action", Action.PREVIEW): "",
    ("action", Action.FINDINGS): "",
    ("action", Action.FINDINGS_PAGE): "",
    ("action", Action.FINDINGS_LIST): "",
    ("action", Action.APPLY_FINDING): "apply finding",
    ("action", Action.IGNORE_FINDING): "ignore finding",
    ("action", Action.LOOK_AGAIN): "ignore finding no more",
    ("action", Action.SWITCH_CHECK_OFF): "switch off check",
    ("action", Action.SWITCH_CHECK_ON): "switch on check",
    ("action", Action.DO_WITHOUT_CHECK): "switch off check",
    ("action", Action.LEAVE_WORD): "pass over word",
    ("action", Action.LOOK_FOR_WORD): "look for word",
    ("action", Action.ADD_TERM): "add to glossary",
    ("action", Action.EXPLAIN_TERM): "",
    ("action", Action.REMOVE_TERM): "remove from glossary",
    ("submit", Callback.TERM): "add to glossary",
    ("action", Action.EDIT_ITEM): "",
    ("action", Action.ARRANGE_ITEM): "move",
    ("submit", Callback.HOLD_BACK): "hold back",
    ("action", Action.PUT_BACK): "put back",
    ("action", Action.ASK_LEAD): "",
    ("submit", Callback.ASK_LEAD): "ask the lead",
    ("action", Action.ITEM_HISTORY): "",
    ("action", Action.ORDER): "",
    ("submit", Callback.ORDER): "order",
    ("action", Action.UNDO): "undo",
    ("action", Action.EDIT_WELCOME): "",
    ("submit", Callback.WORDS): "words",
    ("action", Action.NUDGE): "nudge",
    ("action", Action.NUDGE_ALL): "nudge",
    ("word", "history"): "",
    ("action", Action.AUDIT_PAGE): "",
}
DECISIONS: Mapping[Thing, str] = {
    ("action", Action.REQUEST_CHANGES): "",
    ("submit", Callback.REQUEST_CHANGES): "request changes",
    ("action", Action.REOPEN): "",
    ("submit", Callback.REOPEN): "reopen",
    ("action", Action.APPROVE): "approve",
    ("action", Action.PUBLISH_LATER): "",
    ("submit", Callback.PUBLISH_LATER): "set publishing time",
    ("action", Action.CANCEL_PUBLISHING): "cancel publishing time",
    ("action", Action.PUBLISH): "publish",
    ("action", Action.TRY_PUBLISHING_AGAIN): "try again",
    ("action", Action.CALL_PUBLISHING_OFF): "call off",
    ("action", Action.CORRECT_REQUESTED): "",
    ("submit", Callback.CORRECT_UPDATE): "correct",
    ("action", Action.CORRECT_EDITION): "",
    ("action", Action.PICK_ITEM): "",
    ("submit", Callback.CORRECT_TEXT): "correct",
    ("action", Action.TAKE_DOWN): "",
    ("submit", Callback.TAKE_DOWN): "take down",
    ("word", "draft"): "",
    ("action", Action.SKIP_EDITION): "",
    ("submit", Callback.SKIP): "skip",
    ("action", Action.RETRY_DELIVERY): "retry delivery",
    ("action", Action.CONFIRM_DELIVERY): "confirm delivery",
    ("action", Action.SHOW_PICTURE): "show picture",
}
GONE: Mapping[Thing, str] = {
    ("action", Action.POST_GONE): "post gone",
    ("action", Action.LEAVE_GONE): "leave gone",
}
NEWS: Mapping[Thing, str] = {
    ("word", "news"): "",
    ("action", Action.SHOW_NEWS): "",
    ("action", Action.NEWS_EDITION): "",
    ("action", Action.NEWS_PAGE): "",
    ("action", Action.ADD_NEWS): "",
    ("submit", Callback.NEWS_ITEM): "news",
    ("shortcut", "add_to_news"): "",
    ("action", Action.EDIT_NEWS): "",
    ("action", Action.SEE_SAVED_NEWS): "",
    ("action", Action.SAVED_NEWS_PAGE): "",
    ("action", Action.CARRY_NEWS): "news",
    ("action", Action.STOP_CARRYING_NEWS): "news",
    ("action", Action.REMOVE_NEWS): "news",
    ("action", Action.INVITE_MEMBER): "",
    ("submit", Callback.INVITE_MEMBER): "invite team member",
    ("action", Action.NOMINATIONS): "",
    ("action", Action.NOMINATIONS_PAGE): "",
    ("action", Action.PICK_NOMINATION): "",
    ("action", Action.DISMISS_NOMINATION): "dismissed nomination",
    ("word", "template"): "",
    ("action", Action.PREVIEW_TEMPLATE): "",
    ("submit", Callback.TEMPLATE): "change template",
}
UNIT: Mapping[Thing, str] = {
    ("word", "setup"): "",
    ("action", Action.SET_UP): "",
    ("submit", Callback.SETUP): "set up",
    ("action", Action.ADD_PROJECT): "",
    ("action", Action.PICK_LEADS): "",
    ("submit", Callback.PROJECT): "add project",
    ("action", Action.EDIT_PROJECT): "",
    ("action", Action.CHANGE_PROJECT): "change project",
    ("action", Action.IMPORT_PROJECTS): "",
    ("submit", Callback.PROJECTS_FILE): "",
    ("action", Action.CHECK_PROJECTS_FILE): "",
    ("action", Action.APPLY_PROJECTS_FILE): "import projects",
    ("action", Action.EXPORT_PROJECTS): "",
    ("word", "checks"): "",
    ("action", Action.CHECKS_PAGE): "",
    ("action", Action.CHECKS_LIST): "",
    ("action", Action.CHECK_OFF): "switch off check",
    ("action", Action.CHECK_ON): "switch on check",
    ("word", "people"): "",
    ("action", Action.SHOW_PEOPLE): "",
    ("action", Action.PEOPLE_PAGE): "",
    ("action", Action.ADD_EDITOR): "add editor",
    ("action", Action.REMOVE_EDITOR): "remove editor",
}
EDITORS: Mapping[Thing, str] = {**DRAFT, **DECISIONS, **GONE, **NEWS, **UNIT}
ABOUT_NO_EDITION = {  # what the log cannot file under an edition
    "add to glossary",
    "change template",
    "dismissed nomination",
    "look for word",
    "pass over word",
    "remove from glossary",
    "retry delivery",
    "confirm delivery",
    "show picture",
    *filter(None, UNIT.values()),
}

# Leads, for their own projects, and whom they have asked; editors too.
LEADS: set[Thing] = {
    ("action", Action.PICK_PROJECT),
    ("action", Action.POST_UPDATE),
    ("action", Action.SEE_SAVED),
    ("action", Action.OTHER_EDITION),
    ("action", Action.PREVIEW_UPDATE_PAGE),
    ("action", Action.NOTHING_TO_REPORT),
    ("action", Action.TAKE_BACK_NOTHING),
    ("action", Action.CLOSE_PROJECT),
    ("action", Action.PROJECT_GOES_ON),
    ("action", Action.WITHDRAW),
    ("action", Action.HISTORY),
    ("action", Action.HISTORY_PAGE),
    ("action", Action.OBJECT),
    ("action", Action.TAKE_BACK_OBJECTION),
    ("action", Action.ASK_SOMEBODY),
    ("action", Action.ANSWER),
    ("submit", Callback.UPDATE),
    ("submit", Callback.ASK_SOMEBODY),
    ("submit", Callback.CORRECTION),
    ("submit", Callback.ANSWER),
    ("shortcut", "post_update"),
    ("shortcut", "add_to_update"),
}
# Whoever it is about: their own reminders, their own Home, what is said of them, what they have typed.
ONESELF: set[Thing] = {
    ("action", Action.SNOOZE),
    ("action", Action.SKIP_REMINDERS),
    ("action", Action.AWAY),
    ("action", Action.DECLINE),
    ("action", Action.HOME_PAGE),
    ("action", Action.INTRODUCE),
    ("action", Action.TAKE_DOWN_MEMBER),
    ("action", Action.FORGET_UNSENT),
    *(("action", name) for name in UPDATE_INPUTS),
    ("submit", Callback.INTRODUCE),
    ("closed", Callback.UPDATE),
}
EVERYBODY: set[Thing] = {
    ("action", Action.ASK_STATUS),
    ("action", Action.SHOW_STATUS),
    ("action", Action.ASK),
    ("action", Action.ASK_WORDS),
    ("action", Action.SHARE_ANSWER),
    ("action", Action.WHOLE_UPDATE),
    ("action", Action.WHOLE_UPDATE_PAGE),
    ("action", Action.WHAT_CHANGED),
    ("action", Action.PROJECT_HISTORY),
    ("action", Action.FOLLOW),
    ("action", Action.STOP_FOLLOWING),
    ("shortcut", "ask_about_message"),
    ("action", Action.SHOW_HELP),
    ("action", Action.SHOW_PROJECTS),
    ("action", Action.PROJECTS_PAGE),
    ("submit", Callback.PROJECTS),
    ("submit", Callback.NOMINATE),
    ("word", "help"),
    ("word", "following"),
    ("word", "next"),
    ("word", "projects"),
    ("word", "nominate"),
}
# What only changes the form in front of somebody; what they typed is kept for them.
FORM: set[Thing] = {
    ("action", Action.ADD_PART),
    ("action", Action.KEEP_MINE),
    ("action", Action.TAKE_THEIRS),
    ("action", Action.PREVIEW_UPDATE),
    ("action", Action.ADD_NEWS_ROW),
}
