"""Is an edition whole: every byte of it against ``SHA256SUMS`` and the manifest."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Mapping
from hashlib import sha256

from digest.errors import OutboxError
from digest.outbox.folder import listed, read_file
from digest.outbox.manifest import MANIFEST, SUMS
from digest.outbox.said import read_object

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_CHUNK = 1 << 20
_OF_THE_EDITION = {errno.ELOOP, errno.ENOENT, errno.ENXIO, errno.EACCES}  # with any other the disk is ill


def faults(fd: int) -> tuple[str, ...]:
    """Check the edition in an open folder; return what is wrong, in words, empty when whole."""
    try:
        sums = _sums(read_file(fd, SUMS, limit=1 << 24))
    except (FileNotFoundError, OutboxError):
        return (f"{SUMS} is missing",)
    wrong = [] if sums else [f"{SUMS} is not readable"]
    there = set(listed(fd)) - {SUMS}
    wrong += [f"{name} is in no list" for name in sorted(there - sums.keys())]
    wrong += [f"{name} is missing" for name in sorted(sums.keys() - there)]
    sizes = _sizes(fd)
    for name in sorted(sums.keys() & there):
        if why := _difference(fd, name, sums[name], sizes.get(name)):
            wrong.append(why)
    return tuple(wrong or _manifest_faults(fd, sums))


def _sums(content: bytes) -> dict[str, str]:
    lines = [_LINE.fullmatch(line) for line in content.decode("utf-8", "replace").splitlines()]
    return {m[2]: m[1] for m in lines if m} if all(lines) else {}


def _difference(fd: int, name: str, wanted: str, size: object) -> str:
    try:
        there = os.stat(name, dir_fd=fd, follow_symlinks=False)
        if isinstance(size, int) and stat.S_ISREG(there.st_mode) and there.st_size != size:
            return f"{name} was changed"  # a file of terabytes need not be read to say so
        found = _digest(fd, name)
    except OSError as broken:
        if broken.errno not in _OF_THE_EDITION:
            raise
        return f"{name} cannot be read: {os.strerror(broken.errno).lower()}"
    return "" if found == wanted else f"{name} was changed" if found else f"{name} is not a plain file"


def _digest(folder: int, name: str) -> str:
    """Return a file's SHA-256, '' when it is not a plain file."""
    fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode):
            return ""
        state = sha256()
        room = bytearray(min(_CHUNK, found.st_size + 1))
        view = memoryview(room)
        while count := os.readv(fd, [room]):
            state.update(view[:count])
        return state.hexdigest()
    finally:
        os.close(fd)


def _sizes(fd: int) -> dict[object, object]:
    """Return what the manifest says of each file's size; empty when it cannot be read."""
    try:
        files = read_object(read_file(fd, MANIFEST, limit=1 << 26))["files"]
    except OSError as broken:
        if broken.errno not in _OF_THE_EDITION:
            raise
        return {}
    except (ValueError, KeyError, OutboxError):
        return {}
    rows = [row for row in files if isinstance(row, dict)] if isinstance(files, list) else []
    return {row.get("path"): row.get("size") for row in rows if isinstance(row.get("path"), str)}


def _manifest_faults(fd: int, sums: Mapping[str, str]) -> list[str]:
    try:
        files = read_object(read_file(fd, MANIFEST))["files"]
        listing = {f["path"]: f["sha256"] for f in files} if isinstance(files, list) else None
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return [f"{MANIFEST} is missing or not readable"]
    if listing != {name: value for name, value in sums.items() if name != MANIFEST}:
        return [f"{MANIFEST} and {SUMS} list other files"]
    return []
