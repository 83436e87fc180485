"""What all cards of an edition share: a theme's colours and logo, the fonts, and one way to draw."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from digest.cards import printing
from digest.cards.fonts import CardError, check_coverage, families, folders
from digest.errors import TemplateError
from digest.text.fitting import Ruler, fit
from digest.text.graphemes import count
from digest.workspace import Templates

MODES = ("light", "dark")
# Languages whose long words need hyphens; in English a break such as "li-brary" looks like a fault.
HYPHENATED = {"de", "fi", "hu", "nl", "sv", "da", "nb", "nn", "no", "et", "is", "cs", "pl", "ru", "uk"}
LOOSE = {"ar", "fa", "ur", "he", "hi", "th"}  # marks above and below need air
SPACELESS = {"ja", "zh", "th", "lo", "km", "my"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Words as a PNG: `name` in the edition, `of` the quote's id or ``edition``, `alt` the words in full."""

    name: str
    of: str
    shape: str
    mode: str
    content: bytes
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A theme's logo for cards: a picture that stands for the name."""

    content: bytes
    format: str  # png, jpg or svg


@dataclass(frozen=True, slots=True, kw_only=True)
class CardForm:
    """What a card is besides its words, see `Card`: `stem` is its file's name without mode and ending."""

    of: str
    shape: str
    stem: str
    size: tuple[int, int]
    alt: str


class Studio:
    """Draws the cards of one edition."""

    def __init__(
        self,
        templates: Templates,
        palette: Mapping[str, Mapping[str, str]],
        *,
        serif: bool,
        digits: str = "",
        logo: Logo | None = None,
    ) -> None:
        self.templates = templates
        self.palette = palette
        self.places = folders(templates.own.parent)
        self.serif = serif
        self.digits = digits
        self.logo = logo
        self._sources: dict[str, bytes] = {}

    @staticmethod
    def short(text: str, most: int) -> str:
        """Return *text* within *most* graphemes, cut at a word."""
        return fit(text, [Ruler(count, most)]).text

    def drawn(self, template: str, values: Mapping[str, Any], form: CardForm, mode: str) -> Card:
        """Return one card; `CardError` when its words do not fit or a script has no font."""
        card = {**self.common(str(values["language"])), **values, **frame(form.size, self.palette[mode], mode)}
        self.check([str(card["title"]), str(card["publication"])], card["fonts"]["head"], str(card["title"]))
        self.check([card["label"], card["place"], *card["lines"]], card["fonts"]["text"], str(card["title"]))
        content = self.png(
            template, card, where=f"card “{self.short(str(card['title']), 60)}”", what=f"a {form.shape} card"
        )
        file = f"{form.stem}{'-dark' if mode == 'dark' else ''}.png"
        width, height = form.size
        return Card(
            name=file,
            of=form.of,
            shape=form.shape,
            mode=mode,
            content=content,
            alt=form.alt,
            width=width,
            height=height,
        )

    def common(self, language: str) -> dict[str, Any]:
        """Return what every template wants of a language, and the logo."""
        short = language.replace("_", "-").partition("-")[0].lower()
        return {
            "lang": short,
            "fonts": {
                "head": families(self.places, language, serif=self.serif),
                "text": families(self.places, language, serif=False),
            },
            "soft": short in HYPHENATED | SPACELESS,
            "loose": short in LOOSE,
            "logo": list(self.logo.content) if self.logo else None,
            "logo-format": self.logo.format if self.logo else "",
        }

    def check(self, texts: Sequence[str], fonts: Sequence[str], what: str) -> None:
        """Raise `CardError` for a character that no font has: typst would leave it out in silence."""
        check_coverage("".join(texts), fonts, self.places, what=f"card “{self.short(what, 60)}”")

    def png(self, template: str, card: Mapping[str, Any], *, where: str, what: str) -> bytes:
        """Draw one card; one typographic point is one pixel."""
        import typst

        source = self._source(template)
        try:
            drawn = printing.png(source, json.dumps(card), self.places)
        except typst.TypstError as fault:
            if "does not fit" not in fault.message:
                told = f"the card cannot be drawn: {fault.message}"
                raise TemplateError(told, where=template, fix="correct the template") from fault
            raise CardError(
                f"the words are too long for {what}, even in small letters",
                where=where,
                fix="take other words, or share them as text",
            ) from fault
        if drawn is None:
            raise TemplateError("a card is one page", where=template, fix="correct the template")
        return drawn

    def _source(self, template: str) -> bytes:
        if template not in self._sources:
            self._sources[template] = source_of(self.templates, template)
        return self._sources[template]


def source_of(templates: Templates, name: str) -> bytes:
    """Return a card's template; `TemplateError` for one that would fetch packages."""
    text = templates.read(name)
    if "@preview" in text or "@local" in text:
        raise TemplateError(
            "a card may not fetch packages", where=str(templates.path(name)), fix="write what you need into it"
        )
    return text.encode()


def frame(size: tuple[int, int], colours: Mapping[str, str], mode: str) -> dict[str, Any]:
    """Return a card's size and the theme's colours as templates name them."""
    shades = {"ground": colours["tint" if mode == "light" else "paper"], "line": colours["chip"]}
    named = {name: colours[name] for name in ("ink", "muted", "accent")}
    return {"width": size[0], "height": size[1], "colors": shades | named}
