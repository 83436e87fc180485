"""Who stands in the copies more than once: such a recipient gets the first copy, and no other.

A merge sees to that within a part; two parts it makes apart, on two machines perhaps.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

from digest.copies.parts import PartFile


class Twice:
    """The recipients of the parts at *paths* who have more than one copy there.

    Memory: 8 octets a recipient, some 40 while they are compared, and the addresses that come again.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        marks = array("q")
        for path in paths:
            with PartFile(path) as part:
                marks.extend(hash(line.address.casefold()) for line in part.lines)
        self._marks = frozenset(one for one, other in pairwise(sorted(marks)) if one == other)

    def firsts(self) -> Callable[[str], bool]:
        """Return what says of each address, asked in the order of the parts, whether this is its first copy."""
        met: set[str] = set()

        def first(address: str) -> bool:
            folded = address.casefold()
            if hash(folded) not in self._marks:
                return True
            known = folded in met
            met.add(folded)
            return not known

        return first
