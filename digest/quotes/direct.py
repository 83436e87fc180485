"""Direct speech in running text: what is a quote, its pieces, and who says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from digest.quotes.marks import Marked, Span, marked
from digest.quotes.speakers import NOTHING, Said, before, behind
from digest.quotes.speech import Speech
from digest.text.sentences import sentence_around


class Direct(NamedTuple):
    """One quote in a text: its pieces without marks, its speaker and verb, '' when unknown."""

    pieces: tuple[Span, ...]
    speaker: str = ""
    full_name: str = ""
    verb: str = ""


class _Found(NamedTuple):
    mark: Marked
    said: Said
    utterance: bool
    words: int


_STOP = re.compile(r"[.!?…。！？]$")
_TIED = re.compile(r"[,!?—–…]$|^\s*$")
_TITLE = re.compile(r"(?:[A-ZÀ-Þ0-9][\w'’.-]*|of|the|and|a|an|in|to|for|on|with|&|de|la|der|die|das|und)(?:[ :]+|$)")


def direct_speech(text: str, speech: Speech) -> Iterator[Direct]:
    """Yield the direct speech of *text* in order; spans count code points into it."""
    marks = marked(text)
    if not marks:
        return
    frame = blanked(text, marks)
    found = [_look(text, frame, marks, i, speech) for i in range(len(marks))]
    last: Direct | None = None
    at = 0
    for number, one in enumerate(found):
        said = one.said
        if number < at or not _is_quote(text, one, speech):
            continue
        pieces = one.mark.pieces
        at = number + 1
        while at < len(found) and _splits(text, frame, found[at - 1].mark, found[at].mark, speech):
            pieces += found[at].mark.pieces
            at += 1
        speaker = said.speaker
        if not speaker and not said.pronoun and last and one.utterance and _same_paragraph(text, last, one.mark):
            speaker = last.speaker
        last = Direct(pieces, speaker, "", said.verb)
        yield last


def blanked(text: str, marks: list[Marked]) -> str:
    """Return *text* with the interiors of all marked words blanked out, offsets unchanged."""
    out: list[str] = []
    at = 0
    for mark in marks:
        start, end = mark.start + 1, mark.end - 1
        out += [text[at:start], "\x01" * (end - start)]
        at = end
    return "".join(out) + text[at:]


def _look(text: str, frame: str, marks: list[Marked], i: int, speech: Speech) -> _Found:
    mark = marks[i]
    start, end = sentence_around(frame, mark.start, mark.end)
    inner = text[mark.pieces[-1][0] : mark.pieces[-1][1]]
    until = marks[i + 1].start if i + 1 < len(marks) else len(text)
    said = behind(frame, mark.end, min(max(end, mark.end), until), inner[-1] in ",!?—…", speech)
    if not said.how:
        said = before(frame, start, mark.start, speech) or NOTHING
    words = sum(len(text[a:b].split()) for a, b in mark.pieces)
    utterance = bool(_STOP.search(inner)) or inner[-1] == ","
    return _Found(mark, said, utterance, words)


def _is_quote(text: str, one: _Found, speech: Speech) -> bool:
    if one.said.how:
        return one.words > 1 or one.utterance
    return one.utterance and one.words > 3


def _splits(text: str, frame: str, one: Marked, two: Marked, speech: Speech) -> bool:
    """Say whether only a speech tag stands between two halves: “…,” she said, “…”."""
    gap = frame[one.end : two.start]
    if len(gap) > 160 or "\n" in gap or not gap.rstrip().endswith((",", "—", "–", ":")):
        return False
    return len(speech.verb.findall(gap)) == 1


def _same_paragraph(text: str, last: Direct, mark: Marked) -> bool:
    return "\n" not in text[last.pieces[-1][1] : mark.start]
