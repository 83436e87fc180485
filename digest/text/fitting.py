"""Make text fit a limit without breaking it.

A whole thought first, then whole sentences, then whole words; never inside an
address, a tag, a mention, an escape or a grapheme cluster, and never with a mark
or a bracket left open.  Costs are added up once (prefix sums), so a cut costs
O(len(text)), and the finished piece is measured once more as the network does it:
a sum of parts may differ from the whole, a refused post may not happen.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from digest.text.graphemes import clusters
from digest.text.scripts import spaced
from digest.text.sentences import sentences

Measure = Callable[[str], int]
Span = tuple[int, int]

ELLIPSIS = "…"
OMISSION = " […]"
ENOUGH = 0.6  # a sentence cut that uses less of the room wastes too much of it
EACH = 16  # places that are tried one by one before the search goes back faster
NEARLY = 0.9  # and so does giving up an open bracket where that leaves less; it is closed instead

_CLOSER = dict(zip("([{“„«»「『《〈（【‹‘", ")]}”“»«」』》〉）】›’", strict=True))
_BRACKETS = "([{（【"
_DANGLING = " \t\n\u00a0,;:–—-(“„«「『《〈（【[{‘‹/&+、，：；\u2060"
_NO_START = frozenset("、。，．！？：；」』）】》〉ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…・")
_NO_END = frozenset("「『（【《〈#＃@＠$")


@dataclass(frozen=True, slots=True)
class Ruler:
    """One way to count, and how much of it there is.

    `things` says that things are counted, such as links: their room is used when
    not one more fits, and not at all before.
    """

    measure: Measure
    room: int
    things: bool = False

    def used(self, text: str) -> float:
        """Return the part of the room that *text* takes; over 1 when it does not fit."""
        length = self.measure(text)
        if self.things:
            return 0.0 if length < self.room else 1.0 if length == self.room else 2.0
        return length / self.room if self.room > 0 else 2.0


@dataclass(frozen=True, slots=True)
class Fit:
    """A text that fits, and how it was made to: whole, sentences, words, clusters or nothing."""

    text: str
    cut: str


def fits(text: str, rulers: Iterable[Ruler]) -> bool:
    """Say whether *text* is within every ruler's room."""
    return all(ruler.measure(text) <= ruler.room for ruler in rulers)


def fit(
    text: str, rulers: Sequence[Ruler], *, keep: Iterable[Span] = (), mark: str = ELLIPSIS, whole_mark: str = ""
) -> Fit:
    """Return the longest good beginning of *text* that fits.

    *keep* are spans that are never split.  *mark* ends a cut at a word,
    *whole_mark* one at a sentence ('' because nothing is missing there; a quote
    passes its omission mark for both).  The text is '' when not even one cluster
    and the mark fit.
    """
    if fits(text, rulers):
        return Fit(text, "whole")
    scale = Scale(text, rulers, keep)
    for cut, places, ending in (("sentences", scale.sentences, whole_mark), ("words", scale.words, mark)):
        piece, used = _longest(scale, places, ending)
        if piece and used >= ENOUGH:
            return Fit(piece, cut)
    piece, _ = _longest(scale, range(1, len(scale.bounds)), mark)
    return Fit(piece, "clusters" if piece else "nothing")


def split(text: str, rulers: Sequence[Ruler], *, keep: Iterable[Span] = ()) -> list[str]:
    """Split *text* into parts that fit, at sentences if they fill the room well enough, or if that keeps the next
    one whole, else at words.

    Nothing is left out but white space between parts.  A part is never empty; a
    single cluster that does not fit stands alone, too long.
    """
    parts: list[str] = []
    scale = Scale(text, rulers, keep)
    start = 0
    while start < len(scale.bounds) - 1:
        end = _part_end(scale, start)
        if part := scale.slice(start, end).strip():
            parts.append(part)
        start = end
    return parts


class Scale:
    """A text in unbreakable pieces, with the running cost of each ruler.

    `bounds` are the code points where a piece ends (0 first), `sums[r][i]` is the
    cost of everything before ``bounds[i]`` by ruler r; `words` and `sentences`
    are the indices into `bounds` where one may be cut.
    """

    def __init__(self, text: str, rulers: Sequence[Ruler], keep: Iterable[Span]) -> None:
        self.text = text
        self.rulers = rulers
        self.keep = sorted(keep)
        self.bounds = _pieces(text, self.keep)
        self.sums = [_running(text, self.bounds, ruler.measure) for ruler in rulers]
        ends = {end for _, end in sentences(text)}
        self.sentences = [i for i, at in enumerate(self.bounds) if i and at in ends]
        self.words = [i for i, at in enumerate(self.bounds) if i and _word_ends(text, at)]

    def slice(self, start: int, end: int) -> str:
        """Return the text between two indices into `bounds`."""
        return self.text[self.bounds[start] : self.bounds[end]]

    def reach(self, start: int, reserve: str = "") -> int:
        """Return the last index that fits when counted from *start*, with *reserve* added."""
        last = len(self.bounds) - 1
        for ruler, sums in zip(self.rulers, self.sums, strict=True):
            room = ruler.room - (ruler.measure(reserve) if reserve else 0)
            last = min(last, bisect_right(sums, sums[start] + room) - 1)
        return max(last, start)


