"""What the tests of the formats share: an origin, and reading one article."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from digest import shelf, sources
from digest.articles import Article
from digest.sources import Batch, Origin

BERLIN = ZoneInfo("Europe/Berlin")


def origin(name: str = "harbour-gates-hold.md", *, link: str = "", url: str = "", media_type: str = "") -> Origin:
    """Return the origin of a file called *name*, in Berlin."""
    stem = name.rpartition("/")[2].rpartition(".")[0]
    return Origin(where=name, stem=stem, name=name, zone=BERLIN, link=link, url=url, media_type=media_type)


def batch(form: str, text: str | bytes, name: str = "", **more: str) -> Batch:
    """Read *text* as the format *form* does."""
    raw = text.encode() if isinstance(text, str) else text
    module = shelf.take(sources, form)
    read: Batch = module.read(raw, origin(name or f"harbour-gates-hold{module.SUFFIXES[0]}", **more))
    return read


def one(form: str, text: str | bytes, name: str = "", **more: str) -> Article:
    """Return the only article of *text*, read without a notice."""
    read = batch(form, text, name, **more)
    assert not read.notices
    assert len(read.articles) == 1, read
    return read.articles[0]
