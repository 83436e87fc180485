"""Words between quotation marks: where they start, where they end, how they nest.

The pairs are those of Unicode's general punctuation and of CLDR's quotation
elements.  Three marks change their role with the language (“ opens in English
and closes in German, » opens in German and closes in French, ” opens in
Swedish), so a mark's role comes from what is open and from its neighbours, never
from its code point alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

Span = tuple[int, int]

# Which marks may close what was opened; the first is the proper one, the others
# are slips that are common in typed text („…" and “…").
_CLOSERS = {
    '"': '"＂”',
    "＂": '＂"',
    "''": "''",
    "“": '”"‟',
    "”": '”"',
    "‟": '”"',
    "„": '“”"‟',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "﹃": "﹄",
    "〝": "〟〞",
}
_ALWAYS_OPEN = frozenset("„「『﹁﹃〝")
_EITHER = frozenset([*'"＂“”‟«»‹›', "''"])
# Two apostrophes are how some wires and archives write a double mark; three are
# one of those and a nested single one, on its inner side.  The class in front lets
# the engine skip to the next candidate instead of trying every place.
_TOKEN = re.compile(
    "[\"＂“”‟„«»‹›「」『』﹁﹂﹃﹄〝〟〞\n'`]"
    r"(?:(?<=\n)(?:[ \t]*\n)*|(?<=')(?<!'')''?(?!')|(?<=`)`|(?<![\n'`]))"
)
_MARK = re.compile('["“”‟]')
_SPACES = frozenset(" \t\n\u00a0\u202f\u2009\u2002\u2003\u3000")
_OPENING = frozenset("([{<")
_BEFORE_OPEN = _SPACES | frozenset("([{<—–-/…:;,'’‘=|*_>#")
_AFTER_CLOSE = _SPACES | frozenset(".,;:!?)]}…—–-/'’*_<。，、；：！？）")
# Marks nest two or three deep; a text of nothing but opening marks must not cost its square.
_UNSPOKEN = re.compile(r"[{}<>=\\|]|\w_\w|::|\(\)")
_DEEPEST = 8
# A book has fewer than this; 250 KB of `"a" ` have 60,000, which once took 20 s and 1.4 GB.
MOST = 1000
# A body seldom runs on without a repeated mark for longer than this (characters).
_LONGEST = 4000


class Marked(NamedTuple):
    """Words between marks.

    `start` and `end` hold the outer marks, `pieces` do not: one span a paragraph.
    `mark` is the opening one.
    """

    start: int
    end: int
    pieces: tuple[Span, ...]
    mark: str


class _Open:
    __slots__ = ("inner", "mark", "pieces", "since", "start")

    def __init__(self, mark: str, start: int) -> None:
        self.mark = "''" if mark == "``" else mark
        self.start = start
        self.since = start + len(mark)
        self.pieces: list[Span] = []
        self.inner: list[Marked] = []


def is_code(words: str) -> bool:
    """Say whether words are code: on four of them comes a mark that nobody speaks, as in "{user: 1}"."""
    unspoken = len(_UNSPOKEN.findall(words))
    return unspoken > 0 and 4 * unspoken >= len(words.split())


def marked(text: str) -> list[Marked]:
    """Return the outermost marked words of *text*, in order, without overlaps.

    An opening mark that is never closed gives nothing; what was properly marked
    after it is kept.  A quote that goes on in the next paragraph, with its
    opening mark repeated there, is one quote with a piece for each paragraph.
    Spans count code points.  The first `MOST` are found.  Cost: O(len(text)).
    """
    found: list[Marked] = []
    stack: list[_Open] = []
    skip = -1
    for match in _TOKEN.finditer(text):
        at = match.start()
        if text[at] == "\n":
            if stack:
                skip = _next_paragraph(text, stack, match, found)
        elif len(found) >= MOST:
            break
        elif at != skip:
            triple = match[0] == "'" * 3
            _take(text, at + (triple and bool(stack)), "''" if triple else match[0], stack, found)
    _give_up(stack, found)
    return sorted([*found, *islice(_singles(text, found), MOST)])[:MOST]


def _take(text: str, at: int, mark: str, stack: list[_Open], found: list[Marked]) -> None:
    if stack and mark == '"' and _belongs(text, at, stack[-1]):
        return
    if stack and (depth := _closes(text, at, mark, stack)) >= 0:
        top = stack[depth]
        _drop_above(stack, depth)
        stack.pop()
        whole = _finish(text, top, at, len(mark))
        if whole:
            (stack[-1].inner if stack else found).append(whole)
    elif mark in _ALWAYS_OPEN or mark == "``" or (mark in _EITHER and _may_open(text, at, mark)):
        _put(_Open(mark, at), stack, found)


def _put(opened: _Open, stack: list[_Open], found: list[Marked]) -> None:
    """Put an opening mark on the stack."""
    if stack and stack[-1].mark == opened.mark and opened.mark in {'"', "''"}:
        # A straight mark that can only open, with one open already: the first
        # was never closed, or both are nested beyond telling.
        _replace(stack, found)
    if len(stack) < _DEEPEST:
        stack.append(opened)


def _belongs(text: str, at: int, opened: _Open) -> bool:
    """Say whether a straight mark belongs to the words: 12" thick, or a mark inside brackets of theirs."""
    line = text.find("\n", at)
    line = len(text) if line < 0 else line
    if text[at - 1].isdigit() and _closed_later(text, at + 1, line, opened.mark):
        return True
    bracket = text.rfind("(", opened.since, at)
    return bracket >= 0 and text.find(")", bracket, at) < 0 and text.find(")", at, line) >= 0


