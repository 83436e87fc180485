"""csv: a table with a head, in UTF-8; commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from digest.copies.readers import Piece, Row, cut, indexes, unreadable

ENDINGS = (".csv", ".tsv")
_RECORD = 1 << 20  # octets; a quotation mark that is never closed would swallow the rest of the file
_BOM = b"\xef\xbb\xbf"


def columns(path: Path) -> tuple[str, ...]:
    """Return the head's cells."""
    heads, _ = _head(path)
    return tuple(heads)


def pieces(path: Path, size: int) -> Iterator[Piece]:
    """Cut at record ends; `start` and `stop` are octets."""
    with path.open("rb") as file:
        head = at = _record(file, 0)[0]

        def records() -> Iterator[int]:
            nonlocal at
            while length := _record(file, at)[0]:
                at += length
                yield length

        yield from cut(records(), size, start=head, first=2)


def rows(path: Path, piece: Piece, wanted: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a piece; one that ends too soon lacks columns, one too long was cut at the wrong place."""
    heads, mark = _head(path)
    spots = indexes(heads, wanted)
    most = max(spots)
    with path.open("rb") as file:
        file.seek(piece.start)
        whole = file.read(piece.stop - piece.start).decode("utf-8", "surrogateescape")
    text, unclosed = io.StringIO(whole, newline=""), whole.count('"') % 2
    csv.field_size_limit(_RECORD)
    table = csv.reader(text, delimiter=mark)
    number = piece.first - 1
    while True:
        number += 1
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error as fault:
            yield number, f"cannot be read: {fault}"
            continue
        if not row:
            continue
        if unclosed and text.tell() == len(whole):  # what stands after the mark is no rows any more
            yield number, "a quotation mark is never closed: what follows it was not read"
            continue
        if any(cell.strip() for cell in row[len(heads) :]):
            yield number, f"the row has more cells than columns ({len(heads)}): one with {mark!r} needs quotation marks"
            continue
        if len(row) <= most:
            missing = ", ".join(name for name, spot in zip(wanted, spots, strict=True) if spot >= len(row))
            yield number, f"the row ends before its column {missing}"
            continue
        yield number, [row[spot] if spot >= 0 else None for spot in spots]


def _head(path: Path) -> tuple[list[str], str]:
    with path.open("rb") as file:
        head = _record(file, 0)[1].removeprefix(_BOM)
    if b"\0" in head:  # a workbook, or UTF-16: what spreadsheets save when nobody asks for UTF-8
        raise unreadable("it is no text in UTF-8", path, "save it as CSV in UTF-8")
    text = head.decode("utf-8", "surrogateescape")
    if not text.strip():
        raise unreadable("the first row names no columns", path, "name them there, email among them")
    mark = max(",;\t", key=text.count)
    try:
        return next(csv.reader([text], delimiter=mark), []), mark
    except csv.Error as fault:
        raise unreadable(fault, path) from fault


def _record(file: io.BufferedReader, start: int) -> tuple[int, bytes]:
    """Read one record: its octets' number, and the record; a line end between quotation marks ends none."""
    whole = file.readline(_RECORD)
    while whole and whole.count(b'"') % 2 and len(whole) < _RECORD and (more := file.readline(_RECORD)):
        whole += more
    return len(whole), whole
