"""A page's own style sheets: which declarations hold for an element, in light or in dark.

Sheets are read by tinycss2 and their selectors asked by cssselect2, as browsers do;
what depends on a state (``:hover``) holds for nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from digest.check._page import HIDDEN, MOST_TAGS, Element, Page, declarations, declared

if TYPE_CHECKING:
    from cssselect2 import ElementWrapper

_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)\s*(\]?)")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_ID = re.compile(r"#([\w-]+)")
_PSEUDO = re.compile(r"::?([\w-]+)")
_LEFT = re.compile(r"([^\s>+~,]+)\s*[+~]")  # what a selector asks of an earlier sibling
_PLAIN = re.compile(r"[\w-]*(?:\.[\w-]+)*")  # a name, classes, or both
_NAME = re.compile(r"\.?[\w-]+")
_STATES = frozenset({
    "hover", "focus", "active", "visited", "link", "focus-visible", "focus-within", "target", "root", "before", "after",
})  # fmt: skip
_INSIDE = frozenset({"not", "is", "where"})  # what they hold is looked at like any selector
_RANK = re.compile(r":(first|last|only|nth|nth-last)-(child|of-type)(?:\(([^)]*))?", re.I)
LOOKS = ("background", "bgcolor", "class", "style")  # attributes that colours and sizes depend on, whatever sheets say
MAX_RULES = 4_000  # a web page's own; beyond it colours are not told, rather than slowly


Own = tuple[object, ...]
Numbers = tuple[int, int, int, int]  # of an element: from the first sibling, from the last, and so among its own name
ONLY: Numbers = (1, 1, 1, 1)


class Rank(NamedTuple):
    """A place among siblings that selectors ask for: every *step*-th from *first* on (CSS Selectors 4, 13)."""

    of_type: bool
    from_end: bool
    step: int
    first: int

    def has(self, numbers: Numbers) -> bool:
        """Say whether an element has it."""
        away = numbers[2 * self.of_type + self.from_end] - self.first
        return away % self.step == 0 and away // self.step >= 0 if self.step else away == 0


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


@dataclass(slots=True, eq=False)
class Kind:
    """What sheets and style attributes say of elements that nothing they look at tells apart.

    Two elements are of one kind where their own names are the same and their parents' kind is,
    and what siblings' rules ask of those before them.
    `dark` are the rules that hold in the dark mode, the weakest first; `told` is what was
    worked out of all this, by what was asked.
    """

    style: dict[str, str]
    shown: bool
    dark: tuple[Declared, ...] = ()
    below: dict[Own, Kind] = field(default_factory=dict)
    told: dict[tuple[str, bool], Any] = field(default_factory=dict)


class Cascade:
    """A page's style sheets, asked once of each kind of element, in this page and in the next with the same ones."""

    def __init__(self, sheets: Sequence[str]) -> None:
        parsed = _parsed(sheets)
        light, dark = _rules(parsed, dark=False), _rules(parsed, dark=True)
        self.light = Selectors(light if len(light) <= MAX_RULES else [])
        self.dark = Selectors(dark)
        self.attributes = tuple(sorted({*LOOKS, *self.light.attributes, *self.dark.attributes}))
        self.present = tuple(sorted({"href", *self.light.present, *self.dark.present}))
        self.ids = self.light.ids | self.dark.ids
        self.before = self.light.before | self.dark.before
        self.alone = self.light.alone or self.dark.alone
        self.ranked: dict[Numbers, Own] = {}
        self.ranks = tuple(sorted(self.light.ranks | self.dark.ranks))
        self.trails: dict[tuple[int, Own], int] = {}
        self.owns: dict[str, Own] = {}  # by how a tag is spelled
        self.root = Kind({}, True)
        self.kinds = 0

    def dress(self, page: Page) -> None:
        """Give every element of *page* its kind."""
        page.root.kind, page.has_dark = self.root, self.dark.any
        places: dict[Element, ElementWrapper] = {}
        trails: dict[Element, tuple[int, Own]] = {}
        numbers = _numbers(page) if self.ranks else {}
        for element in page.elements:
            assert element.parent is not None
            above, own = element.parent.kind, self.owns.get(element.spelled) or self._own(element)
            if self.ranks:
                own = (*own, self._ranks_of(numbers[element]))
            if self.before:
                trail = trails.get(element.parent, (0, ()))
                trails[element.parent] = self._trail(trail[0], self._mark(element, own))
                own = (*own, trail)
            if own not in above.below:
                places = places or _places(page)
                above.below[own] = self._kind(element, above, places[element])
                self.kinds += 1
            element.kind = above.below[own]

    def _trail(self, before: int, mark: Own) -> tuple[int, Own]:
        """Return what the next sibling has before it: the number of this row of marks, and the last of them."""
        return (self.trails.setdefault((before, mark), len(self.trails) + 1) if mark else before), mark

    def _mark(self, element: Element, own: Own) -> Own:
        """Return what rules for siblings can ask of an element that stands before them, nothing where they do not."""
        if "" in self.before:
            return own
        names = (element.tag, *(f".{name}" for name in element.get("class").split()))
        return tuple(name for name in names if name in self.before)

    def _ranks_of(self, numbers: Numbers) -> Own:
        """Return which of the places that selectors ask for an element has."""
        if numbers not in self.ranked:
            self.ranked[numbers] = tuple(rank.has(numbers) for rank in self.ranks)
        return self.ranked[numbers]

    def _own(self, element: Element) -> Own:
        """Return what selectors, and those who ask for colours, can know of an element beside its parent."""
        attributes = element.attributes
        id = attributes.get("id")
        own: Own = (element.tag, id if id in self.ids else None, *map(attributes.get, self.attributes))
        own += tuple(name if name in attributes else None for name in self.present)
        if self.alone:
            return (*own, object())
        if element.spelled:
            if len(self.owns) >= MOST_TAGS:
                self.owns.clear()
            self.owns[element.spelled] = own
        return own

    def _kind(self, element: Element, above: Kind, place: ElementWrapper) -> Kind:
        weak: dict[str, str] = {}
        strong: dict[str, str] = {}
        for rule in self.light.of(place):
            weak |= rule.values
            strong |= {name: rule.values[name] for name in rule.strong}
        style = {**weak, **declarations(element.get("style")), **strong}
        hides = element.tag in HIDDEN or style.get("display", "").startswith("none")
        return Kind(style, above.shown and not hides, self.dark.of(place))


