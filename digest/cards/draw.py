"""Draw quote cards with typst: one quote in three shapes, light and dark.

The template gets its values as JSON, so no character of a quote is markup.  A
card that cannot be drawn costs no edition: it is left out with a notice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from digest.cards.fonts import CardError, check_coverage, families, folders, loaded
from digest.edition.model import Edition, Item
from digest.errors import Notice, TemplateError
from digest.extras import how_to_get
from digest.posts.parts import sentence
from digest.quotes.quote import Quote
from digest.text.clean import plain
from digest.text.direction import language_direction
from digest.text.fitting import Ruler, fit
from digest.text.graphemes import count
from digest.text.quotation import quotation_marks
from digest.workspace import Templates

SHAPES = {"square": (1080, 1080), "wide": (1200, 630), "portrait": (1080, 1350)}
MODES = ("light", "dark")
TEMPLATE = "cards/quote.typ"
# Languages whose long words need hyphens; in English a break such as "li-brary" looks like a fault.
_HYPHENATED = {"de", "fi", "hu", "nl", "sv", "da", "nb", "nn", "no", "et", "is", "cs", "pl", "ru", "uk"}
_LOOSE = {"ar", "fa", "ur", "he", "hi", "th"}  # marks above and below need air
_ARABIC = {"ar", "fa", "ur"}
_SPACELESS = {"ja", "zh", "th", "lo", "km", "my"}
_BEFORE_DASH = re.compile(r" (?=[–—](?:\s|$))")
_FRENCH = re.compile(r" (?=[:;!?»])|(?<=«) ")
# Graphemes; the quote itself is never cut.
LONGEST = {"speaker": 60, "note": 140, "headline": 76, "credit": 44}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A quote as a PNG: `name` in the edition, `of` the quote's id, `alt` the words in full."""

    name: str
    of: str
    shape: str
    mode: str
    content: bytes
    alt: str
    width: int
    height: int


def draw_cards(
    edition: Edition, templates: Templates, palette: Mapping[str, Mapping[str, str]], head: str, *, digits: str = ""
) -> tuple[list[Card], list[Notice]]:
    """Draw every quote of the lead and the stories, and say which could not be drawn.

    *palette* holds a theme's colours by mode, *head* its font stack for headlines
    (sans-serif at its end chooses the sans), *digits* the locale's own ten ('' for 0 to 9).
    `CardError` when the extra is not installed.  Cost: about 15 ms a card once the fonts are loaded.
    """
    if find_spec("typst") is None or find_spec("fontTools") is None:
        raise CardError("quote cards need two packages more", where="social.cards", fix=how_to_get("cards"))
    studio = _Studio(templates, palette, serif=not head.rstrip().endswith("sans-serif"), digits=digits)
    made: list[Card] = []
    notices: list[Notice] = []
    for item, quote, name in _quotes(edition):
        cards, refused = studio.draw(edition, item, quote, name)
        made += cards
        notices += [refusal.notice() for refusal in refused]
    return made, notices


def alt_text(quote: Quote, edition: Edition, item: Item) -> str:
    """Return what the card says, in words: the whole quote, then who said it, or what was remarked."""
    opening, closing = quotation_marks(item.language or edition.newsletter.locale)
    said = f"— {sentence(quote.credit)}" if quote.speaker else ""
    words = (f"{opening}{quote.text}{closing}", said, sentence(quote.note), edition.newsletter.name)
    return " ".join(word for word in words if word)


def _quotes(edition: Edition) -> Iterator[tuple[Item, Quote, str]]:
    for item in edition.items():
        if item.place == "brief" or not item.shareable:
            continue
        of_the_day = [edition.quote] if edition.quote and edition.quote_item == item.id else []
        for number, quote in enumerate({q.id: q for q in [*of_the_day, *item.quotes, *item.shared]}.values(), 1):
            yield item, quote, f"card-{item.slug}" + (f"-{number}" if number > 1 else "")


