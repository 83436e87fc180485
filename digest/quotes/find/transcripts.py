"""Transcripts set between marks: each paragraph opens with a mark and names who speaks.

“HOLM: We are ready.  /  “BERG: Since when?”  is one run of marks and two quotes.
The name is the editor's, so it is no part of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.quotes.find.marks import Marked, Span

_NAME = r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,3}"
_LABEL = re.compile(rf"({_NAME})(?: \([^()\n]{{1,40}}\))?:\s+(?=\S)")
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]\.?")


def turns(text: str, mark: Marked) -> Iterator[Marked]:
    """Yield the quotes of a run of marks: one for each speaker's turn, the run itself where it has none.

    A single label counts only in capitals throughout ("HOLM: …"): in “Note: …”
    nobody is named.
    """
    labels = {piece: label for piece in mark.pieces if (label := _LABEL.match(text, *piece))}
    if not labels or (len(labels) == 1 and not next(iter(labels.values()))[1].isupper()):
        yield mark
        return
    turn: list[Span] = []
    start = mark.start
    for piece in mark.pieces:
        label = labels.get(piece)
        if label and turn:
            yield Marked(start, turn[-1][1], tuple(turn), mark.mark)
            turn = []
        if label:
            start = label.end()
            turn.append((start, piece[1]))
        elif not _ASIDE.fullmatch(text, *piece):
            turn.append(piece)
    if turn:
        yield Marked(start, mark.end, tuple(turn), mark.mark)
