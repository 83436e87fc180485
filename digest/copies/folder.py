"""Where parts are written: a folder of this machine, or any store that fsspec knows.

A file gets its name when it is whole: written beside, forced to disk, renamed.  So a
part that is there is complete, whoever was killed when.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from digest import extras, private
from digest.errors import DiskError, UsageError

_AT_ONCE = 1000  # pieces handed to the kernel in one call, IOV_MAX is 1024
_TMP = ".tmp"
# Stores in which an object appears whole when its upload ends; in others we rename.
_OBJECTS = {"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl"}


class Destination(Protocol):
    """Where parts are written, by names without folders."""

    def names(self) -> set[str]:
        """List the files that are whole."""

    def read(self, name: str) -> bytes:
        """Return a file's content; `FileNotFoundError` when it is not there."""

    def write(self, name: str, chunks: Iterable[Sequence[bytes]]) -> int:
        """Write a file, whole or not at all, over one of that name; return its octets."""


def place(to: str) -> Destination:
    """Return the place that *to* names: a folder, or an address such as ``s3://bucket/folder``."""
    return Store(to) if "://" in to else Folder(Path(to))


class Folder:
    """A folder of this machine; made when first written to, for its owner only: copies hold addresses."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> set[str]:
        """List the files that are whole; none when the folder is not there yet."""
        try:
            return {path.name for path in self.path.iterdir() if path.suffix != _TMP}
        except FileNotFoundError:
            return set()

    def read(self, name: str) -> bytes:
        """Return a file's content."""
        return (self.path / name).read_bytes()

    def write(self, name: str, chunks: Iterable[Sequence[bytes]]) -> int:
        """Write beside, force to disk, rename, force the folder to disk; `DiskError` when the disk refuses."""
        beside = self.path / f".{name}.{os.getpid()}.{os.urandom(3).hex()}{_TMP}"
        with explained(self.path / name):
            private.make_folder(self.path)
            fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, private.FILE_MODE)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX)  # held while it is written: a sweep leaves it alone
                size = _write(fd, chunks)
                os.fsync(fd)
                beside.replace(self.path / name)
                _sync(self.path)
            except BaseException:
                with suppress(OSError):
                    beside.unlink()
                raise
            finally:
                os.close(fd)
        return size

    def sweep(self) -> int:
        """Remove what killed writers left behind; return how many files."""
        swept = 0
        for beside in self.path.glob(f".*{_TMP}") if self.path.is_dir() else ():
            with suppress(OSError), beside.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                beside.unlink()
                swept += 1
        return swept


class Store:
    """A folder of any store that fsspec has a driver for; needs the extra `ray`."""

    def __init__(self, to: str) -> None:
        try:
            import fsspec
        except ImportError as missing:
            raise UsageError(
                "such an address needs an optional part", where=to, fix=extras.how_to_get("ray")
            ) from missing
        try:
            self._files, self._root = fsspec.core.url_to_fs(to)
        except (ValueError, ImportError) as fault:
            raise UsageError(f"no place to write to: {fault}", where=to, fix="install what it names") from fault
        kinds = {self._files.protocol} if isinstance(self._files.protocol, str) else set(self._files.protocol)
        self._whole = bool(kinds & _OBJECTS)

    def names(self) -> set[str]:
        """List the files that are whole."""
        with self._answering():
            self._files.invalidate_cache()
            if not self._files.exists(self._root):
                return set()
            found = {str(path).rstrip("/").rpartition("/")[2] for path in self._files.ls(self._root, detail=False)}
        return {name for name in found if not name.endswith(_TMP)}

    def read(self, name: str) -> bytes:
        """Return a file's content."""
        with self._answering(FileNotFoundError):
            return bytes(self._files.cat_file(f"{self._root}/{name}"))

    def write(self, name: str, chunks: Iterable[Sequence[bytes]]) -> int:
        """Upload; where a half-made file could be seen, under another name first."""
        final, size = f"{self._root}/{name}", 0
        target = final if self._whole else f"{self._root}/.{name}.{os.getpid()}.{os.urandom(3).hex()}{_TMP}"
        with self._answering():
            self._files.makedirs(self._root, exist_ok=True)
            file: Any = self._files.open(target, "wb")
        try:
            for chunk in chunks:
                with self._answering():
                    size += file.write(b"".join(chunk))
        except BaseException:
            with suppress(Exception):
                file.discard()
            raise
        with self._answering():
            file.close()
            if not self._whole:
                self._files.mv(target, final)
        return size

    @contextmanager
    def _answering(self, *but: type[Exception]) -> Iterator[None]:
        """Turn whatever a driver raises, *but* what the caller waits for, into an error that says what to do."""
        try:
            yield
        except but:
            raise
        except Exception as fault:  # drivers have errors of their own, without a common root
            what = f"the store refuses or does not answer: {' '.join(str(fault).split())[:200] or type(fault).__name__}"
            fix = "see to its address, the network and your credentials, then run the same again: it goes on"
            raise DiskError(what, where=self._root, fix=fix) from fault


def _write(fd: int, chunks: Iterable[Sequence[bytes]]) -> int:
    """Write every chunk without joining it: the kernel copies from where the bytes are."""
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        if len(held) + len(chunk) > _AT_ONCE:
            size += _written(fd, held)
            held = []
        held += chunk
        while len(held) > _AT_ONCE:
            size += _written(fd, held[:_AT_ONCE])
            held = held[_AT_ONCE:]
    return size + _written(fd, held)


def _written(fd: int, held: list[bytes]) -> int:
    whole = sum(map(len, held))
    done = os.writev(fd, held) if held else 0
    if done < whole:  # a full disk takes a part, and refuses the rest with its reason
        rest = memoryview(b"".join(held))[done:]
        while rest:
            rest = rest[os.write(fd, rest) :]
    return whole


def _sync(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


@contextmanager
def explained(where: object) -> Iterator[None]:
    """Turn an `OSError` into an error that says what to do."""
    try:
        yield
    except OSError as fault:
        what = f"cannot write: {(fault.strerror or str(fault)).lower()}"
        raise DiskError(what, where=str(where), fix="make room, then run the same again: it goes on") from fault
