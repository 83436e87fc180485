"""What is chosen of days with known stories stays as it was approved, until somebody has looked at what changes.

``approved/days.tsv`` has a line a batch of articles, or a day of a sequence: its name and a
hash of all that was decided (stories, who leads each and why the others are folded; places,
scores and reasons, updates, what was told before).  No word of them is kept.  Look at the
days that are named, score them (``benchmarks/picks``), then approve anew with
``pytest tests/picks/test_real_days.py --approve``.  The score is that of the terms named in
``approved/terms.txt``: a new term changes no day until it is approved, which names all there are.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from approving import changed

from digest import shelf
from digest.articles import Article
from digest.picks import ranking, terms
from digest.picks.choose import Pick, Picks, choose
from digest.picks.memory import Memory, Told, facts_of, told_from
from digest.picks.slots import slot_named
from digest.settings import NewsletterSettings, PicksSettings, Settings
from digest.stories.fingerprints import Fingerprinter
from digest.stories.gist import GistTaker
from digest.stories.in_common import in_common
from digest.stories.story import group

APPROVED = Path(__file__).parent / "approved" / "days.tsv"
TERMS = APPROVED.with_name("terms.txt")
PAGE = Settings(newsletter=NewsletterSettings(id="f", name="F"), picks=PicksSettings(stories=8, brief=4))


def _batches(shared: Path) -> dict[str, dict[int, list[Article]]]:
    """Read the batches, each of one day, and the sequences of days."""
    found: dict[str, dict[int, list[Article]]] = defaultdict(lambda: defaultdict(list))
    for name in ("traps-dev.jsonl", "days-dev.jsonl"):
        for row in map(json.loads, (shared / "data" / "stories" / name).read_text("utf-8").splitlines()):
            when = datetime.fromisoformat(row["published"].replace("Z", "+00:00")) if "published" in row else None
            given = {key: row.get(key) or "" for key in ("id", "headline", "text", "deck", "site", "language")}
            one = Article(published=when, **given)  # type: ignore[arg-type]
            found[row["batch"]][row.get("day", 0)].append(one)
    return found


def _pick(pick: Pick) -> tuple[object, ...]:
    members = [member.id for member in pick.story.members]
    return (
        *members,
        pick.place,
        pick.section,
        pick.update,
        pick.reason,
        *(f"{name} {term:.3f}" for name, term in pick.terms.items()),
    )


def _days(days: dict[int, list[Article]]) -> Iterator[str]:
    """Yield the hash of each day in turn, each knowing what the days before it told."""
    earlier: list[Told] = []
    for _, articles in sorted(days.items()):
        newest = max((one.published for one in articles if one.published), default=datetime(2026, 3, 1, tzinfo=UTC))
        slot = slot_named(PAGE.schedule, f"{newest.date() + timedelta(days=1)}")
        stories = group(articles)
        picks = choose(stories, PAGE, slot, quotes=lambda _: (), weights=lambda _: 1.0, memory=Memory(tuple(earlier)))
        folded = [sorted(in_common(story.members).items()) for story in stories]
        yield _hash([folded, *([*map(_pick, part)] for part in (picks.chosen, picks.bench, picks.told))])
        earlier += _remembered(picks, articles, slot.name)


def _remembered(picks: Picks, articles: Sequence[Article], slot: str) -> Iterator[Told]:
    press, taker = Fingerprinter(articles), GistTaker(articles)
    for pick in picks.chosen:
        story = pick.story
        facts = facts_of(story, press.pair(story.lead, story.members), taker.gist(story.members))
        yield told_from(facts | {"headline": story.lead.headline, "place": pick.place}, slot=slot)


def _hash(decided: object) -> str:
    return sha256(repr(decided).encode()).hexdigest()[:12]


@pytest.fixture
def approved_terms(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Score by the terms that were approved, whichever there are by now."""
    if request.config.getoption("--approve"):
        TERMS.write_text("".join(f"{name}\n" for name in shelf.names(terms)), "utf-8")
    named = {name: shelf.take(terms, name) for name in TERMS.read_text("utf-8").split()}
    monkeypatch.setattr(ranking, "_terms", lambda: named)


@pytest.mark.usefixtures("approved_terms")
def test_days_are_chosen_as_they_were_approved(shared: Path, request: pytest.FixtureRequest) -> None:
    lines = {
        f"{name}-{day}\t{decided}": f"{name}-{day}"
        for name, days in _batches(shared).items()
        for day, decided in enumerate(_days(days))
    }
    other = changed(lines, APPROVED, request)
    assert not other, "chosen otherwise than approved: look at them; if they are right: --approve"
