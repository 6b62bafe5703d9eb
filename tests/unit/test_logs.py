"""Logs are for operators: no tokens, no keys to people's conversations, nothing that they wrote.

They are set up in a process of its own, for that is set up once.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

SECRET = {
    "xoxb-12": "xoxb-12-ab",
    "xapp-1-ab": "xapp-1-ab",
    "/T1/2/abc": "https://hooks.slack.com/actions/T1/2/abc",
    "790ccc": "1772701209.8.790ccc20295a6c2fb162a81e0f0bb4e6",
    "1234-abcd": "wss://wss.slack.com/link/?ticket=1234-abcd&app_id=x",
    "T1/efgh": "{'response_url': 'http://127.0.0.1:1/response/T1/efgh'}",
    "ijkl.1": '{"trigger_id": "ijkl.1"}',
}
STORY = """
import logging, sys, structlog
from bot.logs import set_up_logs

set_up_logs("DEBUG")
log = structlog.get_logger("story")
for secret in sys.argv[1:]:
    log.info("named", what=secret, among={"others": [secret]})
    log.info(f"told: {secret}")
    logging.getLogger("slack_bolt.App").warning("told: %s", secret)
    try:
        raise ValueError(secret)
    except ValueError:
        log.exception("fault")
for name in ("slack_bolt.App", "slack_sdk.web.base_client", "sprint-notes"):
    logger = logging.getLogger(name)
    logger.setLevel(logging.DEBUG)
    logger.debug("Received the following response - body: what Ada wrote")
log.debug("an event", text="what Ada wrote", of={"view": "what Ada wrote"})
"""


@pytest.fixture(scope="module")
def told() -> str:
    done = subprocess.run(
        [sys.executable, "-c", STORY, *SECRET.values()], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stderr


@pytest.mark.parametrize("key", SECRET)
def test_no_key_is_logged(key: str, told: str) -> None:
    assert key not in told
    assert told.count("told: ") == 2 * len(SECRET)
    assert told.count("Traceback") == len(SECRET)


def test_what_people_wrote_is_not_logged(told: str) -> None:
    assert "an event" in told
    assert "what Ada wrote" not in told
