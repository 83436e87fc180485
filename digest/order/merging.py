"""Pick again without losing an edit: the machine's news into the editor's sheet.

The law: what a person changed, moved, added, took out or remarked on stays, in
any sequence of edits and picks.  What nobody touched follows the machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from digest.order.keys import BY_ITEM, MINE, RETIRED
from digest.order.marks import EDITED, Marks, id_of, line_marks, mark_of, three_ways
from digest.order.sheet import JOINED, OrderBlock, OrderSheet, bare, block_of, read_sheet
from digest.order.writing import HEAD, Proposal, bench, block, machine, toml
from digest.picks.choose import Pick


@dataclass(frozen=True, slots=True)
class Merged:
    """The running order's new text and, in words, what changed in it and what was kept."""

    text: str
    changes: tuple[str, ...] = ()


def merge(
    text: str,
    proposals: Sequence[Proposal],
    benched: Sequence[Pick],
    *,
    title: str,
    where: str,
    shown: int,
) -> Merged:
    """Return the running order for *proposals*, in order, on top of its present *text* ('' for none).

    *title* heads a new file, *where* names it in errors, *shown* is how many
    stories have a place of their own.
    """
    fresh = not text.strip()
    sheet = read_sheet(HEAD.format(title=title, shown=shown - 1) if fresh else text, where)
    merging = _Merging(sheet, proposals)
    blocks = merging.blocks()
    parts = [
        merging.head(),
        *(one.text for one in (*blocks, *sheet.posts)),
        sheet.loose,
        bench(benched),
        machine(merging.known(blocks), sheet.signed),
    ]
    whole = "\n\n".join(stripped for part in parts if (stripped := part.strip("\n"))) + "\n"
    return Merged(whole, () if fresh else tuple(merging.changes))


def taken_out(sheet: OrderSheet) -> tuple[str, ...]:
    """Return the ids of stories the editor took out: listed, deleted, or with ``drop = true``."""
    dropped = [one.id for one in sheet.blocks if one.values.get("drop") is True]
    return tuple(dict.fromkeys([*absent(sheet), *dropped]))


def absent(sheet: OrderSheet) -> tuple[str, ...]:
    """Return the ids of stories whose blocks were taken out: what `dropped` must list.

    One that another story took in by `join` was not taken out.
    """
    present = {one.id for one in sheet.blocks} | sheet.joined
    for one in sheet.blocks:
        if not one.id:  # its line was deleted: it is still about what it says it is told by
            present.update(one.lines("articles"))
    dropped = [name.partition(" ")[0] for name in sheet.values.get("dropped", ())]
    return tuple(id for id in dict.fromkeys([*dropped, *sheet.wrote]) if id not in present)


