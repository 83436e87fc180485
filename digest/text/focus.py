"""Where a picture is worth looking at, in the words of CSS's object-position."""

from __future__ import annotations

import re

_WORDS = {"left": (0.0, None), "right": (1.0, None), "top": (None, 0.0), "bottom": (None, 1.0), "center": (None, None)}
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)%")


def focus_of(text: str) -> tuple[float, float] | None:
    """Return the shares of width and height, 0 to 1, that *text* names; None when it names none.

    One or two words (left, center, right; top, center, bottom) or percentages, width first:
    "top", "right center", "50% 20%".
    """
    words = text.casefold().replace("centre", "center").split()
    if shares := [min(100.0, float(found[1])) / 100 for word in words if (found := _SHARE.fullmatch(word))]:
        return (shares[0], shares[-1] if len(shares) == 2 else 0.5) if len(shares) == len(words) <= 2 else None
    if not words or len(words) > 2 or any(word not in _WORDS for word in words):
        return None
    across = [share for word in words if (share := _WORDS[word][0]) is not None]
    down = [share for word in words if (share := _WORDS[word][1]) is not None]
    if len(across) > 1 or len(down) > 1:
        return None
    return (across[0] if across else 0.5, down[0] if down else 0.5)
