"""Grapheme clusters: what a reader takes for one character (UAX 29).

Only `regex` counts them right: stdlib ``re`` has no ``\\X``, and the one Python
package made for it miscounts Indic conjuncts.  The import costs 40 ms, so it
happens at the first text with more than letters and punctuation of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

# Latin letters, punctuation and word joiners: each stands for itself, whatever is beside it.
# A run of flag letters is cut at whole flags: `regex` counts them anew at each, so that 40,000 took 5 s.
_FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]{64}")
_ALONE = re.compile("[\n\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2060]*")


def clusters(text: str) -> list[str]:
    """Split *text* into grapheme clusters; joined, they are *text* again.  Cost: O(len(text))."""
    if _one_each(text):
        return list(text)
    return [cluster for piece in pieces(text) for cluster in _cluster().findall(piece)]


def count(text: str) -> int:
    """Count the grapheme clusters of *text*."""
    return len(text) if _one_each(text) else sum(len(_cluster().findall(piece)) for piece in pieces(text))


def utf16(text: str) -> int:
    """Count UTF-16 units, as JavaScript, Telegram and most web forms do."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8(text: str) -> int:
    """Count UTF-8 bytes."""
    return len(text.encode())


def _one_each(text: str) -> bool:
    # CR LF is the only cluster of ASCII that is longer than one character.
    return "\r\n" not in text if text.isascii() else bool(_ALONE.fullmatch(text))


def pieces(text: str) -> Iterator[str]:
    """Yield *text* in pieces that begin at a cluster, none with more than 32 flags in a row.

    For whoever counts back over a run of flags to know where one begins.
    """
    at = 0
    for flags in _FLAGS.finditer(text):
        yield text[at : flags.end()]
        at = flags.end()
    yield text[at:]


@cache
def _cluster() -> Any:
    import regex

    return regex.compile(r"\X")
