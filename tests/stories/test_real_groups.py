"""Which articles tell one event stays as it was approved, until somebody has looked at what changes.

``approved/groups.tsv`` has a line a batch of articles with known stories, and one for a
crawl of headlines: a name, and a hash of the stories that were found, who leads each, why
the others are folded, and what is kept of each to know it again.  No word of them is kept.  Look at the
batches that are named, score them (``benchmarks/picks``), then approve anew with
``pytest tests/stories/test_real_groups.py --approve``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from approving import changed

from digest.articles import Article
from digest.stories.fingerprints import Fingerprinter
from digest.stories.gist import GistTaker, written
from digest.stories.in_common import in_common
from digest.stories.story import group

APPROVED = Path(__file__).parent / "approved" / "groups.tsv"


def article(row: Mapping[str, str], when: datetime | None) -> Article:
    """Return an article of known stories."""
    told = {key: row.get(key) or "" for key in ("id", "headline", "text", "deck", "site", "language")}
    return Article(published=when, **told)  # type: ignore[arg-type]


def _batches(folder: Path) -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = defaultdict(list)
    for row in map(json.loads, (folder / "traps-dev.jsonl").read_text("utf-8").splitlines()):
        when = datetime.fromisoformat(row["published"].replace("Z", "+00:00")) if "published" in row else None
        found[row["batch"]].append(article(row, when))
    rows = (folder / "headlines-dev.tsv").read_text("utf-8").splitlines()[1:]
    found["crawl"] = [
        Article(id=f"{number:05}", headline=row.split("\t")[2], text="") for number, row in enumerate(rows)
    ]
    return found


def _found(articles: Sequence[Article]) -> str:
    """Return the hash of the stories of a batch; of a small one also of what is kept of each."""
    stories = group(articles)
    told: list[object] = [[member.id for member in story.members] for story in stories]
    if len(articles) < 200:
        press, taker = Fingerprinter(articles), GistTaker(articles)
        told += [sorted(in_common(story.members).items()) for story in stories]
        told += [written(taker.gist(story.members)) for story in stories]
        told += [sorted(press.fingerprint(story.members).items()) for story in stories]
    return sha256(repr(told).encode()).hexdigest()[:12]


def test_batches_are_grouped_as_they_were_approved(shared: Path, request: pytest.FixtureRequest) -> None:
    batches = _batches(shared / "data" / "stories")
    lines = {f"{name}\t{_found(articles)}": name for name, articles in batches.items()}
    other = changed(lines, APPROVED, request)
    assert not other, "grouped otherwise than approved: look at them; if they are right: --approve"
