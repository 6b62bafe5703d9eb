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
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.door import Door
from bot.metrics import Metrics
from bot.server import slack_endpoint, web_app


async def _ready(_request: Request) -> Response:
    return Response()


def _authorize(team_id: str | None, **_others: Any) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id=team_id, bot_id="B0", bot_user_id="U0", bot_token=os.environ["SLACK_BOT_TOKEN"]
    )


def _main() -> None:
    client = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"], retry_handlers=[])
    app = App(
        client=client,
        request_verification_enabled=False,
        authorize=_authorize,
        process_before_response=True,
        listener_executor=ThreadPoolExecutor(20),
    )

    @app.view(re.compile(".*"))
    def on_submit(ack: Ack) -> None:
        ack()

    if os.environ.get("SLACK_APP_TOKEN"):
        SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"], web_client=client).connect()
    endpoint = slack_endpoint(app, Door(os.environ["SLACK_SIGNING_SECRET"]), Metrics())
    served = web_app(endpoint, [Route("/readyz", _ready)])
    uvicorn.run(served, port=int(os.environ["PORT"]), log_config=None, access_log=False)


if __name__ == "__main__":
    _main()
