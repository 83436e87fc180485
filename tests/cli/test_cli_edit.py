"""digest edit: the file is opened, checked when it is closed, offered anew and shown."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from paper import run

ROOT = Path(__file__).resolve().parents[2]
ORDER = "running-order/2026-08-10.toml"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    folder.mkdir()
    shutil.copy(ROOT / "digest.toml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


def typing(tmp_path: Path, *edits: tuple[str, str], ends: int = 0) -> str:
    """Return a text editor's command: each time it is opened it makes the next of *edits*, and ends with *ends*."""
    script = tmp_path / "editor.py"
    script.write_text(
        f"""
import sys, pathlib
path, count = pathlib.Path(sys.argv[-1]), pathlib.Path({str(tmp_path / "opened")!r})
opened = len(count.read_text()) if count.exists() else 0
count.write_text("x" * (opened + 1))
old, new = {list(edits)!r}[opened]
text = path.read_text("utf-8")
assert old in text
path.write_text(text.replace(old, new, 1), "utf-8")
sys.exit({ends})
""",
        "utf-8",
    )
    return f"{sys.executable} {script}"


def edit(paper: Path, editor: str, *args: str) -> subprocess.CompletedProcess[str]:
    return run(paper.parent, "edit", *args, "-w", str(paper), EDITOR=editor)


def test_an_edit_is_taken_over_offered_anew_and_previewed(paper: Path, tmp_path: Path) -> None:
    done = edit(paper, typing(tmp_path, ('subject = ""', 'subject = "Dark for five hours"')), "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["taken_over"] == ["top: subject"]
    assert tomllib.loads((paper / ORDER).read_text())["subject"] == "Dark for five hours"
    assert "Dark for five hours" in Path(answer["preview"]).read_text()


def test_an_edit_that_does_not_fit_ends_with_its_line_and_stays_in_the_file(paper: Path, tmp_path: Path) -> None:
    done = edit(paper, typing(tmp_path, ('subject = ""', 'subject = "Dark')))
    assert done.returncode == 65
    assert f"{ORDER}, line 9" in done.stderr
    assert 'subject = "Dark ' in (paper / ORDER).read_text()
    assert not (paper / ".digest" / "preview").exists()


@pytest.mark.parametrize(
    ("editor", "said"), [("/no/such/editor", "cannot be started"), ("", "ended with an error (3)")]
)
def test_an_editor_that_fails_is_told_and_nothing_is_lost(paper: Path, tmp_path: Path, editor: str, said: str) -> None:
    done = edit(paper, editor or typing(tmp_path, ('subject = ""', 'subject = "Dark"'), ends=3))
    assert done.returncode == 2
    assert said in done.stderr
    assert "[[story]]" in (paper / ORDER).read_text()


def test_at_a_terminal_it_is_opened_again_until_it_fits(paper: Path, tmp_path: Path) -> None:
    editor = typing(tmp_path, ('subject = ""', 'subject = "Dark'), ('subject = "Dark ', 'subject = "Dark" '))
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "EDITOR": editor, "TERM": "dumb"}
    command = [sys.executable, "-m", "digest", "edit", "--no-preview", "-w", str(paper)]
    own, theirs = pty.openpty()
    with subprocess.Popen(command, env=env, stdin=theirs, stdout=theirs, stderr=theirs) as running:
        os.close(theirs)
        os.write(own, b"y\n")
        said = b""
        while True:
            try:
                said += os.read(own, 4096)
            except OSError:  # it has ended, and its terminal is gone
                break
    os.close(own)
    assert running.returncode == 0, said.decode()
    assert b"Open it again?" in said
    assert tomllib.loads((paper / ORDER).read_text())["subject"] == "Dark"
