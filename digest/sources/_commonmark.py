"""Markdown to HTML: CommonMark and what GitHub and the generators add; refused where it would take too long."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from digest.errors import DataError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MAX_NESTING = 100  # quotation marks before one line; a reply to a reply to a reply has three
MAX_OPEN = 200  # brackets of one paragraph: for each that is open, the rest is searched for its end
_DEEP = re.compile(rf"(?m)^(?:[ \t]{{0,3}}>){{{MAX_NESTING}}}")


def html_of_markdown(text: str) -> str:
    """Return Markdown as HTML; `DataError` for one that no parser reads in linear time."""
    see_that_it_is_flat(text)
    made: str = parser().render(text)
    return made


def see_that_it_is_flat(text: str) -> None:
    """Raise `DataError` for Markdown that is nested too deep, or opens too much."""
    # Counted first: the pattern tries every line, and few texts have so many marks.
    deep = text.count(">") >= MAX_NESTING and _DEEP.search(text)
    if deep or "[" * MAX_NESTING in text or "(" * MAX_NESTING in text:
        raise DataError(
            f"quotations or brackets are nested deeper than {MAX_NESTING} levels",
            where="body",
            fix="look at the file: it is no text for readers",
        )
    if text.count("[") > MAX_OPEN and any(part.count("[") > part.count("]") + MAX_OPEN for part in text.split("\n\n")):
        what = f"a paragraph has more than {MAX_OPEN} brackets that are never closed"
        raise DataError(what, where="body", fix="look at the file")


@cache
def parser() -> MarkdownIt:
    """Return the parser, made once: CommonMark and what GitHub and the generators add."""
    from markdown_it import MarkdownIt  # 60 ms that only folders with Markdown pay
    from mdit_py_plugins.footnote import footnote_plugin

    made = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # targets go anyway; a refused link would stay as text
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]
    # Indented lines are never code here: in posts they are markup or prose that slipped to the right.
    return made.enable(["table", "strikethrough"]).disable("code").use(footnote_plugin)
