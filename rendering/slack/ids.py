"""The names by which Slack tells us what a person used."""

from __future__ import annotations

from enum import StrEnum


class Callback(StrEnum):
    """Modals."""

    UPDATE = "update"
    SETUP = "setup"
    PREVIEW = "preview"
    NOTICE = "notice"
    HISTORY = "history"
    CORRECTION = "correction"


class Action(StrEnum):
    """Buttons and menus that act at once."""

    APPROVE = "approve"
    PUBLISH = "publish"
    PREVIEW = "preview"
    PREVIEW_PAGE = "preview_page"
    PICK_PROJECT = "pick_project"
    POST_UPDATE = "post_update"
    NOTHING_TO_REPORT = "nothing_to_report"
    TAKE_BACK_NOTHING = "take_back_nothing"
    WITHDRAW = "withdraw"
    HISTORY = "history"
    HISTORY_PAGE = "history_page"
    CORRECT = "correct"
    SNOOZE = "snooze"
    SKIP_REMINDERS = "skip_reminders"
    ASK_SOMEBODY = "ask_somebody"
    NUDGE = "nudge"
    HOME_PAGE = "home_page"
    RETRY_DELIVERY = "retry_delivery"
    CONFIRM_DELIVERY = "confirm_delivery"


class Field(StrEnum):
    """Inputs of forms: each is a block id, its element's action id is the same word."""

    PROJECT = "project"
    HEADLINE = "headline"
    BODY = "body"
    NEXT = "next"
    CORRECTION = "correction"
    STATUS = "status"
    PHASE = "phase"
    UNIT_NAME = "unit_name"
    REVIEW_CHANNEL = "review_channel"
    PUBLISH_CHANNEL = "publish_channel"
    TIMEZONE = "timezone"
    FIRST_DAY = "first_day"
    LENGTH = "length"
    CLOSING_TIME = "closing_time"
    NEXT_NUMBER = "next_number"
