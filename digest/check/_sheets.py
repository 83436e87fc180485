"""A page's own style sheets: which declarations hold for an element, in light or in dark.

Sheets are read by tinycss2 and their selectors asked by cssselect2, as browsers do;
what depends on a state (``:hover``) holds for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from digest.check._page import HIDDEN, Element, Page, declared

if TYPE_CHECKING:
    from cssselect2 import ElementWrapper

_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_PSEUDO = re.compile(r"::?([\w-]+)")
_SIBLINGS = re.compile(r"[+~]")
_STATES = frozenset({
    "hover", "focus", "active", "visited", "link", "focus-visible", "focus-within", "target", "root", "before", "after",
})  # fmt: skip
_FIRST = frozenset({"first-child", "first-of-type"})
MAX_RULES = 4_000  # a web page's own; beyond it colours are not told, rather than slowly


@dataclass(frozen=True, slots=True)
class Declared:
    """What one rule declares; `strong` names the declarations that are ``!important``."""

    values: dict[str, str]
    strong: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """One rule of a sheet: its selectors as tinycss2 has them, and what it declares."""

    prelude: list[Any]
    body: Declared


class Rules:
    """The rules of a page in one mode; none for a page without sheets."""

    def __init__(self, page: Page | None = None, *, dark: bool = False) -> None:
        self.said: dict[tuple[Element, tuple[str, ...]], str] = {}
        self.inks: dict[Element, str] = {}
        self.grounds: dict[Element, str] = {}
        self._page = page
        self._found = _rules(tuple(page.sheets), dark) if page else ()
        self._places: dict[Element, ElementWrapper] | None = None
        self._kinds: dict[Element, int] = {}

    def __len__(self) -> int:
        return len(self._found)

    def of(self, element: Element) -> Sequence[Declared]:
        """Return what holds for *element*, the weakest first."""
        if not self._found or self._page is None:
            return ()
        asking = _asking(self._found)
        if not asking.by_kind:
            return self._match(asking, element)
        kind = self._kind(asking, element)
        if kind not in asking.known:
            asking.known[kind] = self._match(asking, element)
        return asking.known[kind]

    def _match(self, asking: Asking, element: Element) -> tuple[Declared, ...]:
        assert self._page is not None
        if self._places is None:
            self._places = _places(self._page)
        return tuple(row[-1] for row in asking.matcher.match(self._places[element]))

    def _kind(self, asking: Asking, element: Element) -> int:
        """Return the number of what selectors can know of an element: its own names, and its parent's number."""
        if element not in self._kinds:
            above = self._kind(asking, element.parent) if element.parent else -1
            own = (element.tag, *(element.attributes.get(name) for name in asking.attributes))
            own += _first(element) if asking.by_place else ()
            self._kinds[element] = asking.kinds.setdefault((above, own), len(asking.kinds))
        return self._kinds[element]


def style(page: Page) -> Page:
    """Let the page's light sheets say what the style attributes of its elements leave open; returns *page*."""
    rules = Rules(page)
    for element in page.elements if 0 < len(rules) <= MAX_RULES else ():
        weak: dict[str, str] = {}
        strong: dict[str, str] = {}
        for rule in rules.of(element):
            weak |= rule.values
            strong |= {name: rule.values[name] for name in rule.strong}
        element.style = {**weak, **element.style, **strong}
        hides = element.tag in HIDDEN or element.style.get("display", "").startswith("none")
        element.shown = not hides and (element.parent is None or element.parent.shown)
    return page


@dataclass(frozen=True, slots=True, eq=False)
class Asking:
    """Selectors ready to be asked, and what they said of each kind of element so far.

    Two elements are of one kind where all that the selectors look at is the same: then they
    need not be asked again, in this page or in the next edition's.  `by_place` says that
    being the first matters, `by_kind` is false where they count or look at siblings.
    """

    matcher: Any
    by_kind: bool
    by_place: bool
    attributes: tuple[str, ...]
    kinds: dict[tuple[int, tuple[str | None, ...]], int] = field(default_factory=dict)
    known: dict[int, tuple[Declared, ...]] = field(default_factory=dict)


@lru_cache(maxsize=16)  # a plate's sheets, and so its rules, are those of every edition it prints
def _asking(rules: tuple[Found, ...]) -> Asking:
    import tinycss2
    from cssselect2 import Matcher, SelectorError, compile_selector_list

    made = Matcher()
    said = ""
    for found in rules:
        try:
            for selector in compile_selector_list(found.prelude):
                made.add_selector(selector, found.body)
        except SelectorError:
            continue  # what nobody can read means no element
        said += tinycss2.serialize(found.prelude) + "\n"
    named = sorted({"class", "id", "href", "lang", *(name.lower() for name in _ATTRIBUTE.findall(said))})
    bare = _BRACKETS.sub("", said)
    pseudo = {name.lower() for name in _PSEUDO.findall(bare)}
    by_kind = pseudo <= _STATES | _FIRST and not _SIBLINGS.search(bare)
    return Asking(made, by_kind, bool(pseudo & _FIRST), tuple(named))


def _first(element: Element) -> tuple[str, str]:
    """Say whether an element is the first in its parent, and the first of its name."""
    beside = element.parent.children if element.parent else []
    before = [one.tag for one in takewhile(lambda one: one is not element, beside) if isinstance(one, Element)]
    return "" if before else "first", "" if element.tag in before else "first of type"


def _places(page: Page) -> dict[Element, ElementWrapper]:
    """Return every element as cssselect2 asks for it."""
    from xml.etree import ElementTree as Tree

    from cssselect2 import ElementWrapper

    made = {page.root: Tree.Element(page.root.tag)}
    for element in page.elements:
        assert element.parent is not None
        made[element] = Tree.SubElement(made[element.parent], element.tag, element.attributes)
    wrapped = ElementWrapper.from_html_root(made[page.root])
    return dict(zip(made, wrapped.iter_subtree(), strict=True))


@lru_cache(maxsize=16)
def _rules(sheets: tuple[str, ...], dark: bool) -> tuple[Found, ...]:
    import tinycss2

    found: list[Found] = []
    for text in sheets:
        sheet = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        for rule in _holding(sheet, dark):
            said = declared(rule.content)
            strong = frozenset(name for name, (_, important) in said.items() if important)
            found.append(Found(rule.prelude, Declared({name: value for name, (value, _) in said.items()}, strong)))
    return tuple(found)


def _holding(rules: Iterable[Any], dark: bool) -> Iterator[Any]:
    """Yield the rules inside dark blocks, or those that hold without any condition."""
    import tinycss2

    for rule in rules:
        if rule.type == "qualified-rule" and not dark:
            yield rule
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
            condition = "".join(tinycss2.serialize(rule.prelude).lower().split())
            wanted = "prefers-color-scheme:dark" in condition if dark else condition in ("screen", "all", "")
            if wanted:
                inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                yield from _holding(inside, dark=False)
