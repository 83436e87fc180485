"""Look into an outbox: what is there, in which state, and is it whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from msgspec import convert

from digest.errors import OutboxError, UsageError, nearest
from digest.outbox.folder import Outbox, listed, opened, read_file
from digest.outbox.keys import check_key, in_order, name_fault, revised
from digest.outbox.manifest import MANIFEST, Shape
from digest.outbox.marks import Marks, State, has_mark, read_mark, stamp
from digest.outbox.proof import faults
from digest.outbox.said import read_object


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEntry:
    """One edition as an operator sees it.

    `state` is ready, claimed, done, failed, withdrawn or superseded; `attempt` the newest delivery
    attempt, 0 when nobody tried; `size` the message's octets; `since` when it came
    to this state and `published` when it was written, in seconds since 1970 by the file
    system's clock; `note` the last word on it.
    """

    key: str
    state: str
    attempt: int
    size: int
    since: float
    note: str
    published: float = 0.0


def exists(root: Path, key: str) -> bool:
    """Say whether the outbox has, or had, an edition called *key*; no outbox means no.

    For looking before a long work only: whether an edition may be published is
    decided by `publish`, by content.
    """
    check_key(key)
    if not os.path.lexists(root):
        return False
    with opened(root) as box:
        return any(has_mark(box, name, key) for name in ("editions", "done"))


def delivered_since(root: Path, key: str) -> float:
    """Return when an edition was delivered, in seconds since 1970, 0.0 when it was not; gc changes nothing about it."""
    check_key(key)
    if not os.path.lexists(root):
        return 0.0
    with opened(root) as box:
        return read_mark(box, "done", key)[1] if has_mark(box, "done", key) else 0.0


def revisions(root: Path, key: str) -> tuple[str, ...]:
    """Return the keys of an edition's forms that exist, oldest first: *key*, ``…-r2``, ``…-r3``.

    Empty when the edition itself does not exist.
    """
    found: list[str] = []
    while exists(root, name := revised(key, len(found) + 1) if found else key):
        found.append(name)
    return tuple(found)


def keys(box: Outbox) -> list[str]:
    """List the keys of the editions that are there, corrections after theirs; what is no key is left out."""
    return sorted((name for name in box.names("editions") if not name_fault(name)), key=in_order)


def known_keys(root: Path) -> set[str]:
    """Return the keys of all editions that are there, or were delivered and removed; none where there is no outbox."""
    if not os.path.lexists(root):
        return set()
    with opened(root) as box:
        return {name for folder in ("editions", "done") for name in box.names(folder) if not name_fault(name)}


def entries(root: Path) -> tuple[OutboxEntry, ...]:
    """List the editions, the newest slot first; an outbox that is not there yet is empty."""
    if not os.path.lexists(root):
        return ()
    with opened(root) as box:
        marks = Marks(box)
        found = (_entry(box, marks, key) for key in reversed(keys(box)))
        return tuple(entry for entry in found if entry)


def published(root: Path, wanted: Callable[[str], bool] = bool) -> Iterator[dict[str, object]]:
    """Yield what was published, the oldest first: each manifest, or what the done mark kept of it after gc.

    Only editions whose key is *wanted* are opened.
    """
    if not os.path.lexists(root):
        return
    with opened(root) as box:
        there = set(keys(box))
        gone = {name for name in box.names("done") if not name_fault(name)} - there
        for key in sorted(filter(wanted, there | gone), key=in_order):
            if key in gone:
                mark, _ = read_mark(box, "done", key)
                if isinstance(mark.get("items"), list):
                    yield {**mark, "key": key}
            else:
                with open_edition(box, key) as fd:
                    yield manifest_of(fd, root / "editions" / key)


def manifest(root: Path, key: str) -> dict[str, object]:
    """Return an edition's manifest; `UsageError` when there is no such edition."""
    check_key(key)
    with opened(root) as box, open_edition(box, key) as fd:
        return manifest_of(fd, root / "editions" / key)


