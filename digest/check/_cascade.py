"""Colours, sizes and grounds of a text, in light and in dark, from inline styles and a page's own dark rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digest.check._page import Element, Page, declarations
from digest.check._sheets import Rule, dark
from digest.text.colours import parse_hex, to_hex

# The names that people write; a name that is not here is a colour that cannot be told.
NAMED = {
    "white": "#FFFFFF", "black": "#000000", "red": "#FF0000", "blue": "#0000FF", "green": "#008000",
    "gray": "#808080", "grey": "#808080", "silver": "#C0C0C0", "lightgray": "#D3D3D3", "lightgrey": "#D3D3D3",
    "darkgray": "#A9A9A9", "darkgrey": "#A9A9A9", "dimgray": "#696969", "whitesmoke": "#F5F5F5", "navy": "#000080",
    "teal": "#008080", "maroon": "#800000", "purple": "#800080", "olive": "#808000", "orange": "#FFA500",
    "yellow": "#FFFF00", "lime": "#00FF00", "aqua": "#00FFFF", "cyan": "#00FFFF", "fuchsia": "#FF00FF",
    "magenta": "#FF00FF", "pink": "#FFC0CB", "gold": "#FFD700", "tomato": "#FF6347", "crimson": "#DC143C",
    "darkblue": "#00008B", "darkgreen": "#006400", "darkred": "#8B0000", "ivory": "#FFFFF0", "beige": "#F5F5DC",
}  # fmt: skip
_PICTURED = ("background", "background-image")
_NO_GROUND = re.compile(r"(?:none|transparent|inherit|initial|unset)\b", re.I)
_RGB = re.compile(r"rgb\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*\)")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)px")
_BOLD = re.compile(r"\b(?:bold|bolder|[6-9]00)\b")


class Rules(list[Rule]):
    """The rules of one mode, none for light; what they say of an element is remembered."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        super().__init__(rules)
        self.said: dict[tuple[Element, tuple[str, ...]], str] = {}


def dark_rules(page: Page) -> Rules:
    """Return the rules of the page's ``prefers-color-scheme: dark``, the weakest first."""
    return Rules(dark(page))


def ink(element: Element, rules: Rules) -> str:
    """Return the text colour of *element* as ``#RRGGBB``; '' when it cannot be told."""
    for here in element.ancestors():
        value = _said(here, rules, ("color",))
        if value and value != "inherit":
            return colour(value)
        if here.tag == "a" and here.get("href") and not value:
            return ""  # the client's own link colour
    return "#000000" if not rules else ""


def ground(element: Element, rules: Rules) -> str:
    """Return the background of *element* as ``#RRGGBB``; '' when it cannot be told."""
    for here in element.ancestors():
        if here.get("background") or any(
            "url(" in v or "gradient(" in v for n, v in here.style.items() if n in _PICTURED
        ):
            return ""  # words on a picture: nobody can tell from here
        value = _said(here, rules, ("background", "background-color")) or here.get("bgcolor")
        if value and not _NO_GROUND.match(value):
            return colour(value)
    return "#FFFFFF" if not rules else ""


def size(element: Element) -> float:
    """Return the text size in pixels; 16 when nothing says."""
    for here in element.ancestors():
        style = here.style
        found = _SIZE.search(style.get("font", "")) or _SIZE.search(style.get("font-size", ""))
        if found:
            return float(found[1])
        if here.tag == "table" and here.get("style") == "":
            continue
    return 16.0


def bold(element: Element) -> bool:
    """Say whether the text is set bold."""
    for here in element.ancestors():
        style = here.style
        if "font-weight" in style or "font" in style:
            return bool(_BOLD.search(style.get("font-weight", "") or style.get("font", "")))
        if here.tag in ("b", "strong", "h1", "h2", "h3", "h4", "th"):
            return True
    return False


def colour(value: str) -> str:
    """Return a CSS colour as ``#RRGGBB``; '' for one that this cannot read."""
    word = value.strip().split(" ")[0] if not value.startswith("rgb") else value
    if rgb := _RGB.search(value):
        return to_hex((int(rgb[1]), int(rgb[2]), int(rgb[3])))
    try:
        return to_hex(parse_hex(word))
    except ValueError:
        return NAMED.get(word.lower(), "")


def _said(element: Element, rules: Rules, names: tuple[str, ...]) -> str:
    known = rules.said.get((element, names))
    if known is not None:
        return known
    found = next((v for n, v in reversed(element.style.items()) if n in names), "")
    own = declarations(element.get("style")) if rules else {}
    for rule in rules:
        for name in names:  # a style attribute gives way to !important alone
            if name in rule.declared and (name in rule.strong or name not in own) and rule.fits(element):
                found = rule.declared[name]
    rules.said[element, names] = found
    return found
