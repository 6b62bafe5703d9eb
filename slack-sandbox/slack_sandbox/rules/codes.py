"""The rule behind an error code that names no place in a payload."""

from __future__ import annotations

from slack_sandbox.rules.finding import Finding

# by error code: the rule's name, the key of its source, and what it says
RULES = {
    "account_inactive": ("people", "apiref", "A person who was deactivated gets no messages"),
    "alt_txt_too_large": ("alt_txt", "apiref", "An alternative text has at most 1,000 characters"),
    "bad_client_secret": ("credentials", "apiref", "The client's secret must be the app's"),
    "bad_redirect_uri": ("redirect_uri", "oauth", "The address must be that of the first step, and one of the app's"),
    "cannot_dm_bot": ("people", "apiref", "A bot has no private messages with a bot"),
    "cant_delete_message": ("authorship", "apiref", "A bot deletes its own messages only"),
    "cant_update_message": ("authorship", "update", "A bot changes its own messages only"),
    "channel_not_found": ("membership", "apiref", "A bot finds public channels, and others only while it is in them"),
    "channels_limit_exceeded": ("share_channels", "apiref", "A file is shared in at most 100 channels at once"),
    "duplicate_external_id": ("external_id", "views.open", "An external_id belongs to one open view at a time"),
    "exchanged_trigger_id": ("trigger_id", "bolt_modals", "A trigger_id opens one view, once"),
    "expired_trigger_id": ("trigger_id_seconds", "bolt_modals", "A trigger_id is good for 3 seconds"),
    "expired_url": ("response_url", "java-guides", "A response_url is good for 30 minutes"),
    "file_not_found": ("files", "apiref", "A file is found once its bytes were sent"),
    "hash_conflict": ("hash", "apiref", "A view is changed only by who has its newest hash"),
    "http_error": ("ack", "events", "An ack is an answer with a status from 200 to 299"),
    "http_timeout": ("ack_seconds", "events", "A bot acknowledges within 3 seconds"),
    "invalid_auth": ("token", "apiref", "The token must be one that the app was given"),
    "invalid_blocks_format": ("blocks", "apiref", "Blocks are a JSON array"),
    "invalid_code": ("oauth_code_minutes", "oauth", "A code is good once, for 10 minutes"),
    "invalid_metadata_format": ("metadata", "postMessage", "Metadata is a JSON object"),
    "invalid_metadata_schema": ("metadata", "postMessage", "Metadata has an event_type and an event_payload"),
    "invalid_refresh_token": ("token_rotation", "rotation", "A refresh token is good once"),
    "is_archived": ("archived", "apiref", "Nothing is posted in an archived channel"),
    "is_inactive": ("archived", "update", "Nothing is changed in an archived channel"),
    "markdown_text_conflict": ("markdown_text", "postMessage", "markdown_text stands alone, without text or blocks"),
    "message_not_found": ("message", "apiref", "The timestamp must be that of a message in this channel"),
    "messages_tab_disabled": ("messages_tab", "apiref", "The app's Messages tab must be on"),
    "missing_scope": ("scope", "apiref", "The app must have one of the scopes that the method needs"),
    "msg_too_long": ("text_length", "update", "Text has at most 4,000 characters in chat.update, markdown_text 12,000"),
    "no_text": ("text", "postMessage", "A message has text, blocks or attachments"),
    "not_allowed_token_type": ("token", "apiref", "The method must be called with its own kind of token"),
    "not_authed": ("token", "apiref", "A token comes in the header or the form, never in a JSON body"),
    "not_enabled": ("home_tab", "views.open", "The app's Home tab must be on"),
    "not_in_channel": ("membership", "apiref", "The bot must be in the channel"),
    "push_limit_reached": ("stack_depth", "views.open", "At most 3 modals lie on each other"),
    "ratelimited": ("rate", "ratelimits", "One message a second in a channel, and each method's calls a minute"),
    "restricted_too_many": ("schedule.per_channel_5min", "schedule", "At most 30 messages a channel in 5 minutes"),
    "snippet_too_large": ("snippet_bytes", "apiref", "A snippet has at most 1 MB"),
    "thread_not_found": ("thread", "apiref", "The timestamp must be that of a message"),
    "time_in_past": ("schedule", "schedule", "A message is scheduled for later"),
    "time_too_far": ("schedule.max_days", "schedule", "A message is scheduled at most 120 days ahead"),
    "token_expired": ("token_rotation", "rotation", "A token that rotates is good for 12 hours"),
    "token_revoked": ("token", "apiref", "The token was revoked"),
    "too_many_attachments": ("max_attachments", "apiref", "A message has at most 100 attachments"),
    "too_many_redirects": ("redirects", "events", "The bot's address redirects at most twice"),
    "used_url": ("response_url", "java-guides", "A response_url is good for 5 answers"),
    "user_not_in_channel": ("membership", "apiref", "The person must be in the channel"),
    "view_too_large": ("max_json_bytes", "views.open", "A view has at most 250 KB"),
}


def rule_of(code: str) -> tuple[Finding, ...]:
    """The rule that an error code stands for, where one was read."""
    if code not in RULES:
        return ()
    rule, source, words = RULES[code]
    return (Finding("", rule, words, source),)
