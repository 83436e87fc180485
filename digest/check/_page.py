"""An HTML file as rules look at it: elements with their text, inline styles, style sheets.

Read with the standard library's tolerant parser: a rule needs to see what an
author wrote, not what a browser makes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from digest.check._sheets import Kind

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_ENDING = frozenset({"tr", "td", "th", "li", "p", "option"})
_CLOSES = {"tr": ("tr",), "td": ("td", "th"), "th": ("td", "th")}
_TABLE, _BLOCKS = ("table",), ("table", "ul", "ol", "div", "td")
# Tags and comments that every reader reads alike: an end tag, a start tag whose values stand in quotes.
_PLAIN = re.compile(r"/([a-z][a-z0-9]*)|([a-z][a-z0-9]*)(?:\s+[a-z-]+=(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*(/?)")
_COMMENT = re.compile(r"<!--(?!-?>)[^-]*(?:-(?!-)[^-]*)*-->")
_ATTRIBUTE = re.compile(r"([a-z-]+)=(?:\"([^\"]*)\"|'([^']*)')")
# What stands in these is no tag, or not always; a piece ends with each.
_RAW = frozenset(
    {"style", "script", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext", "svg", "math"}
)
_PIECE = re.compile(r"</(?:style|script|title)>")
_OWN = re.compile(r"\b(?:href|src|alt|id)=", re.I)  # an article's own tags come seldom twice
MOST_TAGS = 4_000
_UNREAD = frozenset({"style", "script", "title", "template"})
_BY_ITSELF = frozenset({"p", "td", "div", "li", "br", "h1", "h2", "h3", "h4", "tr"})
HIDDEN = frozenset({"style", "script", "title", "head", "template", "noscript"})
# What clients show nothing for; a preheader's padding is made of it.
_UNSEEN = "\u00ad\u034f\u200b-\u200f\u2007\u2060-\u2069\ufeff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_VISIBLE = re.compile(rf"[^\s{_UNSEEN}]")


# A tag taken apart: its name and attributes, and whether it begins an element and whether it ends one.
Tag = tuple[str, dict[str, str], bool, bool]


@dataclass(eq=False, slots=True)
class Element:
    """One element: its name, attributes (not to be changed), place in the tree and line, from 1.

    `spelled` is what stands between its brackets, '' where that was not read plainly.
    `kind` is what the page's sheets know of it; its `style` and `shown` are those of its kind.
    """

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    line: int
    spelled: str = ""
    children: list[Element | str] = field(default_factory=list)
    kind: Kind = field(init=False)
    said: str | None = field(init=False, default=None)

    @property
    def style(self) -> dict[str, str]:
        """The declarations of the style attribute and the light sheets, names in lower case."""
        return self.kind.style

    @property
    def shown(self) -> bool:
        """False in the head and wherever a style hides it."""
        return self.kind.shown

    def get(self, name: str) -> str:
        """Return an attribute's value, '' when it is not there."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> frozenset[str]:
        """The class names."""
        return frozenset(self.get("class").split())

    def ancestors(self) -> Iterator[Element]:
        """Yield the element itself, then what it stands in, outwards."""
        here: Element | None = self
        while here:
            yield here
            here = here.parent

    def descendants(self) -> Iterator[Element]:
        """Yield every element below, in order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.descendants()

    @property
    def text(self) -> str:
        """The text inside, white space folded, alternative texts of pictures included; put together once."""
        if self.said is None:
            found: list[str] = []
            _words(self, found)
            self.said = " ".join("".join(found).split())
        return self.said

    def where(self, name: str) -> str:
        """Return the place for a message: file, line, tag."""
        return f"{name}, line {self.line}: <{self.tag}>"


@dataclass(slots=True)
class Page:
    """A parsed file: its root, every element in order; whether its sheets have rules for the dark mode."""

    root: Element
    elements: list[Element]
    has_dark: bool = False
    seen: list[tuple[str, Element]] | None = None

    def all(self, *tags: str) -> list[Element]:
        """Return the elements with one of these names, in order."""
        return [e for e in self.elements if e.tag in tags]

    @property
    def sheets(self) -> list[str]:
        """The texts of all style elements."""
        return ["".join(c for c in e.children if isinstance(c, str)) for e in self.all("style")]

    def texts(self) -> list[tuple[str, Element]]:
        """Return every visible piece of text with the element that holds it; found once for all rules."""
        if self.seen is None:
            shown = (element for element in self.elements if element.shown)
            pieces = ((child, element) for element in shown for child in element.children if isinstance(child, str))
            self.seen = [(one, element) for one, element in pieces if not one.isspace() and _VISIBLE.search(one)]
        return self.seen


@lru_cache(maxsize=4096)  # the cells of a mail say the same again and again
def _declarations(style: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, (value, _) in declared(style).items())


def declarations(style: str) -> dict[str, str]:
    """Return the declarations of a style text, names in lower case, without ``!important``."""
    return dict(_declarations(style)) if style else {}


def declared(style: str | list[Any]) -> dict[str, tuple[str, bool]]:
    """Return each declaration's value, and whether it is ``!important``; the later of two counts (CSS Syntax 3)."""
    import tinycss2

    found: dict[str, tuple[str, bool]] = {}
    for one in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration":
            found.pop(one.lower_name, None)
            found[one.lower_name] = (tinycss2.serialize(one.value).strip(), one.important)
    return found


