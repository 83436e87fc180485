"""What the machine writes into a running order: the head, a block a story, the bench, its own table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from json import dumps
from typing import Any

from digest.articles import Article
from digest.order.keys import MINE
from digest.order.marks import Marks, mark, mark_of, written
from digest.order.offers import chosen, offered
from digest.order.sheet import BENCH, MACHINE_NOTE, OrderBlock, bare, block_of
from digest.picks.choose import Pick
from digest.quotes.quote import Quote

HEAD = """\
# Running order: {title}
#
# The first story leads, the next {shown} follow, the rest stand in brief. Move a block to move
# its story; delete it, or write drop = true in it, to take the story out; lock = true keeps it
# in its place. Change a headline; add deck, kicker or note; choose other quotes by their words.
# also: what else tells the story; split = ["id"] takes one out of it, join = ["id"] adds one.
# `digest pick` keeps all of that and brings in what is new. `digest edit` checks and shows it.

subject = ""           # empty: as configured
preheader = ""         # empty: the next stories' headlines
note = ""              # your words at the top of the edition
quote_of_the_day = ""  # empty: the strongest; else the words or the id of a quote
approved_by = ""       # who signed this content; a later change asks again
order = "machine"      # "yours" once you have moved a story
dropped = []           # stories you took out; delete one here to let it back in
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A story as the machine would write it: its id, the values of its block, a mark of its lead's text.

    `as_new` is an update's reason for an editor who says that it is none.
    """

    id: str
    values: Mapping[str, Any]
    text: str = ""
    members: tuple[str, ...] = ()
    as_new: str = ""


def proposal(pick: Pick, quotes: Sequence[Quote], preset: Sequence[Quote], highlights: Sequence[str]) -> Proposal:
    """Return what the machine proposes for a pick; *quotes* are all of its story's, *preset* those to show.

    A story in brief shows no quote, so none is preset there.
    """
    lead, *others = pick.story.members
    shown = pick.place != "brief"
    values: dict[str, Any] = {
        "headline": lead.headline,
        "section": pick.section,
        "byline": lead.author,
        "update": True if pick.update else "",
        "quotes": chosen(quotes, preset, lead.id) if shown else [],
        "highlights": list(highlights),
        "also": [also_line(one) for one in others] or "",
        "related": list(dict.fromkeys(lead.related)) or "",
        "reason": pick.reason,
        "offered": offered(quotes, preset if shown else (), lead.id) or "",
    }
    members = tuple(member.id for member in pick.story.members)
    kept = {n: v for n, v in values.items() if v != ""}
    return Proposal(pick.story.id, kept, lead.sha256[:8], members, pick.as_new)


def also_line(article: Article) -> str:
    """Return the line for an article that tells a story too: its id, headline and site."""
    return f"{article.id}: {article.headline}" + (f" ({article.site})" if article.site else "")


def marks_of(proposed: Proposal) -> dict[str, str]:
    """Return the marks of all that a proposal would write."""
    return {"text": proposed.text} | {n: mark_of(n, proposed.values[n]) for n in MINE if n in proposed.values}


def block(proposed: Proposal, line: int = 0) -> OrderBlock:
    """Return a block as the machine writes it, with its marks."""
    rows = ["[[story]]", f"id = {toml(proposed.id)}"]
    rows += [f"{name} = {toml(proposed.values[name])}" for name in MINE if name in proposed.values]
    text = "\n".join(rows) + "\n"
    return block_of(text, line, {**marks_of(proposed), "all": mark(bare(text))})


def bench(picks: Iterable[Pick]) -> str:
    """Return the bench as comments that become stories when the marks are taken away."""
    rows: list[str] = []
    for pick in picks:
        also = [also_line(one) for one in pick.story.members[1:]]
        rows += ["", "[[story]]", f"id = {toml(pick.story.id)}", f"headline = {toml(pick.story.lead.headline)}"]
        rows += [f"also = {toml(also)}"] if also else []
        rows += [f"reason = {toml(pick.reason)}"]
    if not rows:
        return ""
    told = f'{BENCH} The bench. Take the "{BENCH} " away from a block to bring its story in.'
    return "\n".join([told, *(f"{BENCH} {row}".rstrip() for one in rows for row in one.split("\n"))]) + "\n"


def machine(known: Mapping[str, Marks], signed: str = "") -> str:
    """Return the machine's own table: the marks of the stories by id, and of the content that was approved."""
    rows = [f"[machine]\napproved = {toml(signed)}\n"] if signed else []
    if known:
        rows.append("\n".join(["[machine.stories]", MACHINE_NOTE, *(_kept(id, marks) for id, marks in known.items())]))
    return "\n".join(rows) + "\n" if rows else ""


def _kept(id: str, marks: Marks) -> str:
    return f"{toml(id)} = {toml(written(marks))}"


def toml(value: object) -> str:
    """Return a value in TOML: texts in one line, several texts that do not fit into one a line each."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # JSON's escapes are TOML's, but for DEL, which clean text does not have.
        return dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        if not value:
            return "[]"
        short = f"[{', '.join(toml(item) for item in value)}]"
        return (
            short
            if len(short) <= 80 or len(value) == 1
            else "[\n" + "".join(f"  {toml(item)},\n" for item in value) + "]"
        )
    return str(value)