def _closed_later(text: str, at: int, line: int, mark: str) -> bool:
    """Say whether a mark without a figure before it closes what *mark* opened: so the one behind a figure does not."""
    for following in _MARK.finditer(text, at, line):
        if following[0] != mark:
            return following[0] in _CLOSERS[mark]
        before, after = text[following.start() - 1], text[following.end() : following.end() + 1]
        if not before.isdigit():
            return before not in _SPACES and before not in _OPENING and (not after or after in _AFTER_CLOSE)
    return False


def _closes(text: str, at: int, mark: str, stack: list[_Open]) -> int:
    for depth in range(len(stack) - 1, -1, -1):
        opened = stack[depth].mark
        if mark in _CLOSERS[opened] or mark == opened:
            if mark in _ALWAYS_OPEN:
                return -1
            if mark not in _EITHER or _may_close(text, at, mark, opened):
                return depth
    return -1


def _may_close(text: str, at: int, mark: str, opened: str) -> bool:
    before = text[at - 1]
    after = text[at + len(mark)] if at + len(mark) < len(text) else "\n"
    if mark == opened and mark in "“«‹":
        # “…“ and «…« are slips or Swedish habits: only where nothing else is possible.
        return before not in _SPACES and after in _AFTER_CLOSE
    if mark in '"＂' or mark == opened:
        return before not in _SPACES or after in _SPACES or after in ".,;:!?)"
    return True


def _may_open(text: str, at: int, mark: str) -> bool:
    before = text[at - 1] if at else "\n"
    after = text[at + len(mark)] if at + len(mark) < len(text) else "\n"
    if after == "\n":
        return False
    if mark in "«‹“‟":
        free = before in _BEFORE_OPEN or not before.isascii() or mark != "“"
        return free or before not in ".,;:!?" or not after.isspace()
    fits = before in _BEFORE_OPEN or before in '”“»«"「『' or _is_wide(before)
    return fits and (after not in _SPACES or (mark in '"”' and before in "\n" and after == " "))


def _is_wide(char: str) -> bool:
    return "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"


