""" "In brief" tells no headline twice, and none that the edition has already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.edition.model import Edition
from digest.text.stems import stems

RULE = "brief-repeats"
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
SAME, WITHIN, SHARED = 0.7, 0.9, 4  # of two headlines' stems: those of both; of the shorter; and how many


def check(sheet: Sheet) -> Iterator[Finding]:
    """Compare each line of "In brief" with those above it and with the stories' headlines."""
    if sheet.edition is None:
        return
    met = [(headline, stems(headline, language)) for headline, language in _stories(sheet.edition)]
    for line in sheet.edition.in_brief:
        bag = stems(line.headline, line.language)
        told = (
            headline
            for headline, other in met
            if headline == line.headline or (_same(bag, other) and _figures_agree(headline, line.headline))
        )
        twin = next(told, "")
        if twin:
            what = f"“In brief” tells what stands there already: “{twin[:80]}”"
            fix = "take the line away in the running order (related)"
            where = f"in brief: {line.headline[:60]}"
            yield Finding(rule=RULE, severity="warning", what=what, where=where, fix=fix)
        met.append((line.headline, bag))


def _stories(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the headlines of the stories that are shown whole; those of brief are the lines themselves."""
    for item in edition.items():
        if item.place != "brief":
            yield from ((text, item.language) for text in (item.headline, item.original_headline) if text)


def _same(one: frozenset[str], two: frozenset[str]) -> bool:
    shared = len(one & two)
    if not shared:
        return False
    return shared / len(one | two) >= SAME or (shared >= SHARED and shared / min(len(one), len(two)) >= WITHIN)


def _figures_agree(one: str, two: str) -> bool:
    """Say whether the numbers of one headline are all in the other: "Lock 3.4.8 is out" is not "Lock 3.4.9 is out"."""
    first, second = set(_NUMBER.findall(one)), set(_NUMBER.findall(two))
    return first <= second or second <= first