def read(root: Path, key: str, name: str) -> bytes:
    """Return one file of an edition; `UsageError` when the edition has no such file."""
    check_key(key)
    with opened(root) as box, open_edition(box, key) as fd:
        known = sorted(listed(fd))
        if name not in known:
            raise UsageError(
                f"the edition has no file called {name!a}",
                where=str(root / "editions" / key),
                fix=f"use one of: {', '.join(known)}",
            )
        return read_file(fd, name)


def verify(root: Path, key: str) -> tuple[str, ...]:
    """Check every byte of an edition; return what is wrong, in words, empty when whole."""
    check_key(key)
    with opened(root) as box, open_edition(box, key) as fd:
        return faults(fd)


def verify_all(root: Path, wanted: Sequence[str] = ()) -> list[tuple[str, tuple[str, ...]]]:
    """Check the editions *wanted*, or all: key and what is wrong with it, in the order of `entries`."""
    if not wanted and not os.path.lexists(root):
        return []
    with opened(root) as box:
        found = []
        for key in wanted or reversed(keys(box)):
            with open_edition(box, key) as fd:
                found.append((key, faults(fd)))
        return found


def description(root: Path, key: str) -> dict[str, object]:
    """Return an edition as ``digest outbox show`` gives it: state, newest mark, manifest."""
    check_key(key)
    with opened(root) as box, open_edition(box, key) as fd:
        state = Marks(box, only=key).state(key)
        path = root / "editions" / key
        return {
            "key": key,
            "path": str(path.absolute()),
            "state": state.name,
            "attempt": state.attempt,
            "since": stamp(state.since) if state.since else "",
            "superseded_by": state.newer,
            "mark": dict(state.mark),
            "manifest": manifest_of(fd, path),
        }


def manifest_of(fd: int, path: Path) -> dict[str, object]:
    """Read the manifest in an open edition; *path* is for the message of `OutboxError`."""
    try:
        said = read_object(read_file(fd, MANIFEST))
        convert(said, Shape)
        return said
    except (FileNotFoundError, ValueError) as broken:
        raise OutboxError(
            "the edition has no readable manifest", where=str(path), fix=f"digest outbox verify {path.name}"
        ) from broken


@contextmanager
def open_edition(box: Outbox, key: str) -> Iterator[int]:
    """Open an edition's folder; `UsageError` when there is none of this key."""
    check_key(key)
    try:
        fd = os.open(key, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=box.folder("editions"))
    except FileNotFoundError:
        hint = nearest(key, keys(box)[-500:])
        raise UsageError(
            f"no edition is called {key}",
            where=str(box.root / "editions"),
            fix=f"did you mean {hint}?" if hint else "digest outbox ls shows what is there",
        ) from None
    try:
        yield fd
    finally:
        os.close(fd)


def _entry(box: Outbox, marks: Marks, key: str) -> OutboxEntry | None:
    state = marks.state(key)
    folder = box.folder("editions")
    try:
        made = os.stat(key, dir_fd=folder, follow_symlinks=False).st_mtime
    except FileNotFoundError:
        return None  # removed by gc since it was listed
    try:
        size = os.stat(f"{key}/message.eml", dir_fd=folder, follow_symlinks=False).st_size
    except OSError:
        size = 0
    return OutboxEntry(
        key=key,
        state=state.name,
        attempt=state.attempt,
        size=size,
        since=state.since or made,
        note=_note(state),
        published=made,
    )


def _note(state: State) -> str:
    if state.name == "superseded":
        return f"superseded by {state.newer}"
    if state.name in {"done", "failed", "withdrawn"}:
        return str(state.mark.get("result") or "")
    if state.name == "claimed":
        return f"by {state.mark.get('by') or 'a shell'}"
    if state.mark.get("retry"):
        return "to be tried again"
    return f"attempt {state.attempt} broke off" if state.attempt else ""
