"""Other ways to word a post: opening with the article's question, with a figure, or with who says it.

Nothing is written: question, figure and quote are the article's own words.  What it
does not have, or what does not fit a network whole, is not on offer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from digest.edition.model import Item
from digest.posts.parts import Parts
from digest.quotes.quote import Extract, Quote
from digest.quotes.select.echo import echoes
from digest.quotes.select.strength import SHARE_READY
from digest.text.clean import plain
from digest.text.quotation import quotation_marks

LONGEST_SAID = 200  # characters of a quote that opens a story
_COLONS = {"fr": " : ", "ja": "：", "zh": "："}


def wordings(parts: Parts) -> Iterator[tuple[str, Parts]]:
    """Yield the wordings of a story's or a quote's post besides the plain one, each with its name."""
    item = parts.item
    if item is None:
        return
    if parts.kind == "story":
        for name, words in (("question", item.question), ("number", item.figure)):
            if words and not echoes(words.text, item.headline, parts.lang):
                yield name, _opened(parts, name, item, words)
        if quote := _sayable(item):
            yield "speaker", _said(parts, quote, "spoken", ("tags", "call"))
    elif parts.kind == "quote" and parts.quote and parts.quote.credit:
        yield "speaker", _said(parts, parts.quote, "spoken", ("headline", "note", "call", "tags"))


def _opened(parts: Parts, name: str, item: Item, words: Extract) -> Parts:
    """Return a story's parts with a sentence before the headline; a deck that says the same goes."""
    deck = "" if words.text in item.deck or echoes(words.text, item.deck, parts.lang) else parts.words["deck"]
    more = {"opener": plain(words.text).strip(), "deck": deck}
    return _as(parts, {**parts.words, **more}, "opened", name, ("deck", "tags", "call"))


def _said(parts: Parts, quote: Quote, form: str, drops: tuple[str, ...]) -> Parts:
    opening, closing = quotation_marks(parts.lang)
    colon = _COLONS.get(parts.lang.replace("_", "-").partition("-")[0].lower(), ": ")
    more = {
        "quote": plain(quote.text).strip(), "open": opening, "close": closing,
        "speaker": plain(quote.credit).strip(), "colon": colon,
    }  # fmt: skip
    return _as(parts, {**parts.words, **more}, form, "speaker", drops)


def _as(parts: Parts, words: Mapping[str, str], form: str, wording: str, drops: tuple[str, ...]) -> Parts:
    return replace(parts, words=words, form=form, wording=wording, drops=drops)


def _sayable(item: Item) -> Quote | None:
    """Return the first quote of a story that somebody says by name and that is short enough to open it."""
    if not item.shareable:
        return None
    fitting = (q for q in item.quotes if q.credit and q.score >= SHARE_READY and len(q.text) <= LONGEST_SAID)
    return next(fitting, None)
