"""Which way a text runs: by its first strong letter (UAX 9, P2), else by its language; what runs against a page."""

from __future__ import annotations

import re
from unicodedata import bidirectional

# Languages whose usual script runs right to left, and such scripts, as a tag may name them (CLDR, characterOrder).
RTL_LANGUAGES = frozenset({
    "apc", "ar", "arc", "bal", "bgn", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo", "ps", "rhg", "sd", "sdh",
    "skr", "syr", "trw", "ug", "ur", "yi",
})  # fmt: skip
RTL_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
# Everything outside Latin, Greek, Cyrillic and the common punctuation may run the other way.
_ODD = re.compile("[^\u0020-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff]")


def direction(text: str, language: str = "") -> str:
    """Return 'rtl' or 'ltr' for *text*; *language* decides only where no letter does."""
    for char in text:
        kind = bidirectional(char)
        if kind == "L":
            return "ltr"
        if kind in {"R", "AL"}:
            return "rtl"
    return language_direction(language)


def language_direction(language: str) -> str:
    """Return the direction of a language tag such as ``ar-EG`` or ``pa-Arab``, 'ltr' for an unknown one."""
    tag, *parts = language.lower().replace("_", "-").split("-")
    script = parts[0] if parts and len(parts[0]) == 4 else ""
    return "rtl" if (script in RTL_SCRIPTS if script else tag in RTL_LANGUAGES) else "ltr"


def isolated(text: object, direction: str = "ltr") -> str:
    """Put *text* between isolates where it begins or ends against *direction*.

    Only there does it change how its neighbours are drawn (UAX 9); a foreign word in
    its middle needs none.  What opens it is the direction of its own first letter.
    """
    words = str(text)
    if not _ODD.search(words) and direction == "ltr":
        return words
    strong = [kind for kind in map(bidirectional, words) if kind in ("L", "R", "AL")]
    against = ("R", "AL") if direction == "ltr" else ("L",)
    return f"\u2068{words}\u2069" if strong and (strong[0] in against or strong[-1] in against) else words
