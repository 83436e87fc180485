"""An edition is cut to its length: words, minutes, kilobytes.

Pure functions over editions.  Nothing is ever cut inside a quote or a risk note,
and whatever is cut is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from digest.edition.model import Edition, Item
from digest.errors import Notice
from digest.settings import PicksSettings
from digest.text.reading import WORDS_A_MINUTE

_WORD = re.compile(r"\S+")


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
