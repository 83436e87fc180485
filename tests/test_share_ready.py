"""The page "Share-ready in a minute", held against what is: its keys, settings, commands and formats."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from digest import export, shelf
from digest.cli import run
from digest.config import read_settings

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "social.md").read_text("utf-8")
NAME = '[newsletter]\nid = "daily"\nname = "The Daily Take"\n'


def passages(kind: str) -> list[str]:
    """Return the page's passages of one kind."""
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.S)


def test_its_keys_are_those_of_the_sheet() -> None:
    sheet = (ROOT / "templates/share/sheet.html.j2").read_text("utf-8")
    told = next(line for line in PAGE.splitlines() if line.startswith("Keys:"))
    assert set(re.findall(r"`(\w+)`", told)) == set(re.findall(r"<kbd>(\w+)</kbd>", sheet))


def test_its_settings_are_read() -> None:
    (block,) = passages("toml")
    social = read_settings(NAME + block).social
    assert social.hashtags == {"World": "WorldNews"}
    assert social.limits == {"mastodon": 1000, "x": 280}
    assert social.plan.at == {"linkedin": ("07:30",)}
    assert social.plan.same_story.total_seconds() == 3 * 3600


def test_it_says_of_every_form_that_nobody_could_read_that_it_is_unverified() -> None:
    there = [name for name in shelf.names(export) if getattr(shelf.take(export, name), "KIND", "") == "scheduler"]
    doubtful = [name for name in there if "unverified" in (shelf.take(export, name).__doc__ or "")]
    told = next(line for line in PAGE.splitlines() if line.startswith("Where their forms are from:"))
    assert doubtful
    for sentence in re.split(r"\. (?=[A-Z])", told.partition(": ")[2]):
        name = sentence.partition(",")[0].lower()
        assert ("unverified" in sentence) is (name in doubtful), sentence


def test_its_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "-w", str(ROOT), "--outbox", str(tmp_path / "out"), "-q"]) == 0
    monkeypatch.chdir(tmp_path)
    commands = [
        line.partition("#")[0].removeprefix("$ ").strip() for text in passages("console") for line in text.splitlines()
    ]
    assert len(commands) >= 6
    for command in commands:
        capsys.readouterr()
        if "|" in command:
            said, command = command.split(" | ")
            text = re.search('"(.*)"', said)
            assert text is not None
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text[1].encode()), encoding="utf-8"))
            assert run(command.split()[1:]) == 0
            if "--json" in command:
                assert [json.loads(capsys.readouterr().out)] == [json.loads(told) for told in passages("json")]
        else:
            assert run([*command.split()[1:], "-w", str(ROOT), "--outbox", str(tmp_path / "out")]) == 0, command
            assert capsys.readouterr().out
    assert (tmp_path / "plan/posts.csv").is_file()
    assert (tmp_path / "plan/buffer-bluesky.csv").is_file()
