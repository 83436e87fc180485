"""Look into an outbox: what is there, in which state, and is it whole."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from digest.errors import OutboxError, UsageError, nearest
from digest.outbox.folder import Outbox, listed, opened, read_file
from digest.outbox.keys import check_key, fault, revised
from digest.outbox.manifest import MANIFEST, SUMS
from digest.outbox.marks import Marks, State

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def exists(root: Path, key: str) -> bool:
    """Say whether the outbox has, or had, an edition called *key*; no outbox means no.

    For looking before a long work only: whether an edition may be published is
    decided by `publish`, by content.
    """
    check_key(key)
    if not os.path.lexists(root):
        return False
    with opened(root) as box:
        return key in box.names("editions") or key in box.names("done")


def revisions(root: Path, key: str) -> tuple[str, ...]:
    """Return the keys of an edition's forms that exist, oldest first: *key*, ``…-r2``, ``…-r3``.

    Empty when the edition itself does not exist.
    """
    found = []
    number = 1
    while exists(root, name := key if number == 1 else revised(key, number)):
        found.append(name)
        number += 1
    return tuple(found)


def keys(box: Outbox) -> list[str]:
    """List the keys of the editions that are there, sorted; what is no key is left out."""
    return sorted(name for name in box.names("editions") if not fault(name))


def manifest(root: Path, key: str) -> dict[str, object]:
    """Return an edition's manifest; `UsageError` when there is no such edition."""
    with opened(root) as box:
        fd = _open_edition(box, key)
        try:
            return dict(json.loads(read_file(fd, MANIFEST)))
        except (FileNotFoundError, ValueError) as broken:
            raise OutboxError(
                "the edition has no readable manifest",
                where=str(root / "editions" / key),
                fix=f"digest outbox verify {key}",
            ) from broken
        finally:
            os.close(fd)


def file(root: Path, key: str, name: str) -> bytes:
    """Return one file of an edition; `UsageError` when the edition has no such file."""
    with opened(root) as box:
        fd = _open_edition(box, key)
        try:
            return read_file(fd, name)
        except FileNotFoundError:
            raise UsageError(
                f"the edition has no file called {name}",
                where=str(root / "editions" / key),
                fix=f"use one of: {', '.join(sorted(listed(fd)))}",
            ) from None
        finally:
            os.close(fd)


def verify(root: Path, key: str) -> tuple[str, ...]:
    """Check every byte of an edition; return what is wrong, in words, empty when whole."""
    with opened(root) as box:
        fd = _open_edition(box, key)
        try:
            return faults(fd)
        finally:
            os.close(fd)


def faults(fd: int) -> tuple[str, ...]:
    """Check the edition in an open folder against its SHA256SUMS and manifest."""
    try:
        sums = _sums(read_file(fd, SUMS).decode("utf-8", "replace"))
    except FileNotFoundError:
        return (f"{SUMS} is missing",)
    wrong = [] if sums else [f"{SUMS} is not readable"]
    there = set(listed(fd)) - {SUMS}
    wrong += [f"{name} is in no list" for name in sorted(there - sums.keys())]
    wrong += [f"{name} is missing" for name in sorted(sums.keys() - there)]
    for name in sorted(sums.keys() & there):
        if why := _differs(fd, name, sums[name]):
            wrong.append(why)
    return tuple(wrong or _manifest_faults(fd, sums))


def _sums(text: str) -> dict[str, str]:
    lines = [_LINE.fullmatch(line) for line in text.splitlines()]
    return {m[2]: m[1] for m in lines if m} if all(lines) else {}


def _differs(fd: int, name: str, wanted: str) -> str:
    try:
        found = _digest(fd, name)
    except (OutboxError, OSError) as broken:
        return f"{name} cannot be read: {broken}"
    return "" if found == wanted else f"{name} was changed"


def _digest(fd: int, name: str) -> str:
    return sha256(read_file(fd, name)).hexdigest()


def _manifest_faults(fd: int, sums: Mapping[str, str]) -> list[str]:
    try:
        listed = {f["path"]: f["sha256"] for f in json.loads(read_file(fd, MANIFEST))["files"]}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return [f"{MANIFEST} is missing or not readable"]
    if listed != {name: value for name, value in sums.items() if name != MANIFEST}:
        return [f"{MANIFEST} and {SUMS} list other files"]
    return []


def _open_edition(box: Outbox, key: str) -> int:
    check_key(key)
    try:
        return os.open(key, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=box.folder("editions"))
    except FileNotFoundError:
        known = keys(box)
        hint = nearest(key, known[-500:])
        raise UsageError(
            f"no edition is called {key}",
            where=str(box.root / "editions"),
            fix=f"did you mean {hint}?" if hint else "digest outbox ls shows what is there",
        ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One edition as an operator sees it.

    `state` is ready, claimed, done or failed; `attempt` the newest delivery
    attempt, 0 when nobody tried; `size` the message's octets; `since` seconds
    since 1970 by the file system's clock; `note` the last word on it.
    """

    key: str
    state: str
    attempt: int
    size: int
    since: float
    note: str


def entries(root: Path) -> tuple[Entry, ...]:
    """List the editions, the newest slot first; an outbox that is not there yet is empty."""
    if not os.path.lexists(root):
        return ()
    with opened(root) as box:
        marks = Marks(box)
        return tuple(_entry(box, marks, key) for key in reversed(keys(box)))


def _entry(box: Outbox, marks: Marks, key: str) -> Entry:
    state = marks.state(key)
    folder = box.folder("editions")
    since = state.since or os.stat(key, dir_fd=folder, follow_symlinks=False).st_mtime
    try:
        size = os.stat(f"{key}/message.eml", dir_fd=folder, follow_symlinks=False).st_size
    except OSError:
        size = 0
    return Entry(key=key, state=state.name, attempt=state.attempt, size=size, since=since, note=_note(state))


def _note(state: State) -> str:
    if state.name in {"done", "failed"}:
        return str(state.mark.get("result") or state.mark.get("reason") or "")
    if state.name == "claimed":
        return f"by {state.mark.get('by') or 'a shell'}"
    if state.mark.get("retry"):
        return "to be tried again"
    return f"attempt {state.attempt} broke off" if state.attempt else ""
