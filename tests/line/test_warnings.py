"""Warnings of an edition are about its own articles; those outside the slot are one line a source."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.intake.files import Intake, read_sources
from digest.line.warnings import of_the_slot, outside_the_slot
from digest.settings import SourceSettings

LONG = "The mill turns and turns in the wind above the harbour. " * 20


def intake(root: Path, *, late: int) -> Intake:
    """Write one article that is due, *late* others, each with a deck that is too long, and a line that is no JSON."""
    (root / "seeds").mkdir()
    rows = [{"id": f"a{n}", "headline": f"Mill {n} turns", "deck": LONG, "text": LONG} for n in range(late + 1)]
    lines = [json.dumps(row | {"published": "2026-08-09"}) for row in rows]
    (root / "seeds/wire.jsonl").write_text("\n".join([*lines, "{broken"]) + "\n", "utf-8")
    return read_sources([SourceSettings(path="seeds")], root=root, zone=ZoneInfo("UTC"))


def test_what_is_amiss_outside_the_slot_is_one_line_a_source(tmp_path: Path) -> None:
    found = intake(tmp_path, late=7)
    due = [article for article in found.articles if article.id == "a0"]
    own = of_the_slot(found, due)
    assert {notice.where.partition(":")[0] for notice in own} == {
        "seeds/wire.jsonl, line 1",
        "seeds/wire.jsonl, line 9",
    }
    assert [(one.what, one.where) for one in outside_the_slot(found, due, "2026-08-10")] == [
        ("7 warnings about articles outside 2026-08-10", "seeds")
    ]


def test_an_article_that_is_on_the_page_by_hand_is_not_outside(tmp_path: Path) -> None:
    found = intake(tmp_path, late=1)
    assert outside_the_slot(found, found.articles, "2026-08-10") == []
    assert [notice.where for notice in of_the_slot(found, found.articles)] == [
        "seeds/wire.jsonl, line 1: deck, and 1 more",
        "seeds/wire.jsonl, line 3",
    ]


def test_a_row_of_an_articles_own_file_belongs_to_the_article(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    for name in "ab":
        page = f"---\ntitle: Mill {name}\npublshed: 2026-08-09\ndate: 2026-08-09\n---\n{LONG}\n"
        (tmp_path / "seeds" / f"{name}.md").write_text(page, "utf-8")
    found = read_sources([SourceSettings(path="seeds")], root=tmp_path, zone=ZoneInfo("UTC"))
    own = of_the_slot(found, [article for article in found.articles if article.id == "a"])
    assert [(notice.where, notice.fix) for notice in own] == [("seeds/a.md, line 3", "did you mean published?")]
