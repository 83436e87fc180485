"""Retention: delivered editions go after some days, what was published is remembered longer."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from digest.errors import UsageError
from digest.outbox.claims import kept_facts
from digest.outbox.folder import Outbox, opened, remove_file
from digest.outbox.keys import base, revision
from digest.outbox.marks import claim_name, file_clock, read_mark, write_mark
from digest.outbox.read import keys, open_edition
from digest.outbox.sweep import locked, remove, sweep, try_lock, workplace

DAY = 86400.0
KEEP_MARKS = 400  # days; shorter, and an old key could be built again or the ledger not rebuilt


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What gc removed, or would: editions and marks by key, dead entries of tmp/ by name."""

    editions: tuple[str, ...]
    marks: tuple[str, ...]
    leftovers: tuple[str, ...]


def collect(root: Path, *, days: int, marks: int = KEEP_MARKS, dry_run: bool = False) -> Collected:
    """Remove editions delivered more than *days* ago and marks older than *marks* days.

    Only what is marked done goes; an edition that is ready, claimed or failed
    stays whatever its age.  Ages are by the file system's clock.
    """
    if days < 0 or marks < KEEP_MARKS:
        raise UsageError(f"marks are kept for at least {KEEP_MARKS} days", where="--days, --marks", fix="--days 30")
    with opened(root) as box:
        box.make()
        there = set(keys(box))
        ages = _ages(box)
        old = sorted(key for key, age in ages.items() if key in there and age >= days * DAY)
        spent = sorted(key for key, age in ages.items() if age >= marks * DAY and (key not in there or key in old))
        if not dry_run:
            old = [key for key in old if remember(box, key) and _remove_edition(box, key)]
        # Without its mark an edition that is still there would be delivered again, and so
        # would the one that a correction stood for.
        left = there.difference(old) if dry_run else set(keys(box))
        spent = [key for key in spent if not _still_needed(key, left)]
        if dry_run:
            return Collected(editions=tuple(old), marks=tuple(spent), leftovers=())
        _remove_marks(box, set(spent))
        return Collected(editions=tuple(old), marks=tuple(spent), leftovers=tuple(sweep(box)))


def remember(box: Outbox, key: str) -> bool:
    """See that a done mark says what was published, as one from a shell does not; False when nobody can tell.

    The fuller mark replaces the empty one in one rename: the edition is done
    before, after and in between.
    """
    mark, made = read_mark(box, "done", key)
    if "content" in mark:
        return True
    kept = kept_facts(box, key)
    if not kept:
        return False  # damaged: doctor shows it, a person decides
    with workplace(box, key, folder=False) as (temporary, fd):
        write_mark(fd, {"key": key, "result": "", **mark, **kept})
        os.utime(fd, (made, made))
        os.fsync(fd)
        os.rename(temporary, key, src_dir_fd=box.folder("tmp"), dst_dir_fd=box.folder("done"))
    os.fsync(box.folder("done"))
    return True


def _ages(box: Outbox) -> Mapping[str, float]:
    done = box.folder("done")
    now = file_clock(box)
    ages: dict[str, float] = {}
    for key in box.names("done"):
        with suppress(FileNotFoundError):  # another gc was faster
            ages[key] = now - os.stat(key, dir_fd=done, follow_symlinks=False).st_mtime
    return ages


def _still_needed(key: str, left: Collection[str]) -> bool:
    """Say whether one of the editions that are *left* would be delivered if this done mark went."""
    forms = (base(key), *(f"{base(key)}-r{number}" for number in range(2, revision(key) + 1)))
    return any(form in left for form in forms)


def _remove_edition(box: Outbox, key: str) -> bool:
    """Take an edition out of sight in one rename, then remove it; the sweep finishes what a kill cuts short.

    False when somebody holds it: then it stays, and so does its mark.
    """
    name = f"{key}.gc.{os.getpid()}.{os.urandom(4).hex()}"
    with open_edition(box, key) as fd:
        if not try_lock(fd, fcntl.LOCK_EX):
            return False  # another gc is at it, or a process that reads it
        # publish looks for the edition and for its mark under this lock, shared.
        with locked(box, fcntl.LOCK_EX):
            os.rename(key, name, src_dir_fd=box.folder("editions"), dst_dir_fd=box.folder("tmp"))
        os.fsync(box.folder("editions"))
        remove(box.folder("tmp"), name)
    return True


def _remove_marks(box: Outbox, spent: set[str]) -> None:
    if not spent:
        return
    for name in box.names("claims"):
        claimed = claim_name(name)
        if claimed and claimed[0] in spent:
            remove_file(box.folder("claims"), name)
    os.fsync(box.folder("claims"))
    for key in spent:
        remove_file(box.folder("failed"), key)
        # Last: while it stands, nobody claims or builds this key.
        remove_file(box.folder("done"), key)
    os.fsync(box.folder("done"))
