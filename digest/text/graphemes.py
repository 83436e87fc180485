"""Grapheme clusters: what a reader takes for one character (UAX 29).

Only `regex` counts them right: stdlib ``re`` has no ``\\X``, and the one Python
package made for it miscounts Indic conjuncts.  The import costs 40 ms, so it
happens at the first text with more than letters and punctuation of its own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# Latin letters, punctuation and word joiners: each stands for itself, whatever is beside it.
_ALONE = re.compile("[\n\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2060]*")


def clusters(text: str) -> list[str]:
    """Split *text* into grapheme clusters; joined, they are *text* again.  Cost: O(len(text))."""
    if _one_each(text):
        return list(text)
    found: list[str] = _cluster().findall(text)
    return found


def count(text: str) -> int:
    """Count the grapheme clusters of *text*."""
    return len(text) if _one_each(text) else len(_cluster().findall(text))


def utf16(text: str) -> int:
    """Count UTF-16 units, as JavaScript, Telegram and most web forms do."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8(text: str) -> int:
    """Count UTF-8 bytes."""
    return len(text.encode())


def _one_each(text: str) -> bool:
    # CR LF is the only cluster of ASCII that is longer than one character.
    return "\r\n" not in text if text.isascii() else bool(_ALONE.fullmatch(text))


@cache
def _cluster() -> Any:
    import regex

    return regex.compile(r"\X")
