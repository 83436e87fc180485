"""The day in brief: beside a headline one clause, and none that stands below it word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digest.edition.model import Item
from digest.quotes.grammar.speech import speech
from digest.quotes.select.alone import without_verb
from digest.quotes.select.alone_words import words_of
from digest.quotes.select.echo import echoes
from digest.text.languages import short
from digest.text.scripts import spaced
from digest.text.sentences import first_sentence

CLAUSE = 90  # characters, half as many of a script without spaces
LISTED = 3  # words of one of a list
_LEAST = 30  # a clause cut shorter than this says too little
_DASH = re.compile(r"\s[–—](?=\s)")
_BOUNDARY = re.compile(r"(?<!\d)[,;:،؛](?=\s)|(?<=\d)[,;:،؛](?=\s+\D)|\s[–—](?=\s)|[、，；：]")


def first_clause(text: object, language: object = "", room: int = CLAUSE) -> str:
    """Return the first sentence of *text*, cut to about *room* characters at the last clause that fits.

    *language* is a tag.  A cut ends in an ellipsis.  '' where a cut would be in the midst
    of a clause ("excellence is their…"), or leave none ("As a crew on the lake…", "When the crew was young…"):
    a headline alone says more.
    """
    words = first_sentence(str(text), str(language))
    most, least = (room, _LEAST) if spaced(words) else (room // 2, _LEAST // 2)
    if len(words) <= most:
        return words
    bounds = [found.start() for found in _BOUNDARY.finditer(words)]
    inside = [range(*pair) for pair in _pairs(_DASH, words)]
    ends = [end for end in bounds if least <= end <= most and not any(end in aside for aside in inside)]
    cuts = [words[:end] for end in reversed(ends) if not _in_a_list(words, bounds, end, str(language))]
    return next((f"{cut}…" for cut in cuts if not _waits(cut, str(language))), "")


def _in_a_list(words: str, bounds: Sequence[int], end: int, language: str) -> bool:
    """Say whether a cut is in the midst of a list: "a name, graphic…", "has changed, but the workforce, policies…".

    What stands right before it, or right after it, only names something, as one of a list does.
    """
    at = bounds.index(end)
    after = words[end + 1 : bounds[at + 1] if at + 1 < len(bounds) else len(words)]
    # The last of a list opens with "and"; a clause that does so goes on.
    listed = [words[start + 1 : stop] for start, stop in pairwise(bounds[: at + 1])][-2:]
    return any(_named(piece, language) for piece in (*listed, *([after] if at + 1 < len(bounds) else [])))


def _pairs(mark: re.Pattern[str], words: str) -> list[tuple[int, int]]:
    """Return from where to where each two of a mark hold an aside: "has — since the ferry came — a pier"."""
    found = [one.end() for one in mark.finditer(words)]
    return list(zip(found[::2], found[1::2], strict=False))


def _named(piece: str, language: str) -> bool:
    """Say whether what stands between two commas only names something, as one of a list does."""
    first, *rest = piece.lower().split() or [""]
    own = speech(language)
    clause = own.has("conjunctions", first) or first in own.pronouns
    return not clause and len(rest) < LISTED and without_verb(piece, language)


def _waits(cut: str, language: str) -> bool:
    """Say whether what was cut off is what the sentence says: its verb, or all that is no clause of when and why."""
    first, second = [*cut.lower().split()[:2], ""][:2]
    words, has = words_of(short(language)), speech(language).has
    doing = second.endswith(words.participles)
    opens = has("subordinators", first) or (has("prepositions", first) and doing)  # "By adding a line that says …"
    opens = opens or bool(words.source.match(cut))  # "According to a report that came on Monday"
    told = _BOUNDARY.split(cut)
    *_, before, last = ["", *cut.lower().split()]
    described = "-" in last and (has("prepositions", before) or has("articles", before))  # "in high-grade"
    return _verbless(cut, language) or (len(told) == 1 and opens) or described or _only_who(told, language)


def _verbless(cut: str, language: str) -> bool:
    nameless = " ".join(word for word in cut.split() if not word[0].isupper())  # "Let's Encrypt" is no verb
    return without_verb(cut, language) or without_verb(nameless, language)


def _only_who(told: Sequence[str], language: str) -> bool:
    """Say whether a cut has only told who, and something of them: "Tolm Boats, which has two ferries, and a pier"."""
    firsts = [next(iter(piece.lower().split()), "") for piece in told]
    has = speech(language).has
    back = any(not has("conjunctions", first) for first in firsts[2:])  # "Tolm Boats, which has a pier, closed it"
    return len(told) > 1 and has("relative", firsts[1]) and not back and _verbless(told[0], language)


def news(item: Item) -> str:
    """Return a clause about *item* that the email shows nowhere else, '' when it has none.

    Of a further story a highlight, else what its standfirst opens with: the email
    prints both of neither.  What repeats the headline or the deck is passed over.
    """
    for text in _unseen(item):
        clause = first_clause(text, item.language)
        told = (echoes(clause, shown, item.language) or clause.rstrip("…") in shown for shown in _shown(item))
        if clause and not any(told):
            return clause
    return ""


def _unseen(item: Item) -> Iterator[str]:
    if item.place != "lead":  # the lead's own are shown
        yield from (highlight.text for highlight in item.highlights)
    if item.standfirst:
        yield item.standfirst


def _shown(item: Item) -> Iterator[str]:
    yield item.headline
    if item.deck:
        yield item.deck
    yield from (highlight.text for highlight in item.highlights if item.place == "lead")
