"""What was worked out of articles once is not worked out again, and nobody can tell from what comes out."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.articles import Article
from digest.line import drawers, groups
from digest.line.choose import FOUND, find_slot, gather, read, select
from digest.line.drawers import Drawer
from digest.stories.grouping import groups_of
from digest.stories.story import group
from digest.workspace import open_workspace

NOON = datetime(2026, 8, 10, 12, tzinfo=UTC)
ONE = Article(id="a1", headline="Gates hold", text="They hold, “as planned”, Ida Kern said.", published=NOON)


def drawer(folder: Path | None, most: int = 5) -> Drawer[list[str]]:
    return Drawer(folder=folder, name="words", form=list[str], rooms=("text",), most=most)


def asked(folder: Path | None, *articles: Article, more: object = "") -> tuple[list[str], int]:
    """Return what the drawer gives for the articles' words, and how often these had to be found."""
    times = []

    def make() -> list[str]:
        times.append(1)
        return " ".join(one.headline for one in articles).split()

    return drawer(folder).of(articles, make, more), len(times)


def test_the_same_is_not_found_twice(tmp_path: Path) -> None:
    assert asked(tmp_path, ONE) == (["Gates", "hold"], 1)
    assert asked(tmp_path, ONE) == (["Gates", "hold"], 0)
    assert asked(tmp_path, replace(ONE, where="moved.md")) == (["Gates", "hold"], 0)


def test_whatever_decides_is_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(tmp_path, ONE)
    assert asked(tmp_path, replace(ONE, text="They broke."))[1] == 1
    assert asked(tmp_path, replace(ONE, published=NOON + timedelta(hours=1)))[1] == 1
    assert asked(tmp_path, ONE, ONE)[1] == 1
    assert asked(tmp_path, ONE, more="columns")[1] == 1
    monkeypatch.setattr(drawers, "code_of", lambda *rooms: "another")
    assert asked(tmp_path, ONE)[1] == 1


@pytest.mark.parametrize("content", [b"", b"{", b'{"a": 1}', b"[1, 2]"])
def test_a_damaged_file_is_as_if_there_were_none(tmp_path: Path, content: bytes) -> None:
    asked(tmp_path, ONE)
    (file,) = (tmp_path / "words").iterdir()
    file.write_bytes(content)
    assert asked(tmp_path, ONE) == (["Gates", "hold"], 1)
    assert asked(tmp_path, ONE)[1] == 0


def test_what_cannot_be_kept_is_found_each_time(tmp_path: Path) -> None:
    half = replace(ONE, headline="Gates \ud800")
    assert asked(tmp_path, half) == asked(tmp_path, half) == (["Gates", "\ud800"], 1)
    assert asked(None, ONE) == asked(None, ONE) == (["Gates", "hold"], 1)
    (tmp_path / "shut").write_text("a file", encoding="utf-8")
    assert asked(tmp_path / "shut", ONE) == (["Gates", "hold"], 1)


def test_the_newest_stay_and_so_does_what_is_asked_for(tmp_path: Path) -> None:
    every = [replace(ONE, id=f"a{n}") for n in range(8)]
    for n, one in enumerate(every):
        asked(tmp_path, one)
        os.utime(max((tmp_path / "words").iterdir(), key=os.path.getmtime), (n, n))
    assert asked(tmp_path, every[3])[1] == 0  # asked for again: it is among the newest from now on
    asked(tmp_path, replace(ONE, id="new"))
    assert len(list((tmp_path / "words").iterdir())) == 5
    assert [asked(tmp_path, one)[1] for one in (every[3], every[7])] == [0, 0]


def test_a_second_run_groups_nothing_and_finds_no_quotes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_workspace(root)
    slot = find_slot(workspace.settings, "2026-08-10", NOON)
    monkeypatch.setattr(groups, "LEAST", 2)
    intake = read(workspace, lambda step, text: None, at=slot.at)

    def run() -> tuple[object, object]:
        FOUND.clear()
        known, _, stories = gather(workspace, intake, slot, lambda step, text: None)
        return stories, select(workspace, intake, slot, stories, known)

    first = run()
    monkeypatch.setattr(groups, "groups_of", lambda *given: pytest.fail("grouped again"))
    monkeypatch.setattr("digest.quotes.of_article.find_quotes", lambda article: pytest.fail("read again"))
    assert run() == first


def test_stories_are_those_of_the_articles_whether_kept_or_damaged(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = open_workspace(root)
    articles = read(workspace, lambda step, text: None).articles
    wanted = group(articles)
    monkeypatch.setattr(groups, "LEAST", 2)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert groups.stories_of(workspace, articles) == wanted
    (file,) = (tmp_path / "digest-press" / "groups").iterdir()
    file.write_text("[[0], [0]]", encoding="utf-8")
    assert groups.stories_of(workspace, articles) == wanted


def test_few_articles_are_grouped_without_asking(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert [story.lead for story in groups.stories_of(open_workspace(root), [ONE])] == [ONE]
    assert groups_of([ONE]) == [[0]]
    assert not (tmp_path / "digest-press" / "groups").exists()
