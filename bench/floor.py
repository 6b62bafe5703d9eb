"""The floor of ``bench.acks``: a Bolt app whose listeners only acknowledge, wired as ours is."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import uvicorn
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.clock import Ticker
from bot.server import web_app


class _NoTicker(Ticker):
    """Health of a bot without a clock."""

    def __init__(self) -> None:
        """Nothing to start."""

    def age(self) -> float:
        """Always fresh."""
        return 0.0


def _authorize(team_id: str | None, **_others: Any) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id=team_id, bot_id="B0", bot_user_id="U0", bot_token=os.environ["SLACK_BOT_TOKEN"]
    )


def _main() -> None:
    client = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"], retry_handlers=[])
    app = App(
        client=client,
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        authorize=_authorize,
        process_before_response=True,
        listener_executor=ThreadPoolExecutor(20),
    )

    @app.view(re.compile(".*"))
    def on_submit(ack: Ack) -> None:
        ack()

    if os.environ.get("SLACK_APP_TOKEN"):
        SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"], web_client=client).connect()
    uvicorn.run(web_app(app, _NoTicker(), dict), port=int(os.environ["PORT"]), log_config=None, access_log=False)


if __name__ == "__main__":
    _main()
