"""Open an outbox safely: by folder descriptors, following no link, trusting no stranger.

Every later call names a file relative to a folder that is already open, so
nobody can swap a path between the check and the use.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Lock

from digest.errors import DigestError, DiskError, OutboxError
from digest.outbox.said import read_object

FORMAT = "outbox/1"
FOLDERS = ("tmp", "editions", "claims", "done", "failed")
_ALSO = {"OUTBOX.json", "maildir", "index.json"}
# What umask 027 would leave, stated outright: the process's own umask can only take more away.
FOLDER_MODE = 0o750
FILE_MODE = 0o640
_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_AT_ONCE = 8  # files that are open, and threads that wait for the disk
_REFUSED = {errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENOTDIR, errno.ENAMETOOLONG}


class Outbox:
    """An open outbox: `root` for messages, and one descriptor for each folder."""

    def __init__(self, root: Path, fd: int) -> None:
        self.root = root
        self.fd = fd
        self._open: dict[str, int] = {}

    def folder(self, name: str) -> int:
        """Return the descriptor of one folder; `FileNotFoundError` when it is not there yet."""
        if name not in self._open:
            fd = os.open(name, _OPEN_FOLDER, dir_fd=self.fd)
            self._open[name] = fd
            _trust(fd, self.root / name)
        return self._open[name]

    def names(self, folder: str) -> list[str]:
        """List one folder, unsorted; empty when it is not there yet."""
        try:
            return listed(self.folder(folder))
        except FileNotFoundError:
            return []

    def make(self) -> None:
        """Create what an outbox consists of, where it is missing, and write it to disk."""
        made = False
        for name in FOLDERS:
            try:
                self.folder(name)
            except FileNotFoundError:
                made = _mkdir(name, self.fd) or made
                self.folder(name)
        if not _exists("OUTBOX.json", self.fd):
            self._sign()
            made = True
        if made:
            os.fsync(self.fd)

    def close(self) -> None:
        """Close every descriptor."""
        for fd in (*self._open.values(), self.fd):
            os.close(fd)
        self._open.clear()

    def _sign(self) -> None:
        from uuid import uuid4

        document = json.dumps({"format": FORMAT, "id": str(uuid4())}, sort_keys=True) + "\n"
        name = f"OUTBOX.{os.getpid()}.{os.urandom(4).hex()}"
        tmp = self.folder("tmp")
        # The sweep takes this lock exclusively: it cannot remove the file before it is linked.
        fcntl.flock(tmp, fcntl.LOCK_SH)
        try:
            write_file(tmp, name, document.encode())
            # link() refuses an existing name: of two first builders, one signs.
            with suppress(FileExistsError):
                os.link(name, "OUTBOX.json", src_dir_fd=tmp, dst_dir_fd=self.fd)
        finally:
            remove_file(tmp, name)
            fcntl.flock(tmp, fcntl.LOCK_UN)


@contextmanager
def opened(root: Path, *, create: bool = False) -> Iterator[Outbox]:
    """Open the outbox at *root*, checked; with *create* its folder is made when missing.

    Raises `OutboxError` (73) for a link, a stranger's or world-writable folder, a
    folder that is something else, another format; `DiskError` (74) for what the
    file system refuses while the outbox is in use.
    """
    with explained(root):
        box = Outbox(root, _open_root(root, create=create))
        try:
            _trust(box.fd, root)
            _recognise(box)
            yield box
        finally:
            box.close()


@contextmanager
def explained(root: Path) -> Iterator[None]:
    """Turn an `OSError` into an error that a user can act on."""
    try:
        yield
    except OSError as fault:
        raise _explained(fault, root) from fault


def write_file(folder: int, name: str, content: bytes, *, sync: bool = True) -> None:
    """Write a new file into an open folder and force it to disk; never follows or replaces."""
    fd = os.open(name, _NEW_FILE, FILE_MODE, dir_fd=folder)
    try:
        write_all(fd, content)
        if sync:
            os.fsync(fd)
    finally:
        os.close(fd)


def write_files(folder: int, files: Mapping[str, bytes]) -> None:
    """Write new files into an open folder and force them to disk, some at a time; never follows or replaces.

    A disk forces many files in hardly more time than one, when it is asked for all of them at once.
    """
    names = list(files)
    for start in range(0, len(names), _AT_ONCE):
        with ExitStack() as opened:
            _waiters.force([_written(folder, name, files[name], opened) for name in names[start : start + _AT_ONCE]])


def _written(folder: int, name: str, content: bytes, opened: ExitStack) -> int:
    fd = os.open(name, _NEW_FILE, FILE_MODE, dir_fd=folder)
    opened.callback(os.close, fd)
    write_all(fd, content)
    return fd


class Waiters:
    """Threads that wait for the disk, kept from one edition to the next: to start them takes longer than to wait.

    None of them is alive while this process forks, and a fork makes its own.
    """

    def __init__(self) -> None:
        self._busy = Lock()
        self._threads: ThreadPoolExecutor | None = None
        os.register_at_fork(before=self._rest, after_in_parent=self._busy.release, after_in_child=self._busy.release)

    def force(self, files: Sequence[int]) -> None:
        """Force open files to disk, all at once; raises the first `OSError` of any when none is waited for any more."""
        with self._busy:
            self._threads = self._threads or ThreadPoolExecutor(_AT_ONCE, "disk")
            waited = [self._threads.submit(os.fsync, fd) for fd in files[1:]]
            try:
                os.fsync(files[0])
            finally:
                wait(waited)
        for one in waited:
            one.result()

    def _rest(self) -> None:
        self._busy.acquire()
        if self._threads:
            self._threads.shutdown()
            self._threads = None


_waiters = Waiters()


def write_all(fd: int, content: bytes) -> None:
    """Write every byte, however few the file system takes at a time."""
    view = memoryview(content)
    while view:
        view = view[os.write(fd, view) :]


def read_file(folder: int, name: str, *, limit: int = 1 << 30) -> bytes:
    """Read a regular file of an open folder; `OutboxError` for a link, a pipe or a giant."""
    return read_with_time(folder, name, limit=limit)[0]


def read_with_time(folder: int, name: str, *, limit: int = 1 << 30) -> tuple[bytes, float]:
    """Read a regular file of an open folder as `read_file` does; return its mtime in seconds too."""
    fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode) or found.st_size > limit:
            raise OutboxError(f"not a plain file: {name}", where=name, fix="remove it by hand")
        parts, left = [], found.st_size
        while left > 0 and (part := os.read(fd, left)):
            parts.append(part)
            left -= len(part)
        return b"".join(parts), found.st_mtime
    finally:
        os.close(fd)


def remove_file(folder: int, name: str) -> None:
    """Remove a file if it is there."""
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)


def listed(folder: int) -> list[str]:
    """List the names in an open folder, unsorted."""
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries]


def _open_root(root: Path, *, create: bool) -> int:
    if create and not root.is_symlink() and not root.exists():
        root.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        parent = os.open(root.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(parent)
        finally:
            os.close(parent)
    try:
        return os.open(root, _OPEN_FOLDER)
    except FileNotFoundError:
        raise OutboxError("there is no outbox here", where=str(root), fix="digest build makes one") from None


def _trust(fd: int, path: Path) -> None:
    found = os.fstat(fd)
    if found.st_uid != os.geteuid():
        raise OutboxError(
            f"the folder belongs to another user (uid {found.st_uid})",
            where=str(path),
            fix="run as its owner, or name an outbox of your own with --outbox",
        )
    if found.st_mode & stat.S_IWOTH:
        raise OutboxError(
            "everybody may write into this folder, so anybody could swap an edition",
            where=str(path),
            fix=f"chmod o-w {path}",
        )


def _recognise(box: Outbox) -> None:
    for name in FOLDERS:
        try:
            box.folder(name)
        except FileNotFoundError:
            continue
    if _exists("OUTBOX.json", box.fd):
        return _check_format(box)
    strangers = [n for n in listed(box.fd) if n[0] != "." and n not in FOLDERS and n not in _ALSO]
    if strangers:
        raise OutboxError(
            f"this folder is no outbox and not empty: it holds {min(strangers)}",
            where=str(box.root),
            fix="name an empty or new folder with --outbox",
        )


def _check_format(box: Outbox) -> None:
    try:
        found = str(read_object(read_file(box.fd, "OUTBOX.json", limit=1 << 16))["format"])[:40]
    except (ValueError, KeyError):
        found = "unreadable"
    if found != FORMAT:
        raise OutboxError(
            f"the outbox has another format: {found}, not {FORMAT}",
            where=str(box.root / "OUTBOX.json"),
            fix="use the version of digest that made it, or another outbox",
        )


def _mkdir(name: str, fd: int) -> bool:
    try:
        os.mkdir(name, FOLDER_MODE, dir_fd=fd)
    except FileExistsError:
        return False
    return True


def _exists(name: str, fd: int) -> bool:
    try:
        os.stat(name, dir_fd=fd, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _explained(fault: OSError, root: Path) -> DigestError:
    what = os.strerror(fault.errno).lower() if fault.errno else str(fault)
    where = str(root / os.fspath(fault.filename)) if isinstance(fault.filename, str) else str(root)
    if fault.errno in {errno.ELOOP, errno.ENOTDIR}:
        return OutboxError(
            "a link or a file stands where a folder belongs", where=where, fix="remove it, or use another --outbox"
        )
    if fault.errno in _REFUSED:
        return OutboxError(f"the outbox cannot be used: {what}", where=where, fix="run as the outbox's owner")
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskError(f"the disk is full: {what}", where=where, fix="free some space, then run again")
    return DiskError(f"the file system refused: {what}", where=where, fix="look at the disk (dmesg), then run again")
