"""The names by which Slack tells us what a person used."""

from __future__ import annotations

from enum import StrEnum


class Callback(StrEnum):
    """Modals."""

    UPDATE = "update"
    SETUP = "setup"
    PREVIEW = "preview"
    UPDATE_PREVIEW = "update_preview"
    NOTICE = "notice"
    ASK_SOMEBODY = "ask_somebody"
    PROJECTS = "projects"
    PROJECT = "project"
    PROJECTS_FILE = "projects_file"
    PEOPLE = "people"
    HISTORY = "history"
    CORRECTION = "correction"
    FINDINGS = "findings"


class Action(StrEnum):
    """Buttons and menus that act at once."""

    APPROVE = "approve"
    PUBLISH = "publish"
    PREVIEW = "preview"
    PREVIEW_PAGE = "preview_page"
    FINDINGS = "findings"
    FINDINGS_PAGE = "findings_page"
    PICK_PROJECT = "pick_project"
    POST_UPDATE = "post_update"
    ADD_PART = "add_part"
    PREVIEW_UPDATE = "preview_update"
    PREVIEW_UPDATE_PAGE = "preview_update_page"
    SEE_SAVED = "see_saved"
    OTHER_EDITION = "other_edition"
    FORGET_DRAFT = "forget_draft"
    NOTHING_TO_REPORT = "nothing_to_report"
    TAKE_BACK_NOTHING = "take_back_nothing"
    WITHDRAW = "withdraw"
    HISTORY = "history"
    HISTORY_PAGE = "history_page"
    CORRECT = "correct"
    SNOOZE = "snooze"
    SKIP_REMINDERS = "skip_reminders"
    ASK_SOMEBODY = "ask_somebody"
    DECLINE = "decline"
    AWAY = "away"
    NUDGE = "nudge"
    HOME_PAGE = "home_page"
    SET_UP = "set_up"
    ASK_STATUS = "ask_status"
    SHOW_HELP = "show_help"
    RETRY_DELIVERY = "retry_delivery"
    CONFIRM_DELIVERY = "confirm_delivery"
    PROJECTS_PAGE = "projects_page"
    ADD_PROJECT = "add_project"
    EDIT_PROJECT = "edit_project"
    CHANGE_PROJECT = "change_project"
    PICK_LEADS = "pick_leads"
    IMPORT_PROJECTS = "import_projects"
    CHECK_PROJECTS_FILE = "check_projects_file"
    APPLY_PROJECTS_FILE = "apply_projects_file"
    EXPORT_PROJECTS = "export_projects"
    PEOPLE_PAGE = "people_page"
    ADD_EDITOR = "add_editor"
    REMOVE_EDITOR = "remove_editor"


class Field(StrEnum):
    """Inputs of forms: each is a block id, its element's action id is the same word."""

    PROJECT = "project"
    HEADLINE = "headline"
    BODY = "body"
    NEXT = "next"
    CORRECTION = "correction"
    STATUS = "status"
    PHASE = "phase"
    NOTE = "note"
    ASK_TEXT = "ask_text"
    ASK_LAST_DAY = "ask_last_day"
    ASK_CONTACT = "ask_contact"
    ASK_OUTCOME = "ask_outcome"
    DATE_EVENT = "date_event"
    DATE_DAY = "date_day"
    DATE_AT = "date_at"
    DATE_URL = "date_url"
    DATE_OUTCOME = "date_outcome"
    FIGURE_LABEL = "figure_label"
    FIGURE_NUMBER = "figure_number"
    FIGURE_UNIT = "figure_unit"
    LINK_URL = "link_url"
    LINK_TEXT = "link_text"
    PICTURE_FILE = "picture_file"
    PICTURE_ALT = "picture_alt"
    PICTURE_KEEP = "picture_keep"
    UNIT_NAME = "unit_name"
    REVIEW_CHANNEL = "review_channel"
    PUBLISH_CHANNEL = "publish_channel"
    TIMEZONE = "timezone"
    FIRST_DAY = "first_day"
    LENGTH = "length"
    CLOSING_TIME = "closing_time"
    NEXT_NUMBER = "next_number"
    REMINDER_DAYS = "reminder_days"
    REMINDER_TIME = "reminder_time"
    PLACE = "place"
    DEPUTY = "deputy"


class ProjectField(StrEnum):
    """Inputs of the form for a project, called as what they hold; and of the forms around it."""

    KEY = "key"
    NAME = "name"
    ALIASES = "aliases"
    LEAD_ORGANISATION = "lead_organisation"
    PARTNERS = "partners"
    PHASE = "phase"
    ROUND = "round"
    CONTACT = "contact"
    CHANNEL = "channel"
    LEADS = "leads"
    STATE = "state"
    FEATURED = "featured"
    FILE = "file"
    SOUGHT = "sought"


UPDATE_INPUTS = (  # what is kept while it is being typed
    Field.HEADLINE,
    Field.BODY,
    Field.NEXT,
    Field.STATUS,
    Field.PHASE,
    Field.NOTE,
    *(field for field in Field if field.startswith(("ask_", "date_", "figure_", "link_", "picture_"))),
)
