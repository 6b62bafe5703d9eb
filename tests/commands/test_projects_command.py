"""``sprint-notes import-projects`` and ``export-projects``, as somebody uses them who runs the database."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.forked import sprint_notes

TABLE = "key,name,phase,leads\nferry,Ferry Tickets,beta,U012AB3CD\nlamps,Pyst Lampau – Môn,,\n"


def projects_of(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'x.db'}"}
    return sprint_notes(*arguments, given=given, environment=environment)


def test_a_table_is_looked_at_applied_and_comes_out_again(tmp_path: Path) -> None:
    file = tmp_path / "projects.csv"
    file.write_text(TABLE, encoding="utf-8")
    looked = projects_of(tmp_path, "import-projects", str(file))
    assert looked.returncode == 0
    assert "new: Ferry Tickets (ferry)\n  Key: ferry" in looked.stdout
    assert "Would be: 2 new projects, 0 changed, 0 unchanged. Nothing was changed; --apply" in looked.stdout
    assert projects_of(tmp_path, "export-projects").stdout.count("\n") == 1
    applied = projects_of(tmp_path, "import-projects", "--apply", "-", given=TABLE)
    assert "Applied: 2 new projects, 0 changed, 0 unchanged." in applied.stdout

    table = projects_of(tmp_path, "export-projects").stdout
    assert "lamps,Pyst Lampau – Môn," in table
    again = projects_of(tmp_path, "import-projects", "-", given=table.replace("beta", "live"))
    assert "changed: Ferry Tickets (ferry)\n  Phase: beta → live" in again.stdout
    wrong = projects_of(tmp_path, "import-projects", "--apply", "-", given="key,leads\nferry,@nobody\n")
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("Line 2, leads: Nobody here is “@nobody”.")
    missing = projects_of(tmp_path, "import-projects", str(tmp_path / "none.csv"))
    assert (missing.returncode, "cannot be read" in missing.stderr) == (1, True)
