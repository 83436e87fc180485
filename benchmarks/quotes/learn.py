"""Learn the weights of the veto: logistic regression in plain Python, the same numbers every time.

    python benchmarks/quotes/learn.py [shared folder] [--polnear FOLDER] [--write]

Learns from the labelled posts (dev only: a third is held back), from our own
labels of more posts, and, with less weight, from PolNeAR's training part.
Without --write it only shows how it does on the part held back.  With --held that
part is learnt from too: so the weights that ship were made, after the last figure.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from gold import english  # noqa: E402
from labelled import Post, fingerprint, labels, plain, posts  # noqa: E402

from digest.quotes.direct_speech import candidates  # noqa: E402
from digest.quotes.grammar.speech import speech  # noqa: E402
from digest.quotes.veto import UNTOLD  # noqa: E402

Span = tuple[int, int]
DATA = ROOT / "digest" / "data" / "learned" / "en.toml"
ROUNDS, PACE, PULL = 300, 0.5, 0.3
NEWS = 0.05  # the weight of a quote of PolNeAR beside one of the posts
SHORT = {1.0: 0.5, NEWS: 0.1}
THRESHOLD = 0.4  # the probability below which the veto falls


class Example(NamedTuple):
    """One found quote: its signs, whether it is one, and how much it counts."""

    signs: tuple[str, ...]
    good: bool
    weight: float


def of_posts(found: Iterable[Post]) -> Iterator[Example]:
    """Yield what the rules find in labelled posts; what a fair reader might decide otherwise is left out."""
    for post in found:
        for span, signs in candidates(post.text, speech("en")):
            if not any(_shares(span, hard) for hard in post.hard):
                good = any(_shares(span, piece) for quote in post.quotes for piece in quote.pieces)
                yield Example(signs, good, 1.0)


def of_labels(shared: Path) -> Iterator[Example]:
    """Yield what the rules find in the posts that we labelled ourselves."""
    known = labels(Path(__file__).with_name("labels.tsv"))
    names = {name for name, _ in known}
    for path in sorted((shared / "data" / "real").glob("*/*.md")):
        if path.stem in names:
            text = plain(path.read_text("utf-8"))
            for (start, end), signs in candidates(text, speech("en")):
                label = known.get((path.stem, fingerprint(text[start:end])), "hard")
                if label != "hard":
                    yield Example(signs, label == "yes", 1.0)


def of_news(folder: Path) -> Iterator[Example]:
    """Yield what the rules find in PolNeAR's articles."""
    for text in english(folder):
        for span, signs in candidates(text.text, speech("en")):
            yield Example(signs, any(_shares(span, gold[:2]) for gold in text.quotes), NEWS)


def _shares(span: Span, other: Span) -> bool:
    return min(span[1], other[1]) - max(span[0], other[0]) > 0.5 * (span[1] - span[0])


def as_short(example: Example) -> Example:
    """Return an example as it looks in a text too short to tell what its marks are for: half of those are news."""
    signs = tuple(sign for sign in example.signs if not sign.startswith("told"))
    return Example((*signs, UNTOLD), example.good, SHORT[example.weight])


def learn(examples: list[Example]) -> dict[str, float]:
    """Return a weight for each sign (with "always", of every example): batch descent with Adagrad's steps."""
    weights: dict[str, float] = dict.fromkeys(sorted({s for e in examples for s in e.signs}), 0.0)
    weights["always"] = 0.0
    seen = dict.fromkeys(weights, 1e-6)
    for _ in range(ROUNDS):
        slope = {sign: weight / PULL * (sign != "always") for sign, weight in weights.items()}
        for signs, good, much in examples:
            off = much * (probability(weights, signs) - good)
            slope["always"] += off
            for sign in signs:
                slope[sign] += off
        for sign, step in slope.items():
            seen[sign] += step * step
            weights[sign] -= PACE * step / math.sqrt(seen[sign])
    return weights


def probability(weights: dict[str, float], signs: Iterable[str]) -> float:
    """Return how likely it is that the signs are a quote's."""
    return 1 / (1 + math.exp(-weights["always"] - sum(weights.get(sign, 0.0) for sign in signs)))


def report(name: str, weights: dict[str, float], examples: list[Example]) -> None:
    """Print what the veto does to one set."""
    kept = [e for e in examples if probability(weights, e.signs) >= THRESHOLD]
    good, right = sum(e.good for e in examples), sum(e.good for e in kept)
    lost = (good - right) / max(1, good)
    print(
        f"{name}\tfound {len(examples)}, right {good / max(1, len(examples)):.3f}"
        f"\tkept {len(kept)}, right {right / max(1, len(kept)):.3f}, lost {lost:.3f} of the right"
    )


def write(weights: dict[str, float]) -> None:
    """Write the weights after the word lists of the data file."""
    head = DATA.read_text("utf-8").partition("[weights")[0].rstrip()
    threshold = math.log(THRESHOLD / (1 - THRESHOLD)) - weights["always"]
    rows = [f'"{sign}" = {weight:.2f}' for sign, weight in sorted(weights.items()) if abs(weight) >= 0.005]
    rows = [row for row in rows if not row.startswith('"always"')]
    DATA.write_text("\n".join([head, "", "[weights.quote]", f"threshold = {threshold:.2f}", *rows, ""]), "utf-8")


def main() -> None:
    """Read the sets, learn, report, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--polnear", type=Path, default=ROOT.parent / "shared" / "data" / "quotes" / "polnear")
    parser.add_argument("--held", action="store_true", help="learn from the part held back too")
    parser.add_argument("--write", action="store_true", help="write the weights into the data file")
    given = parser.parse_args()
    gold = given.shared / "data" / "quotes" / "posts-dev.jsonl"
    if not gold.is_file():
        print(f"veto\tleft out: {gold} is not there")
        return
    labelled = posts(gold, "all" if given.held else "dev")
    news = of_news(given.polnear / "data" / "train")
    learnt = [*of_posts(labelled), *of_labels(given.shared), *news]
    weights = learn([*learnt, *map(as_short, learnt)])
    report("learnt from", weights, [e for e in learnt if e.weight == 1.0])
    report("posts held back", weights, list(of_posts(posts(gold, "held"))))
    report("PolNeAR dev", weights, list(of_news(given.polnear / "data" / "dev")))
    if given.write:
        write(weights)


if __name__ == "__main__":
    main()
