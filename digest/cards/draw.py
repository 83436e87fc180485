"""Draw quote cards with typst: one quote in four shapes, light and dark.

The template gets its values as JSON, so no character of a quote is markup.  A
card that cannot be drawn costs no edition: it is left out with a notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any

from digest.cards.fonts import CardError, check_coverage
from digest.cards.studio import HYPHENATED, MODES, SPACELESS, Card, Logo, Studio, frame
from digest.edition.model import Edition, Item
from digest.errors import Notice
from digest.extras import how_to_get
from digest.posts.parts import sentence
from digest.quotes.quote import Quote
from digest.text.clean import plain
from digest.text.direction import direction, isolated, language_direction
from digest.text.fitting import Ruler, fit
from digest.text.graphemes import count
from digest.text.quotation import quotation_marks
from digest.text.slugs import card_stem
from digest.workspace import Templates

SHAPES = {"square": (1080, 1080), "wide": (1200, 630), "portrait": (1080, 1350), "story": (1080, 1920)}
SAFE = {"story": (220, 300)}  # pixels above and below that the apps cover with their own buttons
TEMPLATE = "cards/quote.typ"
_ARABIC = {"ar", "fa", "ur"}
_BEFORE_DASH = re.compile(r" (?=[–—](?:\s|$))")
_FRENCH = re.compile(r" (?=[:;!?»])|(?<=«) ")
# Graphemes; the quote itself is never cut.
LONGEST = {"speaker": 60, "note": 140, "headline": 76, "credit": 44}


def draw_cards(
    edition: Edition,
    templates: Templates,
    palette: Mapping[str, Mapping[str, str]],
    head: str,
    *,
    digits: str = "",
    logo: Logo | None = None,
) -> tuple[list[Card], list[Notice]]:
    """Draw every quote of the lead and the stories, and say which could not be drawn.

    *palette* holds a theme's colours by mode, *head* its font stack for headlines
    (sans-serif at its end chooses the sans), *digits* the locale's own ten ('' for 0 to 9).
    `CardError` when the extra is not installed.  Cost: about 15 ms a card once the fonts are loaded.
    """
    studio = studio_of(templates, palette, head, digits=digits, logo=logo)
    made: list[Card] = []
    notices: list[Notice] = []
    for item, quote, name in quotes_for_cards(edition):
        cards, refused = _drawn(studio, edition, item, quote, name)
        made += cards
        notices += [refusal.notice() for refusal in refused]
    return made, notices


def studio_of(
    templates: Templates,
    palette: Mapping[str, Mapping[str, str]],
    head: str,
    *,
    digits: str = "",
    logo: Logo | None = None,
) -> Studio:
    """Return what draws an edition's cards; `CardError` when the extra is not installed."""
    if find_spec("typst") is None or find_spec("fontTools") is None:
        raise CardError("quote cards need two packages more", where="social.cards", fix=how_to_get("cards"))
    serif = not head.rstrip().endswith("sans-serif")
    return Studio(templates, palette, serif=serif, digits=digits, logo=logo)


def alt_text(quote: Quote, edition: Edition, item: Item) -> str:
    """Return what the card says, in words: the whole quote, then who said it, or what was remarked."""
    opening, closing = quotation_marks(item.language or edition.newsletter.locale)
    said = f"— {sentence(quote.credit)}" if quote.speaker else ""
    words = (f"{opening}{quote.text}{closing}", said, sentence(quote.note), edition.newsletter.name)
    return " ".join(word for word in words if word)


def quotes_for_cards(edition: Edition) -> Iterator[tuple[Item, Quote, str]]:
    """Yield the quotes that get cards, each with its story and how its files' names begin."""
    for item in edition.items():
        if item.place == "brief" or not item.shareable:
            continue
        of_the_day = [edition.quote] if edition.quote and edition.quote_item == item.id else []
        for number, quote in enumerate({q.id: q for q in [*of_the_day, *item.quotes, *item.shared]}.values(), 1):
            yield item, quote, card_stem(item.slug, number)


