"""The local Slack itself: a thousand commands in a row, and the memory of a sandbox in its own process.

The floor is a client that acknowledges at once, without a bot: a bare WebSocket, or a bare HTTP answer. What is left
is the sandbox's own time from the control API to the envelope to the ack.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import uvicorn
from slack_bolt import Ack, App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sandbox.client import Slack
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from websockets.sync.client import connect

from bench.servers import free_port

COMMANDS = 1000
WARM_UP = 50


def report() -> None:
    """Prints medians in milliseconds, ratios, and how much the sandbox's process grew."""
    print(f"\nThe local Slack: {COMMANDS} commands in a row, medians from the control API to the ack and back")
    for mode, serves in (("socket", (_acks_socket, _bolt_socket)), ("http", (_acks_http, _bolt_http))):
        floor, _ = _measured(serves[0])
        bolt, grown = _measured(serves[1])
        print(
            f"  {mode:6}  without a bot {floor:5.2f} ms   a Bolt app that only acks {bolt:5.2f} ms   "
            f"ratio {bolt / floor:4.2f}   memory {grown:+.1f} MB after the first {WARM_UP}"
        )


def _measured(serve: Callable[[Slack], AbstractContextManager[None]]) -> tuple[float, float]:
    """The median, and by how many megabytes the sandbox's process grew; no command may be lost."""
    with _sandbox() as (slack, pid):
        ada = slack.adds_person("Ada Marsh")
        notes = slack.adds_channel("notes", members=[ada], with_bot=True)
        with serve(slack):
            taken, before = [], 0.0
            for number in range(WARM_UP + COMMANDS):
                if number == WARM_UP:
                    before = _megabytes(pid)
                start = time.perf_counter()
                assert ada.types(f"/ping {number}", in_channel=notes).ok, f"command {number} was lost"
                taken.append(time.perf_counter() - start)
            grown = _megabytes(pid) - before
    return statistics.median(taken[WARM_UP:]) * 1000, grown


def _megabytes(pid: int) -> float:
    """How much memory a process holds; 0 where there is no /proc."""
    status = Path(f"/proc/{pid}/statm")
    return int(status.read_text().split()[1]) * 4096 / 1e6 if status.exists() else 0.0


@contextmanager
def _sandbox() -> Iterator[tuple[Slack, int]]:
    port = free_port()
    command = [sys.executable, "-m", "slack_sandbox", "--port", str(port), "--no-rate-limits"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 - ours
        try:
            assert process.stdout is not None
            process.stdout.readline()
            slack = Slack(f"http://127.0.0.1:{port}")
            slack.connect()
            yield slack, process.pid
            slack.close()
        finally:
            process.terminate()


@contextmanager
def _acks_socket(slack: Slack) -> Iterator[None]:
    """A bare WebSocket that acknowledges at once."""
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    address = str(client.apps_connections_open(app_token=slack.app_token)["url"])
    with connect(address) as link:

        def acknowledge() -> None:
            for text in link:
                envelope = json.loads(text)
                if "envelope_id" in envelope:
                    link.send(json.dumps({"envelope_id": envelope["envelope_id"]}))

        thread = threading.Thread(target=acknowledge)
        thread.start()
        slack.waits_for_bot()
        yield
        link.close()
        thread.join()


@contextmanager
def _acks_http(slack: Slack) -> Iterator[None]:
    """A bare HTTP server that answers 200 at once."""

    async def acknowledge(request: Request) -> Response:
        await request.body()
        return Response()

    with _served(Starlette(routes=[Route("/", acknowledge, methods=["POST"])])) as url:
        slack.sends_to(url)
        yield


@contextmanager
def _bolt_socket(slack: Slack) -> Iterator[None]:
    handler = SocketModeHandler(_bolt(slack), slack.app_token)
    handler.connect()
    slack.waits_for_bot()
    yield
    handler.close()


@contextmanager
def _bolt_http(slack: Slack) -> Iterator[None]:
    app = _bolt(slack)

    async def dispatch(request: Request) -> Response:
        body = (await request.body()).decode()
        asked = BoltRequest(body=body, headers=dict(request.headers))
        answer = await run_in_threadpool(app.dispatch, asked)
        return Response(answer.body, answer.status)

    with _served(Starlette(routes=[Route("/", dispatch, methods=["POST"])])) as url:
        slack.sends_to(url)
        yield


def _bolt(slack: Slack) -> App:
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    app = App(client=client, signing_secret=slack.signing_secret, process_before_response=True)

    @app.command("/ping")
    def ping(ack: Ack) -> None:
        ack()

    return app


@contextmanager
def _served(app: Starlette) -> Iterator[str]:
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False, lifespan="off"))
    thread = threading.Thread(target=asyncio.run, args=(server.serve(),))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join()
