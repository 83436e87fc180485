"""An article without a date stays without one, and its source says so once."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from paper import run

from digest.intake.files import read_sources
from digest.line.warnings import of_the_slot
from digest.settings import SourceSettings

ROOT = Path(__file__).resolve().parents[2]
WORDS = "The ferry left at four with nine people and a piano on board. " * 8
UNCLEAR = "07/08/2026"


def wire(folder: Path, *dates: object) -> None:
    """Write a file of articles with these dates, None for no field."""
    rows = [
        {"id": f"a{n}", "headline": f"Mill {n} turns", "text": WORDS} | ({"published": date} if date else {})
        for n, date in enumerate(dates)
    ]
    folder.mkdir(exist_ok=True)
    (folder / "wire.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", "utf-8")


@pytest.mark.parametrize(
    ("dates", "what", "where"),
    [
        ((None,), "an article has no date", "seeds/wire.jsonl, line 1"),
        ((None, None, "2026-08-10"), "2 articles have no date", "seeds (such as seeds/wire.jsonl, line 1)"),
        (
            (None, UNCLEAR, UNCLEAR),
            f"3 articles have no date; the date '{UNCLEAR}' is not clear, nor are 1 more",
            "seeds (such as seeds/wire.jsonl, line 2)",
        ),
    ],
)
def test_one_line_a_source_says_where_and_how(tmp_path: Path, dates: tuple[object, ...], what: str, where: str) -> None:
    wire(tmp_path / "seeds", *dates)
    found = read_sources([SourceSettings(path="seeds")], root=tmp_path, zone=ZoneInfo("UTC"))
    (told,) = of_the_slot(found, found.articles)
    assert (told.what, told.where) == (what, where)
    assert "2026-08-10T06:00:00+02:00" in told.fix
    assert [article.published is None for article in found.articles] == [date in (None, UNCLEAR) for date in dates]


def test_an_article_outside_the_slot_is_not_told_of(tmp_path: Path) -> None:
    wire(tmp_path / "seeds", "2026-08-10", None)
    found = read_sources([SourceSettings(path="seeds")], root=tmp_path, zone=ZoneInfo("UTC"))
    assert of_the_slot(found, [one for one in found.articles if one.published]) == ()


def test_build_pick_and_sources_all_say_it(tmp_path: Path) -> None:
    wire(tmp_path / "seeds", "2026-08-10T04:00:00Z", None, None)
    (tmp_path / "digest.toml").write_text(
        '[newsletter]\nid = "tide"\nname = "Tide"\n[schedule]\nzone = "UTC"\n[[source]]\npath = "seeds"\n', "utf-8"
    )
    for command in (["pick", "--slot", "2026-08-10"], ["build", "--slot", "2026-08-10"], ["sources"]):
        done = run(tmp_path.parent, *command, "-w", str(tmp_path))
        assert done.returncode == 0, done.stderr
        assert done.stderr.count("2 articles have no date") == 1, command
