"""The day in brief: beside a headline one clause, and none that stands below it word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    ends = [found.start() for found in _BOUNDARY.finditer(words, least, most)]
    cuts = [words[:end] for end in ends]
    longest = cuts[-1:]
    while len(cuts) > 1 and _named(cuts[-1].removeprefix(cuts[-2])[1:], str(language)):
        cuts.pop()  # in the midst of a list ("has changed, but the workforce, policies…")
    return next((f"{cut}…" for cut in (*cuts[-1:], *longest) if not _waits(cut, str(language))), "")


def _named(piece: str, language: str) -> bool:
    """Say whether what stands between two commas only names something, as one of a list does."""
    return len(piece.split()) <= LISTED and without_verb(piece, language)


def _waits(cut: str, language: str) -> bool:
    """Say whether what was cut off is what the sentence says: its verb, or all that is no clause of when and why."""
    first, second = [*cut.lower().split()[:2], ""][:2]
    has = speech(language).has
    doing = second.endswith(words_of(short(language)).participles)
    opens = has("subordinators", first) or (has("prepositions", first) and doing)  # "By adding a line that says …"
    nameless = " ".join(word for word in cut.split() if not word[0].isupper())  # "Let's Encrypt" is no verb
    return without_verb(nameless, language) or (opens and not _BOUNDARY.search(cut))


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