def _drawn(studio: Studio, edition: Edition, item: Item, quote: Quote, name: str) -> tuple[list[Card], list[CardError]]:
    """Draw one quote in every shape and mode that can hold it, and say what cannot."""
    values = _values(studio, edition, item, quote)
    made: list[Card] = []
    refused: list[CardError] = []
    try:
        _check(studio, values, quote)
    except CardError as refusal:
        return [], [refusal]
    alt = alt_text(quote, edition, item)
    for shape, size in SHAPES.items():
        try:
            modes = MODES[:1] if shape in SAFE else MODES  # a story fills the screen: what is around it does not matter
            pictures = {mode: _fitted(studio, values, quote, shape, mode) for mode in modes}
        except CardError as refusal:
            refused.append(refusal)
            continue
        for mode, png in pictures.items():
            file = f"{name}-{shape}{'-dark' if mode == 'dark' else ''}.png"
            made.append(
                Card(
                    name=file, of=quote.id, shape=shape, mode=mode, content=png, alt=alt, width=size[0], height=size[1]
                )
            )
    return made, refused


def _values(studio: Studio, edition: Edition, item: Item, quote: Quote) -> dict[str, Any]:
    """Return what the template wants, but for size and colours."""
    language = item.language or edition.newsletter.locale
    common = studio.common(language)
    text = _set(plain(quote.text), common["lang"])
    way = language_direction(language)
    headline = isolated(_short(item.headline, "headline"), way)
    source = in_its_direction(source_line(edition, item, studio.digits), edition.newsletter.locale, rtl=way == "rtl")
    return {
        **common,
        "rtl": way == "rtl",
        "quote": text,
        "said-rtl": direction(text, language) == "rtl",
        "mark": quotation_marks(language)[0].strip(),
        "note": isolated(_short(quote.note, "note"), way),
        "speaker": isolated(_short(quote.credit, "speaker"), way),
        "publication": isolated(edition.newsletter.name, way),
        "credit": [line for line in (headline, source) if line],
        "hyphenate": common["lang"] in HYPHENATED,
        "words": [] if common["lang"] in SPACELESS else sorted({word for word in text.split() if len(word) > 9}),
    }


def _check(studio: Studio, values: Mapping[str, Any], quote: Quote) -> None:
    """Raise `CardError` for a character that no font has: typst would leave it out in silence."""
    head = values["quote"] + values["mark"] + values["publication"]
    check_coverage(head, values["fonts"]["head"], studio.places, what=_named(quote))
    text = "".join([values["note"], values["speaker"], *values["credit"], "—"])
    check_coverage(text, values["fonts"]["text"], studio.places, what=_named(quote))


def _fitted(studio: Studio, values: Mapping[str, Any], quote: Quote, shape: str, mode: str) -> bytes:
    """Draw one card; where there is no room for all, without its headline, then without its note: the alt has both."""
    safe = dict(zip(("top", "bottom"), SAFE.get(shape, (0, 0)), strict=True))
    card = {**values, **frame(SHAPES[shape], studio.palette[mode], mode), "safe": safe}
    bare = {**card, "credit": card["credit"][-1:]}
    what = f"a {shape} card"
    for less in (card, bare, {**bare, "note": ""}):
        try:
            return studio.png(TEMPLATE, less, where=_named(quote), what=what)
        except CardError as refusal:
            fault = refusal
    raise fault


def _set(text: str, language: str) -> str:
    """Return *text* as it is set: a dash begins no line, a spaced mark of French stands with its word.

    Only spaces become unbreakable ones, so the words stay what they are.
    """
    text = _BEFORE_DASH.sub("\u00a0", text)
    return _FRENCH.sub("\u00a0", text) if language == "fr" else text


def _short(text: str, what: str) -> str:
    return fit(plain(text), [Ruler(count, LONGEST[what])]).text


def source_line(edition: Edition, item: Item, digits: str = "") -> str:
    """Return where and when: the story's site and the edition's day, in the edition's language."""
    from babel.dates import format_date

    locale = edition.newsletter.locale.replace("-", "_")
    day = str(format_date(edition.at, format="long", locale=locale))
    day = day.translate({ord("0") + value: digit for value, digit in enumerate(digits)})
    if not item.site:
        return day
    comma = "،" if locale.partition("_")[0] in _ARABIC else ","
    # Isolated: a Latin name would draw the day's number to its own side of an Arabic date (UAX 9).
    return f"\u2068{_short(item.site, 'credit')}\u2069{comma} {day}"


def in_its_direction(line: str, locale: str, *, rtl: bool) -> str:
    """Return a line of *locale*'s language for a card that may run the other way: its comma keeps its place."""
    own = language_direction(locale) == "rtl"
    return line if own is rtl else ("\u2067" if own else "\u2066") + line + "\u2069"  # RLI, LRI … PDI (UAX 9)


def _named(quote: Quote) -> str:
    return f"quote “{fit(quote.text, [Ruler(count, 60)]).text}”"
