"""Where is my article?  Every file and line has an answer, and each article exactly one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import paper
import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = """\
[newsletter]
id = "daily"
name = "The Daily"
first_edition = 2026-08-09

[schedule]
zone = "UTC"
slot = "2026-08-10"

[[source]]
path = "seeds"
max_age = "40h"

[picks]
stories = 2
brief = 1
exclude = ["advert-*"]
"""
SUBJECTS = (
    "Harbour gates close before the storm of the century",
    "Bakers freeze the price of bread for one year",
    "Choir of Ostrell sings its very last concert",
    "Astronomers count moons around a distant giant",
    "Sleeper train to Aldern gets another carriage",
    "Marathon runner wins by the length of a shoe",
)


def run(folder: Path, *args: str, code: int = 0) -> str:
    done = paper.run(folder.parent, *args, "-w", str(folder))
    assert done.returncode == code, done.stderr
    return done.stdout


def line(headline: str, hour: int = 5, day: int = 9, **more: str) -> str:
    published = f"2026-08-{day:02}T{hour:02}:00:00Z"
    return json.dumps({"headline": headline, "text": f"{headline}. That is all.", "published": published} | more)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "seeds").mkdir()
    (folder / "digest.toml").write_text(SETTINGS, "utf-8")
    old = line("Bridge over the Vessa reopens to traffic", day=8, hour=12, id="bridge")
    (folder / "seeds" / "old.jsonl").write_text(old + "\n", "utf-8")
    run(folder, "build", "-q", "--slot", "2026-08-09")
    rows = [line(text, hour=8 + number, id=f"s{number}", author="jvarga") for number, text in enumerate(SUBJECTS)]
    rows += [
        line(SUBJECTS[5], hour=14, id="copy", text=f"{SUBJECTS[5]}. That is nearly all.", site="The Mail"),
        line("Buy a boat", id="advert-boat", url="https://boats.example/buy"),
        line("Too late", day=10, hour=7, id="late"),
        line("Too early", day=2, id="early"),
        line("Too old", day=8, hour=8, id="stale"),
        line("Too soon", hour=9, id="soon", embargo="2026-08-12T06:00:00Z"),
        line("Bridge over the Vessa reopens to traffic", hour=9, id="again"),
        '{"text": "no headline"}',
        line("Odd", id="odd", url="not an address"),
        line("Slip", day=2, id="slip", autor="Ida Varga"),
    ]  # fmt: skip
    (folder / "seeds" / "wire.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    run(folder, "pick", "-q")
    order = folder / "running-order" / "2026-08-10.toml"
    rows = [row for row in order.read_text().split("\n") if row.startswith("id = ")]
    single = next(row for row in rows if row not in ('id = "s5"', 'id = "copy"'))
    order.write_text(order.read_text().replace(single, f"{single}\ndrop = true", 1), "utf-8")
    came = line("Owls nest in the old lighthouse of Tolm", hour=17, id="came", text="Six owls were born there.")
    (folder / "seeds" / "zcame.jsonl").write_text(came + "\n", "utf-8")
    answer = json.loads(run(folder, "articles", "--json"))
    assert answer["slot"] == "2026-08-10"
    return {one["id"] or one["where"]: one for one in answer["articles"]} | {"count": {"n": len(answer["articles"])}}


def test_every_article_and_every_line_has_one_answer(found: dict[str, dict[str, Any]]) -> None:
    assert found["count"]["n"] == len(found) - 1 == 1 + 17


def test_what_is_amiss_with_a_whole_source_is_no_file_that_was_skipped(found: dict[str, dict[str, Any]]) -> None:
    """The names of accounts that stand for bylines are a warning beside the list."""
    assert not [one for one in found.values() if one.get("where") == "seeds"]


def test_the_page_comes_first_with_its_numbers(found: dict[str, dict[str, Any]]) -> None:
    page = [one for one in found.values() if one.get("number")]
    assert [one["state"] for one in page if one["state"] != "folded"] == ["lead", "story"]


@pytest.mark.parametrize(
    ("name", "state", "why"),
    [
        ("bridge", "outside", "the edition of 2026-08-09 had it"),
        ("again", "told", "the edition of 2026-08-09 had it"),
        ("advert-boat", "excluded", "picks.exclude"),
        ("late", "outside", "after the deadline of 2026-08-10"),
        ("stale", "outside", "older than its source's max_age"),
        ("soon", "outside", "under embargo until 2026-08-12 06:00 UTC; it belongs to the first slot after that"),
        ("early", "outside", "before the window of 2026-08-10 opened"),
        ("seeds/wire.jsonl, line 14, headline", "skipped", "the headline is missing"),
    ],
)
def test_why_readers_do_not_get_it(found: dict[str, dict[str, Any]], name: str, state: str, why: str) -> None:
    assert (found[name]["state"], why in found[name]["why"]) == (state, True), found[name]


def test_one_that_is_folded_names_the_story_it_is_told_with(found: dict[str, dict[str, Any]]) -> None:
    pair = {found["s5"]["state"], found["copy"]["state"]}
    assert len(pair) == 2
    assert found["s5"]["story"] == found["copy"]["story"]


def test_an_editors_drop_and_a_warning_are_told(found: dict[str, dict[str, Any]]) -> None:
    assert [one for one in found.values() if one.get("state") == "taken out"]
    assert any("url left out" in text for text in found["odd"]["warnings"])


def test_a_misspelt_key_says_which_was_meant(found: dict[str, dict[str, Any]]) -> None:
    assert found["slip"]["warnings"] == ["there is no field 'autor'; it was ignored (did you mean author?)"]


def test_what_came_after_the_running_order_was_written_is_not_called_weak(found: dict[str, dict[str, Any]]) -> None:
    came = found["came"]
    assert (came["state"], came["why"]) == ("not picked", "the running order was written without it: pick again")
