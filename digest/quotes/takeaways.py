"""Who says a takeaway: whoever says the same words in the body.

A page's takeaway seldom repeats the body to the letter: marks differ, a tag stood
between two halves, two quotes became one, or "…" stands for what was left out.
Words are compared, and what stands between them is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from digest.quotes.direct_speech import Direct
from digest.quotes.find.marks import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CUT = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*")
LEAST = 4  # words that must agree: fewer are anybody's
MOST = 0.8  # of a takeaway's words that the quotes inside it must make up


class _Said(NamedTuple):
    words: str
    found: Direct


class BodyQuotes:
    """What the body quotes, by its words."""

    def __init__(self, text: str, found: Sequence[Direct]) -> None:
        said = (_Said(_words(" ".join(text[a:b] for a, b in one.pieces)), one) for one in found)
        self._said = [one for one in said if one.words.count(" ") > LEAST]

    def as_said(self, span: Span, source: str) -> Direct:
        """Return a takeaway with the speaker of the same words in the body, with nobody where there is not one."""
        takeaway = source[slice(*span)]
        found = self._holding(takeaway) or self._inside(_words(takeaway))
        names = {one.full_name or one.speaker for one in found if one.speaker}
        if len(names) != 1:
            return Direct(pieces=(span,))
        one = next(one for one in found if one.speaker)
        return Direct((span,), one.speaker, one.full_name, one.verb)

    def _holding(self, takeaway: str) -> list[Direct]:
        """Return the quotes that hold all parts of a takeaway."""
        parts = [words for part in _CUT.split(takeaway) if (words := _words(part)).strip()]
        if sum(part.count(" ") - 1 for part in parts) < LEAST:
            return []
        return [one.found for one in self._said if all(part in one.words for part in parts)]

    def _inside(self, words: str) -> list[Direct]:
        """Return the quotes that a takeaway holds, where they make up most of it."""
        inside = [one for one in self._said if one.words in words]
        covered = sum(one.words.count(" ") - 1 for one in inside)
        return [one.found for one in inside] if covered >= MOST * (words.count(" ") - 1) else []


def _words(text: str) -> str:
    """Return the words in small letters, each between spaces."""
    return " ".join(["", *_WORD.findall(text.lower().replace("’", "'")), ""])
