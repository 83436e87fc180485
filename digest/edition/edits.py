"""The editor's words go into the edition's items; the quote of the day is chosen."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from digest.articles import Article
from digest.edition.model import Item, shown_words
from digest.picks.edits import Edits
from digest.quotes.proof.selectors import around, extract
from digest.quotes.quote import Extract, Quote
from digest.quotes.select.echo import echo_of, echoes
from digest.quotes.select.strength import SHARE_READY
from digest.text.stems import stems

_COMMAS = " ,，、،;；"
# What an embedded post ends with: the address of what it shows, and the colon that leads there.
_ADDRESS = r"(?:<?https?://[^\s<>]+>?|\bpic\.twitter\.com/[^\s<>]+)"
_ENDING_ADDRESS = re.compile(rf"(?:[\s:–—-]*(?:{_ADDRESS}|<a\b[^<>]*>{_ADDRESS}</a>))+\s*$")
LONGEST_ADDRESS = 400  # characters at the end of a block that are searched for addresses


def edited(item: Item, edits: Edits, article: Article, quotes: Sequence[Quote]) -> Item:
    """Return *item* with the editor's words; the originals stay beside what was overridden.

    *quotes* are all of the article's, *edits* fit them (`picks.order.applying` has
    checked).
    """
    known = {quote.id: quote for quote in quotes}
    changed = replace(item, kicker=edits.kicker or item.kicker, note=edits.note or item.note)
    if edits.headline and edits.headline != item.headline:
        changed = replace(changed, headline=edits.headline, original_headline=item.headline)
    if edits.deck and edits.deck != item.deck:
        changed = replace(changed, deck=edits.deck, original_deck=item.deck, deck_from="")
    if edits.quotes is not None:
        changed = replace(changed, quotes=tuple(known[name] for name in edits.quotes if name in known))
    if edits.highlights is not None:
        changed = replace(changed, highlights=tuple(_extracts(edits.highlights, article)))
    return changed


def quote_of_the_day(items: Iterable[Item], rested: Collection[str] = ()) -> tuple[Quote, str] | None:
    """Return the strongest quote of the shown stories and its item's id; ties go to the earlier.

    One whose words an earlier edition led with (*rested*, their texts) is passed
    over, and so is one that may not stand without its risk note or is too weak to
    stand alone.  One that repeats what the email prints with a story is taken only where
    there is no other.
    """
    shown = [item for item in items if item.place != "brief" and item.shareable]
    strong = [(quote, item) for item in shown for quote in item.quotes if quote.score >= SHARE_READY]
    fresh = [(quote, item) for quote, item in strong if not any(echoes(quote.text, old) for old in rested)]
    printed = [line for item in shown for line in shown_words(item) if line]
    said: dict[str, list[frozenset[str]]] = {}

    def is_new(quote: Quote, language: str) -> bool:
        if language not in said:
            said[language] = [stems(line, language) for line in printed]
        own = stems(quote.text, language)
        return not any(echo_of(own, line) for line in said[language])

    best_first = sorted(fresh, key=lambda pair: -pair[0].score)
    new = ((quote, item) for quote, item in best_first if is_new(quote, item.language))
    quote, item = next(new, None) or next(iter(best_first), (None, None))
    return (quote, item.id) if quote and item else None


def without_comma(quote: Quote, article: Article) -> Quote:
    """Return *quote* without a comma at its end, nor the address there of what an embedded post shows.

    The one belongs to the sentence that it was taken from, the other to the page.
    """
    address = _ENDING_ADDRESS.search(quote.text, max(0, len(quote.text) - LONGEST_ADDRESS))
    words = quote.text[: address.start()] if address else quote.text
    cut = len(quote.text) - len(words.rstrip(_COMMAS))
    start, end = quote.pieces[-1]
    if not cut or cut >= end - start or article.source_text[end - cut : end] != quote.text[-cut:]:
        return quote
    end -= cut
    _, suffix = around(article.source_text, quote.start, end)
    return replace(quote, text=quote.text[:-cut], pieces=(*quote.pieces[:-1], (start, end)), end=end, suffix=suffix)


def _extracts(sentences: Iterable[str], article: Article) -> Iterator[Extract]:
    """Return sentences as extracts: of the part of the article that holds them."""
    text = article.source_text
    for sentence in sentences:
        start = text.find(sentence)
        part = next((p for p in article.parts() if p.start <= start < p.end), None)
        if start >= 0 and part:
            yield extract(article, start, start + len(sentence), part.name)
