"""CSV: one neutral table of all posts, for people, scripts and tools that have no format here.

Columns: network, scheduled_at (ISO 8601 with offset), text, link, image, alt,
post_id.  UTF-8 with a byte order mark for Excel.
"""

from __future__ import annotations

from digest.export._scheduling import PostBatch, guarded, rows_as_csv, worded

KIND = "scheduler"
ABOUT = "a neutral table of all posts"
FILE = "posts.csv"
COLUMNS = ("network", "scheduled_at", "text", "link", "image", "alt", "post_id")


def export(batch: PostBatch) -> dict[str, str]:
    """Return the table, one row a post, parts of a thread at the same time in their order."""
    return {FILE: rows_as_csv([COLUMNS, *_rows(batch)], guard=True)}


def told(batch: PostBatch) -> list[str]:
    """Name the cells that begin with an added apostrophe, so that a spreadsheet does not calculate them."""
    return [
        f"guarded: {row[-1]}, {COLUMNS[n]} begins with {cell.strip()[:1]!r}; take the apostrophe away where you post it"
        for row in _rows(batch)
        for n, cell in enumerate(row)
        if guarded(cell) != cell
    ]


def _rows(batch: PostBatch) -> list[tuple[str, ...]]:
    return [
        (p["network"], when.isoformat(), worded(p), p["link"], batch.image(p), p["alt"], p["id"])
        for p, when in batch.scheduled()
    ]