class _Merging:
    """One merge: which block is which proposal, what stays, and what to report."""

    def __init__(self, sheet: OrderSheet, proposals: Sequence[Proposal]) -> None:
        self.sheet = sheet
        self.changes: list[str] = []
        self.gone = taken_out(sheet)
        self.partner = _partners(sheet.blocks, proposals)
        taken = set(self.partner.values())
        self.news = [one for one in proposals if one.id not in taken and one.id not in self.gone]
        self.rank = {one.id: number for number, one in enumerate(proposals)}
        self.proposals = {one.id: one for one in proposals}

    def blocks(self) -> list[OrderBlock]:
        """Return the blocks of the new sheet in order."""
        kept = [made for one in self.sheet.blocks if (made := self._renewed(one))]
        new = [block(one) for one in self.news]
        self.changes += [f"new: {one.values.get('headline', one.id)}" for one in self.news]
        return [*kept, *new] if self._order_is_theirs() else self._in_rank(kept, new)

    def head(self) -> str:
        """Return the head with its machine's lines renewed; comments and all else as they were."""
        import tomlkit

        document = tomlkit.parse(self.sheet.head)
        for name in ("wrote", "approved"):  # of earlier versions; now in the machine's table
            if name in document:
                del document[name]
        order = "yours" if self._order_is_theirs() else "machine"
        for name, value in (("order", order), ("dropped", list(absent(self.sheet)))):
            if name not in document or document[name] != value:
                document[name] = tomlkit.value(toml(value))
        return tomlkit.dumps(document)

    def known(self, blocks: Sequence[OrderBlock]) -> dict[str, Marks]:
        """Return what the machine must remember: of each block, what was joined whole, what was taken out."""
        whole = {id: {JOINED: EDITED} for id in sorted(self.sheet.joined) if self.sheet.was_story(id)}
        kept = whole | {one.id: one.marks or {"all": EDITED} for one in blocks if one.id}
        texts = {id: self.sheet.known.get(id, {}).get("text", "") for id in absent(self.sheet)}
        return {**kept, **{id: {"text": text} for id, text in texts.items() if text}}

    def _order_is_theirs(self) -> bool:
        """Say whether a person moved, added or placed a story; once so, always so."""
        if self.sheet.values.get("order", "yours") != "machine":
            return True
        ids = [one.id for one in self.sheet.blocks]
        return ids != [id for id in self.sheet.wrote if id in ids]

    def _renewed(self, one: OrderBlock) -> OrderBlock | None:
        """Return a block brought up to date; None when nobody wants it any more."""
        proposed = self.proposals.get(self.partner.get(one.line, ""))
        name = one.values.get("headline") or one.values.get("path") or one.id
        if not one.touched and proposed is None:
            why = "joined to another story" if one.id in self.sheet.joined else "no longer picked"
            self.changes.append(f"{why}: {name}")
            return None
        if proposed is None:
            if set(one.marks) <= {"all"}:  # the machine never wrote it
                self.changes.append(f"kept, as you added it: {name}")
            elif one.id in self.sheet.joined:
                self.changes.append(f"kept for your edits, though joined to another story: {name}")
            elif one.values.get("drop") is not True:
                self.changes.append(f"kept for your edits, though no longer picked: {name}")
            return replace(one, text=bare(one.text))
        if not one.touched:
            return block(proposed, one.line)
        return _merged(one, proposed)

    def _in_rank(self, kept: list[OrderBlock], new: list[OrderBlock]) -> list[OrderBlock]:
        """Sort by the machine's order; what it did not propose, and what is locked, keeps its place."""
        fixed = {n: one for n, one in enumerate(kept) if one.values.get("lock") is True or self._unranked(one)}
        rest = sorted((one for n, one in enumerate(kept) if n not in fixed), key=self._rank_of)
        queue = sorted([*rest, *new], key=self._rank_of)
        for position in sorted(fixed):
            queue.insert(min(position, len(queue)), fixed[position])
        return queue

    def _unranked(self, one: OrderBlock) -> bool:
        return one.id not in self.rank and self.partner.get(one.line, "") not in self.rank

    def _rank_of(self, one: OrderBlock) -> int:
        return self.rank.get(self.partner.get(one.line, ""), self.rank.get(one.id, len(self.rank)))


def _merged(one: OrderBlock, proposed: Proposal) -> OrderBlock:
    """Return a block that an editor touched, with the machine's news where nobody changed anything."""
    import tomlkit

    document = tomlkit.parse(bare(one.text) + "\n")
    story: Any = document["story"]
    table = story[0]
    wanted, marks = _news(one, proposed)
    for name in (*MINE, *RETIRED):
        if name in table and name not in wanted and not one.edited(name):
            del table[name]
    if "id" not in table:
        wanted = {"id": one.id or proposed.id} | wanted
    for name, value in wanted.items():
        # Where the editor deleted a whole list and nothing is new, it stays away.
        if table.get(name) != value and (name in table or name not in BY_ITEM or value):
            table[name] = tomlkit.value(toml(value))
    return block_of(tomlkit.dumps(document), one.line, {"text": proposed.text} | marks | {"all": EDITED})


def _news(one: OrderBlock, proposed: Proposal) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values that a touched block takes from the machine, and the marks it has then."""
    wanted = {name: proposed.values[name] for name in MINE if name in proposed.values}
    if proposed.as_new and one.edited("update") and not one.values.get("update"):
        wanted["reason"] = proposed.as_new
    marks: dict[str, str] = {}
    for name in MINE:
        if not one.edited(name):
            marks |= {name: mark_of(name, wanted[name])} if name in wanted else {}
        elif name in BY_ITEM:
            now = wanted.get(name, [])
            marks[name] = mark_of(name, now)
            wanted[name] = three_ways(name, one.lines(name), line_marks(one.marks, name), now)
        else:
            wanted.pop(name, None)
            marks[name] = EDITED
    return wanted, marks


def _partners(blocks: Sequence[OrderBlock], proposals: Sequence[Proposal]) -> Mapping[int, str]:
    """Return which proposal each block is about, by the block's line: the same id, else a shared article."""
    found: dict[int, str] = {}
    ids = {one.id for one in proposals}
    for one in blocks:
        if one.id in ids:
            found[one.line] = one.id
    for one in blocks:
        articles = articles_of(one)
        if one.line in found or not articles:
            continue
        match = next((p.id for p in proposals if p.id not in found.values() and articles & {p.id, *p.members}), "")
        if match:
            found[one.line] = match
    return found


def articles_of(one: OrderBlock) -> set[str]:
    """Return the ids of the articles that a block says its story is told by."""
    named = {one.id, *one.lines("articles"), *(id_of(line) for line in one.lines("also"))}
    return named - {"", *one.lines("split"), *one.lines("join")}
