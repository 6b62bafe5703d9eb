"""A load generator in a process of its own: it reads JSON and prints JSON.

Read are the ``address`` and the ``secret`` of an app, and ``bodies``, a list of form bodies for each connection. A
connection stays open and sends the next body, signed as Slack signs, once the one before is acknowledged; what is
refused is sent again, as a person would press again. Printed are the ``milliseconds`` until each was acknowledged, how
many were ``refused``, the ``seconds`` from the first request to the last ack, and when that ``ended``, in seconds since
1970.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any
from urllib.parse import urlsplit

from slack_sandbox.courier import sign

MOST_TRIES = 5
Json = dict[str, Any]


async def main(plan: Json) -> Json:
    """Sends everything; what came of it."""
    address = urlsplit(plan["address"])
    opened = [await asyncio.open_connection(address.hostname, address.port) for _ in plan["bodies"]]
    began = time.perf_counter()
    each = [_Connection(*streams, plan).sends(bodies) for streams, bodies in zip(opened, plan["bodies"], strict=True)]
    taken = [one for some in await asyncio.gather(*each) for one in some]
    return {
        "milliseconds": [milliseconds for milliseconds, _ in taken],
        "refused": sum(refused for _, refused in taken),
        "seconds": time.perf_counter() - began,
        "ended": time.time(),
    }


class _Connection:
    """One that stays open."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, plan: Json) -> None:
        self._reader = reader
        self._writer = writer
        self._address = urlsplit(plan["address"])
        self._secret = plan["secret"]

    async def sends(self, bodies: list[str]) -> list[tuple[float, int]]:
        """Sends one after the other; in how many milliseconds each was taken, and how often it was refused before."""
        taken = []
        for body in bodies:
            began = time.perf_counter()
            refused = await self._sends(body.encode())
            taken.append(((time.perf_counter() - began) * 1000, refused))
        self._writer.close()
        return taken

    async def _sends(self, body: bytes) -> int:
        for refused in range(MOST_TRIES):
            self._writer.write(self._request(body))
            head, said = await self._answer()
            if head.startswith("HTTP/1.1 200") and not said:
                return refused
        raise AssertionError(f"refused {MOST_TRIES} times:\n{head}{said.decode()}")

    def _request(self, body: bytes) -> bytes:
        headers = {
            "Host": self._address.netloc,
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(len(body)),
            **sign(body, self._secret),
        }
        lines = [f"POST {self._address.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def _answer(self) -> tuple[str, bytes]:
        """The head and the body of an answer."""
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode()
        length = int(head.lower().partition("content-length:")[2].partition("\r\n")[0] or 0)
        return head, await self._reader.readexactly(length)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(json.load(sys.stdin)))))
