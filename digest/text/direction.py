"""Which way a text runs: by its language, else by its first strong letter (UAX 9, P2)."""

from __future__ import annotations

from unicodedata import bidirectional

# Languages whose usual script runs right to left (CLDR, characterOrder).
RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku-arab", "ps", "sd", "ug", "ur", "yi"})


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
    """Return the direction of a language tag such as ``ar-EG``."""
    return "rtl" if language.lower().split("-")[0].split("_")[0] in RTL_LANGUAGES else "ltr"