class _Studio:
    """What all cards of an edition share: the template, the theme's colours, the fonts."""

    def __init__(
        self, templates: Templates, palette: Mapping[str, Mapping[str, str]], *, serif: bool, digits: str
    ) -> None:
        self.source = source_of(templates, TEMPLATE)
        self.palette = palette
        self.places = folders(templates.own.parent)
        self.serif = serif
        self.digits = digits

    def draw(self, edition: Edition, item: Item, quote: Quote, name: str) -> tuple[list[Card], list[CardError]]:
        """Draw one quote in every shape and mode that can hold it, and say what cannot."""
        values = self.values(edition, item, quote)
        made: list[Card] = []
        refused: list[CardError] = []
        try:
            self.check(values, quote)
        except CardError as refusal:
            return [], [refusal]
        for shape in SHAPES:
            try:
                drawn = {
                    mode: self.fitted({**values, **_frame(shape, self.palette[mode], mode)}, quote, shape)
                    for mode in MODES
                }
            except CardError as refusal:
                refused.append(refusal)
                continue
            made += [
                self.card(edition, item, quote, f"{name}-{shape}", shape, mode, png) for mode, png in drawn.items()
            ]
        return made, refused

    def card(
        self, edition: Edition, item: Item, quote: Quote, name: str, shape: str, mode: str, content: bytes
    ) -> Card:
        """Return drawn bytes with their name, size and alt text."""
        width, height = SHAPES[shape]
        file = f"{name}{'-dark' if mode == 'dark' else ''}.png"
        alt = alt_text(quote, edition, item)
        return Card(
            name=file, of=quote.id, shape=shape, mode=mode, content=content, alt=alt, width=width, height=height
        )

    def values(self, edition: Edition, item: Item, quote: Quote) -> dict[str, Any]:
        """Return what the template wants, but for size and colours."""
        language = item.language or edition.newsletter.locale
        short = language.replace("_", "-").partition("-")[0].lower()
        text = _set(plain(quote.text), short)
        return {
            "lang": short,
            "rtl": language_direction(language) == "rtl",
            "quote": text,
            "mark": quotation_marks(language)[0].strip(),
            "note": _short(quote.note, "note"),
            "speaker": _short(quote.credit, "speaker"),
            "publication": edition.newsletter.name,
            "credit": [
                line for line in (_short(item.headline, "headline"), source_line(edition, item, self.digits)) if line
            ],
            "fonts": {
                "head": families(self.places, language, serif=self.serif),
                "text": families(self.places, language, serif=False),
            },
            "hyphenate": short in _HYPHENATED,
            "loose": short in _LOOSE,
            "words": [] if short in _SPACELESS else sorted({word for word in text.split() if len(word) > 9}),
        }

    def check(self, values: Mapping[str, Any], quote: Quote) -> None:
        """Look every character up, as typst would leave a missing one out in silence."""
        what = _named(quote)
        head = values["quote"] + values["mark"] + values["publication"]
        check_coverage(head, values["fonts"]["head"], self.places, what=what)
        text = "".join([values["note"], values["speaker"], *values["credit"], "—"])
        check_coverage(text, values["fonts"]["text"], self.places, what=what)

    def fitted(self, card: Mapping[str, Any], quote: Quote, shape: str) -> bytes:
        """Draw one card, without its note if there is no room for both; the alt text has it all."""
        try:
            return self.png(card, quote, shape)
        except CardError:
            if not card["note"]:
                raise
            return self.png({**card, "note": ""}, quote, shape)

    def png(self, card: Mapping[str, Any], quote: Quote, shape: str) -> bytes:
        """Draw one card; one typographic point is one pixel."""
        import typst

        compiler = typst.Compiler(font_paths=loaded(self.places), ignore_system_fonts=True)
        try:
            png = compiler.compile(input=self.source, format="png", ppi=72, sys_inputs={"card": json.dumps(card)})
        except typst.TypstError as fault:
            if "does not fit" not in fault.message:
                what = f"the card cannot be drawn: {fault.message}"
                raise TemplateError(what, where=TEMPLATE, fix="correct the template") from fault
            raise CardError(
                f"a quote is too long for a {shape} card, even in small letters",
                where=_named(quote),
                fix="take another quote, or share it as text",
            ) from fault
        if not isinstance(png, bytes):
            raise TemplateError("a card is one page", where=TEMPLATE, fix="correct the template")
        return png


def _frame(shape: str, colours: Mapping[str, str], mode: str) -> dict[str, Any]:
    width, height = SHAPES[shape]
    shades = {"ground": colours["tint" if mode == "light" else "paper"], "line": colours["chip"]}
    return {
        "width": width,
        "height": height,
        "colors": shades | {name: colours[name] for name in ("ink", "muted", "accent")},
    }


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


def source_of(templates: Templates, name: str) -> bytes:
    """Return a card's template; `TemplateError` for one that would fetch packages."""
    text = templates.read(name)
    if "@preview" in text or "@local" in text:
        raise TemplateError(
            "a card may not fetch packages", where=str(templates.path(name)), fix="write what you need into it"
        )
    return text.encode()


def _named(quote: Quote) -> str:
    return f"quote “{fit(quote.text, [Ruler(count, 60)]).text}”"
