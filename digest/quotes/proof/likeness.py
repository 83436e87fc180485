"""Which stretch of a text is most like some words, and how much: for a near miss, and for what was changed since."""

from __future__ import annotations

import re
from difflib import Match, SequenceMatcher

_WORD = re.compile(r"\w+")
_CLOSING = re.compile(r"[^\w\s\"“”„«»‘’]+")


def most_like(words: str, text: str) -> tuple[float, int, int]:
    """Return the likeness of the most like stretch of whole words in *text*, from 0 to 1, and its span.

    Likeness is the share of words that both have, in order; capitals do not count.
    Cost: O(words of both, multiplied) in the worst case.
    """
    old = [match[0].lower() for match in _WORD.finditer(words)]
    new = list(_WORD.finditer(text))
    matcher = SequenceMatcher(None, old, [match[0].lower() for match in new], autojunk=False)
    blocks = matcher.get_matching_blocks()[:-1]
    if not blocks:
        return 0.0, 0, 0
    # A word far off that both happen to have makes the stretch long and no more alike.
    ratio, first, last = _rated(blocks, len(old), len(new))
    while len(blocks) > 1:
        shorter = max((blocks[1:], blocks[:-1]), key=lambda some: _rated(some, len(old), len(new))[0])
        rated = _rated(shorter, len(old), len(new))
        if rated[0] <= ratio:
            break
        blocks, (ratio, first, last) = shorter, rated
    end = new[last].end()
    closing = None if words[-1:].isalnum() else _CLOSING.match(text, end)
    return ratio, new[first].start(), closing.end() if closing else end


def _rated(blocks: list[Match], old: int, new: int) -> tuple[float, int, int]:
    """Return the likeness that *blocks* make, and the first and last word of their stretch.

    What stands before the first common word has perhaps been replaced by as many words.
    """
    first = max(blocks[0].b - blocks[0].a, 0)
    last = min(blocks[-1].b + old - blocks[-1].a, new) - 1
    return 2 * sum(block.size for block in blocks) / (old + last - first + 1), first, last
