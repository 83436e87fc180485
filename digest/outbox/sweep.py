"""Recovery: what dead processes left in tmp/ goes, what live ones are at stays.

Every entry in tmp/ is locked (flock) by its maker as long as that process lives.
Making an entry and locking it happen under a shared lock on tmp/ itself; the
sweep holds that lock exclusively, so it never meets an entry that is made but
not locked yet.  No clock, no age, no process table is asked.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager

from digest.errors import BusyError
from digest.outbox.folder import FILE_MODE, FOLDER_MODE, Outbox

PATIENCE = 10.0  # seconds; the lock on tmp/ is held for milliseconds unless its holder was stopped


@contextmanager
def locked(box: Outbox, how: int) -> Iterator[None]:
    """Hold the lock on tmp/ (`LOCK_SH` or `LOCK_EX`); `BusyError` after ten seconds."""
    fd = box.folder("tmp")
    deadline = time.monotonic() + PATIENCE
    while not try_lock(fd, how):
        if time.monotonic() > deadline:
            raise BusyError("the outbox is locked by another process", where=str(box.root / "tmp"), fix="run again")
        time.sleep(0.002)
    try:
        yield
    finally:
        fcntl.flock(fd, fcntl.LOCK_UN)


def try_lock(fd: int, how: int) -> bool:
    """Take a lock without waiting; say whether that worked."""
    try:
        fcntl.flock(fd, how | fcntl.LOCK_NB)
    except OSError as fault:
        if fault.errno in {errno.EWOULDBLOCK, errno.EACCES}:
            return False
        raise
    return True


@contextmanager
def workplace(box: Outbox, stem: str, *, folder: bool) -> Iterator[tuple[str, int]]:
    """Make a locked entry in tmp/ and give its name and descriptor; it goes at the end.

    What was renamed or linked out of tmp/ meanwhile is not touched.
    """
    name = f"{stem}.{_host()}.{os.getpid()}.{os.urandom(4).hex()}"
    tmp = box.folder("tmp")
    with locked(box, fcntl.LOCK_SH):
        fd = _made(tmp, name, folder=folder)
        fcntl.flock(fd, fcntl.LOCK_EX)
    try:
        yield name, fd
    finally:
        os.close(fd)
        remove(tmp, name)


def sweep(box: Outbox) -> list[str]:
    """Remove entries of tmp/ whose maker is dead; return their names."""
    if not box.names("tmp"):
        return []
    gone = []
    with locked(box, fcntl.LOCK_EX):
        for name in sorted(box.names("tmp")):
            if _dead(box.folder("tmp"), name):
                remove(box.folder("tmp"), name)
                gone.append(name)
    return gone


def left_behind(box: Outbox) -> list[str]:
    """List entries of tmp/ whose maker is dead, touching nothing."""
    if not box.names("tmp"):
        return []
    with locked(box, fcntl.LOCK_EX):
        return [name for name in sorted(box.names("tmp")) if _dead(box.folder("tmp"), name)]


def remove(folder: int, name: str) -> None:
    """Remove an entry, file or folder, if it is there; links are removed, not followed."""
    try:
        if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            import shutil

            shutil.rmtree(name, dir_fd=folder)
        else:
            os.unlink(name, dir_fd=folder)
    except FileNotFoundError:
        return


def _made(tmp: int, name: str, *, folder: bool) -> int:
    if folder:
        os.mkdir(name, FOLDER_MODE, dir_fd=tmp)
        return os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=tmp)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    return os.open(name, flags, FILE_MODE, dir_fd=tmp)


def _dead(tmp: int, name: str) -> bool:
    try:
        fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=tmp)
    except FileNotFoundError:
        return False
    except OSError:
        return True  # a link, a socket: nothing that a builder makes
    try:
        if not try_lock(fd, fcntl.LOCK_EX):
            return False
        # Its builder may have renamed it to editions/ and let go after we opened
        # it: then the lock is free, but it is no longer ours to remove.
        here = os.stat(name, dir_fd=tmp, follow_symlinks=False)
        return os.path.samestat(here, os.fstat(fd))
    except FileNotFoundError:
        return False
    finally:
        os.close(fd)


def _host() -> str:
    name = os.uname().nodename.lower()
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in name)[:40] or "host"
