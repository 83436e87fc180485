"""How often the rules about words speak up on editions of real posts; each finding is to be read.

    python benchmarks/checks/false_alarms.py [FOLDER] [--show RULE]

FOLDER (by default ``../shared/data/real`` beside the checkout) holds Markdown posts in the
public domain; their text is no part of this project.  Editions of eight stories are composed
as a build composes them.  A share is findings for each thing that a rule looked at.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from digest import check as rules  # noqa: E402
from digest import shelf  # noqa: E402
from digest.articles import Article  # noqa: E402
from digest.check import Sheet  # noqa: E402
from digest.edition.compose import EditionExtras, compose  # noqa: E402
from digest.edition.model import Edition, canonical_line  # noqa: E402
from digest.picks.choose import Pick  # noqa: E402
from digest.picks.slots import Slot  # noqa: E402
from digest.quotes.of_article import find_quotes  # noqa: E402
from digest.quotes.proof.selectors import source_record  # noqa: E402
from digest.settings import NewsletterSettings, Settings  # noqa: E402
from digest.sources import Origin, markdown  # noqa: E402
from digest.stories.story import group  # noqa: E402

WORDS = ("brief-repeats", "day-quote", "folded", "highlights", "leftovers", "promises", "quote-marks", "speaker")
AT = datetime(2026, 8, 10, 6, tzinfo=UTC)
STORIES = 8


def articles(folder: Path) -> Iterator[Article]:
    """Yield the posts below *folder*."""
    for path in sorted(folder.rglob("*.md")):
        yield from markdown.read(path.read_bytes(), Origin(where=path.name, stem=path.stem, zone=UTC)).articles


def editions(found: list[Article]) -> Iterator[tuple[Edition, dict[str, bytes]]]:
    """Yield editions of eight stories with the file that proves their words."""
    settings = Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take"))
    slot = Slot(name="2026-08-10", at=AT, opens=AT, looks_back=AT)
    stories = group(found)
    for start in range(0, len(stories), STORIES):
        eight = stories[start : start + STORIES]
        places = ["lead", *["story"] * (len(eight) - 3), "brief", "brief"][: len(eight)]
        picks = [Pick(story=story, place=place, section="") for story, place in zip(eight, places, strict=True)]
        edition = compose(picks, settings, slot, quotes=find_quotes, copy=EditionExtras(), key="daily-2026-08-10")
        proof = "".join(canonical_line(source_record(story.lead)) for story in eight)
        yield edition, {"sources.jsonl": proof.encode()}


def looked_at(edition: Edition) -> Counter[str]:
    """Return how many things each rule looks at in an edition."""
    shown = [item for item in edition.items() if item.place != "brief"]
    quotes = sum(len(item.quotes) for item in shown)
    named = sum(bool(quote.speaker) for item in shown for quote in item.quotes)
    extracts = sum(len(item.highlights) + len(item.why) for item in shown)
    texts = quotes + extracts + 2 * len(list(edition.items())) + len(edition.in_brief)
    folded = sum(len(item.also) for item in edition.items())
    counts = (len(edition.in_brief), 1, folded, extracts, texts, texts, quotes, named)
    return Counter(dict(zip(WORDS, counts, strict=True)))


def main() -> None:
    """Print a line for each rule, and the findings of one on demand."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data" / "real")
    parser.add_argument("--show", default="", help="print the findings of this rule")
    given = parser.parse_args()
    if not given.folder.is_dir():
        print("No posts: give a folder of Markdown files.")
        return
    seen: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for edition, files in editions(list(articles(given.folder))):
        seen += looked_at(edition)
        for name in WORDS:
            for finding in shelf.take(rules, name).check(Sheet(files=files, edition=edition)):
                told[name] += "no subject" not in finding.what
                if given.show in (name, "all"):
                    print(f"  {name} {finding.severity}: {finding.what} | {finding.where}")
    print(f"{'rule':16} {'looked at':>9} {'findings':>9} {'share':>7}")
    for name in WORDS:
        print(f"{name:16} {seen[name]:9} {told[name]:9} {told[name] / max(1, seen[name]):7.2%}")


if __name__ == "__main__":
    main()
