"""Words reduced to their stems, so that "remains" and "remain" meet.

The stemmers are Snowball's (snowballstem.org): one algorithm a language, made
from one published definition.  A language without one keeps its words folded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from unicodedata import normalize

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
# Words too common to say that two sentences share a thought.  Function words only.
_COMMON = {
    "en": "a an and are as at be been but by can could did do does for from had has have he her his how i if in "
    "into is it its may might must not of on or our shall she should so than that the their them then there "
    "these they this those to was we were what when where which while who will with would you your",
    "de": "aber als am an auch auf aus bei bis das dass dem den der des die doch durch ein eine einem einen einer "
    "eines er es für hat haben ich ihr im in ist kann mit nach nicht noch nur oder sein sich sie sind so über um "
    "und uns vom von vor war was wenn wer wie wir wird zu zum zur",
    "fr": "à au aux avec ce ces cette dans de des du elle en est et il ils je la le les leur lui mais ne nous on ou "
    "par pas plus pour que qui sa se ses son sont sur un une vous",
    "es": "a al con de del el ella en es esta este la las lo los más no nos o para pero por que se ser sin son su "
    "sus un una y ya",
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
    return frozenset(_COMMON.get(short, "").split())


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


@cache
def _wide() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
