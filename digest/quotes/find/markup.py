"""Quotes that markup shows: <blockquote>, <q>, pull quotes, and Markdown's > lines.

For a text that still has its markup.  Offsets count code points of exactly that
text, tags included: nothing is stripped before it is counted, so a span found
here proves itself against the text as it was stored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from digest.quotes.find.marks import MOST, Span

# A tag by the HTML Standard's tokenizer, near enough for what opens and closes a quote.
# A bare < ends the search for its >, a second <!-- that for its -->: a text of nothing but
# beginnings costs its length, not its square.
_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)((?:\"[^\"]*\"|'[^']*'|[^'\"<>]++)*+)>|<!--(?:(?!<!--|-->).)*+-->", re.DOTALL
)
_PULL = re.compile(r"\bclass\s*=\s*(?:\"[^\"]*|'[^']*|\S*)pull-?quote", re.IGNORECASE)
_QUOTED_LINE = re.compile(r"(?m)^ {0,3}>[ \t]?(.*)$")
_DASH = re.compile(r"^(?:[—–―]|--|-|~)\s*(?=\S)")
_CREDIT = frozenset({"cite", "footer", "figcaption"})
_PAIRS = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "‘": "’", "'": "'"}
LONGEST_NAME = 120  # characters of an attribution line
LONGEST_CLASS = 1000  # characters of attributes that are searched for a pull quote's class


class Block(NamedTuple):
    """A quote shown by markup: its pieces without tags and marks, its kind, its credit line.

    `kind` is blockquote, q, pullquote or markdown; `credit` the words of the
    cite or attribution line, '' when there is none; `start` and `end` hold the
    whole element.
    """

    start: int
    end: int
    pieces: tuple[Span, ...]
    kind: str
    credit: str = ""


def marked_up(text: str) -> list[Block]:
    """Return the quotes that markup shows in *text*, in order, none inside another: the first `MOST`."""
    found = [*_elements(text), *_lines(text)] if "<" in text or ">" in text else []
    kept: list[Block] = []
    for block in sorted(found):
        if block.pieces and (not kept or block.start >= kept[-1].end):
            kept.append(block)
    return kept[:MOST]


def without_tags(text: str) -> str:
    """Return *text* with a space for each character of a tag: offsets stay, line feeds too."""
    return _TAG.sub(lambda tag: re.sub(r"[^\n]", " ", tag[0]), text)


def _elements(text: str) -> Iterator[Block]:
    opened: list[tuple[str, str, int, int]] = []
    waiting: Counter[str] = Counter()
    for tag in _TAG.finditer(text):
        name = (tag[2] or "").lower()
        kind = _kind(name, tag[3] or "")
        if kind and not tag[1]:
            opened.append((name, kind, tag.start(), tag.end()))
            waiting[name] += 1
        elif tag[1] and waiting[name]:
            while opened[-1][0] != name:
                waiting[opened.pop()[0]] -= 1
            _, kind, start, inner = opened.pop()
            waiting[name] -= 1
            if not opened:
                pieces, credit = _inside(text, inner, tag.start())
                yield Block(start, tag.end(), pieces, kind, credit or _behind(text, tag.end()))


def _kind(name: str, attributes: str) -> str:
    if name in {"aside", "figure", "div", "p", "span", "section"}:
        return "pullquote" if _PULL.search(attributes[:LONGEST_CLASS]) else ""
    return name if name in {"blockquote", "q"} else ""


def _inside(text: str, start: int, end: int) -> tuple[tuple[Span, ...], str]:
    """Return the runs of words between the tags of an element, and its credit."""
    runs: list[Span] = []
    credit = ""
    at = start
    inside = ""
    for tag in _TAG.finditer(text, start, end):
        name = (tag[2] or "").lower()
        if inside:
            if tag[1] and name == inside:
                credit = credit or _words(text[at : tag.start()])
                inside, at = "", tag.end()
            continue
        if name in _INLINE:
            continue
        runs.append((at, tag.start()))
        at = tag.end()
        inside = name if name in _CREDIT and not tag[1] else ""
    runs.append((at, end) if not inside else (at, at))
    lines = [line for run in runs for line in _split(text, run)]
    return _without_credit(text, lines, credit)


_INLINE = frozenset({"em", "i", "b", "strong", "a", "span", "u", "small", "sup", "sub", "abbr", "mark", "code"})


def _split(text: str, run: Span) -> Iterator[Span]:
    at = run[0]
    for line in text[run[0] : run[1]].split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _without_credit(text: str, lines: list[Span], credit: str) -> tuple[tuple[Span, ...], str]:
    """Trim the lines, take a last "— Name" as the credit, and drop outer marks."""
    spans = [span for line in lines if (span := _trim(text, *line))[0] < span[1]]
    if len(spans) > 1 and not credit:
        last = text[slice(*spans[-1])]
        if (dash := _DASH.match(last)) and len(last) <= LONGEST_NAME:
            credit = last[dash.end() :]
            spans.pop()
    return _bare(text, spans), _DASH.sub("", credit)


def _bare(text: str, spans: list[Span]) -> tuple[Span, ...]:
    if not spans:
        return ()
    first, last = text[spans[0][0]], text[spans[-1][1] - 1]
    if first in _PAIRS and last in _PAIRS[first]:
        spans[0] = (spans[0][0] + 1, spans[0][1])
        spans[-1] = (spans[-1][0], spans[-1][1] - 1)
    spans = [_trim(text, *span) for span in spans]
    return tuple(span for span in spans if span[0] < span[1])


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _words(markup: str) -> str:
    return " ".join(_TAG.sub(" ", markup).split())


def _behind(text: str, at: int) -> str:
    """Read the attribution line that follows an element."""
    rest = text[at : at + 400].lstrip()
    line = _words(rest.split("\n", 1)[0])
    dash = _DASH.match(line)
    return line[dash.end() :] if dash and len(line) <= LONGEST_NAME else ""


def _lines(text: str) -> Iterator[Block]:
    """Yield the runs of Markdown's quoted lines (CommonMark, 5.1)."""
    run: list[re.Match[str]] = []
    for line in _QUOTED_LINE.finditer(text):
        if run and line.start() != run[-1].end() + 1:
            yield _block(text, run)
            run = []
        run.append(line)
    if run:
        yield _block(text, run)


def _block(text: str, run: list[re.Match[str]]) -> Block:
    pieces, credit = _without_credit(text, [line.span(1) for line in run], "")
    end = run[-1].end()
    return Block(run[0].start(), end, _joined(text, pieces), "markdown", credit or _behind(text, end))


def _joined(text: str, pieces: tuple[Span, ...]) -> tuple[Span, ...]:
    """Keep one piece a line: between two lines stands a > that nobody said."""
    return tuple(piece for piece in pieces if text[slice(*piece)].strip(">"))
