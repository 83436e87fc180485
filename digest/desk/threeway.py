"""Two people changed one running order: what does not conflict is merged, the rest is shown to choose from.

The law: whatever one side changed and the other did not is in the merged text, from
both sides; where both changed the same value to different ones, the file's stays and
ours comes back as a conflict.  The file's comments and order of keys stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from digest.desk.editing import (
    Laid,
    Layout,
    added,
    in_order,
    layout,
    removed,
    with_top,
    with_value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Both sides changed one thing: in which block ('' for the top), which key, and its three values.

    The key ``[[story]]`` means the whole block, which one side took out; ``order`` the order of all blocks.
    """

    name: str
    key: str
    base: Any
    theirs: Any
    ours: Any

    def as_dict(self) -> dict[str, Any]:
        """Return it as the page gets it; of a whole block what it held on our side, so that it can be written again."""
        told = {"name": self.name, "key": self.key, "base": self.base, "theirs": self.theirs, "ours": self.ours}
        whole = self.key.startswith("[[") and self.ours
        return told | ({"values": dict(layout(self.ours).blocks[0].values)} if whole else {})


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged text, and what could not be merged."""

    text: str
    conflicts: tuple[Conflict, ...] = ()


def merge(base: str, theirs: str, ours: str) -> Merge:
    """Merge *ours*, which was made from *base*, into *theirs*, what the file says by now."""
    if theirs in (base, ours):
        return Merge(ours)
    if ours == base:
        return Merge(theirs)
    merging = _Merging(layout(base), layout(theirs), layout(ours))
    merging.top()
    merging.order()
    merging.blocks()
    page = merging.page
    if merging.ours.machine != merging.base.machine and merging.theirs.machine == merging.base.machine:
        page = replace(page, machine=merging.ours.machine)
    if merging.ours.bench != merging.base.bench and merging.theirs.bench == merging.base.bench:
        page = replace(page, bench=merging.ours.bench)
    return Merge(page.text, tuple(merging.conflicts))


class _Merging:
    """One merge: `page` begins as theirs and takes our changes."""

    def __init__(self, base: Layout, theirs: Layout, ours: Layout) -> None:
        self.base, self.theirs, self.ours = base, theirs, ours
        self.page = theirs
        self.conflicts: list[Conflict] = []

    def top(self) -> None:
        """Merge the keys above the stories; of the list of stories taken out each name counts for itself."""
        base, theirs, ours = self.base.values, self.theirs.values, self.ours.values
        for key in _changed(base, ours):
            wanted = ours.get(key)
            if key == "dropped" and theirs.get(key) != base.get(key):
                wanted = _lists(base.get(key, []), theirs.get(key, []), ours.get(key, []))
            elif not self._free("", key, base, theirs, ours):
                continue
            self.page = with_top(self.page, key, wanted)

    def blocks(self) -> None:
        """Merge which blocks there are, and what is in those of both sides."""
        for block in self.base.blocks:
            if self.ours.block(block.name) is None:
                self._taken_out(block)
        before = ""
        for block in self.ours.blocks:
            was, now = self.base.block(block.name), self.theirs.block(block.name)
            if was is None and now is None:
                self.page = added(self.page, block.text, self._anchor(before, block))
            elif now is None and was is not None and block.values != was.values:
                self._conflict(block.name, f"[[{block.table}]]", was.text, "", block.text)
            elif now is not None:
                self._values(was, now, block)
            before = block.name

    def order(self) -> None:
        """Order the blocks that all three texts have: where one side swapped a pair, that side's order holds.

        Two sides cannot swap a pair differently; where the swapped pairs form a circle,
        the file's order stays, and ours is a conflict.
        """
        base, theirs, ours = (_places(page.names) for page in (self.base, self.theirs, self.ours))
        common = [name for name in theirs if name in base and name in ours]

        def first(one: str, other: str) -> bool:
            was = base[one] < base[other]
            turned = was is not (theirs[one] < theirs[other]) or was is not (ours[one] < ours[other])
            return was is not turned

        wanted = sorted(common, key=lambda one: sum(first(other, one) for other in common if other != one))
        if not all(first(one, other) for n, one in enumerate(wanted) for other in wanted[n + 1 :]):
            mine = sorted(common, key=lambda name: ours[name])
            self._conflict("", "order", sorted(common, key=lambda name: base[name]), common, mine)
            return
        if wanted != common:
            self.page = in_order(self.page, wanted)

    def _values(self, was: Laid | None, now: Laid, ours: Laid) -> None:
        base: Mapping[str, Any] = was.values if was else {}
        for key in _changed(base, ours.values):
            if self._free(ours.name, key, base, now.values, ours.values):
                self.page = with_value(self.page, ours.name, key, ours.values.get(key))

    def _taken_out(self, block: Laid) -> None:
        now = self.theirs.block(block.name)
        if now is None:
            return
        if now.values == block.values:
            self.page = removed(self.page, block.name)
        else:
            self._conflict(block.name, f"[[{block.table}]]", block.text, now.text, "")

    def _anchor(self, before: str, block: Laid) -> str | None:
        if before and self.page.block(before) is None:
            return None
        return before if before or block.table == "story" else None

    def _free(
        self, name: str, key: str, base: Mapping[str, Any], theirs: Mapping[str, Any], ours: Mapping[str, Any]
    ) -> bool:
        """Say whether our value of a key can be set; what they changed otherwise is a conflict."""
        if theirs.get(key) == ours.get(key):
            return False
        if theirs.get(key) == base.get(key):
            return True
        self._conflict(name, key, base.get(key), theirs.get(key), ours.get(key))
        return False

    def _conflict(self, name: str, key: str, base: Any, theirs: Any, ours: Any) -> None:
        self.conflicts.append(Conflict(name=name, key=key, base=base, theirs=theirs, ours=ours))


def _changed(base: Mapping[str, Any], ours: Mapping[str, Any]) -> list[str]:
    return [key for key in dict.fromkeys([*base, *ours]) if base.get(key) != ours.get(key)]


def _lists(base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]) -> list[str]:
    """Merge three sets of names, theirs in front."""
    gone = [name for name in base if name not in ours]
    new = [name for name in ours if name not in base and name not in theirs]
    return [*(name for name in theirs if name not in gone), *new]


def _places(names: Sequence[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}
