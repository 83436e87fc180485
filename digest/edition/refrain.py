"""What several stories say alike stands once: the sentence that opens every article of a series.

"Over the next two weeks, we publish a report" is told by the first story of an
edition; under the others readers get what is new there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from digest.edition.model import Item
from digest.quotes.select.alone import fault
from digest.text.sentences import sentences

LEAST = 6  # words of a sentence that is told once
_LEANS = ("leans", "points")


def without_refrains(items: Iterable[Item], own: Iterable[bool]) -> Iterator[Item]:
    """Yield the items; a deck comes without the sentences that a deck before it has.

    *own* says of each whether an editor wrote its deck, which stays.  What is left is a
    stretch of the deck; where it leans on what went, nothing is.
    """
    told: set[str] = set()
    for item, written in zip(items, own, strict=True):
        spans = list(sentences(item.deck, item.language))
        texts = [item.deck[start:end] for start, end in spans]
        news = [span for span, text in zip(spans, texts, strict=True) if text not in told]
        if item.place == "brief" or written or len(news) == len(spans):
            yield item
        else:
            yield replace(item, deck=_rest(item, spans, news))
        if item.place != "brief":
            told.update(text for text in texts if len(text.split()) >= LEAST)


def _rest(item: Item, spans: list[tuple[int, int]], news: list[tuple[int, int]]) -> str:
    """Return the deck from its first new sentence on, up to the next that is not."""
    first = spans.index(news[0]) if news else len(spans)
    run = [span for at, span in enumerate(spans[first:], first) if spans[first : at + 1] == news[: at + 1 - first]]
    rest = item.deck[run[0][0] : run[-1][1]] if run else ""
    opening = item.deck[slice(*run[0])] if run else ""
    return "" if fault(opening, item.language).startswith(_LEANS) else rest
