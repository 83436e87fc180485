"""What two reports of one story have in common, in words: why the one is folded into the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digest.articles import Article
from digest.stories.readings import LEAD, Reading, readings
from digest.text.tokens import spell, token

MOST = 3  # names, words and numbers that are given of each


def in_common(members: Sequence[Article]) -> dict[str, str]:
    """Return by the id of each member but the first with whom it agrees most, and on what.

    "like “Ferry aground”: Tolm, Varga; sandbank, tug; 212".  '' where they share nothing to be named.
    """
    found, _ = readings(members)
    said: dict[str, str] = {}
    for number, (member, reading) in enumerate(zip(members, found, strict=True)):
        others = [other for other in range(len(members)) if other != number]
        if not number or not others:
            continue
        nearest = max(others, key=lambda other: (len(_stems(reading) & _stems(found[other])), -other))
        told = _told(member, reading, found[nearest])
        said[member.id] = f"like “{members[nearest].headline}”: {told}" if told else ""
    return said


def _stems(reading: Reading) -> frozenset[str]:
    return reading.names | reading.words | reading.numbers


def _told(article: Article, one: Reading, two: Reading) -> str:
    """Return the shared names, words and numbers as the article spells them, in the order it says them."""
    spelt: dict[str, str] = {}
    for word in spell(f"{article.headline}\n{article.deck or article.standfirst}\n{article.text[:LEAD]}"):
        if kept := token(word, article.language):
            spelt.setdefault(kept.stem, word)
    names, words = one.names & two.names, one.words & two.words
    numbers = sorted(one.numbers & two.numbers, key=lambda number: (-len(number), number))[:MOST]
    parts = [_first(spelt, names), _first(spelt, (stem for stem in words if not stem.isdigit())), ", ".join(numbers)]
    return "; ".join(part for part in parts if part)


def _first(spelt: dict[str, str], stems: Iterable[str]) -> str:
    wanted = frozenset(stems)
    return ", ".join([word for stem, word in spelt.items() if stem in wanted][:MOST])
