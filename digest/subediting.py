"""The sub-editor's desk: the editor's words go in, the edition is cut to its length.

Pure functions over items and editions.  Nothing is ever cut inside a quote or a
risk note, and whatever is cut is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from digest.articles import Article
from digest.edition import Edition, Item
from digest.errors import Notice
from digest.picks.edits import Edits
from digest.quotes.echo import echoes
from digest.quotes.proof import extract
from digest.quotes.quote import Extract, Quote
from digest.settings import PicksSettings
from digest.text.reading import WORDS_A_MINUTE

_WORD = re.compile(r"\S+")


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
        changed = replace(changed, deck=edits.deck, original_deck=item.deck)
    if edits.quotes is not None:
        changed = replace(changed, quotes=tuple(known[name] for name in edits.quotes if name in known))
    if edits.highlights is not None:
        changed = replace(changed, highlights=tuple(_extracts(edits.highlights, article)))
    return changed


def quote_of_the_day(items: Iterable[Item], rested: Collection[str] = ()) -> tuple[Quote, str] | None:
    """Return the strongest quote of the shown stories and its item's id; ties go to the earlier.

    One whose words an earlier edition led with (*rested*, their texts) is passed
    over, and so is one that may not stand without its risk note.
    """
    shown = [item for item in items if item.place != "brief" and item.shareable]
    fresh = [(q, i) for i in shown for q in i.quotes if not any(echoes(q.text, old) for old in rested)]
    best = max(fresh, key=lambda pair: pair[0].score, default=None)
    return (best[0], best[1].id) if best else None


@dataclass(frozen=True, slots=True)
class Cut:
    """An edition cut to its length, and what was cut, in words."""

    edition: Edition
    notices: tuple[Notice, ...] = ()


def cut_to_length(
    edition: Edition, settings: PicksSettings, *, weigh: Callable[[Edition], int] | None = None, where: str = ""
) -> Cut:
    """Return *edition* within ``picks.words``, ``minutes`` and ``kilobytes``.

    *weigh* gives an edition's email in bytes and is asked only where kilobytes are
    limited.  What goes first is ``picks.trim``: a further story goes to brief, a
    highlight or a sentence of "Why it matters" goes, the last of the last story
    first.  What cannot be cut stays, with a notice.
    """
    told: list[str] = []
    cuts = (one for kind in settings.trim for one in _cuts(kind))
    for cut in cuts:
        while _too_long(edition, settings, weigh):
            made = cut(edition)
            if made is None:
                break
            edition, what = made
            told.append(what)
    notices = [Notice(what=what, where=where, fix="raise words, minutes or kilobytes to keep it") for what in told]
    if over := _too_long(edition, settings, weigh):
        notices.append(Notice(what=f"the edition is still longer than {over}", where=where, fix="pick fewer stories"))
    return Cut(edition, tuple(notices))


def words_of(edition: Edition) -> int:
    """Return the words of the lead and the stories as they are printed."""
    return sum(len(_WORD.findall(text)) for item in edition.items() for text in _printed(item))


_CutOne = Callable[[Edition], tuple[Edition, str] | None]


def _cuts(kind: str) -> Iterator[_CutOne]:
    yield {"stories": _story_to_brief, "highlights": _last_highlight, "why": _last_why}[kind]


def _story_to_brief(edition: Edition) -> tuple[Edition, str] | None:
    if not edition.stories:
        return None
    *kept, last = edition.stories
    short = replace(last, place="brief", picture=None, quotes=(), highlights=(), why=(), watch=None)
    cut = replace(edition, stories=tuple(kept), briefs=(short, *edition.briefs))
    if edition.quote_item == last.id:
        cut = replace(cut, quote=None, quote_item="")
    return cut, f"moved to brief for length: {last.headline}"


def _last_highlight(edition: Edition) -> tuple[Edition, str] | None:
    for item in reversed(list(edition.items())):
        if item.highlights:
            short = replace(item, highlights=item.highlights[:-1])
            return _with(edition, short), f"cut for length: a highlight of {item.headline}"
    return None


def _last_why(edition: Edition) -> tuple[Edition, str] | None:
    for item in reversed(list(edition.items())):
        if item.why:
            short = replace(item, why=item.why[:-1])
            return _with(edition, short), f"cut for length: a sentence of why it matters of {item.headline}"
    return None


def _with(edition: Edition, item: Item) -> Edition:
    def same(other: Item) -> Item:
        return item if other.id == item.id else other

    lead = same(edition.lead) if edition.lead else None
    stories, briefs = (tuple(map(same, items)) for items in (edition.stories, edition.briefs))
    return replace(edition, lead=lead, stories=stories, briefs=briefs)


def _too_long(edition: Edition, settings: PicksSettings, weigh: Callable[[Edition], int] | None) -> str:
    """Return in words which limit an edition is over, '' when none."""
    if settings.words and words_of(edition) > settings.words:
        return f"{settings.words} words"
    if settings.minutes and _minutes(edition) > settings.minutes:
        return f"{settings.minutes} minutes"
    if settings.kilobytes and weigh and weigh(edition) > 1000 * settings.kilobytes:
        return f"{settings.kilobytes} KB"
    return ""


def _minutes(edition: Edition) -> float:
    """Reading time of what the edition itself prints, at the pace of `digest.text.reading`."""
    return words_of(edition) / WORDS_A_MINUTE


def _printed(item: Item) -> Iterator[str]:
    yield item.headline
    if item.place == "brief":
        return
    yield item.deck
    yield from (quote.text for quote in item.quotes)
    yield from (highlight.text for highlight in item.highlights)
    yield from (sentence.text for sentence in item.why)
    if item.watch:
        yield item.watch.text


def _extracts(sentences: Iterable[str], article: Article) -> Iterator[Extract]:
    """Return sentences as extracts: of the part of the article that holds them."""
    text = article.source_text
    for sentence in sentences:
        start = text.find(sentence)
        part = next((p for p in article.parts() if p.start <= start < p.end), None)
        if start >= 0 and part:
            yield extract(article, start, start + len(sentence), part.name)
