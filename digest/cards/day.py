"""The edition as pictures: its card for previews and Instagram, and the slides of a carousel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from digest.cards.studio import Card, CardForm, Studio
from digest.edition.model import Edition, Item
from digest.posts.parts import sentence
from digest.text.clean import plain
from digest.text.direction import direction, isolated, language_direction
from digest.text.quotation import quotation_marks

TEMPLATE = "cards/day.typ"
OF = "edition"
STEM = "card-edition"
SHAPES = {"wide": (1200, 630), "square": (1080, 1080)}
SLIDE = (1080, 1350)
SLIDES = 5
LONGEST = {"title": 160, "line": 200}  # graphemes


def day_cards(studio: Studio, edition: Edition, *, titled: str, date: str, bio: str) -> Iterator[Card]:
    """Yield the edition's card in two shapes, light and dark, then its slides; `CardError` for what cannot be drawn.

    *titled* is the newsletter with the edition's number and *date* its day, both as the
    locale says them; *bio* says where the link is.  The slides are the day's first, the
    stories next, and last the quote of the day.
    """
    if not edition.lead:
        return
    cover = _cover(edition, edition.lead, date)
    for shape, size in SHAPES.items():
        form = CardForm(of=OF, shape=shape, stem=f"{STEM}-{shape}", size=size, alt=_alt(cover))
        for mode in studio.palette:
            yield studio.drawn(TEMPLATE, cover, form, mode)
    slides = [_values(edition, edition.lead, label=titled, title=edition.lead.headline, lines=[edition.lead.deck])]
    slides += [
        _values(edition, item, label=item.kicker, title=item.headline, lines=[item.deck])
        for item in edition.stories[: SLIDES - 2]
    ]
    slides.append(_last(edition, edition.lead, bio))
    for number, slide in enumerate(slides, 1):
        values = {**slide, "place": f"{number}/{len(slides)}"}
        name = f"slide-{number}"
        form = CardForm(of=OF, shape=name, stem=f"{STEM}-{name}", size=SLIDE, alt=_alt(values))
        yield studio.drawn(TEMPLATE, values, form, "light")


def cover_alt(edition: Edition, lead: Item, date: str) -> str:
    """Return what the edition's card says, in words."""
    return _alt(_cover(edition, lead, date))


def _cover(edition: Edition, lead: Item, date: str) -> dict[str, Any]:
    rest = [item.headline for item in edition.stories[:2]]
    return _values(edition, lead, label=date, title=lead.headline, lines=rest)


def _last(edition: Edition, lead: Item, bio: str) -> dict[str, Any]:
    """Return the last slide: the quote of the day with who said it, else the newsletter; then where to read on."""
    quote = edition.quote
    if quote is None:
        return _values(edition, lead, label="", title=edition.newsletter.name, lines=[bio])
    item = next((one for one in edition.items() if one.id == edition.quote_item), lead)
    opening, closing = quotation_marks(item.language or edition.newsletter.locale)
    said = [f"— {quote.credit}"] if quote.credit else [sentence(quote.note)] if quote.note else []
    return _values(edition, item, label="", title=f"{opening}{quote.text}{closing}", lines=[*said, bio])


def _values(edition: Edition, item: Item, *, label: str, title: str, lines: list[str]) -> dict[str, Any]:
    language = item.language or edition.newsletter.locale
    way = language_direction(language)
    title = Studio.short(plain(title), LONGEST["title"])
    return {
        "language": language,
        "rtl": way == "rtl",
        "label": plain(label),
        "title": title,
        "title-rtl": direction(title, language) == "rtl",
        "lines": [isolated(Studio.short(plain(line), LONGEST["line"]), way) for line in lines if line],
        "publication": isolated(edition.newsletter.name, way),
        "place": "",
    }


def _alt(values: dict[str, Any]) -> str:
    words = (values["publication"], values["label"], values["title"], *values["lines"])
    return " ".join(sentence(word.strip("\u2068\u2069")) for word in words if word)