class Selectors:
    """The selectors of some rules, ready to be asked, and what they look at: attributes, whether some are there, ids.

    `ranks` are the places among siblings that matter; `before` are the names and classes that are asked
    of earlier siblings, '' among them where it is something else; `alone` says that they count,
    so that no element's answer is another's.
    """

    def __init__(self, rules: Sequence[Found]) -> None:
        import tinycss2
        from cssselect2 import Matcher, SelectorError, compile_selector_list

        self._matcher = Matcher()
        said = ""
        for found in rules:
            try:
                for selector in compile_selector_list(found.prelude):
                    self._matcher.add_selector(selector, found.body)
            except SelectorError:
                continue  # what nobody can read means no element
            said += tinycss2.serialize(found.prelude) + "\n"
        bare = _BRACKETS.sub("", said)
        pseudo = {name.lower() for name in _PSEUDO.findall(bare)}
        named = [(name.lower(), bool(only)) for name, only in _ATTRIBUTE.findall(said)]
        self.attributes = frozenset(name for name, only in named if not only)
        self.present = frozenset(name for name, only in named if only)
        self.ids = frozenset(_ID.findall(bare))
        self.before = frozenset(name for asked in _LEFT.findall(_BRACKETS.sub("[]", said)) for name in _asked(asked))
        self.ranks, ranked = _ranks(bare)
        self.alone = not pseudo <= _STATES | _INSIDE | ranked
        self.any = bool(rules)

    def of(self, place: ElementWrapper) -> tuple[Declared, ...]:
        """Return what holds for an element, the weakest first."""
        return tuple(row[-1] for row in self._matcher.match(place)) if self.any else ()


def _asked(compound: str) -> list[str]:
    """Return the names and classes that a simple selector asks for, an empty one where it asks for something else."""
    if not _PLAIN.fullmatch(compound):
        return [""]
    return [name if name[0] == "." else name.lower() for name in _NAME.findall(compound)]


def _ranks(selectors: str) -> tuple[frozenset[Rank], set[str]]:
    """Return which places among siblings selectors ask for, and the names of the pseudo-classes that ask only so."""
    from tinycss2.nth import parse_nth

    found: set[Rank] = set()
    names: set[str] = set()
    others: set[str] = set()
    for which, of, inside in _RANK.findall(selectors.lower()):
        wanted = parse_nth(inside) if inside else (0, 1)
        if wanted is None:  # "2 of .story" counts some siblings only
            others.add(f"{which}-{of}")
            continue
        ends = {"only": (False, True), "last": (True,), "nth-last": (True,)}.get(which, (False,))
        found |= {Rank(of == "of-type", from_end, *wanted) for from_end in ends}
        names.add(f"{which}-{of}")
    return frozenset(found), names - others


def _numbers(page: Page) -> dict[Element, Numbers]:
    """Return which of its siblings each element is."""
    rows: dict[Element | None, list[Element]] = {}
    for element in page.elements:
        rows.setdefault(element.parent, []).append(element)
    found: dict[Element, Numbers] = {}
    for row in rows.values():
        if len(row) == 1:
            found[row[0]] = ONLY
            continue
        left = Counter([element.tag for element in row])
        met = dict.fromkeys(left, 0)
        for number, element in enumerate(row, 1):
            met[element.tag] += 1
            found[element] = (number, len(row) - number + 1, met[element.tag], left[element.tag])
            left[element.tag] -= 1
    return found


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


def _parsed(sheets: Sequence[str]) -> list[Any]:
    """Return all rules of *sheets* in their order."""
    import tinycss2

    parsed = (tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True) for text in sheets)
    return [rule for sheet in parsed for rule in sheet]


def _rules(parsed: Sequence[Any], *, dark: bool) -> list[Found]:
    found: list[Found] = []
    for rule in _holding(parsed, dark):
        said = declared(rule.content)
        strong = frozenset(name for name, (_, important) in said.items() if important)
        found.append(Found(rule.prelude, Declared({name: value for name, (value, _) in said.items()}, strong)))
    return found


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
