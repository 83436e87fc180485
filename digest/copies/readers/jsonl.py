"""jsonl: one JSON object a line, in UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

import msgspec

from digest.copies.readers import Piece, Row, column_name, cut

ENDINGS = (".jsonl", ".ndjson")
_LINE = 1 << 22  # octets; a longer line is cut, and neither half is an object


def columns(path: Path) -> tuple[str, ...]:
    """Return nothing: each row says its own."""
    return ()


def pieces(path: Path, size: int) -> Iterator[Piece]:
    """Cut at line ends; `start` and `stop` are octets."""
    with path.open("rb") as file:
        yield from cut(map(len, iter(partial(file.readline, _LINE), b"")), size, start=0, first=1)


def rows(path: Path, piece: Piece, wanted: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a piece; a name that an object does not have has no value."""
    number = piece.first - 1
    with path.open("rb") as file:
        file.seek(piece.start)
        while file.tell() < piece.stop:
            number += 1
            line = file.readline(_LINE)
            if not line.strip():
                continue
            found = _object(line)
            yield number, found if isinstance(found, str) else list(map(found.get, wanted))


def _object(line: bytes) -> dict[str, object] | str:
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError):
        try:  # slower, and takes half a character: which the row is refused for, by its column's name
            found = json.loads(line)
        except (ValueError, RecursionError) as fault:
            return f"cannot be read: {fault}"
    if not isinstance(found, dict):
        return "is no JSON object"
    return {_plain(name): value for name, value in found.items()}


_plain = lru_cache(maxsize=1024)(column_name)
