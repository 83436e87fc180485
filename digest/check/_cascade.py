"""Colours, sizes and grounds of a text, in light and in dark, from inline styles and a page's own dark rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from digest.check._page import Element, declarations
from digest.check._sheets import Kind
from digest.text.colours import to_hex

_PICTURED = ("background", "background-image")
_NO_GROUND = re.compile(r"(?:none|transparent|inherit|initial|unset)\b", re.I)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)px")
_BOLD = re.compile(r"\b(?:bold|bolder|[6-9]00)\b")


def ink(element: Element, *, dark: bool) -> str:
    """Return the text colour of *element* as ``#RRGGBB``; '' when it cannot be told."""
    return _inherited(element, "ink", dark, _own_ink, "" if dark else "#000000")


def _own_ink(element: Element, dark: bool) -> str | None:
    value = _said(element, dark, ("color",))
    if value and value != "inherit":
        return colour(value)
    # A link without a colour has the client's own.
    return "" if element.tag == "a" and "href" in element.attributes and not value else None


def ground(element: Element, *, dark: bool) -> str:
    """Return the background of *element* as ``#RRGGBB``; '' when it cannot be told."""
    return _inherited(element, "ground", dark, _own_ground, "" if dark else "#FFFFFF")


def _own_ground(element: Element, dark: bool) -> str | None:
    if element.get("background") or any(
        "url(" in v or "gradient(" in v for n, v in element.style.items() if n in _PICTURED
    ):
        return ""  # words on a picture: nobody can tell from here
    value = _said(element, dark, ("background", "background-color")) or element.get("bgcolor")
    return colour(value) if value and not _NO_GROUND.match(value) else None


def _inherited(
    element: Element, name: str, dark: bool, own: Callable[[Element, bool], str | None], without: str
) -> str:
    """Return what the nearest of an element and its ancestors says; each kind of them is asked once."""
    asked: list[Kind] = []
    found = without
    for here in element.ancestors():
        known = here.kind.told.get((name, dark))
        if known is not None:
            found = known
            break
        asked.append(here.kind)
        said = own(here, dark)
        if said is not None:
            found = said
            break
    for kind in asked:
        kind.told[name, dark] = found
    return found


def size(element: Element) -> float:
    """Return the text size in pixels; 16 when nothing says."""
    told = element.kind.told
    if ("size", False) not in told:
        told["size", False] = _size(element)
    return float(told["size", False])


def _size(element: Element) -> float:
    for here in element.ancestors():
        style = here.style
        found = _SIZE.search(style.get("font", "")) or _SIZE.search(style.get("font-size", ""))
        if found:
            return float(found[1])
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


@lru_cache(maxsize=1024)
def colour(value: str) -> str:
    """Return the first CSS colour in *value* as ``#RRGGBB``; '' for one that lets others shine through, or none."""
    from tinycss2 import parse_component_value_list
    from tinycss2.color4 import Color, parse_color

    for token in parse_component_value_list(value, skip_comments=True):
        found = parse_color(token)
        if isinstance(found, Color):
            red, green, blue = (min(255, max(0, round(255 * part))) for part in found.to("srgb").coordinates)
            return to_hex((red, green, blue)) if found.alpha >= 1 else ""
    return ""


def _said(element: Element, dark: bool, names: tuple[str, ...]) -> str:
    found = next((v for n, v in reversed(element.style.items()) if n in names), "")
    if not dark:
        return found
    own = declarations(element.get("style"))
    for rule in element.kind.dark:
        for name in names:  # a style attribute gives way to !important alone
            if name in rule.values and (name in rule.strong or name not in own):
                found = rule.values[name]
    return found
