"""Which scripts a text is written in: those without spaces, and names that mix look-alikes.

Patterns with thousands of characters in a class take Python 2 ms each to make, and
most newsletters hold no such sign: ask first, and make the pattern when it is needed.
"""

from __future__ import annotations

import re
from unicodedata import name

FIRST = "\u2e80"  # where the East Asian scripts begin; general punctuation lies before it
# All from there on: a class of what comes before is made in a quarter of the time.
_LATER = re.compile(f"[^\0-{chr(ord(FIRST) - 1)}]")


def spaced(text: str) -> bool:
    """Say whether *text* surely holds nothing of the East Asian scripts, nor any later character."""
    return text.isascii() or not _LATER.search(text)


def mixed(text: str) -> tuple[str, ...]:
    """Return the words of *text* that mix Latin letters with those of a script that looks like Latin.

    "Рutin" with a Cyrillic Er is one (UTS 39, 5.1: mixed script); "Владимир" beside
    "Putin" is not, as people do write a name in two scripts.
    """
    if text.isascii():
        return ()
    words = (word for word in _WORD.findall(text) if not word.isascii())
    return tuple(word for word in words if len({_script(letter) for letter in word} & _LOOK_ALIKE) > 1)


_WORD = re.compile(r"[^\W\d_]+")
_LOOK_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"})


def _script(letter: str) -> str:
    return name(letter, "").partition(" ")[0]
