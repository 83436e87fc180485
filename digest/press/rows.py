"""Stories of a front page in rows of one or two, so that none stands beside a hole."""

from __future__ import annotations

from collections.abc import Iterable

from digest.edition.model import Item


def rows(items: Iterable[Item]) -> list[tuple[Item, ...]]:
    """Return *items*, in their order, in rows: two beside each other where both have a picture, or neither has.

    Beside a picture a story without one leaves a hole as high as the picture: each gets a row of its own.
    """
    out: list[tuple[Item, ...]] = []
    for item in items:
        last = out[-1] if out else ()
        if len(last) == 1 and bool(last[0].picture) == bool(item.picture):
            out[-1] = (*last, item)
        else:
            out.append((item,))
    return out
