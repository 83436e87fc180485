"""Words reduced to their stems, so that "remains" and "remain" meet.

The stemmers are Snowball's (snowballstem.org): one algorithm a language, made
from one published definition.  A language without one keeps its words folded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from unicodedata import normalize

from digest.text.languages import words_of_language
from digest.text.scripts import spaced

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Snowball's names by language tag; the folder of algorithms has no such table.
_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nb": "norwegian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


def stems(text: str, language: str = "") -> frozenset[str]:
    """Return the stems of the content words of *text*; function words are left out.

    *language* is a tag such as ``en`` or ``de-AT``; '' is taken as English.
    Scripts without spaces give pairs of characters.  Cost: O(len(text)).
    """
    short = language[:2].lower() or "en"
    folded = normalize("NFC", text).replace("’", "'").lower()
    common = _common(short)
    words = [w.removesuffix("'s") for w in _WORD.findall(folded)]
    if spaced(folded):
        return frozenset(_stem(short, word) for word in words if word not in common)
    out = {_stem(short, word) for word in words if word not in common and not _wide().search(word)}
    for run in _wide().findall(folded):
        out.update(run[i : i + 2] for i in range(max(1, len(run) - 1)))
    return frozenset(out)


@cache
def _common(short: str) -> frozenset[str]:
    return words_of_language(short, "function")


@cache
def _stem(short: str, word: str) -> str:
    stem = _stemmer(short)
    return stem(word) if stem else word


@cache
def _stemmer(short: str) -> Callable[[str], str] | None:
    if short not in _SNOWBALL:
        return None
    import Stemmer

    made: Callable[[str], str] = Stemmer.Stemmer(_SNOWBALL[short]).stemWord
    return made


def stemmers() -> str:
    """Return the version of the stemmers: another one may stem the same word differently."""
    import Stemmer

    return str(Stemmer.version())


@cache
def _wide() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
