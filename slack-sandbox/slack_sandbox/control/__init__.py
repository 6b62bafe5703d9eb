"""The controls: POST /control/VERB with a JSON object, for tests, the demo and a page in the browser."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import JSONResponse

from slack_sandbox.control import app, doing, exactly, page, people, running, seeing
from slack_sandbox.control.table import VERBS
from slack_sandbox.errors import ControlError

__all__ = ["VERBS", "app", "doing", "exactly", "page", "people", "running", "seeing", "serve_control"]


async def serve_control(request: Request) -> JSONResponse:
    """Serves one verb; 400 with `error` when it cannot be done."""
    name = request.path_params["verb"]
    run = VERBS.get(name)
    if run is None:
        return JSONResponse({"error": f"no verb {name!r}; there are {', '.join(sorted(VERBS))}"}, 404)
    body = await request.body()
    try:
        arguments = json.loads(body) if body else {}
        return JSONResponse(await run(request.app.state.sandbox, arguments))
    except ControlError as error:
        return JSONResponse({"error": str(error)}, 400)
    except KeyError as error:
        return JSONResponse({"error": f"{name} needs {error}"}, 400)
