"""The quotes that a running order offers, and which of them an editor's words mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from digest.quotes.proof.typography import view
from digest.quotes.quote import Quote
from digest.quotes.select.strength import is_phrase, strongest

BEGINNING = 3  # words that an editor must write of a quote at least
SHOWN = 80  # characters of a wish or a quote in an answer
OFFERED = 6  # quotes an editor may choose from, the strongest first

_LINE = re.compile(r'[“"](?P<words>.+)[”"](?: \((?P<who>.*)\))?(?: (?P<id>\S*#\w+))?')
_ID = re.compile(r"\S*#\w+")


class Misfit(ValueError):
    """An editor's wish that is none of the quotes: what is wrong, and how to fix it."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix


def offered(quotes: Sequence[Quote], preset: Sequence[Quote], lead: str) -> list[str]:
    """Return the lines of `offered` for a story's *quotes*, whichever of its articles has them.

    First those that are *preset*, then the strongest; no few words out of a sentence.  *lead* is the id of the
    article that leads the story.
    """
    whole = [quote for quote in strongest(quotes, len(quotes)) if not is_phrase(quote)]
    return [offer(quote, lead) for quote in _unlike([*preset, *whole])[:OFFERED]]


def _unlike(quotes: Sequence[Quote]) -> list[Quote]:
    """Return each wording once, as a page may have it as a takeaway and in its text; parts of others come last."""
    found: dict[str, Quote] = {}
    for quote in quotes:
        found.setdefault(_folded(quote.text), quote)
    whole = [text for text in found if not any(text in other for other in found if other != text)]
    return [found[text] for text in (*whole, *(text for text in found if text not in whole))]


def offer(quote: Quote, lead: str) -> str:
    """Return a quote as a line to choose from: its words, who says them, its id without what goes without saying."""
    who = _who(quote)
    said = f"“{quote.text}”" + (f" ({who})" if who else "")
    return f"{said} {quote.id.removeprefix(lead) if quote.article == lead else quote.id}"


def quote_meant(wish: str, quotes: Sequence[Quote], lead: str) -> Quote:
    """Return the quote that *wish* means: an id, a line of `offered`, the words, or how only one quote begins.

    Marks, dashes, spaces and capitals may look different in the words; of equal
    words the stronger quote is meant.  A beginning has `BEGINNING` words or more.  Raises `Misfit`.
    """
    ranked = strongest(quotes, len(quotes))
    if any(f"{lead}#{wish.strip()}" == quote.id for quote in ranked):
        wish = f"#{wish.strip()}"
    words, who, id = _taken_apart(wish)
    found = _found(words, id, lead, ranked)
    if found is None:
        raise Misfit(f"no quote is {_shortened(wish)!r}", _nearest(words or wish, ranked))
    if words and not _says(found, words):
        raise Misfit(f"the words of {found.id} are others", f"write them as they were said: {found.text}")
    if who and who != _who(found):
        said = _who(found) or "nobody by name"
        raise Misfit(f"these words are said by {said}, not by {who!r}", "write the words alone, or copy the line")
    return found


def _found(words: str, id: str, lead: str, ranked: Sequence[Quote]) -> Quote | None:
    """Return the quote of an id, else the strongest of these words, else the only one that begins so."""
    named = next((q for q in ranked if id and q.id in (id, lead + id)), None)
    if named is not None or not words:
        return named
    said = next((q for q in ranked if _folded(q.text) == _folded(words)), None)
    return _begun(words, ranked) if said is None and not id else said


def _says(quote: Quote, words: str) -> bool:
    return _folded(words) == _folded(quote.text) or _begins(quote, words)


def _begun(words: str, quotes: Sequence[Quote]) -> Quote | None:
    """Return the only quote that begins with *words*, None for none; `Misfit` where several do."""
    found = {_folded(quote.text): quote for quote in reversed(quotes) if _begins(quote, words)}
    if len(found) > 1:
        listed = " / ".join(f"{_shortened(one.text)} {one.id}" for one in found.values())
        raise Misfit(f"{len(found)} quotes begin with {_shortened(words)!r}", f"write more of it, or an id: {listed}")
    return next(iter(found.values()), None)


def _begins(quote: Quote, words: str) -> bool:
    """Say whether a quote begins with *words*, whole ones and enough of them; "…" may say that it goes on."""
    start = _folded(words).rstrip(". ")
    goes_on = _folded(quote.text)[len(start) :][:1]
    return len(start.split()) >= BEGINNING and _folded(quote.text).startswith(start) and not goes_on.isalnum()


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"


def chosen(quotes: Sequence[Quote], choice: Sequence[Quote], lead: str) -> list[str]:
    """Return how a running order writes the quotes of *choice*: by their words, else by id where words mean another."""
    return [one.text if _means(one, quotes, lead) else one.id for one in choice]


def _means(one: Quote, quotes: Sequence[Quote], lead: str) -> bool:
    try:
        return quote_meant(one.text, quotes, lead) == one
    except Misfit:
        return False


def _taken_apart(wish: str) -> tuple[str, str, str]:
    """Return the words, the name in brackets and the id of a wish; '' for what it has not."""
    wish = wish.strip()
    if _ID.fullmatch(wish):
        return "", "", wish
    if line := _LINE.fullmatch(wish):
        return line["words"], line["who"] or "", line["id"] or ""
    return wish, "", ""


def _who(quote: Quote) -> str:
    """Return who says it, else the note about it, which is never a person."""
    return quote.credit or (f"note: {quote.note}" if quote.note else "")


def _folded(text: str) -> str:
    return " ".join(view(text)[0].casefold().strip(" \"'.,-").split())


def _nearest(words: str, quotes: Sequence[Quote]) -> str:
    if not quotes:
        return "delete it: the story has no quotes"
    whole = {_folded(quote.text): quote.text for quote in quotes}
    inside = [text for folded, text in whole.items() if _folded(words) and _folded(words) in folded]
    near = inside or [whole[name] for name in get_close_matches(_folded(words), list(whole), n=1, cutoff=0.6)]
    return f"did you mean: {near[0]}" if near else "copy a line of offered, or its id"
