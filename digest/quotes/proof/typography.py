"""The typographic view: the same words whatever the marks, dashes and spaces look like.

A view for comparing, never stored.  It is listed (`VIEW` is all it does) and
reversible: each character of the view knows where in the text it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, is_normalized, normalize

# What each character looks like in the view.  Letters are never touched.
VIEW = {
    **dict.fromkeys("“”„‟«»＂〝〞〟", '"'),
    **dict.fromkeys("‘’‚‛‹›′＇`´", "'"),
    **dict.fromkeys("‐‑‒–−－", "-"),
    # A long dash stands with spaces in one house and without in another.
    **dict.fromkeys("—―", " - "),
    **dict.fromkeys("\t\n\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007", " "),
    **dict.fromkeys("\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
    "…": "...",
}  # fmt: skip
_CHANGED = re.compile("|".join(map(re.escape, VIEW)) + "| {2,}")


def view(text: str) -> tuple[str, list[int]]:
    """Return the view of *text* and, for each of its characters, the offset it came from.

    One offset more than characters: the last is the text's length.  Runs of
    spaces become one, letters and their accents one character where Unicode has it.
    """
    out: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text) if is_normalized("NFC", text) else _composed(text):
        for shown in VIEW.get(char, char):
            if shown == " " and out and out[-1] == " ":
                continue
            out.append(shown)
            places.append(at)
    return "".join(out), [*places, len(text)]


def belongs(char: str) -> bool:
    """Say whether a character is part of the letter before it: an accent, a vowel of a Hangul syllable."""
    return combining(char) > 0 or "\u1160" <= char <= "\u11ff"


def _composed(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and belongs(text[end]):
            end += 1
        for char in normalize("NFC", text[start:end]):
            yield start, char
        start = end


def differences(one: str, two: str) -> tuple[str, ...]:
    """List in words what differs between two texts with the same view."""
    kinds = {'"': "quotation marks", "'": "apostrophes", "-": "dashes", " ": "spaces", ".": "ellipsis", "": "hyphens"}
    marks = set(one) ^ set(two)
    named = [kinds[(VIEW[c].strip() or VIEW[c])[:1]] for c in marks if c in VIEW]
    if normalize("NFC", one) != one or normalize("NFC", two) != two:
        named.append("accents")
    return tuple(sorted(set(named))) or ("spaces",)
