"""Quotes that markup shows: <blockquote>, <q>, pull quotes, and Markdown's > lines.

For a text that still has its markup.  Offsets count code points of exactly that
text, tags included: nothing is stripped before it is counted, so a span found
here proves itself against the text as it was stored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from digest.quotes.find.marks import MOST, Span, marked

# A tag by the HTML Standard's tokenizer, near enough for what opens and closes a quote.
# A bare < ends the search for its >, a second <!-- that for its -->: a text of nothing but
# beginnings costs its length, not its square.
_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)((?:\"[^\"]*\"|'[^']*'|[^'\"<>]++)*+)>|<!--(?:(?!<!--|-->).)*+-->", re.DOTALL
)
_PULL = re.compile(r"\bclass\s*=\s*(?:\"[^\"]*|'[^']*|\S*)pull-?quote", re.IGNORECASE)
# Quoted lines up to a blank one, lazy lines without the mark included unless they begin something else.
_QUOTED = re.compile(r"(?m)^ {0,3}>.*(?:\n(?! {0,3}(?:[-*+#<`|~]|\d+[.)]|$)).+)*(?:\n {0,3}>.*)*")
_MARKER = re.compile(r"(?: {0,3}>[ \t]?)+")
_NOTE = re.compile(r"\[![A-Z]+\]")
# A name with what may stand after it; links and bold are how pages set one.
_NAME = r"(?:[^.!?:;\[\]]|\.(?=\S| \d)|(?<=[ .][A-Z])\.|\[[^\]\n]*\]\([^)\n]*\)|<[^>\n]*>)"
_NAME_LIKE = re.compile(rf"(?:\*\*|__)?(?:[\[@A-ZÀ-Þ<]|an? (?=\w)|our |the ){_NAME}*")
# “…” — Name at the end of a line; the name may be missing.
_TRAILING = re.compile(
    r"(?:(?<=[.!?…”\"’)\]*_])[ \t]*(?:[—–―]-?|&mdash;|--|~)|(?<=[.!?…”\"’)\]*_])[ \t]+-)[ \t]*"
    rf"(?P<name>(?:(?:\*\*|__)?(?:(?=[\[<])|[@A-ZÀ-Þ\d]|via ){_NAME}{{1,160}}\.?)?)$"
)
# A name with its role needs less before it: no dash after a closing mark, no stop before a dash.
_TRAILING_ROLE = re.compile(
    r"(?:(?<=[”\"»])|(?<=\w)[ \t]+(?:[—–-]|--))[ \t]+"
    r"(?P<name>[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){1,3}, [A-ZÀ-Þ][^.!?:;“”\"]{2,80})$"
)
# “…” (Name) with the name in brackets.
_TRAILING_ASIDE = re.compile(
    r"(?<=[”\"»])[ \t]*\((?P<name>[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){1,3}(?:, [^()\n]{2,80})?)\)$"
)
_CITED = re.compile(r"<(cite|footer)\b[^>]*>(?P<name>[^\n]+)</\1>$")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)|\*\*|__|(?<!\w)[*_]|[*_](?!\w)")
_DATE = re.compile(r"\w+\.? \d{1,2}, \d{4}|\d{1,2}\.? \w+ \d{4}")
_FLAG = re.compile(r"-{1,2}\w+(?:=|-[a-zß-öø-ÿ])")  # of a program: "-Ztide-gauge", "--year=9"
_DASH = re.compile(r"^(?:[—–―]|&mdash;|&ndash;|&#821[12];|--|-|~)\s*(?=\S)")
_CREDIT = frozenset({"cite", "footer", "figcaption"})
_PAIRS = {'"': '"”', "“": '”"', "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "‘": "’", "'": "'"}
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

    @property
    def note(self) -> bool:
        """Whether it is a note of the page's own ([!NOTE]), and nobody's words."""
        return not self.pieces


def marked_up(text: str) -> list[Block]:
    """Return the quotes that markup shows in *text*, in order, none inside another: the first `MOST`."""
    found = [*_elements(text), *_lines(text)] if "<" in text or ">" in text else []
    kept: list[Block] = []
    for block in sorted(found):
        if not kept or block.start >= kept[-1].end:
            kept.append(block)
    return kept[:MOST]


def opens_with_mark(text: str, block: Block) -> bool:
    """Say whether a block's words begin with a quotation mark of their own, within their span or before it."""
    start = block.pieces[0][0]
    if text[start] in "'‘":  # an apostrophe opens a paragraph too: 'Tis
        return any(mark.start == 0 for mark in marked(text[start : block.end])[:1])
    return text[start] in _PAIRS or (start > 0 and text[start - 1] in _PAIRS)


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
                if pieces:
                    yield Block(start, tag.end(), pieces, kind, credit or _after(text, tag.end()))


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
    if spans and not credit:
        last = text[slice(*spans[-1])]
        listed = len(spans) > 1 and text[spans[-2][0] :][:2] == last[:2]
        if len(spans) > 1 and not listed and (credit := _credit_line(last)):
            spans.pop()
        elif cut := _trailing(last):
            spans[-1] = (spans[-1][0], spans[-1][0] + cut.start())
            credit = cut["name"]
    return _bare(text, spans), plain_credit(_DASH.sub("", credit))


