"""Print highlights of real posts, chosen at random, to be read by eye: how many are bad?

    python benchmarks/quotes/highlights.py [FOLDER] [--count N] [--seed N]

FOLDER (by default ``../shared/data/real`` beside the checkout) holds Markdown posts.  Bad is one that
a reader cannot understand without the sentences around it, that is somebody's words
without their marks, a notice, a call, a question, no sentence, or holds marks of a list, a dateline or
markup.  The headline stands before each, as readers have it, too.
"""

from __future__ import annotations

import argparse
import random
import sys
from datetime import UTC
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from digest.quotes.of_article import find_quotes  # noqa: E402
from digest.quotes.select.highlights import choose_highlights  # noqa: E402
from digest.quotes.select.strength import strongest  # noqa: E402
from digest.sources import Origin, markdown  # noqa: E402


def main() -> None:
    """Print a numbered sample, and how many posts have no highlight."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data" / "real")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if not given.folder.is_dir():
        print("No posts: give a folder of Markdown files.")
        return
    found: list[str] = []
    posts = without = 0
    for path in sorted(given.folder.rglob("*.md")):
        for article in markdown.read(path.read_bytes(), Origin(where=path.name, stem=path.stem, zone=UTC)).articles:
            kept = choose_highlights(article, strongest(find_quotes(article), 3)).kept
            found += [f"{article.headline[:60]} | {extract.text}" for extract in kept]
            posts += 1
            without += not kept
    print(f"{posts} posts, {without} without a highlight, {len(found)} highlights")
    sample = random.Random(given.seed).sample(found, min(given.count, len(found)))
    print("\n".join(f"{number:3}  {text}" for number, text in enumerate(sample, 1)))


if __name__ == "__main__":
    main()
