"""Which blocks of markup are quotations, and whose: a callout only repeats the page's own words.

A block is a quotation when it has a credit or marks of its own, or when the text
before it leads to it with somebody who speaks ("Holm wrote:").  Blocks with the
reporter's words between two marked parts are read as running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digest.quotes.attribution.context import look_at
from digest.quotes.attribution.credit_lines import introduced
from digest.quotes.attribution.discourse import Discourse
from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.speakable import checked
from digest.quotes.attribution.subjects import NOTHING, Attribution
from digest.quotes.find.marks import Marked, marked
from digest.quotes.find.markup import Block, opens_with_mark, without_tags
from digest.quotes.grammar.speech import Speech

_ITEM = re.compile(r"^[> \t]*(?:[-*+•·‣▪]|\d{1,3}[.)])[ \t]", re.MULTILINE)  # no dash: it begins speech too
LEFT = 3  # letters after a closing mark that are more than a stop


class Shown(NamedTuple):
    """A block that is read apart from the running text, and what is said of its speaker; None when it is no quote."""

    block: Block
    said: Attribution | None


def quotations(text: str, blocks: Sequence[Block], speech: Speech) -> Iterator[Shown]:
    """Yield the blocks that are read apart: quotations, and notes and examples that are none.

    "<q>It works</q>, said Holm" has its tag, "Holm put it so:" stands before the
    block, and a credit is nearer than both.
    """
    spans = [Marked(block.start, block.end, ((block.start, block.end),), "<") for block in blocks]
    frame = MaskedText(without_tags(text), spans, speech)
    discourse = Discourse(frame)
    for block, span in zip(blocks, spans, strict=True):
        if block.note:
            yield Shown(block, None)
        if block.note or _has_tags_inside(text, block):
            continue
        if block.credit:
            yield Shown(block, NOTHING)
            continue
        found, said = _told_of(frame, block, span, discourse)
        shown = block.kind in {"q", "pullquote"} or _is_ours(text, block, found, speech)
        misled = bool(found.speaker) and not said.speaker  # "A good story is this: “…”"
        if shown or _is_quotation(text, block, said, misled, speech):
            yield Shown(block, said)
        elif opens_with_mark(text, block):
            yield Shown(block, None)


def _told_of(frame: MaskedText, block: Block, span: Marked, discourse: Discourse) -> tuple[Attribution, Attribution]:
    """Return what leads to a block, and what of it can be: the speaker of one, the name of another."""
    look = look_at(frame, span)
    if block.kind == "q":
        return look.said, checked(frame, look.said)
    found = introduced(frame, frame.text.rfind("\n", 0, block.start) + 1)
    said = checked(frame, found)
    if said.pronoun:
        said = said._replace(speaker=discourse.resolve(said.pronoun, said.at, look))
    return found, said


def _is_quotation(text: str, block: Block, said: Attribution, misled: bool, speech: Speech) -> bool:
    verb = said.verb.lower()
    reports = verb in speech.verbs and not speech.has("forms", verb)  # not "Ask yourself:"
    if opens_with_mark(text, block):
        return reports or not misled
    return not _is_list(text, block) and bool(said.how) and (bool(said.speaker or said.pronoun) or reports)


def _is_ours(text: str, block: Block, found: Attribution, speech: Speech) -> bool:
    """Say whether something of the writer's own says a block: "our guide has this to say", known to no reader."""
    own = speech.has("ours", found.speaker.partition(" ")[0].lower())
    return own and found.verb.lower() in speech.anyverb and not _is_list(text, block)


def _is_list(text: str, block: Block) -> bool:
    """Say whether a block holds items of a list: "Holm names three groups:" and a table of them is nobody's speech."""
    return len(_ITEM.findall(text, block.start, block.end)) > 1


def _has_tags_inside(text: str, block: Block) -> bool:
    """Say whether marks close and the reporter goes on inside the block: > “…,” Holm said, “…”."""
    if block.kind == "q" or not opens_with_mark(text, block):
        return False
    end = block.pieces[-1][1]
    first = next(iter(marked(text[block.start : end + 1])), None)
    rest = text[block.start + first.end : end] if first else ""
    return first is not None and sum(char.isalpha() for char in rest) > LEFT and len(block.pieces) == 1
