"""Words for comparing headlines: folded so that one name written two ways meets.

A `Token` is what one written word is worth to whoever compares texts.  Folding
goes further than reading would allow (Odesa and Odessa are one word, and so are
"loose" and "lose"): two headlines that share several such words still mean the
same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import normalize

from digest.shelf import data
from digest.text.languages import language_table, words_of_language

FRONT = 5  # letters; a front of five joins Ukraine and Ukrainian, of four also "cont…" and its kind

# An apostrophe, point or ampersand inside a word belongs to it: BoE's, U.S., AT&T.
_WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*")
# Scripts written without spaces: Thai to Khmer, Kana, Han.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]+")
_DOUBLED = re.compile(r"(.)(?=\1)")
_ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "ly", "s")
_LAST = "sgdy"  # what each of them ends with
# Letters that transliterations disagree on, each pair as the one we keep.
_SPELLINGS = (("ph", "f"), ("ck", "k"), ("y", "i"), ("j", "i"), ("w", "v"), ("z", "s"))


class Token(NamedTuple):
    """One content word: its stem and its first letters, both with spelling folded.

    `whole` is the folded word itself, '' when the stem says the same.
    """

    stem: str
    front: str
    whole: str


def spell(text: str) -> list[str]:
    """Return the words of *text* as written, in order; unspaced scripts in pairs of characters."""
    words: list[str] = _WORD.findall(text)
    if text.isascii() or not _UNSPACED.search(text):
        return words
    return [piece for word in words for piece in _pieces(word)]


def _pieces(word: str) -> Iterator[str]:
    at = 0
    for run in _UNSPACED.finditer(word):
        if run.start() > at:
            yield word[at : run.start()]
        yield from (run[0][i : i + 2] for i in range(max(1, len(run[0]) - 1)))
        at = run.end()
    if at < len(word):
        yield word[at:]


@lru_cache(maxsize=20_000)  # the same batch is compared, fingerprinted and kept
def token(word: str, language: str = "") -> Token | None:
    """Fold one written word; None for a function word or a single letter.

    *language* is a tag such as ``de-AT``; '' is taken as English ("war" and
    "die" are function words in German and news in English).
    """
    word = unelided(word, language)
    plain = fold(word)
    letter = len(plain) == 1 and plain.isascii() and not plain.isdigit()
    if not plain or letter:
        return None
    # US, WHO and IT are names; in capitals throughout, a headline's THE is as rare as any word.
    if not word.isupper() and plain in stopwords(language[:2].lower() or "en"):
        return None
    plain = _aliases().get(plain, plain)
    stem = skeleton(_stem(plain))
    return Token(stem, stem[:FRONT], "" if stem == plain else plain)


def unelided(word: str, language: str) -> str:
    """Return a written word without the article or pronoun that lost its vowel before it: ``l'usine`` is ``usine``."""
    if "'" in word or "’" in word:
        before, _, rest = word.replace("’", "'").partition("'")
        if rest and before.lower() in words_of_language(language, "elided"):
            return rest
    return word


def fold(word: str) -> str:
    """Return a word in lower case, without accents, possessive or inner points."""
    if not word.isascii():
        word = normalize("NFKC", _MARKS.sub("", normalize("NFKD", word))).replace("’", "'")
    plain = word.casefold()
    return plain.removesuffix("'s").replace("'", "").replace(".", "")


def skeleton(word: str) -> str:
    """Return what transliterations of one name have in common; digits stay as they are."""
    if word.isdigit():
        return word
    for written, kept in _SPELLINGS:
        if written in word:
            word = word.replace(written, kept)
    return _DOUBLED.sub("", word)


def _stem(word: str) -> str:
    # Only what plurals and verb forms add: names and other languages keep their shape.
    if word[-1] in _LAST:
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word[: -len(ending)] + ("y" if ending == "ies" else "")
                break
    return word[:-1] if word[-1] == "e" and len(word) > 4 else word


@cache
def stopwords(language: str) -> frozenset[str]:
    """Return the function words of a language, folded; where no list ships for it, those that it is told by."""
    known = [word for key in ("function", "empty") for word in words_of_language(language, key)]
    return frozenset(map(fold, known or str(language_table(language, "speech").get("guess", "")).split()))


@cache
def _aliases() -> dict[str, str]:
    """Return other spellings of a name with the one they are counted as."""
    found: dict[str, str] = {}
    for line in data("aliases.txt").decode().splitlines():
        first, *others = (fold(word) for word in line.partition("#")[0].split() or [""])
        found.update(dict.fromkeys(others, first))
    return found
