"""``sprint-notes import-projects`` and ``export-projects``, as somebody uses them who runs the database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = "key,name,phase,leads\nferry,Ferry Tickets,beta,U012AB3CD\nlamps,Pyst Lampau – Môn,,\n"


def sprint_notes(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'x.db'}", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, input=given.encode(), capture_output=True, check=False, timeout=60
    )


def test_a_table_is_looked_at_applied_and_comes_out_again(tmp_path: Path) -> None:
    file = tmp_path / "projects.csv"
    file.write_text(TABLE, encoding="utf-8")
    looked = sprint_notes(tmp_path, "import-projects", str(file))
    assert looked.returncode == 0
    assert "new: Ferry Tickets (ferry)\n  Key: ferry" in looked.stdout.decode()
    assert "Would be: 2 new projects, 0 changed, 0 unchanged. Nothing was changed; --apply" in looked.stdout.decode()
    assert sprint_notes(tmp_path, "export-projects").stdout.count(b"\n") == 1
    applied = sprint_notes(tmp_path, "import-projects", "--apply", "-", given=TABLE)
    assert "Applied: 2 new projects, 0 changed, 0 unchanged." in applied.stdout.decode()

    table = sprint_notes(tmp_path, "export-projects").stdout.decode()
    assert "lamps,Pyst Lampau – Môn," in table
    again = sprint_notes(tmp_path, "import-projects", "-", given=table.replace("beta", "live"))
    assert "changed: Ferry Tickets (ferry)\n  Phase: beta → live" in again.stdout.decode()
    wrong = sprint_notes(tmp_path, "import-projects", "--apply", "-", given="key,leads\nferry,@nobody\n")
    assert wrong.returncode == 1
    assert wrong.stderr.decode().startswith("Line 2, leads: Nobody here is “@nobody”.")
    missing = sprint_notes(tmp_path, "import-projects", str(tmp_path / "none.csv"))
    assert (missing.returncode, b"cannot be read" in missing.stderr) == (1, True)
