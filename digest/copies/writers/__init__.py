"""What the copies are written as, one module a form; a module is named like the form.

A module has `ENDING` (of a part's file) and `chunks(copies)`, which yields lists of
bytes to be written one after the other.  Every form is one file a part, and whoever
writes it gives it its name when it is whole.  A form that is not one file a part has
``store(folder, copies)`` instead, which returns the octets.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Copy(NamedTuple):
    """One recipient's message: the row it was made from, the address, its bytes in pieces, the values by column."""

    row: int
    address: str
    pieces: Sequence[bytes]
    columns: Sequence[str] = ()
    values: Sequence[str | None] = ()

    @property
    def size(self) -> int:
        """The message's octets."""
        return sum(map(len, self.pieces))
