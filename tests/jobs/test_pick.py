"""What an editor is told by `digest pick`: the page as the file has it, and what is amiss before anything is built."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import Notice
from digest.jobs.pick import Proposed, propose
from digest.picks.slots import slot_named
from digest.workspace import open_workspace

NOW = datetime(2026, 8, 10, 5, tzinfo=UTC)
SETTINGS = '[newsletter]\nid = "daily"\nname = "The Daily"\n[picks]\nstories = 2\nbrief = 1\n'


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "digest.toml").write_text(SETTINGS + '[[source]]\npath = "a"\n[[source]]\npath = "b"\n', "utf-8")
    for name in "ab":
        (tmp_path / name).mkdir()
    return tmp_path


def lines(paper: Path, name: str, *records: Mapping[str, object]) -> None:
    text = "".join(json.dumps({"text": "Words.", "published": "2026-08-09T12:00:00Z", **one}) + "\n" for one in records)
    (paper / name).write_text(text, "utf-8")


def told(paper: Path, *, now: datetime = NOW) -> Proposed:
    opened = open_workspace(paper)
    slot = slot_named(opened.settings.schedule, "2026-08-10")
    return propose(opened, slot, now=now, tell=lambda name, text: None)


def of(found: Proposed, words: str) -> list[Notice]:
    return [notice for notice in found.notices if words in notice.what]


def test_a_wrong_year_is_one_line_a_source_and_says_the_slot(paper: Path) -> None:
    lines(paper, "a/x.jsonl", *({"headline": f"News {n}", "published": "2062-08-09"} for n in range(9)))
    lines(paper, "b/x.jsonl", {"headline": "Bridge", "published": "2062-08-09"}, {"headline": "Right"})
    many, one = of(told(paper), "more than a year")
    assert many.what == "9 articles of a are dated more than a year ahead of 2026-08-10; is the year right?"
    assert one.what == "published lies more than a year ahead of 2026-08-10; is the date right?"
    assert many.where == "a/x.jsonl, line 1: date (published), and 8 more"
    late = datetime(2062, 1, 1, tzinfo=UTC)  # an old edition, built from what has come since
    assert not of(told(paper, now=late), "more than a year")


def test_an_article_without_words_is_told_unless_it_stands_in_brief_or_an_editor_wrote_a_deck(paper: Path) -> None:
    rows = [{"headline": text, "text": ""} for text in ("Gates close early", "Bread is cheap", "Choirs sing")]
    lines(paper, "a/x.jsonl", *rows)
    found = told(paper)
    assert len(of(found, "neither body nor deck")) == 2
    first = found.picks.chosen[0].story.id
    order = found.path.read_text()
    found.path.write_text(order.replace(f'id = "{first}"', f'id = "{first}"\ndeck = "At last."', 1))
    assert len(of(told(paper), "neither body nor deck")) == 1


def test_a_picture_that_is_missing_or_says_nothing_is_told_before_the_build(paper: Path) -> None:
    lines(paper, "a/x.jsonl", {"headline": "Gates close", "image": "gates.png"})
    found = told(paper)
    assert [notice.where for notice in of(found, "image left out")] == ["a/x.jsonl, line 1: image gates.png"]
    assert of(found, "no alternative text")
    lines(paper, "a/x.jsonl", {"headline": "Gates close", "image": {"src": "https://x.example/g.png", "alt": "Gates"}})
    assert not of(told(paper), "image") + of(told(paper), "alternative")


def test_one_fault_of_several_pictures_is_told_once_and_names_each(paper: Path) -> None:
    lines(paper, "a/x.jsonl", *({"headline": text, "image": "gates.png"} for text in ("Gates close", "Bread is dear")))
    for fault in ("image left out", "no alternative text"):
        (one,) = of(told(paper), fault)
        assert sorted(part.partition(":")[0] for part in one.where.split("; ")) == [
            f"a/x.jsonl, line {n}" for n in (1, 2)
        ]


def test_no_reason_tells_of_a_picture_that_is_not_there(paper: Path) -> None:
    lines(paper, "a/x.jsonl", {"headline": "Gates close", "image": "gates.png", "text": "Water rises. " * 60})
    lost = told(paper).picks.chosen[0]
    (paper / "a" / "gates.png").write_bytes(b"GIF89a")
    there = told(paper).picks.chosen[0]
    assert "120 words with a picture" in there.reason
    assert "120 words." in lost.reason
    assert lost.terms["complete"] < there.terms["complete"]


def test_the_page_is_the_editor_s_with_what_was_taken_over(paper: Path) -> None:
    lines(paper, "a/x.jsonl", *({"headline": text} for text in ("Gates close early", "Bread is cheap", "Choirs sing")))
    found = told(paper)
    assert found.taken_over == ()
    last = found.picks.chosen[-1].story.id
    order = found.path.read_text().replace('note = ""', 'note = "Good morning."', 1)
    found.path.write_text(order.replace(f'id = "{last}"', f'id = "{last}"\nplace = "lead"\nkicker = "Sea"', 1))
    again = told(paper)
    assert again.picks.chosen[0].story.id == last
    assert again.taken_over == ("top: note", f"{last}: place, kicker")
    assert not again.misfits
    start = found.path.read_text().index("[[story]]")
    end = found.path.read_text().index("[[story]]", start + 1)
    first = again.picks.chosen[1].story.id
    found.path.write_text(found.path.read_text()[:start] + found.path.read_text()[end:])
    assert f"taken out: {first}" in told(paper).taken_over


def test_fewer_stories_than_wanted_name_their_slot(paper: Path) -> None:
    lines(paper, "a/x.jsonl", {"headline": "Gates close"})
    assert of(told(paper), "2026-08-10 has 1 story instead of 2")
