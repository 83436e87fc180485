"""Who says what markup shows, where it gives no credit: the tag round a <q>, the line before a block."""

from __future__ import annotations

from collections.abc import Sequence

from digest.quotes.frame import Frame
from digest.quotes.lines import introduced
from digest.quotes.look import look_at
from digest.quotes.marks import Marked
from digest.quotes.markup import Block, without_tags
from digest.quotes.speech import Speech
from digest.quotes.subjects import Said


def speakers_of(text: str, blocks: Sequence[Block], speech: Speech) -> dict[int, Said]:
    """Return what the text round each block says of its speaker, by the block's start.

    "<q>It works</q>, said Holm" has its tag, and "Holm put it so:" stands before
    the block.  Names inside a block are nobody's.
    """
    open_ones = [block for block in blocks if not block.credit]
    if not open_ones:
        return {}
    marks = [Marked(block.start, block.end, ((block.start, block.end),), "<") for block in blocks]
    frame = Frame(without_tags(text), marks, speech)
    found: dict[int, Said] = {}
    for block, mark in zip(blocks, marks, strict=True):
        if block.credit:
            continue
        inline = block.kind == "q"
        said = look_at(frame, mark).said if inline else introduced(frame, frame.text.rfind("\n", 0, block.start) + 1)
        found[block.start] = said
    return found
