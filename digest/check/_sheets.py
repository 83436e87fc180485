"""A page's own style sheets: their rules, which elements they mean, and which of two wins.

Only what mail clients agree on is read: tags, classes, ids and descendants.  A rule
with anything else in its selector (states, attributes, siblings) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from digest.check._page import HIDDEN, Element, Page, declarations

Parts = tuple[tuple[str, frozenset[str]], ...]

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)
_NESTED = re.compile(r"@([a-z-]+)([^{};]*)(?:;|\{((?:[^{}]|\{[^{}]*\})*)\})", re.I)
_DARK = re.compile(r"prefers-color-scheme:\s*dark", re.I)
_PART = re.compile(r"([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)", re.I)
_MARK = re.compile(r"!\s*important", re.I)
MAX_RULES = 4_000  # a web page's own; beyond it colours are not told, rather than slowly


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector: its parts from left to right, its weight (ids, classes, tags, order), what it declares.

    `strong` names the declarations that are ``!important``.
    """

    parts: Parts
    weight: tuple[int, int, int, int]
    declared: dict[str, str]
    strong: frozenset[str] = frozenset()

    def fits(self, element: Element) -> bool:
        """Say whether the selector means *element* (tags, classes, ids, descendants)."""
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


@dataclass(slots=True)
class _Shelf:
    """Rules by the rarest thing that their last part asks for, so that few are tried on each element."""

    by: dict[str, list[Rule]] = field(default_factory=dict)

    def add(self, rule: Rule) -> None:
        tag, names = rule.parts[-1]
        self.by.setdefault(min(names) if names else tag, []).append(rule)

    def of(self, element: Element) -> list[Rule]:
        keys = ["*", element.tag, *marks(element)]
        found = [rule for key in keys for rule in self.by.get(key, ()) if rule.fits(element)]
        return sorted(found, key=lambda rule: rule.weight)


def dark(page: Page) -> list[Rule]:
    """Return the rules of the page's ``prefers-color-scheme: dark``, the weakest first."""
    return sorted(_rules(page, dark=True), key=lambda rule: rule.weight)


def style(page: Page) -> Page:
    """Let the page's light sheets say what the style attributes of its elements leave open; returns *page*."""
    shelf = _Shelf()
    rules = list(_rules(page, dark=False))
    for rule in rules if len(rules) <= MAX_RULES else ():
        shelf.add(rule)
    for element in page.elements if shelf.by else ():
        weak: dict[str, str] = {}
        strong: dict[str, str] = {}
        for rule in shelf.of(element):
            weak |= rule.declared
            strong |= {name: rule.declared[name] for name in rule.strong}
        element.style = {**weak, **element.style, **strong}
        hides = element.tag in HIDDEN or element.style.get("display", "").startswith("none")
        element.shown = not hides and (element.parent is None or element.parent.shown)
    return page


def marks(element: Element) -> frozenset[str]:
    """Return the classes of an element and, with a #, its id, as selectors write them."""
    own = f"#{element.get('id')}" if element.get("id") else ""
    return element.classes | {own} if own else element.classes


def _rules(page: Page, *, dark: bool) -> Iterator[Rule]:
    order = 0
    for text in page.sheets:
        for selectors, body in _blocks(_COMMENT.sub("", text), dark):
            for selector in selectors.split(","):
                order += 1
                yield from _rule(selector.strip(), body, order)


def _blocks(text: str, dark: bool) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations: those of dark blocks, or those outside of any condition."""
    if dark:
        found: Iterable[str] = (m[3] or "" for m in _NESTED.finditer(text) if m[1] == "media" and _DARK.search(m[2]))
    else:
        found = (_NESTED.sub(lambda m: (m[3] or "") if _always(m[1], m[2]) else "", text),)
    for part in found:
        yield from ((m[1], m[2]) for m in _RULE.finditer(part))


def _always(name: str, condition: str) -> bool:
    return name.lower() == "media" and condition.strip().lower() in ("screen", "all", "")


def _rule(selector: str, body: str, order: int) -> Iterator[Rule]:
    words = [word for word in re.split(r"[\s>]+", selector) if word]
    found = [_PART.fullmatch(word) for word in words]
    if not words or not all(found):
        return
    parts = tuple((m[1].lower() if m and m[1] else "", frozenset(_names(m[2]))) for m in found if m)
    ids = sum(name[0] == "#" for _, names in parts for name in names)
    classes = sum(len(names) for _, names in parts) - ids
    strong = frozenset(name for name, value in declarations(body, marked=True).items() if _MARK.search(value))
    yield Rule(parts, (ids, classes, sum(bool(tag) for tag, _ in parts), order), declarations(body), strong)


def _names(text: str) -> list[str]:
    return [name.removeprefix(".") for name in re.findall(r"[.#][\w-]+", text)]


def _fits(element: Element, part: tuple[str, frozenset[str]]) -> bool:
    tag, names = part
    return (not tag or tag in ("*", element.tag)) and names <= marks(element) and bool(tag or names)
