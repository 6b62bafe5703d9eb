"""How the bot of a story is reached: the key stories play both ways."""

import pytest

BOTH_MODES = pytest.mark.parametrize("staged", ["socket", "http"], indirect=True)
SOCKET = pytest.mark.parametrize("staged", ["socket"], indirect=True)
HTTP = pytest.mark.parametrize("staged", ["http"], indirect=True)
