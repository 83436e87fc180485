"""What the machine writes into a running order: the head, a block a story, the bench."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from json import dumps
from typing import Any

from digest.order.sheet import BENCH, MINE, mark, sign
from digest.picks.choose import Pick
from digest.quotes.quote import Quote
from digest.quotes.select.strength import strongest

OFFERED = 6  # quotes an editor may choose from, the strongest first

HEAD = """\
# Running order for {title}
#
# The first story leads, the next {shown} follow, the rest stand in brief. Move a block to move
# its story; delete a block, or write drop = true in it, to take the story out; lock = true
# keeps it in its place. Change headline, add deck, kicker or note, choose other quotes
# by their ids. `digest pick` keeps all of that and merges what is new.

subject = ""        # empty: as configured
preheader = ""      # empty: the next stories' headlines
note = ""           # your words at the top of the edition
approved_by = ""    # who signed this content; a later change asks again
order = "machine"   # "yours" once you have moved a story
dropped = []        # stories you took out; delete an id to let one back in
wrote = []
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A story as the machine would write it: its id, the values of its block, a mark of its lead's text."""

    id: str
    values: Mapping[str, Any]
    text: str = ""


def proposal(pick: Pick, quotes: Sequence[Quote], chosen: int, highlights: Sequence[str]) -> Proposal:
    """Return what the machine proposes for a pick; the *chosen* strongest quotes are preset.

    A story in brief shows no quote, so none is preset there.
    """
    best = strongest(quotes, OFFERED)
    values: dict[str, Any] = {
        "headline": pick.story.lead.headline,
        "section": pick.section,
        "quotes": [quote.id for quote in best[:chosen]] if pick.place != "brief" else [],
        "highlights": list(highlights),
        "score": pick.score,
        "reason": pick.reason,
        "articles": [member.id for member in pick.story.members],
        "offered": [f"{quote.id}: {quote.text}" for quote in best],
    }
    return Proposal(pick.story.id, {n: v for n, v in values.items() if v != ""}, pick.story.lead.sha256[:8])


def block(proposed: Proposal) -> str:
    """Return a block as the machine writes it, signed."""
    rows = ["[[story]]", f"id = {toml(proposed.id)}"]
    rows += [f"{name} = {toml(proposed.values[name])}" for name in MINE if name in proposed.values]
    marks = {name: mark(proposed.values[name]) for name in MINE if name in proposed.values}
    return sign("\n".join(rows), {"text": proposed.text} | marks)


def bench(picks: Iterable[Pick]) -> str:
    """Return the bench as comments that become stories when the marks are taken away."""
    rows: list[str] = []
    for pick in picks:
        rows += [
            BENCH,
            f"{BENCH} [[story]]",
            f"{BENCH} id = {toml(pick.story.id)}",
            f"{BENCH} headline = {toml(pick.story.lead.headline)}",
            f"{BENCH} score = {toml(pick.score)}",
            f"{BENCH} reason = {toml(pick.reason)}",
        ]
    if not rows:
        return ""
    return "\n".join([f'{BENCH} The bench. Take the "{BENCH} " away from a block to bring its story in.', *rows]) + "\n"


def toml(value: object) -> str:
    """Return a value in TOML: texts in one line, lists of texts one a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # JSON's escapes are TOML's, but for DEL, which clean text does not have.
        return dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        if not value:
            return "[]"
        short = f"[{', '.join(toml(item) for item in value)}]"
        return short if len(short) <= 80 else "[\n" + "".join(f"  {toml(item)},\n" for item in value) + "]"
    return str(value)
