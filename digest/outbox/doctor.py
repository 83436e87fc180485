"""Explain everything odd in an outbox, and what would be done about it, before doing it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from digest.errors import OutboxError
from digest.outbox.claims import kept_facts
from digest.outbox.folder import FOLDERS, Outbox, listed, opened, read_file, remove_file
from digest.outbox.gc import remember
from digest.outbox.keys import name_fault
from digest.outbox.marks import Marks, claim_name, has_mark, newest_attempt, read_mark
from digest.outbox.proof import faults
from digest.outbox.read import keys, open_edition
from digest.outbox.said import is_mark
from digest.outbox.sweep import left_behind, sweep

_KNOWN = {*FOLDERS, "OUTBOX.json", "index.json", "maildir"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """One odd thing: `what` it is, `where`, what `repair` does, '' when only a person can decide.

    `advice` is for that person.  `grave` when an edition could be lost, delivered
    damaged or delivered twice.
    """

    what: str
    where: str
    repair: str = ""
    advice: str = ""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    oddity: Oddity
    act: Callable[[], object] | None = None


def examine(root: Path) -> tuple[Oddity, ...]:
    """Return everything odd; changes nothing."""
    with opened(root) as box:
        return tuple(found.oddity for found in _all(box))


def repair(root: Path) -> tuple[Oddity, ...]:
    """Do what `examine` announced; return what was repaired."""
    with opened(root) as box:
        repaired = []
        for found in list(_all(box)):
            if found.act:
                found.act()
                repaired.append(found.oddity)
        return tuple(repaired)


def _all(box: Outbox) -> Iterator[_Found]:
    yield from _folders(box)
    yield from _leftovers(box)
    yield from _editions(box)
    yield from _claims(box)
    yield from _ends(box)
    yield from _unreadable(box)


def _folders(box: Outbox) -> Iterator[_Found]:
    names = set(listed(box.fd))
    missing = sorted({*FOLDERS, "OUTBOX.json"} - names)
    if missing:
        what = f"missing: {', '.join(missing)}"
        yield _Found(Oddity(what=what, where=str(box.root), repair="make them"), box.make)
    for name in sorted(n for n in names - _KNOWN if n[0] != "."):
        advice = "move it elsewhere; nothing in the format has this name"
        yield _Found(Oddity(what="not a part of the outbox", where=str(box.root / name), advice=advice))


def _leftovers(box: Outbox) -> Iterator[_Found]:
    for name in left_behind(box):
        what = "left by a process that died; the next build removes it"
        yield _Found(Oddity(what=what, where=str(box.root / "tmp" / name), repair="remove it"), lambda: sweep(box))


def _editions(box: Outbox) -> Iterator[_Found]:
    for name in sorted(box.names("editions")):
        where = box.root / "editions" / name
        found = os.stat(name, dir_fd=box.folder("editions"), follow_symlinks=False)
        if name_fault(name) or not stat.S_ISDIR(found.st_mode):
            what = f"not an edition: {name_fault(name) or 'no folder'}"
            yield _Found(Oddity(what=what, where=str(where), advice="remove it by hand; every command skips it"))
            continue
        if found.st_mode & stat.S_IWOTH:
            what = "everybody may write into this edition"
            yield _Found(Oddity(what=what, where=str(where), repair="chmod o-w", grave=True), _closing(box, name))
        with open_edition(box, name) as fd:
            damage = faults(fd)
        if damage:
            what = f"damaged: {'; '.join(damage)}"
            advice = "no consumer that checks will send it: move the folder away and build the slot again"
            yield _Found(Oddity(what=what, where=str(where), advice=advice, grave=True))


def _closing(box: Outbox, name: str) -> Callable[[], object]:
    def close() -> None:
        with open_edition(box, name) as fd:
            os.fchmod(fd, stat.S_IMODE(os.fstat(fd).st_mode) & ~stat.S_IWOTH)

    return close


def _claims(box: Outbox) -> Iterator[_Found]:
    marks = Marks(box)
    there = set(keys(box)) | set(box.names("done"))
    for name in sorted(box.names("claims")):
        claimed = claim_name(name)
        where = str(box.root / "claims" / name)
        if claimed is None:
            yield _Found(Oddity(what="not a claim: the name is no key and number", where=where, advice="remove it"))
        elif claimed[0] not in there:
            yield _Found(
                Oddity(what="a claim on an edition that is not here", where=where, repair="remove it"), _gone(box, name)
            )
        elif claimed[1] > newest_attempt(box, claimed[0]) or name != f"{claimed[0]}.{claimed[1]}":
            what = "a claim after a gap in the numbers: it counts for nothing"
            yield _Found(Oddity(what=what, where=where, repair="remove it"), _gone(box, name))
        else:
            state = marks.state(claimed[0])
            if state.name == "ready" and state.attempt == claimed[1] and not state.mark.get("retry"):
                what = f"delivery broke off in attempt {state.attempt}; the next consumer takes it up"
                advice = "some recipients may have it; digest deliver goes on where it stopped"
                yield _Found(Oddity(what=what, where=where, advice=advice))


def _gone(box: Outbox, name: str) -> Callable[[], object]:
    return lambda: remove_file(box.folder("claims"), name)


def _ends(box: Outbox) -> Iterator[_Found]:
    there = set(keys(box))
    for key in sorted(box.names("done")):
        mark, _ = read_mark(box, "done", key)
        where = str(box.root / "done" / key)
        if key in there and "content" not in mark and kept_facts(box, key):
            what = "a done mark from a shell: it does not say what was published"
            yield _Found(Oddity(what=what, where=where, repair="add it from the manifest"), _remembering(box, key))
        elif key not in there and "content" not in mark:
            what = "delivered and removed by hand, without a record of what was published"
            yield _Found(Oddity(what=what, where=where, advice="keep it: it stops the key from being built again"))
        if has_mark(box, "failed", key):
            what = "both done and failed: done counts"
            oddity = Oddity(what=what, where=str(box.root / "failed" / key), repair="remove the failed mark")
            yield _Found(oddity, _unfailed(box, key))


def _unreadable(box: Outbox) -> Iterator[_Found]:
    for folder in ("claims", "done", "failed"):
        for name in sorted(box.names(folder)):
            try:
                fine = is_mark(read_file(box.folder(folder), name, limit=1 << 24))
            except (OSError, OutboxError):
                fine = False
            if not fine:
                advice = "nothing to do: that it is there counts, and what it says is passed over"
                what = "a mark that cannot be read; it counts as an empty one"
                yield _Found(Oddity(what=what, where=str(box.root / folder / name), advice=advice))


def _remembering(box: Outbox, key: str) -> Callable[[], object]:
    return lambda: remember(box, key)


def _unfailed(box: Outbox, key: str) -> Callable[[], object]:
    return lambda: remove_file(box.folder("failed"), key)
