"""Sentences a post can open with: a question that the article asks, a sentence that has a figure.

Both are the article's own words, whole and verbatim; where it has none there is
none.  A question that somebody is quoted with is not the paper's and is passed
over, and so is one that leans on the sentence before it.
"""

from __future__ import annotations

import re

from digest.articles import Article
from digest.quotes.proof.selectors import extract
from digest.quotes.quote import Extract
from digest.quotes.select.alone import fault, opening_pronoun, stands_alone
from digest.quotes.select.echo import echoes
from digest.quotes.select.highlights import prose, reading_language

SHORTEST, LONGEST = 20, 160  # characters of a sentence that opens a post
_ASKS = re.compile(r"[?？؟]$")
# A figure that tells something: with a sign or word of what is counted, or grouped; no year, time, date or age.
_SIGN = r"[%‰€$£¥₹]"
_COUNTED = (
    r"(?:per ?cent|Prozent|pour cent|por ciento|por cento|٪|"
    r"[Mm]illion|milli|mil|billion|Milliard|Mrd|Mio)"
)
_FIGURE = re.compile(
    rf"(?<![\w.,:/-])(?:{_SIGN} ?\d[\d.,]*|\d[\d.,]* ?(?:{_SIGN}|{_COUNTED})|"
    r"\d{1,3}(?:[., \u202f’]\d{3})+(?![\d.:/])|"
    r"(?!(?:1[5-9]|20)\d\d(?!\d))\d{2,6}(?= [^\W\d_]{3,}))(?![\d:/])"
)
_DATED = re.compile(
    r"\d+ (?:[aApP]\.?[mM]|Uhr|o'clock|(?:years?|Jahre) (?:old|alt)|"
    r"(?:Jan|Feb|M[aä]r|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz])\w*)"
)


def question_of(article: Article) -> Extract | None:
    """Return the first question of the article that stands alone, None where it asks none."""
    source, language = article.source_text, reading_language(article)
    for start, end, _ in prose(article):
        text = source[start:end]
        if _ASKS.search(text) and _opens(text, language) and not echoes(text, article.headline, language):
            return extract(article, start, end, "text")
    return None


def figure_of(article: Article) -> Extract | None:
    """Return the first sentence with a figure that stands alone: a highlight's before the body's, None for none."""
    source, language = article.source_text, reading_language(article)
    spans = [(part.start, part.end) for part in article.parts() if part.name == "highlight"]
    spans += [(start, end) for start, end, _ in prose(article)]
    for start, end in spans:
        text = source[start:end]
        if len(text) <= LONGEST and _told(text) and stands_alone(text, language):
            return extract(article, start, end, "text")
    return None


def _told(text: str) -> bool:
    """Say whether a sentence has a figure that is no time, date or age."""
    return any(not _DATED.match(text, found.start()) for found in _FIGURE.finditer(text))


def _opens(text: str, language: str) -> bool:
    """Say whether a question can stand first; judged as the statement of the same words would be."""
    if not SHORTEST <= len(text) <= LONGEST or opening_pronoun(text, language):
        return False
    return fault(text, language) == "is a question or a call" and not _leans(text[:-1] + ".", language)


def _leans(text: str, language: str) -> bool:
    why = fault(text, language)
    return bool(why) and why != "has no verb that is surely one"