def elements_of(*names: str) -> re.Pattern[str]:
    """Return the pattern of a comment, or of a whole element with one of *names*, in the text of a page.

    It begins with one sign, and passes over what is no "<" at once: a page is mostly that.
    """
    either = "|".join(names)
    return re.compile(rf"<(?:({either})\b[^<]*(?:<(?!/\1\s*>)[^<]*)*</\1\s*>|!--.*?-->)", re.DOTALL | re.IGNORECASE)


def parse(html: bytes, tags: dict[str, Tag] | None = None) -> Page:
    """Parse a file; its elements have no kind yet.  *tags* remembers those that were taken apart."""
    reader = _Reader({} if tags is None else tags)
    text, at = html.decode("utf-8", "replace"), 0
    for end in (*(found.end() for found in _PIECE.finditer(text)), len(text)):
        reader.feed(text[at:end])
        at = end
    reader.close()
    return Page(reader.root, reader.elements)


@lru_cache(maxsize=2048)  # the mail and its web version say the same
def _unescaped(words: str) -> str:
    return unescape(words)


class _Reader(HTMLParser):
    """The standard library's; what is written plainly, as a mail mostly is, is read at once.

    A tag is taken apart once: a mail has the same ones again and again.
    """

    def __init__(self, tags: dict[str, Tag]) -> None:
        super().__init__(convert_charrefs=True)
        self.tags = tags
        self.root = Element("#root", {}, None, 1)
        self.open: list[Element] = [self.root]
        self.elements: list[Element] = []

    def goahead(self, end: bool) -> None:
        """Read what is plain, and leave the rest to the standard library."""
        raw, at, told = self.rawdata, 0, 0  # lines are told up to there
        opened, known = self.open, self.tags
        while not self.cdata_elem and (begun := raw.find("<", at)) >= 0 and (closed := raw.find(">", begun)) > 0:
            words, spelled, comment = raw[at:begun], raw[begun + 1 : closed], None
            tag = known.get(spelled) or self._taken(spelled)
            if not tag and not (comment := _COMMENT.match(raw, begun)):
                break
            if words:
                opened[-1].children.append(_unescaped(words) if "&" in words else words)
            at = comment.end() if comment else closed + 1
            if not tag:
                continue
            name, attributes, begins, ends = tag
            if begins:
                self.lineno, told = self.lineno + raw.count("\n", told, begun), begun
                self._begin(name, attributes, spelled)
            if ends and opened[-1].tag == name:
                opened.pop()
            elif ends:
                self.handle_endtag(name)
        self.lineno += raw.count("\n", told, at)
        self.rawdata = raw[at:]
        super().goahead(end)

    def _taken(self, spelled: str) -> Tag | None:
        """Take a tag apart of which *spelled* is the inside; None for what is not plain, or no tag."""
        found = _PLAIN.fullmatch(spelled)
        if not found or found[2] in _RAW:
            return None
        pairs = _ATTRIBUTE.findall(spelled) if found[2] else ()
        attributes = {name: unescape(one or two) for name, one, two in reversed(pairs)}
        ends = bool(found[1] or (found[3] and found[2] not in VOID))
        made = found[1] or found[2], attributes, bool(found[2]), ends
        if not _OWN.search(spelled):
            if len(self.tags) >= MOST_TAGS:
                self.tags.clear()
            self.tags[spelled] = made
        return made

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin(tag, {name: value or "" for name, value in reversed(attrs)})

    def _begin(self, tag: str, attributes: dict[str, str], spelled: str = "") -> None:
        if tag in _ENDING:
            self._end_implied(tag)
        parent = self.open[-1]
        element = Element(tag, attributes, parent, self.lineno, spelled)
        parent.children.append(element)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag == tag:
            self.open.pop()
        elif any(e.tag == tag for e in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def _end_implied(self, tag: str) -> None:
        closes = _CLOSES.get(tag) or (tag,)
        stops = _TABLE if tag in _CLOSES else _BLOCKS
        for depth in range(len(self.open) - 1, 0, -1):
            here = self.open[depth].tag
            if here in stops:
                return
            if here in closes:
                del self.open[depth:]
                return


def _words(element: Element, found: list[str]) -> None:
    """Add what an element and those below it say to *found*, a space at the end of what stands by itself."""
    if element.tag in _UNREAD:
        return
    if element.tag == "img":
        found.append(f" {element.get('alt')} ")
    for child in element.children:
        if not isinstance(child, str):
            _words(child, found)
        else:
            found.append(child if child.isascii() else _INVISIBLE.sub("", child))
    if element.tag in _BY_ITSELF:
        found.append(" ")
