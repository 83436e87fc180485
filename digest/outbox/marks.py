"""Who delivers an edition, and how it ended: claims/, done/, failed/.

A mark appears whole, by ``link()`` or ``O_EXCL``, and is never renamed to say
something else: state that moves is how two builders and two consumers deliver
an edition twice.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from digest.errors import OutboxError
from digest.outbox import said
from digest.outbox.folder import Outbox, read_with_time, write_all
from digest.outbox.keys import base, name_fault, revision
from digest.outbox.sweep import try_lock, workplace

LEASE = 900.0  # seconds that a claim without a lock is respected, by the file system's clock


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where an edition stands: `name` is ready, claimed, done, failed, withdrawn or superseded.

    A withdrawn edition has failed by somebody's order.  One that would be ready is
    superseded when its correction `newer` is there.  `attempt` is the newest attempt,
    0 when nobody tried.  `since` is the time of the newest mark in seconds, 0.0
    without one; `mark` what done, failed or the newest claim says.
    """

    name: str
    attempt: int = 0
    since: float = 0.0
    mark: Mapping[str, object] = field(default_factory=dict)
    newer: str = ""


class Marks:
    """The marks of an outbox, or of one edition (*only*); `state` reads those of one key."""

    def __init__(self, box: Outbox, *, only: str = "") -> None:
        self._box = box
        self._clock = 0.0
        self._claims: set[str] = set()
        self._done: set[str] = set()
        self._failed: set[str] = set()
        if only:
            self._refresh(only)
            return
        self._claims = set(box.names("claims"))
        self._done = set(box.names("done"))
        self._failed = set(box.names("failed"))

    def state(self, key: str) -> State:
        """Return where the edition *key* stands now."""
        for _ in range(9):
            try:
                return self._look(key)
            except FileNotFoundError:
                # A mark went since it was listed (gc, a retry): look at this key anew.
                self._refresh(key)
        return self._look(key)

    def _look(self, key: str) -> State:
        attempt = self._attempt(key)
        if key in self._done:
            return self._ended("done", key, attempt)
        if key in self._failed:
            ended = self._ended("failed", key, attempt)
            # An operator's retry adds an attempt: then the failure is history.
            if ended.attempt >= attempt:
                return replace(ended, name="withdrawn") if ended.mark.get("withdrawn") is True else ended
        state = self._claimed(key, attempt) if attempt else State(name="ready")
        newer = superseded_by(self._box, key) if state.name == "ready" else ""
        return replace(state, name="superseded", newer=newer) if newer else state

    def _attempt(self, key: str) -> int:
        """Return the newest attempt: the last before the first gap, as a shell counts that asks for each."""
        attempt = 0
        while f"{key}.{attempt + 1}" in self._claims:
            attempt += 1
        return attempt

    def _refresh(self, key: str) -> None:
        self._claims -= {f"{key}.{n}" for n in range(1, self._attempt(key) + 1)}
        self._claims |= {f"{key}.{n}" for n in range(1, newest_attempt(self._box, key) + 1)}
        for folder, keys in (("done", self._done), ("failed", self._failed)):
            keys.discard(key)
            if has_mark(self._box, folder, key):
                keys.add(key)

    def _ended(self, name: str, key: str, attempt: int) -> State:
        mark, since = read_mark(self._box, name, key)
        tried = mark.get("attempt", attempt)
        return State(name=name, attempt=tried if isinstance(tried, int) else attempt, since=since, mark=mark)

    def _claimed(self, key: str, attempt: int) -> State:
        name = f"{key}.{attempt}"
        mark, since = read_mark(self._box, "claims", name)
        alive = self._holds_lock(name) if mark.get("lock") is True else self._in_lease(mark, since)
        return State(name="claimed" if alive else "ready", attempt=attempt, since=since, mark=mark)

    def _holds_lock(self, name: str) -> bool:
        fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=self._box.folder("claims"))
        try:
            # Shared: two lookers do not take each other for the owner.
            return not try_lock(fd, fcntl.LOCK_SH)
        finally:
            os.close(fd)

    def _in_lease(self, mark: Mapping[str, object], since: float) -> bool:
        lease = mark.get("lease", LEASE)
        self._clock = self._clock or file_clock(self._box)
        return self._clock < since + (float(lease) if isinstance(lease, int | float) else LEASE)


def claim_name(name: str) -> tuple[str, int] | None:
    """Return key and attempt in the name of a claim, None when it is no claim's name."""
    key, _, number = name.rpartition(".")
    return (key, int(number)) if number.isascii() and number.isdigit() and not name_fault(key) else None


def newest_attempt(box: Outbox, key: str) -> int:
    """Return the number of an edition's newest attempt, 0 when nobody tried."""
    # Attempts are numbered without gaps, so asking for each is enough; listing
    # ten thousand claims to take one would not be.
    attempt = 0
    while has_mark(box, "claims", f"{key}.{attempt + 1}"):
        attempt += 1
    return attempt


def superseded_by(box: Outbox, key: str) -> str:
    """Return the key of the newest correction that stands for *key* now, '' when there is none.

    One that gc removed counts by its done mark.
    """
    newest, number = "", revision(key) + 1
    while not name_fault(name := f"{base(key)}-r{number}") and any(
        has_mark(box, f, name) for f in ("editions", "done")
    ):
        newest, number = name, number + 1
    return newest


def has_mark(box: Outbox, folder: str, name: str) -> bool:
    """Say whether a folder of the outbox holds this name."""
    try:
        os.stat(name, dir_fd=box.folder(folder), follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def read_mark(box: Outbox, folder: str, name: str) -> tuple[dict[str, object], float]:
    """Return what a mark says and when it was made; an empty or unreadable one says nothing.

    That it is there counts, whatever it is: a folder or a pipe in done/ stops a
    delivery as a file does, and as ``[ -e done/KEY ]`` sees it.
    """
    dir_fd = box.folder(folder)
    try:
        content, since = read_with_time(dir_fd, name, limit=1 << 24)
    except OutboxError:
        return {}, os.stat(name, dir_fd=dir_fd, follow_symlinks=False).st_mtime
    except OSError as fault:
        if fault.errno not in {errno.ELOOP, errno.EISDIR, errno.ENXIO}:
            raise
        return {}, os.stat(name, dir_fd=dir_fd, follow_symlinks=False).st_mtime
    return said.mark_fields(content), since


def file_clock(box: Outbox) -> float:
    """Return the time by the file system that holds the outbox, in seconds.

    Leases count from a file's mtime; on a network disk that is the server's
    clock, and ours may differ by hours.
    """
    box.make()
    with workplace(box, "clock", folder=False) as (_, fd):
        return os.fstat(fd).st_mtime


def stamp(seconds: float) -> str:
    """Return a time of the file system as UTC, for people: 2026-08-10T04:00:07Z."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_mark(fd: int, mark: Mapping[str, object]) -> None:
    """Write a mark into an open new file; `at` is the file's own time."""
    told = {"at": stamp(os.fstat(fd).st_mtime), **mark}
    write_all(fd, json.dumps(told, sort_keys=True, ensure_ascii=False, indent=1).encode() + b"\n")