def open_marks(text: str) -> str:
    """Return what would close the brackets and quotation marks that *text* leaves open.

    ``’`` closes only what ``‘`` opened, as it may be an apostrophe; ``»`` without
    an open ``«`` opens (German), and ``“`` closes an open ``„``.
    """
    wanted: list[str] = []
    for at, char in enumerate(text):
        if wanted and char == wanted[-1]:
            wanted.pop()
        elif char == '"':
            if not (at and text[at - 1].isdigit()):
                wanted.append('"')
        elif char in _CLOSER:
            wanted.append(_CLOSER[char])
    return "".join(reversed(wanted))


def _longest(scale: Scale, places: Sequence[int], ending: str) -> tuple[str, float]:
    """Return the longest piece that ends at one of *places*, finished with *ending*, and its part of the room."""
    at = bisect_right(places, scale.reach(0, ending)) - 1
    for place in _backwards(places[: at + 1]):
        whole = _trimmed(scale.slice(0, place), ending)
        for body in (_without_open_bracket(whole) if ending else "", whole):
            # What trimming takes away may be the end of an address, as a network sees it.
            if not body or any(start < len(body) < end for start, end in scale.keep):
                continue
            piece = body + ending + open_marks(body)
            used = _used(piece, scale.rulers)
            if used <= 1 and (body == whole or used >= NEARLY):
                return piece, used
    return "", 0


def _backwards(places: Sequence[int]) -> Iterator[int]:
    """Yield places from the last on: each of the last `EACH`, then in strides that double.

    Text that closes as many brackets as it opens may need half its length to fit;
    trying every place on the way would cost its square.
    """
    at, tries, stride = len(places) - 1, 0, 1
    while at >= 0:
        yield places[at]
        tries += 1
        stride *= 1 if tries % EACH else 2
        at -= stride


def _used(text: str, rulers: Iterable[Ruler]) -> float:
    """Return the part of the room that *text* takes, by the ruler that binds; over 1 when it does not fit."""
    return max(ruler.used(text) for ruler in rulers)


def _trimmed(body: str, ending: str) -> str:
    """Drop what may not stand before the end of a cut: white space, and before a mark what dangles."""
    if not ending:
        return body.rstrip()
    body = body.rstrip(_DANGLING)
    return body.removesuffix(ELLIPSIS).rstrip(_DANGLING) if ending == ELLIPSIS else body


def _without_open_bracket(body: str) -> str:
    """Return *body* up to a bracket that was opened and not closed; '' when there is none."""
    opened = _open_bracket(body)
    return body[:opened].rstrip(_DANGLING) if opened > 0 else ""


def _open_bracket(text: str) -> int:
    stack: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if stack and char == stack[-1][0]:
            stack.pop()
        elif char in _BRACKETS:
            stack.append((_CLOSER[char], at))
    return stack[0][1] if stack else -1


def _part_end(scale: Scale, start: int) -> int:
    last = scale.reach(start)
    if last == len(scale.bounds) - 1:
        return last
    first_sum = scale.sums[0]
    for places, enough in ((scale.sentences, ENOUGH), (scale.words, ENOUGH / 2)):
        at = bisect_right(places, last) - 1
        place = places[at] if at >= 0 else 0
        if place > start and first_sum[place] - first_sum[start] >= enough * (first_sum[last] - first_sum[start]):
            return place
        if places is scale.sentences and place > start and _whole_next(scale, place):
            return place
    return max(last, start + 1)


def _whole_next(scale: Scale, place: int) -> bool:
    """Say whether the sentence after the one that ends at *place* fits a part of its own: then no cut is needed."""
    at = bisect_right(scale.sentences, place)
    end = scale.sentences[at] if at < len(scale.sentences) else len(scale.bounds) - 1
    return scale.reach(place) >= end


def _pieces(text: str, keep: Sequence[Span]) -> list[int]:
    bounds = [0]
    spans = iter([*keep, (len(text) + 1, len(text) + 1)])
    start, end = next(spans)
    at = 0
    for cluster in clusters(text):
        while end <= at:
            start, end = next(spans)
        if start < at < end:
            bounds.pop()
        at += len(cluster)
        bounds.append(at)
    return bounds


def _running(text: str, bounds: Sequence[int], measure: Measure) -> list[int]:
    known: dict[str, int] = {}
    sums = [0]
    for start, end in pairwise(bounds):
        piece = text[start:end]
        if piece not in known:
            known[piece] = measure(piece)
        sums.append(sums[-1] + known[piece])
    return sums


def _word_ends(text: str, at: int) -> bool:
    if at == len(text):
        return True
    before, after = text[at - 1], text[at]
    if after.isspace():
        return not before.isspace()
    if after in _NO_START or before in _NO_END:
        return False
    if spaced(before + after):
        return False
    return bool(_spaceless().match(before) or _spaceless().match(after)) and after.isalnum()


@cache
def _spaceless() -> re.Pattern[str]:
    # Ideographs, kana, hangul-free: scripts that are written without spaces.
    return re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
