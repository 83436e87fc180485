"""Three days in a row: the next chapter of yesterday's lead stands in the top two, and no repeat is shown as new.

The sequences are those of ``benchmarks/picks`` (``chapters.txt``, and what nothing was
learnt from) and, where it lies beside the checkout, the gold of days.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from digest.articles import Article
from digest.picks.choose import Picks, choose
from digest.picks.memory import Memory, Told, facts_of, told_from
from digest.picks.slots import slot_named
from digest.settings import NewsletterSettings, PicksSettings, Settings
from digest.stories.fingerprints import Fingerprinter
from digest.stories.gist import GistTaker
from digest.stories.story import group

Line = dict[str, str]
Days = Mapping[int, Sequence[Line]]

BENCHMARKS = Path(__file__).parents[2] / "benchmarks" / "picks"
PAGE = Settings(newsletter=NewsletterSettings(id="f", name="F"), picks=PicksSettings(stories=8, brief=40))
TOP = 2


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the module that reads our own sequences."""
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    return import_module("own")


@pytest.fixture
def ours(own: Any) -> dict[str, Days]:
    """Return the sequences of our own, learnt from or not."""
    return {**own.chapters(), **own.chapters("chapters-kept-back.txt")}


def _given(shared: Path) -> dict[str, Days]:
    found: dict[str, dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for row in map(json.loads, (shared / "data" / "stories" / "days-dev.jsonl").read_text("utf-8").splitlines()):
        found[row["batch"]][row["day"]].append(row | {"kind": row["kind"].removeprefix("days-")})
    return {**found}


def _article(line: Line) -> Article:
    given = {name: line.get(name) or "" for name in ("id", "headline", "text", "site", "language")}
    return Article(published=datetime.fromisoformat(line["published"].replace("Z", "+00:00")), **given)  # type: ignore[arg-type]


def _editions(days: Days) -> Iterator[tuple[Sequence[Line], Picks]]:
    """Yield each day's lines with what was chosen of them, knowing the days before."""
    earlier: list[Told] = []
    for _, lines in sorted(days.items()):
        articles = [_article(line) for line in lines]
        newest = max(one.published for one in articles if one.published)
        slot = slot_named(PAGE.schedule, f"{newest.date() + timedelta(days=1)}")
        memory = Memory(tuple(earlier))
        picks = choose(group(articles), PAGE, slot, quotes=lambda _: (), weights=lambda _: 1.0, memory=memory)
        yield lines, picks
        press, taker = Fingerprinter(articles), GistTaker(articles)
        for pick in picks.chosen:
            story = pick.story
            facts = facts_of(story, press.pair(story.lead, story.members), taker.gist(story.members))
            told = facts | {"headline": story.lead.headline, "place": pick.place}
            earlier.append(told_from(told, slot=slot.name))


def _leads(days: Days, own: Any) -> Iterator[bool]:
    """Yield for each day on which yesterday's lead goes on whether that stands in the top two."""
    before = {line["event"]: line["follows"] for lines in days.values() for line in lines if line["follows"]}
    lead = ""
    for lines, picks in _editions(days):
        known = {line["id"]: line for line in lines}
        events = [[known[member.id]["event"] for member in pick.story.members] for pick in picks.chosen]
        chapters = {
            line["event"] for line in lines if line["event"] != lead and lead in own.chain_of(line["event"], before)
        }
        if chapters:
            yield any(not chapters.isdisjoint(told) for told in events[:TOP])
        lead = Counter(events[0]).most_common(1)[0][0]


def _new_repeats(days: Days) -> Iterator[str]:
    for lines, picks in _editions(days):
        repeats = {line["id"] for line in lines if line["kind"] == "repeat"}
        yield from (m.headline for p in picks.chosen if not p.update for m in p.story.members if m.id in repeats)


def test_the_next_chapter_of_yesterdays_lead_stands_in_the_top_two(ours: dict[str, Days], own: Any) -> None:
    found = [stands for days in ours.values() for stands in _leads(days, own)]
    assert len(found) > 100
    assert found.count(False) <= 0.02 * len(found)


def test_no_repeat_is_shown_as_new(ours: dict[str, Days]) -> None:
    assert [headline for days in ours.values() for headline in _new_repeats(days)] == []


def test_the_given_days_keep_both(shared: Path, own: Any) -> None:
    sequences = _given(shared).values()
    assert all(stands for days in sequences for stands in _leads(days, own))
    assert [headline for days in sequences for headline in _new_repeats(days)] == []
