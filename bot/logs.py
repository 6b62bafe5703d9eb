"""Logs: one line an event, for people at a terminal and as JSON elsewhere; never a token, nor what would let somebody
speak in another's place, nor what people wrote."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

TOKEN = re.compile(r"\b(xox[a-z]|xapp|xwfp)-[A-Za-z0-9-]+")
KEYS = (  # to somebody's conversation, for as long as they are good
    (re.compile(r"https?://hooks\.[^\s/]*slack[^\s/]*\.com/[^\s\"'<>|]+"), "…"),
    (re.compile(r"(\bresponse_url[\"']?\s*[:=]\s*[\"']?)[^\s\"',}]+"), r"\1…"),
    (re.compile(r"(\btrigger_id[\"']?\s*[:=]\s*[\"']?)[\w.]+"), r"\1…"),
    (re.compile(r"\b\d{9,}\.\d+\.[0-9a-f]{32}\b"), "…"),  # a trigger id alone
    (re.compile(r"(\bticket=)[^&\s\"']+"), r"\1…"),
)
NAMED = {"response_url", "trigger_id", "ticket", "token", "text", "blocks", "view", "body", "payload"}
NOISY = ("apscheduler", "uvicorn.access")
SLACKS = ("slack_bolt", "slack_sdk", "sprint-notes")  # loggers of libraries that tell whole payloads below INFO


def without_secrets(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Strikes tokens, other keys and what people wrote out of everything that is logged."""
    return {key: "…" if key in NAMED else _struck(value) for key, value in event.items()}


def _struck(value: Any) -> Any:
    if isinstance(value, str):
        value = TOKEN.sub(r"\1-…", value)
        for key, instead in KEYS:
            value = key.sub(instead, value)
        return value
    if isinstance(value, dict):
        return {key: "…" if key in NAMED else _struck(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_struck(part) for part in value]
    return value


def set_up_logs(level: str) -> None:
    """Sends our own and the libraries' logs to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.stdlib.PositionalArgumentsFormatter(),
        without_secrets,
    ]
    wrapping = structlog.stdlib.ProcessorFormatter.wrap_for_formatter
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, wrapping],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    renderer = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_tells_no_payload)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, without_secrets, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("slack_bolt.App").addFilter(_says_something)


def _says_something(record: logging.LogRecord) -> bool:
    """Bolt warns that it does not use a token that it finds in the environment; it need not."""
    return not record.getMessage().endswith(("will be unused.", "will be ignored."))


def _tells_no_payload(record: logging.LogRecord) -> bool:
    """Slack's libraries tell at DEBUG all that is sent and received, and set their own levels."""
    return record.levelno >= logging.INFO or not record.name.startswith(SLACKS)
