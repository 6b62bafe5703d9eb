"""An editor opens the archive in the set-up: what is published can be read by everybody, until it is closed again."""

from __future__ import annotations

from http.client import HTTPConnection

from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage

OPEN = "Everybody can read published editions on the web"
SECRET = "Only the draft says this"


def reads(staged: Stage, path: str) -> tuple[int, str]:
    """What a visitor who has nothing to do with Slack is answered."""
    connection = HTTPConnection("127.0.0.1", staged.port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    status, words = answer.status, answer.read().decode()
    assert answer.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    connection.close()
    return status, words


def chooses(staged: Stage, **changes: object) -> None:
    """The editor changes the set-up."""
    staged.editor.types("/sprint-notes setup", in_channel=staged.notes)
    staged.editor.fills(changes)
    assert staged.editor.submits().closed


@BOTH_MODES
def test_everybody_reads_what_is_published_once_an_editor_opens_the_archive(staged: Stage) -> None:
    staged.imports_the_usual()
    staged.sets_up()
    assert reads(staged, "/")[0] == 404
    chooses(staged, **{"Open archive": [OPEN]})
    staged.waits_for(lambda: "Nothing is published yet" in reads(staged, "/")[1])

    staged.posts(staged.ada, "/sprint-update ferry", SECRET, "Twelve boats sail.")
    staged.moves_to(18, 17)
    draft = staged.draft()
    for path in ("/", "/editions/7", "/projects/ferry", "/feed.atom", "/data/updates.csv", "/search?q=boats"):
        assert SECRET not in reads(staged, path)[1]
    staged.editor.clicks("Approve edition 7", message=draft)
    staged.editor.clicks("Publish edition 7", message=staged.draft("Approved, ready to publish."))
    staged.draft("Published: Sprint Notes #7")
    for path in ("/editions/7", "/projects/ferry", "/feed.atom", "/data/updates.csv"):
        staged.waits_for(lambda path=path: SECRET in reads(staged, path)[1])

    chooses(staged, **{"First edition on the web": "8"})
    staged.waits_for(lambda: reads(staged, "/editions/7")[0] == 404)
    staged.editor.types("/sprint-notes setup", in_channel=staged.notes)
    assert OPEN in str(staged.editor.modal)
    staged.editor.closes()
    chooses(staged, **{"First edition on the web": "1", "Open archive": []})
    staged.waits_for(lambda: reads(staged, "/editions/7")[0] == 410)
    assert SECRET not in reads(staged, "/editions/7")[1]
