"""No single article costs the edition: each field has a cap for its place, and what is over is trimmed and told."""

from __future__ import annotations

import json
import re
from datetime import UTC
from pathlib import Path

import pytest
from paper import files, run, sample

from digest.sources import Origin, admit
from digest.sources._caps import CAPS, trimmed

ROOT = Path(__file__).resolve().parents[2]
ORIGIN = Origin(where="long.jsonl, line 1", stem="long", zone=UTC)
SENTENCE = "The weir at Velmar is open again after a long and wet spring, and boats go through. "
WORDS = SENTENCE * 1200
HUGE = {
    "headline": WORDS, "deck": WORDS, "standfirst": WORDS, "source_headline": WORDS, "site": WORDS, "author": WORDS,
    "section": WORDS, "takeaways": [{"text": WORDS, "note": WORDS}], "highlights": [WORDS, WORDS + "Again.", WORDS],
    "risk": {"heading": WORDS, "text": WORDS}, "closing": WORDS, "related": [WORDS, "Again. " + WORDS],
    "image": {"url": "https://news.example/weir.jpg", "alt": WORDS, "caption": WORDS, "credit": WORDS},
    "subjects": [WORDS], "located": WORDS, "usage": WORDS, "analysis": WORDS.replace(". ", " and ") + ".",
    "text": f"Ida Varga said: “{WORDS.strip()}” She left.", "published": "2026-08-09T20:00:00Z",
}  # fmt: skip


@pytest.mark.parametrize("name", CAPS)
def test_a_field_keeps_to_its_cap_and_ends_with_a_sentence(name: str) -> None:
    short = trimmed(name, WORDS)
    assert len(short) <= CAPS[name]
    assert WORDS.startswith(short.removesuffix("[…]").rstrip(" …"))
    if CAPS[name] >= 200:
        assert short.removesuffix(" […]").endswith("through.")


@pytest.mark.parametrize("name", CAPS)
def test_what_fits_is_left_alone(name: str) -> None:
    text = "a" * CAPS[name]
    assert trimmed(name, text) is text


@pytest.mark.parametrize("unit", ["漢", "e\u0301", "🇩🇪", "a", "“", "( "])
def test_a_text_without_sentences_keeps_to_its_cap_too(unit: str) -> None:
    short = trimmed("deck", unit * 100_000)
    assert 0 < len(short) <= CAPS["deck"]


def test_each_trimmed_field_is_told_with_article_and_field() -> None:
    _, notices = admit(HUGE, ORIGIN)
    told = {notice.where.rpartition(": ")[2] for notice in notices if "trimmed to" in notice.what}
    assert told == CAPS.keys() - {"id", "language"}
    assert all(notice.where.startswith("long.jsonl, line 1: ") for notice in notices)


def test_an_article_that_is_too_long_everywhere_does_not_cost_the_edition(tmp_path: Path) -> None:
    here = sample(tmp_path / "paper")
    article = {"id": "long-one", "url": "https://news.example/long", **HUGE}
    (here / "seeds" / "long.jsonl").write_text(json.dumps(article) + "\n")
    done = run(here, "build", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert "long-one" in [story["id"] for story in answer["stories"]]
    told = {notice["where"].rpartition(": ")[2] for notice in answer["warnings"] if "trimmed to" in notice["what"]}
    assert {"deck", "takeaways", "highlights", "closing", "site", "author", "risk", "related"} <= told
    assert len(files(here)["email.html"]) < 95_000


def test_a_page_of_such_articles_is_cut_to_its_length_and_published(tmp_path: Path) -> None:
    here = sample(tmp_path / "paper")
    events = ["weir", "ferry", "library", "orchard", "quarry", "choir", "tram", "museum", "harbour", "market", "bridge"]
    rows = [
        {**HUGE, "id": name, "headline": f"News of the {name}: {name} {name}s", "text": f"The {name} is open.",
         "deck": f"{name} " * 200, "url": f"https://news.example/{name}", "section": ""}
        for name in events
    ]  # fmt: skip
    for path in (here / "seeds").iterdir():
        path.unlink()
    (here / "seeds" / "long.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run(here, "build", "--json")
    assert done.returncode == 0, done.stderr
    assert len(files(here)["email.html"]) < 95_000


def test_the_caps_are_documented() -> None:
    page = (ROOT / "docs" / "articles.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z_.]+)` \| ([\d,]+) \|$", page, re.M))
    assert {name: int(cap.replace(",", "")) for name, cap in rows.items()} == dict(CAPS)
