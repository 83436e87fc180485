"""Metricool: one CSV for its bulk import, a column for each network that says TRUE or FALSE.

Dates and times are local; ten pictures have a column each, of which ours is the first, with its alt
text.  Every row is a draft, so that somebody looks at it there.  Stored templates of three
public users agree on names and order; the service's own page was not seen: unverified.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from digest.export._scheduling import PostBatch, rows_as_csv, worded

KIND = "scheduler"
ABOUT = "a bulk import file for Metricool"
FILE = "metricool.csv"
THREADS = False
COLUMNS = {
    "Facebook": "facebook", "Twitter/X": "x", "LinkedIn": "linkedin", "GBP": "", "Instagram": "instagram",
    "Pinterest": "", "TikTok": "", "Youtube": "", "Threads": "threads", "Bluesky": "bluesky",
}  # fmt: skip
NETWORKS = frozenset(filter(None, COLUMNS.values()))
_TEN = range(1, 11)
HEADER = (
    "Text", "Date", "Time", "Draft", *COLUMNS,
    *(f"Picture Url {n}" for n in _TEN), *(f"Alt text picture {n}" for n in _TEN), "Shortener",
)  # fmt: skip


def export(batch: PostBatch) -> dict[str, str]:
    """Return the rows of all networks by time."""
    posts = sorted(batch.scheduled(), key=lambda row: row[1])
    return {FILE: rows_as_csv([HEADER, *(_row(batch, post, when) for post, when in posts)])}


def _row(batch: PostBatch, post: Mapping[str, Any], when: datetime) -> tuple[str, ...]:
    image = batch.image(post)
    nine = [""] * 9
    to = ("TRUE" if name == post["network"] else "FALSE" for name in COLUMNS.values())
    alt = str(post["alt"]) if image else ""
    return (worded(post), f"{when:%Y-%m-%d}", f"{when:%H:%M:%S}", "TRUE", *to, image, *nine, alt, *nine, "FALSE")