def _trailing(line: str) -> re.Match[str] | None:
    """Return the credit that ends a line of words, None for none."""
    return _TRAILING.search(line) or _TRAILING_ROLE.search(line) or _TRAILING_ASIDE.search(line)


def plain_credit(credit: str) -> str:
    """Return a credit without what only sets it: tags, links, bold, entities."""
    plain = _LINK.sub(r"\1", _words(credit))
    return unescape(_LINK.sub(r"\1", plain))  # [**Anna Holm**](…): bold in a link


def _credit_line(line: str) -> str:
    """Return the name on a line that is nothing but a credit: "— Anna Holm, mayor", "- Dan Holm, Port Office"."""
    if cited := _CITED.match(line):
        return _DASH.sub("", cited["name"])
    dash = _DASH.match(line)
    name = line[dash.end() :] if dash else ""
    if not dash or len(line) > LONGEST_NAME or _FLAG.match(line):
        return ""
    # A hyphen begins list items too: after it only what is written like a name is one.
    return name if line[0] not in "-~" or line.startswith("--") or _NAME_LIKE.fullmatch(name) else ""


def _bare(text: str, spans: list[Span]) -> tuple[Span, ...]:
    if not spans:
        return ()
    while text[spans[0][0]] in "*_" and text[spans[-1][1] - 1] == text[spans[0][0]] and spans[-1][1] - spans[0][0] > 2:
        spans[0] = (spans[0][0] + 1, spans[0][1])  # *“…”*: set in italics or bold
        spans[-1] = (spans[-1][0], spans[-1][1] - 1)
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


def _after(text: str, at: int) -> str:
    """Read the attribution line that follows an element, unless it begins a list."""
    rest = text[at : at + 400].lstrip()
    line, _, following = rest.partition("\n")
    return "" if following.startswith(line[:2]) else _credit_line(_words(line))


def _lines(text: str) -> Iterator[Block]:
    """Yield the quotes that Markdown's quoted lines show (CommonMark, 5.1), lazy lines included.

    Quoted paragraphs parted by one blank line belong together; a credit, or a
    new opening mark after a closing one, ends a quote.
    """
    group: list[Span] = []
    for paragraph in _QUOTED.finditer(text):
        lines = [line for line in _stripped(text, paragraph) if line[0] < line[1]]
        if group and text[group[-1][1] : paragraph.start()].strip(">\n \t"):
            yield from _quotes(text, group)
            group = []
        if group and text.count("\n", group[-1][1], paragraph.start()) > 2:
            yield from _quotes(text, group)
            group = []
        group += lines
    yield from _quotes(text, group)


def _stripped(text: str, paragraph: re.Match[str]) -> Iterator[Span]:
    """Yield the lines of a quoted paragraph without their > marks."""
    for start, end in _split(text, paragraph.span()):
        mark = _MARKER.match(text, start, end)
        yield _trim(text, mark.end() if mark else start, end)


def _quotes(text: str, lines: list[Span]) -> Iterator[Block]:
    """Yield each quote of a run of quoted lines with its credit; notes such as [!NOTE] are none."""
    if not lines:
        return
    if _NOTE.match(text, *lines[0]):
        yield Block(text.rfind("\n", 0, lines[0][0]) + 1, lines[-1][1], (), "markdown")
        return
    begun = 0
    for i, (start, end) in enumerate(lines):
        line = text[start:end]
        item = any(text[a : a + 2] == line[:2] for a, _ in (*lines[i - 1 : i], *lines[i + 1 : i + 2]))
        credit = "" if item or i == begun else _credit_line(line)
        if i > begun and _opens_anew(text, lines[begun], lines[i - 1], start):
            yield from _block(text, lines[begun:i], "")
            begun = i
        if credit:
            yield from _block(text, lines[begun:i], credit, end)
            begun = i + 1
        elif _trailing(line):
            yield from _block(text, lines[begun : i + 1], "")
            begun = i + 1
        elif i == begun and _DATE.fullmatch(line):
            begun = i + 1  # after a credit
    yield from _block(text, lines[begun:], "", credited_after=True)


def _opens_anew(text: str, first: Span, last: Span, start: int) -> bool:
    """Say whether a mark opens at *start* after one that closed what the first line opened."""
    opening = text[first[0]]
    return text[start] == opening and opening in _PAIRS and text[last[1] - 1] in _PAIRS[opening]


def _block(text: str, lines: list[Span], credit: str, end: int = 0, *, credited_after: bool = False) -> Iterator[Block]:
    if not lines:
        return
    start = text.rfind("\n", 0, lines[0][0]) + 1
    end = end or lines[-1][1]
    pieces, own = _without_credit(text, lines, credit)
    pieces = tuple(piece for piece in pieces if text[slice(*piece)].strip(">"))
    if pieces:
        yield Block(start, end, pieces, "markdown", own or (_after(text, end) if credited_after else ""))
