"""Editions for tests: invented places and people's words, in the shapes that the goals name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from digest.edition import BriefLine, Edition, Item, Newsletter, Picture, Watch
from digest.quotes.quote import Extract, Quote

SHA = "0" * 64


def extract(text: str, article: str = "a1", source: str = "text") -> Extract:
    """Make an extract that stands at the start of its source."""
    return Extract(article=article, text=text, start=0, end=len(text), prefix="", suffix="", sha256=SHA, source=source)


def quote(text: str, note: str = "", article: str = "a1") -> Quote:
    """Make a takeaway quote with a note."""
    size = len(text)
    return Quote(id="q1", article=article, text=text, pieces=((0, size),), start=0, end=size, prefix="", suffix="", sha256=SHA, source="takeaway", note=note)


STORIES = [
    ("Harbour", "Ferry line to the outer islands opens a month early", "Two electric boats replace the night bus. Fares stay as they were until spring.", 2),
    ("Climate", "Coastal city closes its tidal barrier for the first time", "The gates held against a two-metre surge. The next test is how often they can be used.", 2),
    ("Science", "Sky survey maps a billion faint galaxies", "The first public release covers a fifth of the southern sky, free for anyone to search.", 2),
    ("Travel", "Sleeper trains return to six cross-border routes", "Bookings opened this week. Two routes sold out their first month in a day.", 1),
    ("Economy", "Grain prices ease as the northern harvest comes in", "Wheat is at its lowest in eleven months. Bakers expect to feel it by late autumn.", 2),
    ("Health", "Village clinics share one travelling eye surgeon", "Waiting times in the Marsk valley fell from nine months to six weeks.", 3),
    ("Culture", "A lost organ book turns up behind a school stove", "Forty pages of unknown music are being copied by hand before they dry out.", 2),
    ("Sport", "Rowers of Tarn win the lake cup by half a length", "The crew trained on a canal that is two kilometres long.", 1),
    ("Work", "Four-day week survives its second winter in Aldmoor", "Sick leave fell by a fifth, and the town hall now opens on Saturdays.", 3),
    ("Energy", "Old mine water will heat nine hundred homes", "Pumps lift it from 400 metres at 27 degrees all year round.", 2),
    ("Food", "Bakers revive a rye that was given up for lost", "Eleven handfuls of seed came from a farmhouse roof.", 2),
]


def standard(stories: int = 11, *, pictures: bool = True) -> Edition:
    """The standard set: a lead with everything and *stories* more, twelve in all."""
    items = []
    for number, (kicker, headline, deck, minutes) in enumerate(STORIES[:stories], 2):
        slug = headline.lower().replace(" ", "-")
        picture = Picture(src=f"images/s{number}.png", alt=f"Illustration: {kicker.lower()}", width=240, height=240) if pictures and number % 3 else None
        items.append(
            Item(id=f"a{number}", slug=slug, place="story", kicker=kicker, headline=headline, deck=deck, minutes=minutes,
                 url=f"https://news.example/{slug}", language="en", picture=picture, members=(f"a{number}",))
        )  # fmt: skip
    lead = Item(
        id="a1", slug="lake-treaty", place="lead", kicker="World", headline="Three valleys agree to share the lake",
        url="https://news.example/lake-treaty", language="en", minutes=3, members=("a1",),
        deck="A treaty on the water of Lake Orrin ends eleven dry summers of quarrel, with a joint gauge and no winner.",
        picture=Picture(src="images/lead.png", alt="Illustration: two chairs by a lake below mountains", width=1200, height=560),
        highlights=(extract("One gauge, read every morning by all three towns."), extract("Nobody may pump at night."), extract("The fishing rights stay where they were in 1904.")),
        why=(extract("Water quarrels have outlived four mayors here."), extract("A shared number is harder to dispute than a shared promise.")),
        watch=Watch(heading="What to watch", text="The first dry August will show whether the gauge is believed when it hurts."),
    )  # fmt: skip
    return Edition(
        key="daily-2026-08-09", slot="2026-08-09", at=datetime(2026, 8, 9, 6, tzinfo=UTC), number=2,
        newsletter=Newsletter(id="daily", name="The Daily Take", locale="en", address="1 Example Street, 00000 Example",
                              unsubscribe=("https://example.org/unsubscribe",), web="https://example.org/daily"),
        subject="Three valleys agree to share the lake",
        preheader="Also today: a ferry line opens early, a tidal barrier closes, and sleeper trains return.",
        lead=lead, stories=tuple(items),
        in_brief=(BriefLine(headline="Two more towns ask to join the lake treaty", url="https://news.example/b1", more=3),
                  BriefLine(headline="Bridge at Sill reopens after a year", url="https://news.example/b2"),
                  BriefLine(headline="Flour mills lock in lower prices for winter", url="https://news.example/b3", more=1),
                  BriefLine(headline="School buses of Aldmoor run on rapeseed oil")),
        quote=quote("A shared number is harder to dispute than a shared promise.", "Remark on how the treaty was won"), quote_item="a1",
        closing="Agreement is what is left when nobody can win", sources=("news.example",),
    )  # fmt: skip


def with_locale(edition: Edition, locale: str, direction: str) -> Edition:
    """The same edition, said in another locale."""
    return replace(edition, newsletter=replace(edition.newsletter, locale=locale, direction=direction))
