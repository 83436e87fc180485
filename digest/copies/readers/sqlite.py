"""sqlite: a database with one table (or view with a rowid) that has a column email."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from digest.copies.readers import Piece, Row, column_name, indexes, unreadable
from digest.errors import DataError

ENDINGS = (".db", ".sqlite", ".sqlite3")


def columns(path: Path) -> tuple[str, ...]:
    """Return the columns of the table that has recipients."""
    with closing(_opened(path)) as base:
        return _table(base, path)[1]


def pieces(path: Path, size: int) -> Iterator[Piece]:
    """Cut by rowid, first and last of each piece included."""
    with closing(_opened(path)) as base:
        name, _ = _table(base, path)
        number, first, ids = 0, 1, []
        try:
            for (row,) in base.execute(f"SELECT rowid FROM {name} ORDER BY rowid"):  # noqa: S608 - quoted by us
                ids.append(row)
                if len(ids) == size:
                    yield Piece(number, first, ids[0], ids[-1])
                    number, first, ids = number + 1, first + size, []
        except sqlite3.Error as fault:
            raise unreadable(fault, path) from fault
        if ids:
            yield Piece(number, first, ids[0], ids[-1])


def rows(path: Path, piece: Piece, wanted: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a piece, numbered in the order of their rowids."""
    with closing(_opened(path)) as base:
        name, heads = _table(base, path)
        spots = indexes(heads, wanted)
        chosen = ", ".join(_quoted(heads[spot]) if spot >= 0 else "NULL" for spot in spots)
        asked = f"SELECT {chosen} FROM {name} WHERE rowid BETWEEN ? AND ? ORDER BY rowid"  # noqa: S608 - quoted by us
        try:
            yield from enumerate(base.execute(asked, (piece.start, piece.stop)), piece.first)
        except sqlite3.Error as fault:
            raise unreadable(fault, path) from fault


def _opened(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    base.text_factory = lambda octets: octets.decode("utf-8", "surrogateescape")
    return base


def _table(base: sqlite3.Connection, path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the one table with a column email, quoted, and its columns."""
    try:
        names = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        heads = {name: tuple(r[1] for r in base.execute(f"PRAGMA table_info({_quoted(name)})")) for name in names}
    except sqlite3.Error as fault:
        raise unreadable(fault, path) from fault
    found = [name for name in sorted(names) if "email" in map(column_name, heads[name])]
    if len(found) != 1:
        what = f"{len(found)} tables have a column email" if found else "no table has a column email"
        fix = f"make a copy with one: {', '.join(found)}" if found else "name the column of addresses email"
        raise DataError(what, where=str(path), fix=fix)
    return _quoted(found[0]), heads[found[0]]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
