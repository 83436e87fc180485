"""The typographic view: the same words whatever the marks, dashes and spaces look like.

A view for comparing, never stored.  It is listed (`VIEW` is all it does) and
reversible: each character of the view knows where in the text it came from.
"""

from __future__ import annotations

import re

# What each character looks like in the view.  Letters are never touched.
VIEW = {
    **dict.fromkeys("“”„‟«»＂〝〞〟", '"'),
    **dict.fromkeys("‘’‚‛‹›′＇`´", "'"),
    **dict.fromkeys("‐‑‒–—―−－", "-"),
    **dict.fromkeys("\t\n\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007", " "),
    **dict.fromkeys("\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
    "…": "...",
}  # fmt: skip
_CHANGED = re.compile("|".join(map(re.escape, VIEW)) + "| {2,}")


def view(text: str) -> tuple[str, list[int]]:
    """Return the view of *text* and, for each of its characters, the offset it came from.

    One offset more than characters: the last is the text's length.  Runs of
    spaces become one.
    """
    out: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        for shown in VIEW.get(char, char):
            if shown == " " and out and out[-1] == " ":
                continue
            out.append(shown)
            places.append(at)
    return "".join(out), [*places, len(text)]


def differences(one: str, two: str) -> tuple[str, ...]:
    """List in words what differs between two texts with the same view."""
    kinds = {'"': "quotation marks", "'": "apostrophes", "-": "dashes", " ": "spaces", ".": "ellipsis", "": "hyphens"}
    marks = set(one) ^ set(two)
    named = [kinds[(VIEW[c] or "")[:1]] for c in marks if c in VIEW]
    return tuple(sorted(set(named))) or ("spaces",)
