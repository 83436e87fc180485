"""The user's folder: its settings, its templates before the shipped ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from digest.errors import SettingsError, TemplateError, UsageError
from digest.workspace import Templates, open_workspace, shipped_templates, start_workspace

FIRST = date(2026, 8, 10)


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    for name, text in (("own/a.txt.j2", "mine"), ("shipped/a.txt.j2", "theirs"), ("shipped/b/c.txt.j2", "deep")):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "secret.txt.j2").write_text("secret")
    return Templates(tmp_path / "own", tmp_path / "shipped")


def test_the_users_file_comes_before_the_shipped_one(templates: Templates) -> None:
    assert templates.read("a.txt.j2") == "mine"
    assert templates.overridden("a.txt.j2")
    assert templates.read("b/c.txt.j2") == "deep"


def test_builtin_reaches_what_an_override_replaces(templates: Templates) -> None:
    assert templates.read("builtin/a.txt.j2") == "theirs"


@pytest.mark.parametrize(
    "name", ["../secret.txt.j2", "b/../../secret.txt.j2", "/etc/passwd", "builtin/../secret.txt.j2"]
)
def test_nothing_outside_the_two_folders_is_opened(templates: Templates, name: str) -> None:
    assert not templates.has(name)
    with pytest.raises(TemplateError):
        templates.read(name)


def test_a_wrong_name_is_told_with_the_nearest_one(templates: Templates) -> None:
    with pytest.raises(TemplateError) as caught:
        templates.read("b/cc.txt.j2")
    assert caught.value.fix == "did you mean b/c.txt.j2?"


def test_names_lists_both_folders_once(templates: Templates) -> None:
    assert templates.names() == ["a.txt.j2", "b/c.txt.j2"]


def test_the_shipped_templates_are_there() -> None:
    assert (shipped_templates() / "email" / "edition.mjml.j2").is_file()


def test_a_new_workspace_opens_and_overwrites_nothing(tmp_path: Path) -> None:
    made = start_workspace(tmp_path / "paper", FIRST)
    assert "digest.toml" in made
    assert open_workspace(tmp_path / "paper").settings.newsletter.id == "daily"
    assert open_workspace(tmp_path / "paper").settings.newsletter.first_edition == FIRST
    with pytest.raises(UsageError, match="workspace already"):
        start_workspace(tmp_path / "paper", FIRST)


def test_a_folder_without_settings_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        open_workspace(tmp_path)
    assert "digest init" in caught.value.fix


def test_names_in_settings_are_held_against_what_exists(tmp_path: Path) -> None:
    start_workspace(tmp_path, FIRST)
    path = tmp_path / "digest.toml"
    path.write_text(path.read_text().replace('"calm"', '"clam"').replace('"bluesky"', '"blusky"'))
    with pytest.raises(SettingsError) as caught:
        open_workspace(tmp_path)
    fixes = " ".join(fault.fix for fault in caught.value.faults)
    assert "calm" in fixes
    assert "bluesky" in fixes


def test_sources_and_outbox_of_the_caller_replace_the_configured_ones(tmp_path: Path) -> None:
    start_workspace(tmp_path, FIRST)
    opened = open_workspace(tmp_path, sources=[tmp_path / "x.jsonl"], outbox=tmp_path / "out")
    assert [s.path for s in opened.settings.source] == [str(tmp_path / "x.jsonl")]
    assert opened.outbox == tmp_path / "out"
