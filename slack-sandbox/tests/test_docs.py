"""docs/reference.md names everything there is to use."""

from __future__ import annotations

import inspect

from sandbox_support.paths import REFERENCE
from slack_sandbox.api import METHODS
from slack_sandbox.client import Slack
from slack_sandbox.control import VERBS
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack

PAGE = REFERENCE.read_text(encoding="utf-8")


def test_every_method_verb_and_argument_is_there() -> None:
    arguments = inspect.signature(LocalSlack.__init__).parameters
    for name in [*METHODS, *VERBS, *arguments]:
        assert name == "self" or f"`{name}`" in PAGE, name


def test_everything_a_client_offers_is_there() -> None:
    quiet = {"asks", "close"}
    for kind in (Slack, Person):
        for name in vars(kind):
            assert name.startswith("_") or name in quiet or name in PAGE, name
