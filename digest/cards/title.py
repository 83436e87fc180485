"""The picture that link previews show for an edition without one of its own: its title, its day, whose it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from digest.cards.draw import SHAPES
from digest.cards.fonts import CardError, check_coverage, families, folders, loaded
from digest.cards.studio import source_of
from digest.errors import TemplateError
from digest.text.clean import plain
from digest.text.direction import language_direction
from digest.text.fitting import Ruler, fit
from digest.text.graphemes import count
from digest.workspace import Templates

TEMPLATE = "cards/edition.typ"
WIDTH, HEIGHT = SHAPES["wide"]
LONGEST = 140  # graphemes of a title
_LOOSE = {"ar", "fa", "ur", "he", "hi", "th"}  # marks above and below need air


def draw_title(
    title: str, words: Mapping[str, str], templates: Templates, colours: Mapping[str, str], head: str
) -> bytes:
    """Draw the card as PNG.  *words* are its ``publication``, ``day`` and ``language``, *head* the theme's font stack.

    Raises `CardError` where no font can write it or it does not fit, `TemplateError` for a broken template.
    """
    places = folders(templates.own.parent)
    card = _card(title, words, colours, _fonts(places, words["language"], head))
    check_coverage(card["title"] + card["publication"], card["fonts"]["head"], places, what=f"title “{card['title']}”")
    check_coverage(card["day"], card["fonts"]["text"], places, what=f"day {card['day']}")
    return _png(card, source_of(templates, TEMPLATE), places)


def _fonts(places: tuple[str, ...], language: str, head: str) -> dict[str, list[str]]:
    serif = not head.rstrip().endswith("sans-serif")
    return {"head": families(places, language, serif=serif), "text": families(places, language, serif=False)}


def _card(
    title: str, words: Mapping[str, str], colours: Mapping[str, str], fonts: Mapping[str, list[str]]
) -> dict[str, Any]:
    short = words["language"].replace("_", "-").partition("-")[0].lower()
    shades = {"ground": colours["tint"], "line": colours["chip"]}
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "lang": short,
        "rtl": language_direction(words["language"]) == "rtl",
        "title": fit(plain(title), [Ruler(count, LONGEST)]).text,
        "publication": plain(words["publication"]),
        "day": plain(words["day"]),
        "loose": short in _LOOSE,
        "colors": shades | {name: colours[name] for name in ("ink", "muted", "accent")},
        "fonts": dict(fonts),
    }


def _png(card: Mapping[str, Any], source: bytes, places: tuple[str, ...]) -> bytes:
    import typst

    compiler = typst.Compiler(font_paths=loaded(places), ignore_system_fonts=True)
    try:
        png = compiler.compile(input=source, format="png", ppi=72, sys_inputs={"card": json.dumps(card)})
    except typst.TypstError as fault:
        if "does not fit" in fault.message:
            raise CardError("the title is too long for a card", where=card["title"], fix="shorten it") from fault
        what = f"the card cannot be drawn: {fault.message}"
        raise TemplateError(what, where=TEMPLATE, fix="correct the template") from fault
    if not isinstance(png, bytes):
        raise TemplateError("a card is one page", where=TEMPLATE, fix="correct the template")
    return png
