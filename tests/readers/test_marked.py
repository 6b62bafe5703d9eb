"""Our Markdown reads the same in marked, which many sites and editors use."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from domain.text.markdown import parse
from rendering.formats import html, markdown
from rendering.formats.edition_text import public
from tests.bodies import bodies
from tests.unit.seen import in_page

FOLDER = Path(__file__).parent


def read_by_marked(sources: list[str]) -> list[str]:
    node = shutil.which("node")
    assert node, "scripts/browser-tools installs Node"
    assert (FOLDER / "node_modules" / "marked").exists(), "scripts/browser-tools installs marked"
    done = subprocess.run(
        [node, "read.mjs"],
        cwd=FOLDER,
        input=json.dumps(sources),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return [str(page) for page in json.loads(done.stdout)]


@pytest.mark.xdist_group("node")
def test_four_hundred_bodies_read_the_same_in_marked() -> None:
    texts = [parse(body.source) for body in bodies(400)]
    pages = read_by_marked([markdown.text(public(text)) for text in texts])
    for text, page in zip(texts, pages, strict=True):
        assert in_page(page) == in_page(str(html.text(text))), text
