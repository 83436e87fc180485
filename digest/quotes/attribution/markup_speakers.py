"""Who says what markup shows, where it gives no credit: the tag round a <q>, the line before a block."""

from __future__ import annotations

from collections.abc import Sequence

from digest.quotes.attribution.context import look_at
from digest.quotes.attribution.credit_lines import introduced
from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.subjects import Attribution
from digest.quotes.find.marks import Marked
from digest.quotes.find.markup import Block, without_tags
from digest.quotes.grammar.speech import Speech


def speakers_of(text: str, blocks: Sequence[Block], speech: Speech) -> dict[int, Attribution]:
    """Return what the text round each block says of its speaker, by the block's start.

    "<q>It works</q>, said Holm" has its tag, and "Holm put it so:" stands before
    the block.  Names inside a block are nobody's.
    """
    open_ones = [block for block in blocks if not block.credit]
    if not open_ones:
        return {}
    marks = [Marked(block.start, block.end, ((block.start, block.end),), "<") for block in blocks]
    frame = MaskedText(without_tags(text), marks, speech)
    found: dict[int, Attribution] = {}
    for block, mark in zip(blocks, marks, strict=True):
        if block.credit:
            continue
        inline = block.kind == "q"
        said = look_at(frame, mark).said if inline else introduced(frame, frame.text.rfind("\n", 0, block.start) + 1)
        found[block.start] = said
    return found
