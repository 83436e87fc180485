"""How NewsML-G2 says things: words, names, codes and links below an element (IPTC NAR namespace)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from digest.sources._metadata import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

NAR = "{http://iptc.org/std/nar/2006-10-01/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def child(parent: _Element | None, name: str) -> _Element | None:
    """Return the first child called *name*."""
    return parent.find(f"{NAR}{name}") if parent is not None else None


def children(parent: _Element | None, name: str) -> Iterator[_Element]:
    """Yield the children called *name*."""
    yield from parent.iterfind(f"{NAR}{name}") if parent is not None else ()


def words(parent: _Element | None, name: str) -> str:
    """Return the words of a child as one line, '' without it."""
    return said(child(parent, name))


def said(node: _Element | None) -> str:
    """Return the words of an element as one line."""
    return text_of("".join(map(str, node.itertext())).replace("<", "&lt;")) if node is not None else ""


def first(*places: tuple[_Element | None, str]) -> str:
    """Return the words of the first of several elements that has any."""
    return next((found for parent, name in places if (found := words(parent, name))), "")


def names(parent: _Element | None, name: str) -> Iterator[str]:
    """Yield the names of the elements called *name*, or their literals."""
    yield from (found for node in children(parent, name) if (found := name_of(node)))


def name_of(node: _Element) -> str:
    """Return the name of what an element stands for; beside a code a literal is only a remark."""
    literal = node.get("literal") if not node.get("qcode") else ""
    return text_of(node.findtext(f"{NAR}name") or literal or (node.text or ""))


def code(parent: _Element | None, name: str) -> str:
    """Return the code of a child without its scheme: "usable" for stat:usable."""
    return attribute(parent, name, "qcode").rpartition(":")[2]


def attribute(parent: _Element | None, name: str, key: str) -> str:
    """Return an attribute of a child, '' without either."""
    node = child(parent, name)
    return (node.get(key) or "") if node is not None else ""


def kind(item: _Element) -> str:
    """Return what an item is: text, picture, video and others (NewsCodes, ninature)."""
    return code(child(item, "itemMeta"), "itemClass") or "text"
