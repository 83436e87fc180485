"""Stories that have two of everything, and editions of them, as the tests of edits and lengths share them."""

from __future__ import annotations

from datetime import UTC, datetime

from digest.articles import Article
from digest.edition.model import Edition, Item, Newsletter, Watch
from digest.quotes.proof.selectors import extract
from digest.quotes.quote import Quote

TEXT = "The gates closed at noon. Nobody was hurt. They will open on Monday."
ARTICLE = Article(id="gates", headline="Gates close", text=TEXT, deck="At noon.")


def quote(id: str, words: str, score: float) -> Quote:
    """Return a quote of these words, as strong as wanted."""
    return Quote(
        id=id, article="gates", text=words, pieces=((0, 3),), start=0, end=3, prefix="", suffix="", sha256="",
        source="text", score=score,
    )  # fmt: skip


def item(id: str, place: str, *quotes: Quote) -> Item:
    """Return a story that has two of everything."""
    sentences = [extract(ARTICLE, 0, 25, "text"), extract(ARTICLE, 26, 42, "text")]
    return Item(
        id=id, slug=id, place=place, kicker="World", headline=f"News of {id}", deck="One two three.", quotes=quotes,
        highlights=tuple(sentences), why=tuple(sentences), watch=Watch(heading="Risk", text="It may fail again."),
    )  # fmt: skip


def edition(*items: Item) -> Edition:
    """Return an edition of a lead and further stories, the last one's quote that of the day."""
    lead, *stories = items
    return Edition(
        key="d-1", slot="2026-08-10", at=datetime(2026, 8, 10, 6, tzinfo=UTC), number=1,
        newsletter=Newsletter(id="d", name="D"), subject="", preheader="", lead=lead, stories=tuple(stories),
        quote=stories[-1].quotes[0] if stories and stories[-1].quotes else None,
        quote_item=stories[-1].id if stories and stories[-1].quotes else "",
    )  # fmt: skip


def full() -> Edition:
    """Return an edition of three stories with a strong quote each."""
    strong = quote("q", "Words that nobody may cut.", 0.9)
    return edition(item("a", "lead", strong), item("b", "story", strong), item("c", "story", strong))
