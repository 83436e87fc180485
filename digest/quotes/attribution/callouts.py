"""Which blocks of markup are quotations, and whose: a callout only repeats the page's own words.

A block is a quotation when it has a credit or marks of its own, or when the text
before it leads to it with somebody who speaks ("Holm wrote:").  Blocks with the
reporter's words between two marked parts are read as running text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digest.quotes.attribution.context import look_at
from digest.quotes.attribution.credit_lines import introduced
from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.speakable import can_speak
from digest.quotes.attribution.subjects import NOTHING, Attribution
from digest.quotes.find.marks import Marked, marked
from digest.quotes.find.markup import Block, opens_with_mark, without_tags
from digest.quotes.grammar.speech import Speech

LEFT = 3  # letters behind a closing mark that are more than a stop


class Shown(NamedTuple):
    """A block that quotes, and what the text round it says of its speaker."""

    block: Block
    said: Attribution


def quotations(text: str, blocks: Sequence[Block], speech: Speech) -> Iterator[Shown]:
    """Yield the blocks that quote somebody; names inside a block are nobody's.

    "<q>It works</q>, said Holm" has its tag, "Holm put it so:" stands before the
    block, and a credit is nearer than both.
    """
    spans = [Marked(block.start, block.end, ((block.start, block.end),), "<") for block in blocks]
    frame = MaskedText(without_tags(text), spans, speech)
    for block, span in zip(blocks, spans, strict=True):
        if block.note or _has_tags_inside(text, block):
            continue
        if block.credit:
            yield Shown(block, NOTHING)
            continue
        inline = block.kind == "q"
        line = frame.text.rfind("\n", 0, block.start) + 1
        said = look_at(frame, span).said if inline else introduced(frame, line)
        speaks = bool(said.pronoun) or (bool(said.speaker) and can_speak(frame, said))
        if inline or block.kind == "pullquote" or _is_quotation(text, block, said, speaks, speech):
            yield Shown(block, said if speaks else said._replace(speaker=""))


def _is_quotation(text: str, block: Block, said: Attribution, speaks: bool, speech: Speech) -> bool:
    reports = said.verb.lower() in speech.verbs
    if opens_with_mark(text, block):
        return not (said.how and said.speaker and not speaks and not reports)  # "A good story is this: “…”"
    return bool(said.how) and (speaks or reports)


def _has_tags_inside(text: str, block: Block) -> bool:
    """Say whether marks close and the reporter goes on inside the block: > “…,” Holm said, “…”."""
    if block.kind == "q" or not opens_with_mark(text, block):
        return False
    end = block.pieces[-1][1]
    first = next(iter(marked(text[block.start : end + 1])), None)
    rest = text[block.start + first.end : end] if first else ""
    return first is not None and sum(char.isalpha() for char in rest) > LEFT and len(block.pieces) == 1
