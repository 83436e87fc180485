"""Pick again without losing an edit: the machine's news into the editor's sheet.

The law: what a person changed, moved, added, took out or remarked on stays, in
any sequence of edits and picks.  What nobody touched follows the machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.order.sheet import EDITED, MINE, Block, Sheet, block_of, mark, read_sheet, sign
from digest.order.writing import HEAD, Proposal, bench, block
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
    head = merging.head(blocks)
    parts = [head.strip("\n"), *(one.text.strip("\n") for one in blocks), sheet.loose.strip("\n"), bench(benched)]
    whole = "\n\n".join(part for part in parts if part).rstrip("\n") + "\n"
    return Merged(whole, () if fresh else tuple(merging.changes))


def removed(sheet: Sheet) -> tuple[str, ...]:
    """Return the ids of stories the editor took out: listed, deleted, or with ``drop = true``."""
    dropped = [one.id for one in sheet.blocks if one.values.get("drop") is True]
    return tuple(dict.fromkeys([*(name.partition(" ")[0] for name in absent(sheet)), *dropped]))


def absent(sheet: Sheet) -> tuple[str, ...]:
    """Return the stories whose blocks were taken out, each as ``id mark``: what `dropped` must list."""
    present = {one.id for one in sheet.blocks}
    for one in sheet.blocks:
        if not one.id:  # its line was deleted: it is still about what it says it is told by
            present.update(one.values.get("articles", []))
    listed = [*_texts(sheet, "dropped"), *_texts(sheet, "wrote")]
    found: dict[str, str] = {}
    for name in listed:
        found.setdefault(name.partition(" ")[0], name)
    return tuple(name for id, name in found.items() if id not in present)


def _texts(sheet: Sheet, key: str) -> list[str]:
    return list(sheet.values.get(key, []))


class _Merging:
    """One merge: who is who, what stays, and what to tell."""

    def __init__(self, sheet: Sheet, proposals: Sequence[Proposal]) -> None:
        self.sheet = sheet
        self.changes: list[str] = []
        self.gone = removed(sheet)
        self.partner = _partners(sheet.blocks, proposals)
        taken = set(self.partner.values())
        self.news = [one for one in proposals if one.id not in taken and one.id not in self.gone]
        self.rank = {one.id: number for number, one in enumerate(proposals)}
        self.proposals = {one.id: one for one in proposals}

    def blocks(self) -> list[Block]:
        """Return the blocks of the new sheet in order."""
        kept = [made for one in self.sheet.blocks if (made := self._renewed(one))]
        new = [block_of(block(one), 0) for one in self.news]
        self.changes += [f"new: {one.values.get('headline', one.id)}" for one in self.news]
        return [*kept, *new] if self._order_is_theirs() else self._in_rank(kept, new)

    def head(self, blocks: Sequence[Block]) -> str:
        """Return the head with its machine's lines renewed; comments and all else as they were."""
        import tomlkit

        document = tomlkit.parse(self.sheet.head)
        wrote = [f"{one.id} {one.marks.get('text', '')}".strip() for one in blocks if one.id]
        for name, value in (("order", self._order()), ("dropped", list(absent(self.sheet))), ("wrote", wrote)):
            if name not in document or document[name] != value:
                document[name] = value
        return tomlkit.dumps(document)

    def _order(self) -> str:
        return "yours" if self._order_is_theirs() else "machine"

    def _order_is_theirs(self) -> bool:
        """Say whether a person moved, added or placed a story; once so, always so."""
        if self.sheet.values.get("order", "yours") != "machine":
            return True
        wrote = [name.partition(" ")[0] for name in _texts(self.sheet, "wrote")]
        return self._ids() != [name for name in wrote if name in self._ids()]

    def _ids(self) -> list[str]:
        return [one.id for one in self.sheet.blocks]

    def _renewed(self, one: Block) -> Block | None:
        """Return a block brought up to date; None when nobody wants it any more."""
        proposed = self.proposals.get(self.partner.get(one.line, ""))
        if not one.touched and proposed is None:
            self.changes.append(f"no longer picked: {one.values.get('headline', one.id)}")
            return None
        if proposed is None:
            name = one.values.get("headline") or one.values.get("path") or one.id
            if not one.marks:  # the machine never wrote it
                self.changes.append(f"kept, as you added it: {name}")
            elif one.values.get("drop") is not True:
                self.changes.append(f"kept for your edits, though no longer picked: {name}")
            return one
        if not one.touched:
            return block_of(block(proposed), one.line)
        return self._merged(one, proposed)

    def _merged(self, one: Block, proposed: Proposal) -> Block:
        import tomlkit

        document = tomlkit.parse(one.text)
        table = document["story"][0]
        signed = {"all": EDITED, "text": proposed.text}
        for name in MINE:
            if one.edited(name):
                signed[name] = EDITED
            elif name in proposed.values:
                if table.get(name) != proposed.values[name]:
                    table[name] = proposed.values[name]
                signed[name] = mark(proposed.values[name])
            elif name in table:
                del table[name]
        return block_of(sign(tomlkit.dumps(document), signed), one.line)

    def _in_rank(self, kept: list[Block], new: list[Block]) -> list[Block]:
        """Sort by the machine's order; what it did not propose, and what is locked, keeps its place."""
        fixed = {n: one for n, one in enumerate(kept) if one.values.get("lock") is True or self._unranked(one)}
        rest = sorted((one for n, one in enumerate(kept) if n not in fixed), key=self._rank_of)
        queue = sorted([*rest, *new], key=self._rank_of)
        for position in sorted(fixed):
            queue.insert(min(position, len(queue)), fixed[position])
        return queue

    def _unranked(self, one: Block) -> bool:
        return one.id not in self.rank and self.partner.get(one.line, "") not in self.rank

    def _rank_of(self, one: Block) -> int:
        return self.rank.get(self.partner.get(one.line, ""), self.rank.get(one.id, len(self.rank)))


def _partners(blocks: Sequence[Block], proposals: Sequence[Proposal]) -> Mapping[int, str]:
    """Return which proposal each block is about, by the block's line: the same id, else a shared article."""
    found: dict[int, str] = {}
    ids = {one.id for one in proposals}
    for one in blocks:
        if one.id in ids:
            found[one.line] = one.id
    for one in blocks:
        articles = set(one.values.get("articles", []))
        if one.line in found or not articles:
            continue
        match = next(
            (p.id for p in proposals if p.id not in found.values() and articles & set(p.values["articles"])), ""
        )
        if match:
            found[one.line] = match
    return found
