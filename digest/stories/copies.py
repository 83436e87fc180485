"""Crowds of near copies: one text that very many printed, each with a word or number of its own.

Where most of a batch says the same, its words are common and say nothing, and what each
copy has for itself would count most.  So a crowd is found by the words that many
articles have, before any are weighed, and one copy stands for all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from digest.articles import Article

CROWD = 12  # articles that have a word, or the same common words
OWN = 0.1  # the part of an article's words that fewer have
BEGINNING = 1_000  # letters of a text that are looked at
SAMPLE = 3_000  # articles of a large batch that are looked at first: a crowd that blurs its words is there, too

_WORD = re.compile(r"[^\W\d_]+")


def crowds(articles: Sequence[Article]) -> list[list[int]]:
    """Return groups of positions into *articles*: crowds of near copies, and each other article alone.

    Groups are in order of their first.  Numbers do not count.  Cost: O(letters read);
    of a large batch without crowds, a sample's.
    """
    singles = [[position] for position in range(len(articles))]
    step = len(articles) // SAMPLE
    if len(articles) < CROWD or (step > 1 and len(crowds(articles[::step])) == len(articles[::step])):
        return singles
    bags = [frozenset(_WORD.findall(f"{a.headline} {a.deck} {a.text[:BEGINNING]}".lower())) for a in articles]
    spread: Counter[str] = Counter()
    for bag in bags:
        spread.update(bag)
    common = {word for word, count in spread.items() if count >= CROWD}
    alike: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for position, bag in enumerate(bags):
        shared = bag & common
        if shared and len(bag) - len(shared) <= OWN * len(bag):
            alike[shared].append(position)
    found = [group for group in alike.values() if len(group) >= CROWD]
    taken = {position for group in found for position in group}
    return sorted([*found, *(single for single in singles if single[0] not in taken)])
