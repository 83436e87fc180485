"""Publish an edition: complete or absent, once a key, by one rename.

The order of the calls is the promise: write every file and force all to disk,
force its folder to disk, rename the folder into editions/, force editions/ to
disk.  Whatever stops the work before the rename leaves nothing but an entry in
tmp/ that the next run sweeps away.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from digest.errors import DiskError, KeyTakenError, OutboxError
from digest.outbox.folder import Outbox, listed, opened, read_file, write_files
from digest.outbox.keys import check_key
from digest.outbox.manifest import MANIFEST, contents, fingerprint
from digest.outbox.marks import has_mark, read_mark
from digest.outbox.proof import faults
from digest.outbox.sweep import locked, sweep, workplace

_SPARE = 1 << 18  # bytes that shall stay free: a disk filled to the brim stops the mail server too


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing did: `status` is published or exists, `path` the edition's folder.

    After gc an edition that exists has marks, but no folder any more.
    """

    status: str
    path: Path


def publish(root: Path, key: str, files: Mapping[str, bytes], facts: Mapping[str, object]) -> Published:
    """Publish *files* (bytes by name) as edition *key* in the outbox at *root*.

    *facts* goes into the manifest: slot, generator, message, items, warnings,
    revision.  The same content again answers ``exists``.  Raises `UsageError` (2)
    for a key or file name, `OutboxError` (73) for other content under this key or
    an outbox not to be trusted, `DiskError` (74), `BusyError` (75).
    """
    check_key(key)
    whole = contents(key, files, facts)
    ours = whole[MANIFEST]
    with opened(root, create=True) as box:
        there = _is_there(box, key, ours)
        sweep(box)
        if not there:
            box.make()
            _check_room(box, whole)
            if _commit(box, key, whole, ours):
                return Published(status="published", path=root / "editions" / key)
        # An earlier run may have died between its rename and this call.
        _confirm(box, key)
    return Published(status="exists", path=root / "editions" / key)


def _commit(box: Outbox, key: str, whole: Mapping[str, bytes], ours: bytes) -> bool:
    with workplace(box, key, folder=True) as (name, fd):
        write_files(fd, whole)
        os.fsync(fd)
        # gc removes a delivered edition under the exclusive lock: holding it shared,
        # we either meet the edition or the mark that it was delivered.
        with locked(box, fcntl.LOCK_SH):
            if _is_there(box, key, ours):
                return False
            if not _rename(box, name, key):
                _is_there(box, key, ours)  # another builder's: raises when it is another edition
                return False
        _confirm(box, key)
    return True


def _rename(box: Outbox, name: str, key: str) -> bool:
    try:
        os.rename(name, key, src_dir_fd=box.folder("tmp"), dst_dir_fd=box.folder("editions"))
    except OSError as fault:
        # Another builder was faster: a folder is never renamed over one that holds files.
        if fault.errno in {errno.EEXIST, errno.ENOTEMPTY}:
            return False
        raise
    return True


def _confirm(box: Outbox, key: str) -> None:
    """Force the rename to disk; a failure here is an outcome of its own: unknown."""
    try:
        os.fsync(box.folder("editions"))
    except OSError as fault:
        raise DiskError(
            f"the edition is published, but the disk did not confirm it: {os.strerror(fault.errno or 0).lower()}",
            where=str(box.root / "editions" / key),
            fix="run again: it answers 'already there' once the disk has it",
        ) from fault


def _is_there(box: Outbox, key: str, ours: bytes) -> bool:
    """Say whether the very edition of our manifest is published; `OutboxError` when another one has its key."""
    try:
        fd = os.open(key, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=box.folder("editions"))
    except FileNotFoundError:
        return _was_there(box, key, ours)
    except OSError as fault:
        if fault.errno not in {errno.ELOOP, errno.ENOTDIR}:
            raise
        raise OutboxError(
            "something that is no edition stands in its place",
            where=str(box.root / "editions" / key),
            fix="remove it by hand: digest follows and replaces nothing",
        ) from fault
    try:
        if not listed(fd):
            return False  # an empty folder is no edition; the rename replaces it
        theirs, own = _published(fd), fingerprint(ours)
        damage = faults(fd) if theirs in {own, ""} else ()
        if damage:
            raise OutboxError(
                f"this edition is published, but damaged: {damage[0]}",
                where=str(box.root / "editions" / key),
                fix=f"digest outbox verify {key}",
            )
        _refuse_other(box, key, theirs, own)
    finally:
        os.close(fd)
    return True


def _published(fd: int) -> str:
    """Return the fingerprint of the edition in an open folder, '' when its manifest cannot be read."""
    try:
        return fingerprint(read_file(fd, MANIFEST))
    except (FileNotFoundError, ValueError):
        return ""


def _was_there(box: Outbox, key: str, ours: bytes) -> bool:
    """Say whether this edition was delivered and then removed by gc: its mark stays."""
    if not has_mark(box, "done", key):
        return False
    mark, _ = read_mark(box, "done", key)
    own = fingerprint(ours)
    _refuse_other(box, key, str(mark.get("content") or own), own)
    return True


def _refuse_other(box: Outbox, key: str, theirs: str, ours: str) -> None:
    if theirs != ours:
        raise KeyTakenError(
            f"the edition {key} is published already, with other content",
            where=str(box.root / "editions" / key),
            fix='digest build --revise "reason" publishes a correction beside it',
        )


def _check_room(box: Outbox, whole: Mapping[str, bytes]) -> None:
    disk = os.fstatvfs(box.fd)
    block = disk.f_frsize or 4096
    wanted = sum(-(-len(content) // block) * block for content in whole.values())
    free = disk.f_bavail * block
    # Some file systems (btrfs, NFS) count no inodes and say 0 of 0.
    full = disk.f_files and disk.f_favail < len(whole) + 1
    if free < wanted + _SPARE or full:
        raise DiskError(
            f"not enough room: the edition takes {wanted // 1000} kB, {free // 1000} kB are free"
            f" and {_SPARE // 1000} kB must stay so",
            where=str(box.root),
            fix="free some space, then run again; nothing was published",
        )
