"""The folder of a site: files are written beside and renamed, and only where they say something else."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

from digest import whole

JOURNAL = ".digest/writing"


class SiteFolder:
    """The folder of a site; `written` counts the files that were new or different.

    A file is noted before it is written, until `finish`: so the next run can remove a page
    that a killed run left, if its edition was withdrawn in between.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.written = 0
        self._journal: IO[str] | None = None
        journal = root / JOURNAL
        self._left = journal.read_text("utf-8").splitlines() if journal.is_file() else []

    def put(self, name: str, content: bytes) -> None:
        """Write a file; one that holds this content already is left alone."""
        path = self.root / name
        try:
            if _same(path, content):
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            self._note(name)
            whole.write(path, content)
        except OSError as fault:
            raise whole.not_written(fault, path, option="-o") from fault
        self.written += 1

    def finish(self, kept: Container[str]) -> None:
        """End a run: remove what a run before noted and never finished, unless it is among *kept*."""
        if self._journal:
            self._journal.close()
        self.remove(name for name in self._left if name not in kept)
        (self.root / JOURNAL).unlink(missing_ok=True)

    def _note(self, name: str) -> None:
        if self._journal is None:
            (self.root / JOURNAL).parent.mkdir(parents=True, exist_ok=True)
            self._journal = (self.root / JOURNAL).open("a", encoding="utf-8", buffering=1)
        self._journal.write(f"{name}\n")

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, and the folders that are empty then."""
        for name in names:
            path = self.root / name
            with suppress(FileNotFoundError, NotADirectoryError):
                path.unlink()
            with suppress(OSError):
                for above in list(path.relative_to(self.root).parents)[:-1]:
                    (self.root / above).rmdir()

    def holds(self, slot: str, names: Iterable[str]) -> bool:
        """Say whether the folder of an edition still has its files; lists the folder once."""
        try:
            there = {entry.name for entry in os.scandir(self.root / slot)}
        except (FileNotFoundError, NotADirectoryError):
            return False
        return all(name.partition("/")[0] in there for name in names)

    def read(self, slot: str, name: str) -> dict[str, bytes]:
        """Return a file of an edition by its name; nothing where it is not there."""
        path = self.root / slot / name
        return {name: path.read_bytes()} if path.is_file() else {}

    def has(self, name: str) -> bool:
        """Say whether a file is there."""
        return (self.root / name).is_file()


def _same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError):
        return False
