"""Files of recipients, one module a format; a module is named like the format.

A module has `ENDINGS` (of file names) and three functions:

    columns(path)              the names of the columns, () where each row says its own
    pieces(path, size)         the file cut into pieces of about *size* rows, cheaply
    rows(path, piece, wanted)  the rows of a piece: number, and the values of the columns
                               *wanted* in that order, or a text that says why there are none

Nothing is read but what is asked for, and no more than a piece is held in memory.
Names of columns are compared in small letters, with _ for what is no letter or digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from digest.errors import DataError, UsageError

Row = tuple[int, Sequence[object] | str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a file: its number, the number of its first row, and where it stands, in its format's own units."""

    number: int
    first: int
    start: int
    stop: int


class Reader(Protocol):
    """What a module of this folder has."""

    ENDINGS: tuple[str, ...]

    def columns(self, path: Path) -> tuple[str, ...]:
        """Return the names of the columns as the file has them."""

    def pieces(self, path: Path, size: int) -> Iterator[Piece]:
        """Cut the file into pieces of about *size* rows."""

    def rows(self, path: Path, piece: Piece, wanted: Sequence[str]) -> Iterator[Row]:
        """Yield the rows of a piece."""


def reader_for(path: Path, name: str = "") -> tuple[str, Any]:
    """Return the format called *name*, or that of the file's ending, and its module; `UsageError` for none."""
    from digest import shelf
    from digest.copies import readers

    if not path.is_file():
        what = "that is a folder" if path.is_dir() else "no such file"
        raise UsageError(what, where=str(path), fix="name the file with the recipients")
    known = shelf.names(readers)
    for one in [name] if name else known:
        module = shelf.take(readers, one, where="--format")
        if name or path.name.lower().endswith(module.ENDINGS):
            return one, module
    fix = f"--format, one of: {', '.join(known)}; out of a spreadsheet, save a CSV in UTF-8"
    raise UsageError("not a file of recipients that we can read", where=str(path), fix=fix)


def cut(lengths: Iterable[int], size: int, *, start: int, first: int) -> Iterator[Piece]:
    """Cut what stands one after the other from *start* into pieces of *size*; the rows are numbered from *first*."""
    number, at, count = 0, start, 0
    for length in lengths:
        at, count = at + length, count + 1
        if count == size:
            yield Piece(number, first, start, at)
            number, first, start, count = number + 1, first + count, at, 0
    if count:
        yield Piece(number, first, start, at)


def column_name(name: str) -> str:
    """Return a column's name as templates write it: "First name" is first_name."""
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


def indexes(heads: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Return where the columns *wanted* stand among *heads*, -1 for one that is not there."""
    known = [column_name(head) for head in heads]
    return [known.index(name) if name in known else -1 for name in wanted]


def unreadable(fault: object, path: Path, fix: str = "look at the file") -> DataError:
    """Return the error for a file that is not what its format promises."""
    return DataError(f"the recipients cannot be read: {fault}", where=str(path), fix=fix)
