"""Markup to a tree: refused where it is too deep or too much, and without characters that cannot be written back."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from digest.errors import DataError
from digest.sources._guards import check_tags

if TYPE_CHECKING:
    from lxml.etree import HTMLParser
    from lxml.html import HtmlElement

# What one article may take, in elements as nobody here has a clock: these are read in some two seconds.
MAX_ELEMENTS = 50_000  # of one article's markup; the largest of 60 news pages has 1,737
MAX_DEPTH = 200  # elements inside elements; the deepest of 181 news pages has 54

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no Char of XML 1.0, 2.2
# Bytes of UTF-8 that may become one of them, as they stand or as a reference; a page without needs no walk through all
# its elements, which takes as long as parsing it.
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf]")
_REFERENCE = re.compile(
    rb"&#(?:0*(?:\d|[12]\d|3[01]|5[5-7]\d{3}|6553[45])(?!\d)"
    rb"|[xX]0*(?:1?[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF])(?![0-9a-fA-F]))"
)


def parsed(markup: bytes, encoding: str = "utf-8") -> HtmlElement:
    """Return the tree of an HTML fragment or page; an empty body for nothing.

    Raises `DataError` for markup nested deeper than `MAX_DEPTH`, or of more than `MAX_ELEMENTS`.
    """
    from lxml import etree, html  # 40 ms that only formats with markup pay

    check_tags(markup)
    parser = _parser(encoding)
    try:
        tree = html.document_fromstring(markup or b"<p></p>", parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):  # nothing but a comment, or no element at all
        tree = html.document_fromstring(b"<p></p>")
    if _deep()(tree):
        raise DataError(
            f"elements are nested deeper than {MAX_DEPTH} levels",
            where="body",
            fix="save only its article, or correct its markup",
        )
    # There are at most two elements for each tag: itself, and a paragraph around the words that stand beside it.
    if 2 * markup.count(b"<") > MAX_ELEMENTS and _many()(tree):
        what = f"the article has more than {MAX_ELEMENTS:,} elements"
        raise DataError(what, where="body", fix="save only its article, or part it")
    if encoding != "utf-8" or _may_hold_unwritable(markup):
        _without_controls(tree)
    return tree


@cache
def _parser(encoding: str) -> HTMLParser:
    from lxml import etree, html

    made = etree.HTMLParser(encoding=encoding, remove_comments=True, remove_pis=True)
    # All are of the one class: lxml.html's own parser asks Python for the class of each element.
    made.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    return made


def _may_hold_unwritable(markup: bytes) -> bool:
    if len(markup.translate(None, _CONTROLS)) < len(markup):
        return True
    # Looking for the first bytes alone is ten times as fast, and few pages have them.
    if b"\xef" in markup and (b"\xef\xbf\xbe" in markup or b"\xef\xbf\xbf" in markup):
        return True
    return bool(b"\xed" in markup and _SURROGATE.search(markup)) or bool(b"&#" in markup and _REFERENCE.search(markup))


def _without_controls(tree: HtmlElement) -> None:
    """Take away the characters that XML has no place for: they are read, but nothing with them can be written back."""
    for node in tree.iter():
        if node.text and _UNWRITABLE.search(node.text):
            node.text = _UNWRITABLE.sub("", node.text)
        if node.tail and _UNWRITABLE.search(node.tail):
            node.tail = _UNWRITABLE.sub("", node.tail)


@cache
def _deep() -> Callable[[HtmlElement], object]:
    """Return a test for elements below `MAX_DEPTH`: one path, level by level, in C."""
    from lxml import etree

    return etree.XPath(f"boolean(/{'/'.join('*' * MAX_DEPTH)})")


@cache
def _many() -> Callable[[HtmlElement], object]:
    """Return a test for more elements than `MAX_ELEMENTS`, in C."""
    from lxml import etree

    return etree.XPath(f"count(//*) > {MAX_ELEMENTS}")
