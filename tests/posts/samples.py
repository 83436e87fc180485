"""An edition of one story with one quote, as the tests of posts share it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from digest.edition.model import Edition, Item, Newsletter
from digest.press.printing import printer
from digest.quotes.quote import Quote
from digest.workspace import Templates

SHORT = "We kept the library open on Sundays."
LONG = "We kept the library open on Sundays because reading is no weekday activity. " * 6
ROOT = Path(__file__).resolve().parents[2]


render = printer(Templates(ROOT / "none-of-its-own", ROOT / "templates"))


def quote(text: str, note: str = "Comment on the reading room", speaker: str = "") -> Quote:
    """Return a quote of these words."""
    return Quote(
        id="q1", article="a1", text=text, pieces=((0, len(text)),), start=0, end=len(text),
        prefix="", suffix="", sha256="", source="takeaway", note=note, speaker=speaker,
        score=0.9,
    )  # fmt: skip


def edition(text: str = SHORT, *, headline: str = "Lindholm votes on a second bridge", speaker: str = "") -> Edition:
    """Return an edition of one story with one quote."""
    words = quote(text, speaker=speaker)
    item = Item(
        id="a1", slug="bridge", place="lead", kicker="World", headline=headline,
        url="https://news.example.org/bridge", deck="The council decides tonight.", quotes=(words,), language="en",
    )  # fmt: skip
    return Edition(
        key="daily-2026-08-10", slot="2026-08-10", at=datetime(2026, 8, 10, 6, tzinfo=UTC), number=3,
        newsletter=Newsletter(id="daily", name="The Daily Take", web="https://example.org/daily"),
        subject="s", preheader="p", lead=item, quote=words, quote_item="a1",
    )  # fmt: skip
