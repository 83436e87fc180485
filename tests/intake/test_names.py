"""What an article is called that its source gave no name: readable, its own, and the same in any order."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.intake.files import Intake, read_sources
from digest.settings import SourceSettings

UTC = ZoneInfo("UTC")
LINK = "https://daily.example/{slug}"


def read(root: Path, *paths: str, link: str = LINK) -> Intake:
    return read_sources([SourceSettings(path=path, link=link) for path in paths or ["seeds"]], root=root, zone=UTC)


def lines(root: Path, *records: dict[str, str], name: str = "seeds/wire.jsonl") -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps({"text": "Words."} | record) + "\n" for record in records), "utf-8")


def page(root: Path, name: str, headline: str, front: str = "") -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{front}\n---\nThe Daily\n{headline}\nA deck.\n\nThe gates closed.\n", "utf-8")


def test_lines_without_an_address_get_one_each(tmp_path: Path) -> None:
    lines(
        tmp_path, {"headline": "Harbour gates hold"}, {"headline": "Bread gets cheaper"}, {"headline": "X", "id": "x-1"}
    )
    assert {one.id: one.url for one in read(tmp_path).articles} == {
        "harbour-gates-hold": "https://daily.example/harbour-gates-hold",
        "bread-gets-cheaper": "https://daily.example/bread-gets-cheaper",
        "x-1": "https://daily.example/x-1",
    }


@pytest.mark.parametrize("name", ["page.txt", "page.md"])
def test_two_files_of_one_name_in_two_folders_are_two_articles(tmp_path: Path, name: str) -> None:
    for folder in ("north", "south"):
        front = f"title: News of the {folder}" if name.endswith("md") else "section: World"
        page(tmp_path, f"seeds/{folder}/{name}", f"News of the {folder}", front)
    intake = read(tmp_path)
    assert {one.id: one.url.rpartition("/")[2] for one in intake.articles} == {
        "page": "page",
        "page-south": "page-south",
    }
    assert not intake.notices
    assert set(intake.sources) == set(intake.folders) == {"page", "page-south"}


def test_a_standing_headline_gets_its_day_and_the_first_keeps_the_name(tmp_path: Path) -> None:
    days = [{"headline": "Letters", "text": f"Day {n}.", "published": f"2026-08-{n:02}T06:00:00Z"} for n in (9, 10, 11)]
    names = ["letters", "letters-2026-08-10", "letters-2026-08-11"]
    for order in (days, days[::-1]):
        lines(tmp_path, *order)
        assert {one.id: one.text for one in read(tmp_path).articles} == dict(
            zip(names, ("Day 9.", "Day 10.", "Day 11."), strict=True)
        )


def test_the_same_words_or_the_same_address_are_one_article(tmp_path: Path) -> None:
    lines(tmp_path, {"headline": "Letters"}, {"headline": "Letters"})
    lines(tmp_path, {"headline": "Letters"}, name="seeds/again.jsonl")
    assert [one.id for one in read(tmp_path).articles] == ["letters"]
    there = {"headline": "Old", "url": "https://far.example/a", "published": "2026-08-09T06:00:00Z"}
    lines(tmp_path, there, there | {"headline": "New and longer", "text": "Far more words than before."})
    lines(tmp_path, name="seeds/again.jsonl")
    assert [one.headline for one in read(tmp_path).articles] == ["New and longer"]


def test_a_name_that_a_source_gave_is_never_changed(tmp_path: Path) -> None:
    page(tmp_path, "seeds/letters.txt", "Letters to the quay")
    lines(tmp_path, {"headline": "Given", "id": "letters"}, name="seeds/zz.jsonl")
    named = {one.id: one.headline for one in read(tmp_path).articles}
    assert named == {"letters": "Given", "letters-seeds": "Letters to the quay"}