def _finish(text: str, opened: _Open, at: int, size: int) -> Marked | None:
    pieces = [p for p in (*opened.pieces, _trim(text, opened.since, at)) if p[0] < p[1]]
    return Marked(opened.start, at + size, tuple(pieces), opened.mark) if pieces else None


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _next_paragraph(text: str, stack: list[_Open], gap: re.Match[str], found: list[Marked]) -> int:
    """Carry the open quote over the gap, or give it up; return the repeated mark's place."""
    bottom = stack[0]
    at = gap.end()
    while at < len(text) and text[at] in " \t\u00a0\u3000":
        at += 1
    size = len(bottom.mark)
    char = text[at : at + size]
    repeated = bool(char) and (char == bottom.mark or (bottom.mark in "«»" and char in "«»"))
    if not repeated and not _runs_on(text, at, bottom):
        _give_up(stack, found)
        return -1
    _drop_above(stack, 0)
    if gap.end() - gap.start() > 1 or repeated:
        bottom.pieces.append(_trim(text, bottom.since, gap.start()))
        bottom.since = at + size if repeated else at
    return at if repeated else -1


def _runs_on(text: str, at: int, bottom: _Open) -> bool:
    """Say whether the next mark from *at* on is the one that closes *bottom*."""
    if bottom.mark in {'"', "＂", "”", "''"} or at - bottom.start > _LONGEST:
        return False
    for match in _TOKEN.finditer(text, at, at + _LONGEST):
        if (char := match[0]) in _CLOSERS[bottom.mark] and char != '"':
            return True
        if char[0] != "\n":
            return False
    return False


def _drop_above(stack: list[_Open], depth: int) -> None:
    del stack[depth + 1 :]


def _replace(stack: list[_Open], found: list[Marked]) -> None:
    lost = stack.pop()
    (stack[-1].inner if stack else found).extend(lost.inner)


def _give_up(stack: list[_Open], found: list[Marked]) -> None:
    for lost in stack:
        found.extend(lost.inner)
    stack.clear()


# Single marks are quotes only outside double ones, and an apostrophe is no mark:
# the closing one follows punctuation, or is the last that can be one in its line.
_SINGLE = re.compile(
    r"['‘‚](?<![\w'’‘\"”)\]]['‘‚])(?=[\w¿¡(\[…])(?!(?i:\d\ds?|em|tis|twas|twill|til|cause|cos|bout|neath|ow|im|ave|ello|nuff|twould|twere|tisn|twasn|tain|kay|gainst|mongst|pon|tween|nother|scuse|n|s)\b)"
)
_LONGEST_SINGLE = 1000  # characters: an apostrophe must not be searched for to the end
_SINGLE_END = re.compile(r"(?<=[.,!?…])['’‘](?!\w)|(?<=\w)['’‘](?![\w])")


def _singles(text: str, found: list[Marked]) -> Iterator[Marked]:
    spans = iter(sorted(found))
    ahead = next(spans, None)
    at = searched = 0  # nothing ends before `searched`: what begins there is not looked after again
    while match := _SINGLE.search(text, at):
        start = match.start()
        while ahead and ahead.end <= start:
            ahead = next(spans, None)
        if ahead and ahead.start < start:
            at = ahead.end
            continue
        stop = min(_line_end(text, start), start + _LONGEST_SINGLE, ahead.start if ahead else len(text))
        if not _SINGLE_END.search(text, max(start + 1, searched), stop):
            at, searched = start + 1, max(searched, stop)
            continue
        end = _single_end(text, start, stop)
        if end > 0:
            yield Marked(start, end, ((start + 1, end - 1),), text[start])
        at = end if end > 0 else start + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _single_end(text: str, start: int, stop: int) -> int:
    closer = {"'": "'", "‘": "’", "‚": "‘’"}[text[start]]
    plain = -1
    again = text.find(f" {text[start]}", start + 1, stop) if text[start] == "‘" else -1
    for match in _SINGLE_END.finditer(text, start + 1, stop):
        if match[0] not in closer:
            continue
        if 0 <= plain <= again < match.start():
            return plain  # the ‘serious’ storms were ‘enough’
        if text[match.start() - 1] in ".,!?…":
            return match.end()
        if plain < 0 and text[match.start() - 1] not in "sS":
            return match.end()
        plain = match.end()
    return plain
