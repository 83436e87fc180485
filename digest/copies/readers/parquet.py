"""parquet: a Parquet file; needs the extra `parquet`.  A piece is one row group, as the file has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from digest import extras
from digest.copies.readers import Piece, Row, indexes, unreadable
from digest.errors import UsageError

ENDINGS = (".parquet", ".pq")
_BATCH = 1000  # rows in memory at once


def columns(path: Path) -> tuple[str, ...]:
    """Return the schema's names."""
    return tuple(_opened(path).schema_arrow.names)


def pieces(path: Path, size: int) -> Iterator[Piece]:
    """Yield the row groups, whatever their size; `start` is a group's number."""
    first = 1
    said = _opened(path).metadata
    for number in range(said.num_row_groups):
        yield Piece(number, first, number, number + 1)
        first += said.row_group(number).num_rows


def rows(path: Path, piece: Piece, wanted: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a group; only the columns wanted are read."""
    file = _opened(path)
    heads = file.schema_arrow.names
    spots = indexes(heads, wanted)
    names = [heads[spot] for spot in spots if spot >= 0]
    number = piece.first
    try:
        for batch in file.iter_batches(_BATCH, row_groups=[piece.start], columns=names):
            held = batch.to_pydict()
            lists = [held[heads[spot]] if spot >= 0 else [None] * batch.num_rows for spot in spots]
            for row in zip(*lists, strict=True):
                yield number, row
                number += 1
    except (OSError, ValueError) as fault:
        raise unreadable(fault, path) from fault


def _opened(path: Path) -> Any:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as missing:
        raise UsageError(
            "Parquet files need an optional part", where=str(path), fix=extras.how_to_get("parquet")
        ) from missing
    try:
        return ParquetFile(path)
    except (OSError, ArrowException) as fault:
        raise unreadable(fault, path) from fault
