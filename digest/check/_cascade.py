"""Colours, sizes and grounds of a text, in light and in dark, from inline styles and a page's own dark rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from digest.check._page import Element, Page, declarations
from digest.text.colours import parse_hex, to_hex

NAMED = {
    "white": "#FFFFFF",
    "black": "#000000",
    "red": "#FF0000",
    "blue": "#0000FF",
    "green": "#008000",
    "gray": "#808080",
}
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_DARK = re.compile(r"@media[^{]*prefers-color-scheme:\s*dark[^{]*\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}", re.I)
_PART = re.compile(r"([a-z][a-z0-9]*|\*)?((?:\.[\w-]+)*)", re.I)
_RGB = re.compile(r"rgb\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*\)")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)px")
_BOLD = re.compile(r"\b(?:bold|bolder|[6-9]00)\b")


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector of a dark design: its parts from left to right, its weight, what it declares."""

    parts: tuple[tuple[str, frozenset[str]], ...]
    weight: tuple[int, int, int]
    declared: dict[str, str]

    def fits(self, element: Element) -> bool:
        """Say whether the selector means *element* (tags, classes, descendants)."""
        *above, last = self.parts
        if not _fits(element, last):
            return False
        here = element.parent
        for part in reversed(above):
            while here and not _fits(here, part):
                here = here.parent
            if here is None:
                return False
            here = here.parent
        return True


class Rules(list[Rule]):
    """The rules of one mode, none for light; what they say of an element is remembered."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        super().__init__(rules)
        self.said: dict[tuple[Element, tuple[str, ...]], str] = {}


def dark_rules(page: Page) -> Rules:
    """Return the rules of the page's ``prefers-color-scheme: dark``, the weakest first."""
    rules: list[Rule] = []
    for sheet in page.sheets:
        for block in _DARK.finditer(sheet):
            for match in _RULE.finditer(block[1]):
                rules += [_rule(selector, match[2], len(rules)) for selector in match[1].split(",")]
    return Rules(sorted(rules, key=lambda rule: rule.weight))


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
        value = _said(here, rules, ("background", "background-color")) or here.get("bgcolor")
        if value and value not in ("transparent", "none", "inherit"):
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
    found = next((v for n, v in element.style.items() if n in names and colour(v)), "")
    for rule in rules:
        for name in names:
            if name in rule.declared and rule.fits(element):
                found = rule.declared[name]
    rules.said[element, names] = found
    return found


def _rule(selector: str, body: str, order: int) -> Rule:
    parts: list[tuple[str, frozenset[str]]] = []
    for word in re.split(r"[\s>+~]+", selector.strip()):
        match = _PART.match(word)
        parts.append(((match[1] or "").lower(), frozenset(match[2].split(".")[1:]))) if match else None
    classes = sum(len(part[1]) for part in parts)
    return Rule(tuple(parts), (classes, sum(bool(part[0]) for part in parts), order), declarations(body))


def _fits(element: Element, part: tuple[str, frozenset[str]]) -> bool:
    tag, classes = part
    return (not tag or tag in ("*", element.tag)) and classes <= element.classes and bool(tag or classes)
