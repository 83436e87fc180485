"""Do published words still stand in their source?  Compared with what the source says now.

The stored source text is the witness: it says which words were taken from where.
Marks, dashes and spaces may have changed; words may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from digest.quotes.proof.likeness import most_like
from digest.quotes.proof.typography import view
from digest.quotes.quote import Quote
from digest.text.sentences import sentences

NEAR = 0.5  # of the words in common, in order: below that it is another sentence
LOOKED_AT = 40  # stretches that are compared in full, those that share most words

_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")

State = Literal["stands", "changed", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What became of published words: they stand, stand changed, or are gone.

    `before` are the words as they were taken, `now` the nearest wording that is there,
    '' when nothing is near; `diff` marks what went as [-old-] and what came as {+new+}.
    """

    state: State
    before: str = ""
    now: str = ""
    diff: str = ""


def standing(quote: Quote, witness: str, now: str) -> Standing:
    """Return whether *quote*, taken from the text *witness*, still stands in the text *now*.

    Of a quote in several pieces the first that no longer stands counts.
    """
    seen = view(now)[0]
    for start, end in quote.pieces:
        words = witness[start:end].strip()
        if not _stands(view(words)[0].strip(), seen):
            return _moved(words, now)
    return Standing(state="stands", before=quote.text)


def word_diff(before: str, now: str) -> str:
    """Return *before* with what changed marked, word by word: "The [-old-]{+new+} gate"."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(now)
    return "".join(_steps(old, new))


def _steps(old: list[str], new: list[str]) -> Iterator[str]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "".join(old[a:b])
            continue
        if b > a:
            yield f"[-{''.join(old[a:b])}-]"
        if d > c:
            yield f"{{+{''.join(new[c:d])}+}}"


def _stands(words: str, seen: str) -> bool:
    """Say whether *words* are in *seen* and neither begin nor end inside a word there."""
    if not words:  # only what has no width, which stands anywhere
        return True
    at = seen.find(words)
    while at >= 0:
        end = at + len(words)
        cut = (at > 0 and _joined(seen[at - 1], words[0])) or (end < len(seen) and _joined(words[-1], seen[end]))
        if not cut:
            return True
        at = seen.find(words, at + 1)
    return False


def _joined(left: str, right: str) -> bool:
    """Say whether two characters that touch belong to one word; scripts without spaces have no such edge."""
    return all(char.isalnum() and not "\u3040" <= char <= "\u9fff" for char in (left, right))


def _moved(words: str, now: str) -> Standing:
    """Return the nearest stretch of whole sentences, cut to where it is like *words*."""
    wanted = set(_WORD.findall(words.lower()))
    spans = list(sentences(now))
    many = max(1, sum(1 for _ in sentences(words)))
    stretches = {now[spans[i][0] : spans[min(i + many, len(spans)) - 1][1]] for i in range(len(spans))}
    shared = {text: len(wanted & set(_WORD.findall(text.lower()))) for text in stretches}
    best, nearest = NEAR, ""
    for text in sorted(stretches, key=lambda text: (-shared[text], len(text), text))[:LOOKED_AT]:
        ratio, start, end = most_like(words, text)
        if ratio > best:
            best, nearest = ratio, text[start:end]
    if not nearest:
        return Standing(state="gone", before=words)
    return Standing(state="changed", before=words, now=nearest, diff=word_diff(words, nearest))
