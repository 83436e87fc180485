"""parts: whole messages one after the other, then an index (format digest-part/1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from digest.copies.parts import ENDING as PARTS
from digest.copies.parts import footer
from digest.copies.writers import Copy

ENDING = PARTS


def chunks(copies: Iterable[Copy]) -> Iterator[Sequence[bytes]]:
    """Yield each message's pieces, then the index and the footer."""
    at, index = 0, []
    for copy in copies:
        size = copy.size
        index.append(f"{at} {size} {copy.row} {copy.address}\n")
        at += size
        yield copy.pieces
    lines = "".join(index).encode("ascii")
    yield [lines, footer(lines, at, len(index))]
