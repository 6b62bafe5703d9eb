"""Reads what Slack tells: the body of a signed request, the payload of an envelope. Says whether Slack sends that."""

from binascii import a2b_qp
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json
from slack_bolt import BoltRequest

from bot.payload_events import EVENTS
from bot.payload_texts import Json
from bot.payloads import COMMANDS, INTERACTIONS

PAYLOAD = b"payload="
MOST_FIELDS = 100  # of a form; a slash command has some fifteen
MOST_FAULTS = 3  # told of one payload
SSL_CHECK = "ssl_check"  # Slack asks whether our certificate is good
ENVELOPES: Mapping[str, TypeAdapter[Any]] = {  # of Socket Mode, by type
    "slash_commands": COMMANDS,
    "interactive": INTERACTIONS,
    "events_api": EVENTS,
}
IDS = (  # in Bolt's context, wherever in the payload it has found them
    *("enterprise_id", "team_id", "user_id", "channel_id", "thread_ts"),
    *("actor_enterprise_id", "actor_team_id", "actor_user_id", "response_url"),
)


class Malformed(Exception):
    """Slack has signed it, and it is not what Slack sends; says in which places, and never what stands there."""


def read(body: bytes) -> Json:
    """The payload of a body; raises ``Malformed``."""
    return _or_malformed(lambda: _read(body))


def read_envelope(kind: str, payload: object) -> Json:
    """The payload of an envelope of this type; raises ``Malformed``."""
    if kind not in ENVELOPES:
        raise Malformed("an envelope of another type")
    return _or_malformed(lambda: _checked(ENVELOPES[kind], payload))


def bolt_request(payload: Json) -> BoltRequest:
    """A request for Bolt, whose name for one that is read already is ``socket_mode``; it needs no headers. Raises
    ``Malformed``."""
    try:
        request = BoltRequest(body=payload, mode="socket_mode")
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise Malformed(f"Bolt cannot read it: {type(error).__name__}") from None
    wrong = [name for name in IDS if not isinstance(request.context.get(name), str | None)]
    if wrong:
        raise Malformed(f"{', '.join(wrong)}: what Bolt takes for it is no text")
    return request


def _or_malformed(reads: Callable[[], Json]) -> Json:
    try:
        return reads()
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        raise Malformed(
            "; ".join(f"{_place(fault['loc'])}: {fault['msg']}" for fault in faults[:MOST_FAULTS])
        ) from None
    except (ValueError, RecursionError) as error:  # neither form, nor JSON, nor UTF-8
        raise Malformed(f"cannot be read: {type(error).__name__}") from None


def _read(body: bytes) -> Json:
    if body.startswith(PAYLOAD) and b"&" not in body:  # what people do comes as a form with one long value
        return _checked(INTERACTIONS, _json(unquoted(body[len(PAYLOAD) :])))
    if body.lstrip()[:1] in (b"{", b"["):
        return _checked(EVENTS, _json(body))
    fields = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"))
    if "payload" in fields:
        return _checked(INTERACTIONS, _json(fields["payload"].encode()))
    return fields if fields.get(SSL_CHECK) == "1" else _checked(COMMANDS, fields)


def _json(text: bytes) -> Any:
    return from_json(text, allow_inf_nan=False)


def _checked(model: Any, payload: Any) -> Json:
    """The payload as it came: what it is checked for is a part of it only."""
    model.validate_python(payload)
    return dict(payload)


def unquoted(value: bytes) -> bytes:
    """``urllib.parse.unquote_plus`` ten times as fast: quoted-printable, which is read in C, is the same but for its
    sign."""
    return a2b_qp(value.replace(b"=", b"=3D").replace(b"+", b" ").replace(b"%", b"="))


def _place(steps: tuple[int | str, ...]) -> str:
    return ".".join(map(str, steps)) or "the payload"
