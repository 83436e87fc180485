"""Score the suppression of echoes on 300 labelled pairs: precision and recall.

python benchmarks/quotes/echo.py [-v]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from digest.quotes.select.echo import echoes  # noqa: E402


def pairs() -> Iterator[tuple[bool, str, str, str]]:
    """Yield label, language and both sentences of each pair."""
    for row in (HERE / "echo_pairs.tsv").read_text("utf-8").splitlines():
        if not row.startswith("#"):
            language, sentence, echo, other = row.split("\t")
            yield True, language, sentence, echo
            yield False, language, sentence, other
            yield False, language, echo, other


def main() -> None:
    """Print the figures, with -v what went wrong."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for label, language, one, two in pairs():
        told = echoes(one, two, language)
        counts[label, told] += 1
        if label != told and "-v" in sys.argv:
            print(f"{'missed' if label else 'false'}\t{one}\t{two}")
    right, missed, false = counts[True, True], counts[True, False], counts[False, True]
    precision, recall = right / max(1, right + false), right / max(1, right + missed)
    print(f"echoes\t{sum(counts.values())} pairs\tprecision {precision:.3f}\trecall {recall:.3f}")


if __name__ == "__main__":
    main()
