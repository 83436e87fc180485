"""Break long lines of HTML where the parsed document stays the same."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

LIMIT = 880  # octets a line: some servers cut at 998, and a cut breaks the DKIM signature

# Quoted values are stepped over in one go: this pattern sees every tag of every edition.
_REST = r"""[^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*>"""
_MARKUP = re.compile(
    rf"<!--.*?-->|<(?P<raw>style|script|pre|textarea)\b{_REST}.*?</(?P=raw)\s*>|<[/!]?[A-Za-z]{_REST}",
    re.DOTALL | re.IGNORECASE,
)
_VALUE_OR_SPACE = re.compile(r"""(?P<value>"[^"]*"|'[^']*')|[ \t]+""")
_BARE_VALUE = re.compile(r"""=[^\s"'<>]*/>$""")  # here the slash before the end would belong to the value


def with_short_lines(html: str) -> str | None:
    """Return *html* with no line over 880 octets, or None where a line cannot be broken.

    Preferred is the place before a tag's closing bracket, where white space means
    nothing; next a space between attributes, the end of a rule in a style sheet,
    or a space in running text, which becomes a line feed.  *html* is ASCII.
    """
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    lines = html.split("\n")
    if max(map(len, lines)) <= LIMIT:
        return html
    page = _Page(html)
    out: list[str] = []
    start = 0
    for line in lines:
        end = start + len(line)
        if not _add_line(page, start, end, out):
            return None
        start = end + 1
    return "".join(out)[:-1]


def _add_line(page: _Page, start: int, end: int, out: list[str]) -> bool:
    while end - start > LIMIT:
        cut = page.place(start + 1, start + LIMIT)
        if cut == 0:
            return False
        out += [page.html[start:cut], "\n"]
        start = cut + (page.html[cut] in " \t")  # a space gives way to the line feed
    out += [page.html[start:end], "\n"]
    return True


class _Page:
    """Where the markup of a document stands, found once."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.starts: list[int] = []
        self.found: list[re.Match[str]] = []
        self.tags: list[re.Match[str]] = []
        self.ends: list[int] = []  # where their brackets stand
        for markup in _MARKUP.finditer(html):
            self.starts.append(markup.start())
            self.found.append(markup)
            if markup["raw"] is None and html[markup.start() + 1] != "!":
                self.tags.append(markup)
                self.ends.append(markup.end() - 1)

    def place(self, start: int, stop: int) -> int:
        """Return the last good place for a line end in start … stop, 0 when there is none."""
        at = bisect_right(self.ends, stop)  # of this one the slash may stand in time
        for tag in self.tags[max(at - 1, 0) : at + 1][::-1]:
            if start <= (spot := _before_bracket(self.html, tag)) <= stop:
                return spot
        return max((spot for spot in self._second_best(start, stop) if start <= spot <= stop), default=0)

    def _second_best(self, start: int, stop: int) -> Iterator[int]:
        first = max(bisect_right(self.starts, start) - 1, 0)
        covered = start
        for markup in self.found[first : bisect_right(self.starts, stop)]:
            yield from self._spaces(covered, markup.start())
            yield from _inside(markup)
            covered = max(covered, markup.end())
        yield from self._spaces(covered, stop + 1)

    def _spaces(self, start: int, stop: int) -> Iterator[int]:
        spot = self.html.rfind(" ", start, stop)
        # A run of spaces is left whole: a reader sees one either way, but the text stays the same length.
        while spot > start and (self.html[spot - 1].isspace() or self.html[spot + 1 : spot + 2].isspace()):
            spot = self.html.rfind(" ", start, spot)
        if spot > start:
            yield spot


def _before_bracket(html: str, markup: re.Match[str]) -> int:
    end = markup.end() - 1
    if html[end - 1] == "/" and not _BARE_VALUE.search(html, markup.start(), end + 1):
        return end - 1
    return end


def _inside(markup: re.Match[str]) -> Iterator[int]:
    text = markup[0]
    if markup["raw"] and markup["raw"].lower() == "style":
        yield from (markup.start() + found.end() for found in re.finditer(r"\}(?=\S)", text))
    elif markup["raw"] is None and text[1] != "!":
        yield from (markup.start() + m.start() for m in _VALUE_OR_SPACE.finditer(text) if m["value"] is None)
