"""Markup to plain text: the words of an HTML fragment in the form that quote finding reads.

Paragraphs are parted by one blank line, items of a list and rows of a table by one
line feed.  An item begins "- " or "1. ", every line of a block quotation "> ", the
line that credits it "> — "; cells are parted by " | ".  Link targets go, their words stay.
What a reader of the page never sees (scripts, hidden elements, form controls) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from digest.sources._elements import (
    BLOCKS,
    DASH,
    GONE,
    PictureElement,
    caption_of,
    flat,
    folded,
    is_credit,
    is_hidden,
    is_note_mark,
    picture_of,
    whole,
)
from digest.sources._parsing import parsed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NOTE = 160  # characters of a remark about a quoted line

Kind = Literal["text", "heading", "item", "quote", "row"]

_EMPTY = frozenset({"area", "base", "embed", "input", "link", "meta", "param", "source", "track", "wbr"})
# A no-break space is typography beside a mark or a number, and else what an editor program left.
_STRAY = re.compile(r"(?<![\d«%§])\u00a0(?![\d»;:!?%€])")
_BREAK = "\x00"  # a <br> until the paragraph is whole; no text of a page holds a NUL
_PULL = re.compile(r"(?:^|[\s_-])pull-?quote", re.I)
_LAYOUT = frozenset(
    {
        "p", "div", "table", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProseBlock:
    """One paragraph, heading, item or row; blocks of one `group` (not 0) are separated by one line feed."""

    kind: Kind
    text: str
    group: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class Prose:
    """What a fragment says: its blocks in order and its pictures."""

    blocks: tuple[ProseBlock, ...]
    pictures: tuple[PictureElement, ...] = ()

    @property
    def text(self) -> str:
        """The whole text in the form described above."""
        return joined(self.blocks)


def joined(blocks: Iterable[ProseBlock]) -> str:
    """Return the text of *blocks*."""
    parts: list[str] = []
    last = 0
    for block in blocks:
        if parts:
            parts.append("\n" if block.group and block.group == last else "\n\n")
        parts.append(block.text)
        last = block.group
    return "".join(parts)


def prose(markup: str) -> Prose:
    """Return the words and pictures of an HTML fragment or page, which is clean text (`plain`).

    Raises `DataError` for markup nested deeper than `MAX_DEPTH`, or of more than `MAX_ELEMENTS`.  Cost: O(len(markup)).
    """
    return prose_of(parsed(markup.encode())) if "<" in markup or "&" in markup else Prose(_plain_blocks(markup))


def prose_of(tree: HtmlElement) -> Prose:
    """Return the words and pictures below an element."""
    walk = _Walk()
    walk.children(tree)
    walk.flush()
    return Prose(tuple(walk.blocks), tuple(walk.pictures))


def sections(
    blocks: Sequence[ProseBlock], names: frozenset[str]
) -> tuple[list[ProseBlock], dict[str, list[ProseBlock]]]:
    """Part the blocks under a heading of *names* (casefolded) from the rest.

    Only items, quotes and their notes directly below such a heading belong to it; a
    heading with prose below it is a heading like any other.
    """
    rest: list[ProseBlock] = []
    found: dict[str, list[ProseBlock]] = {}
    at = 0
    while at < len(blocks):
        name = blocks[at].text.casefold().strip(" :*") if blocks[at].kind in ("heading", "text") else ""
        end = _end_of_points(blocks, at + 1) if name in names else at
        if end > at + 1:
            found.setdefault(name, []).extend(blocks[at + 1 : end])
            at = end
        else:
            rest.append(blocks[at])
            at += 1
    return rest, found


def _end_of_points(blocks: Sequence[ProseBlock], at: int) -> int:
    """Return where a run of items, or of quotes with a short note each, ends."""
    while at < len(blocks) and (blocks[at].kind in ("item", "quote") or _is_note(blocks, at)):
        at += 1
    return at


def _is_note(blocks: Sequence[ProseBlock], at: int) -> bool:
    return blocks[at].kind == "text" and blocks[at - 1].kind == "quote" and len(blocks[at].text) <= NOTE


def _plain_blocks(text: str) -> tuple[ProseBlock, ...]:
    parts = (part.strip() for part in re.split(r"\n[ \t]*\n", text))
    return tuple(ProseBlock("text", part) for part in parts if part)


@dataclass(slots=True)
class _Walk:
    """One way through a tree: the blocks so far and the paragraph that is being collected."""

    blocks: list[ProseBlock] = field(default_factory=list)
    pictures: list[PictureElement] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    quoted: int = 0  # how many block quotations are open
    group: int = 0  # the open list or table, 0 outside
    marker: str = ""  # of the list item whose first words are still to come
    groups: int = 0  # how many lists and tables there were
    kind: Kind = "text"
    level: int = 0

    def children(self, node: HtmlElement) -> None:
        if node.text:
            self.inline.append(node.text)
        for child in node:
            if isinstance(child.tag, str):
                self.element(child, child.tag.rpartition("}")[2].lower())
            if child.tail:
                self.inline.append(child.tail)

    def element(self, node: HtmlElement, tag: str) -> None:
        if tag in _EMPTY:
            self.children(node)  # an old rule of HTML puts inside what follows
        elif tag in GONE or (node.attrib and is_hidden(node)):
            return
        elif tag == "br":
            self.inline.append(_BREAK)
        elif tag == "img":
            self.picture(node)
        elif tag in BLOCKS:
            self.flush()
            _ENTER.get(tag, _Walk.block)(self, node)
            self.flush()
        elif tag == "q":
            self.inline.append("“")
            self.children(node)
            self.inline.append("”")
        elif not is_note_mark(node, tag):
            self.children(node)

    def block(self, node: HtmlElement) -> None:
        if _PULL.search(node.get("class", "")):
            self.quotation(node)
        else:
            self.children(node)

    def heading(self, node: HtmlElement) -> None:
        self.kind, self.level = "heading", int(node.tag[-1])
        self.children(node)
        self.flush()
        self.kind, self.level = "text", 0

    def listing(self, node: HtmlElement) -> None:
        outer = self.group
        if not outer:
            self.groups += 1
            self.group = self.groups
        number = whole(node.get("start"), 1)
        for child in node:
            if not isinstance(child.tag, str):
                continue
            if child.tag == "li" and not is_hidden(child):
                self.flush()
                self.marker = f"{number}. " if node.tag == "ol" else "- "
                number += 1
                self.children(child)
                self.flush()
                self.marker = ""
            else:
                self.element(child, child.tag)
        self.flush()
        self.group = outer

    def quotation(self, node: HtmlElement) -> None:
        self.quoted += 1
        outer, self.group = self.group, 0
        credit = [child for child in node if isinstance(child.tag, str) and is_credit(child)]
        self.children(node) if not credit else self.credited(node, credit)
        self.flush()
        self.group = outer
        self.quoted -= 1

    def credited(self, node: HtmlElement, credit: Sequence[HtmlElement]) -> None:
        self.inline.append(node.text or "")
        for child in node:
            if child in credit:
                self.credit(child)
            elif isinstance(child.tag, str):
                self.element(child, child.tag)
            self.inline.append(child.tail or "")

    def credit(self, node: HtmlElement) -> None:
        """Write who said it, on a line of its own that begins with a dash."""
        self.flush()
        words = " ".join(flat(node).split())
        if words:
            self.inline.append(words if DASH.match(words) else f"— {words}")
        self.flush()

    def figure(self, node: HtmlElement) -> None:
        """Credit a quotation with its caption; give a picture its own, and keep that as a paragraph."""
        if _PULL.search(node.get("class", "")) and node.find(".//blockquote") is None:
            self.quotation(node)
            return
        captions = [child for child in node if child.tag == "figcaption"]
        has_quote = node.find(".//blockquote") is not None
        before = len(self.pictures)
        for child in node:
            if child in captions and has_quote:
                self.quoted += 1
                self.credit(child)
                self.quoted -= 1
            elif isinstance(child.tag, str):
                self.element(child, child.tag)
            self.inline.append(child.tail or "")
        if captions and len(self.pictures) > before:
            from dataclasses import replace

            caption, credit = caption_of(captions[0])
            self.pictures[before:] = [replace(one, caption=caption, credit=credit) for one in self.pictures[before:]]

    def table(self, node: HtmlElement) -> None:
        cells = node.iter("td", "th")
        if any(child.tag in _LAYOUT for cell in cells for child in cell):
            self.children(node)  # a table that only places things, as newsletters have it
            return
        outer = self.group
        self.groups += 1
        self.group = self.groups
        for child in node.iter("caption", "tr"):
            if child.tag == "caption":
                self.group = 0
                self.children(child)
                self.flush()
                self.group = self.groups
            else:
                row = [" ".join(flat(cell).split()) for cell in child if cell.tag in ("td", "th")]
                self.pictures += [one for image in child.iter("img") if (one := picture_of(image))]
                if any(row):
                    self.inline.append(" | ".join(row))
                    self.kind = "row"
                    self.flush()
                    self.kind = "text"
        self.group = outer

    def code(self, node: HtmlElement) -> None:
        self.inline.append(flat(node).strip("\n").replace("\n", _BREAK))

    def picture(self, node: HtmlElement) -> None:
        if found := picture_of(node):
            self.pictures.append(found)

    def flush(self) -> None:
        """End the paragraph that is open, if it has words."""
        if not self.inline:
            return
        text = "".join(self.inline)
        self.inline.clear()
        if not text or text.isspace():
            return
        if "\u00a0" in text:
            text = _STRAY.sub(" ", text)
        rows = [row for part in text.split(_BREAK) if (row := folded(part).strip(" \u00a0"))]
        if not rows:
            return
        rows[0] = self.marker + rows[0]
        kind: Kind = "item" if self.marker and self.kind == "text" else self.kind
        self.marker = ""
        if self.quoted:
            rows = ["> " + row for row in rows]
            kind = "quote"
        self.blocks.append(ProseBlock(kind, "\n".join(rows), self.group, self.level))


_ENTER = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Walk.heading),
    **dict.fromkeys(("ul", "ol", "menu"), _Walk.listing),
    "blockquote": _Walk.quotation,
    "figure": _Walk.figure,
    "table": _Walk.table,
    "pre": _Walk.code,
}
