"""How well a quote stands alone: a score from 0 to 1 and its reasons in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digest.quotes.quote import Quote
from digest.quotes.select.alone import goes_on, told_by_some
from digest.text.scripts import spaced

# Below this strength a quote is not worth a place of its own: it leads no edition, and no post is made of it.
SHARE_READY = 0.5
# Words that begin inside a sentence ("reached their highest share"), hold an address, the name of an account or the
# items of a list, and those that nobody is named for and that are a question, some words, or an "I" or "we", lead
# nothing otherwise either.
FRAGMENT = 0.45
PHRASE = 6  # words; a shorter piece of a sentence tells nothing by itself: "value pools"
# What each term can add; together 1.  A takeaway was chosen by the page itself.
LENGTH, ALONE, CONCRETE, SPEAKER, PLACE = 0.30, 0.25, 0.15, 0.15, 0.15
# Shares well: what fits beside a link in a 280 character post and on a card.
SHORTEST, LONGEST = 40, 180
SENTENCE = 4  # words of what may be a sentence without its stop
_DANGLING = re.compile(
    r"(?:this|that|these|those|it|he|she|they|him|her|them|such|so|and|but|or|"
    r"dies|diese[rmns]?|das|er|sie|es|und|aber|so|cela|ça|ce|cette|ces|il|elle|ils|elles|et|mais|"
    r"esto?|esta|esos?|eso|él|ella|ellos|y|pero)\b(?! is (?:a|an|the|not|what|why|how) )",
    re.IGNORECASE,
)
# An address, the name of an account or the items of a list.
_UNREADABLE = re.compile(r"https?://\S|\bpic\.twitter\.com/|(?<![\w.])@\w|[.:;] ?[-*•] \S")
_NUMBER = re.compile(r"\d")
_NAME = re.compile(r"(?<=[^.!?…\s] )[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2,}")
_WHOLE = (".", "!", "?", "…", "。", "！", "？", ",")


def strength(
    text: str, *, speaker: str, note: str, source: str, position: float, language: str = ""
) -> tuple[float, tuple[str, ...]]:
    """Return the score of a quote and the reasons, the strongest term first.

    *position* is where it stands in its part, from 0 (start) to 1 (end); *language* is a tag.
    """
    terms = [
        _length(text),
        _alone(text, language),
        _concrete(text),
        (SPEAKER, "the speaker is named") if speaker else (SPEAKER / 2, "it has a note") if note else (0.0, ""),
        (PLACE, "a takeaway of the page") if source == "takeaway" else (PLACE * (1 - position) * 0.8, _where(position)),
    ]
    told_by = speaker or note or source == "takeaway"
    nobodys = "" if told_by else _nobodys(text, language)
    weak = begins_inside(text) or _UNREADABLE.search(text) or nobodys
    score = min(sum(value for value, _ in terms), FRAGMENT if weak else 1.0)
    told = sorted((t for t in terms if t[1]), key=lambda t: -t[0])
    return round(score, 3), (*filter(None, [nobodys]), *(reason for _, reason in told))


def begins_inside(text: str) -> bool:
    """Say whether words begin inside a sentence: "reached their highest share", "…has little to say"."""
    return text[:1].islower() or text.startswith(("…", "..."))


def _nobodys(text: str, language: str) -> str:
    """Return why words that nobody is named for cannot stand alone, '' where they can."""
    if told_by_some(text, language):
        return "an I or we whom nobody names"
    if text.rstrip("”’\"'»)").endswith(("?", "？")):
        return "a question that nobody is named for"
    return "some words that nobody is named for" if _few_words(text) else ""


def _few_words(text: str) -> bool:
    return spaced(text) and len(text.split()) < PHRASE


def _where(position: float) -> str:
    return "early in the text" if position < 0.34 else ""


def _length(text: str) -> tuple[float, str]:
    size = len(text)
    if SHORTEST <= size <= LONGEST:
        return LENGTH, "a good length to share"
    if size < SHORTEST:
        return LENGTH * size / SHORTEST * 0.8, f"short ({size} characters)"
    return max(0.0, LENGTH * (1 - (size - LONGEST) / 240)), f"long ({size} characters)"


def _alone(text: str, language: str) -> tuple[float, str]:
    if match := _DANGLING.match(text) or goes_on(text, language):
        return ALONE * 0.3, f"leans on what was said before ({match[0].rstrip(', ')})"
    if text[:1].islower():
        return ALONE * 0.4, "begins inside a sentence"
    # Before a tag a whole sentence has a comma for its stop, and the comma is the tag's.
    whole = text.endswith(_WHOLE) or (text[:1].isupper() and len(text.split()) >= SENTENCE)
    if not whole:
        return ALONE * 0.8, ""
    return ALONE, "stands on its own"


def _concrete(text: str) -> tuple[float, str]:
    if _NUMBER.search(text):
        return CONCRETE, "has a number"
    if _NAME.search(text):
        return CONCRETE * 0.8, "names something"
    return CONCRETE * 0.3, ""


def is_phrase(quote: Quote) -> bool:
    """Say whether a quote is a few words out of a sentence: "value pools", "quick-start guide."."""
    return begins_inside(quote.text) and _few_words(quote.text)


def worth_showing(quote: Quote) -> bool:
    """Say whether a quote may stand beside its story unasked: no few words of a sentence, nor weak and nobody's."""
    told_by = quote.speaker or quote.note or quote.source == "takeaway"
    return not is_phrase(quote) and (bool(told_by) or quote.score >= SHARE_READY)


def best_to_show(found: Iterable[Quote], count: int) -> tuple[Quote, ...]:
    """Return the *count* quotes that a story shows where no editor chose; fewer where fewer are worth it."""
    return strongest(filter(worth_showing, found), count)


def strongest(found: Iterable[Quote], count: int) -> tuple[Quote, ...]:
    """Return the *count* quotes to show first; of equals the earlier."""
    ranked = sorted(found, key=lambda quote: (-quote.score, quote.start))
    return tuple(ranked[:count])
