"""Write a file whole or not at all: what a user asked for, and what others read meanwhile.

A feed that a web server hands out, a running order that an editor has open: nobody
may ever see half of it, and a full disk must not cost the version that was there.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from digest.errors import DiskError, OutputError, in_words, is_full


def write(path: Path, content: bytes, *, mode: int = 0, sync: bool = False) -> None:
    """Put *content* into the file *path* in one step, with *mode*, or that of the file that was there.

    A link is replaced, never followed.  With *sync* the bytes are on disk before the old
    file goes.  Raises `OSError`; then what was there stands as it was.
    """
    mode = mode or _mode_of(path)
    beside = path.with_name(f".{path.name[:60]}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode or 0o666)
        with os.fdopen(fd, "wb") as file:
            file.write(content)
            if mode:
                os.fchmod(file.fileno(), mode)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def write_output(path: Path, content: bytes, *, option: str = "-o") -> None:
    """Write the file that a user named with *option*; folders that are missing above it are made.

    A link is followed, for the user laid it, and a pipe or device takes the bytes as
    they come.  Raises `OutputError` (73) for a place that takes no file, `DiskError` (74).
    """
    try:
        if path.exists() and not path.is_file():
            _into(path, content)
            return
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, content)
    except OSError as fault:
        raise not_written(fault, path, option=option) from fault


def not_written(fault: OSError, path: Path, *, option: str) -> OutputError | DiskError:
    """Return the error for a file or folder named with *option* that *fault* kept from being written."""
    what = f"cannot write there: {in_words(fault)}"
    if is_full(fault):
        return DiskError(what, where=str(path), fix="free the disk, then run it again")
    return OutputError(what, where=str(path), fix=f"name another place: {option}")


def _mode_of(path: Path) -> int:
    """Return the mode of the plain file at *path*, 0 for anything else: then the umask decides."""
    with suppress(OSError):
        found = path.lstat().st_mode
        return stat.S_IMODE(found) if stat.S_ISREG(found) else 0
    return 0


def _into(path: Path, content: bytes) -> None:
    with path.open("wb", buffering=0) as file:
        view = memoryview(content)
        while view:
            view = view[file.write(view) or 0 :]
