"""Part files, format `digest-part/1`: whole messages one after the other, then where each begins.

    message … message            each with CRLF line ends, to the octet what is to be sent
    index                        a line a message: offset, size, row, address, parted by spaces
    footer, 64 octets            digest-part/1 index=OFFSET count=N crc=CRC32-OF-THE-INDEX

A part is complete or not there: it gets its name when its last octet is on disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from digest.errors import DataError

FORMAT = b"digest-part/1"
FOOTER = 64
ENDING = ".mails"


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One message of a part: where it begins, its octets, the row it was made from, whom it goes to."""

    offset: int
    size: int
    row: int
    address: str


class PartFile:
    """A part file, open for reading; `lines` is its index.  `DataError` for a file that is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fd = os.open(path, os.O_RDONLY)
        try:
            self.lines = _index(self._fd, path)
        except BaseException:
            os.close(self._fd)
            raise

    def message(self, line: IndexLine) -> bytes:
        """Return one message."""
        return os.pread(self._fd, line.size, line.offset)

    def __iter__(self) -> Iterator[tuple[IndexLine, bytes]]:
        return ((line, self.message(line)) for line in self.lines)

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)

    def __enter__(self) -> PartFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def footer(index: bytes, offset: int, count: int) -> bytes:
    """Return the last 64 octets of a part."""
    return (b"%s index=%d count=%d crc=%08x" % (FORMAT, offset, count, crc32(index))).ljust(FOOTER - 1) + b"\n"


def _index(fd: int, path: Path) -> tuple[IndexLine, ...]:
    size = os.fstat(fd).st_size
    words = os.pread(fd, FOOTER, max(size - FOOTER, 0)).split()
    try:
        if size < FOOTER or words[0] != FORMAT:
            raise ValueError("no footer")
        offset, count = (int(word.partition(b"=")[2]) for word in words[1:3])
        index = os.pread(fd, size - FOOTER - offset, offset)
        if crc32(index) != int(words[3].partition(b"=")[2], 16):
            raise ValueError("its index is damaged")
        rows = [line.split(b" ") for line in index.splitlines()]
        lines = tuple(IndexLine(int(a), int(b), int(c), d.decode("ascii")) for a, b, c, d in rows)
        if len(lines) != count:
            raise ValueError("its index is cut")
    except (ValueError, IndexError, OverflowError, OSError) as fault:
        raise DataError(
            f"not a part: {fault}", where=str(path), fix="digest merge makes it again: remove it"
        ) from fault
    return lines
