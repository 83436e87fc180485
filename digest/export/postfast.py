"""PostFast: one CSV for its bulk import, at most 200 rows each.

Times are UTC.  ``account_id`` is the id of a connected account: the file has the name of the
network there, put yours in its place.  Source: the service's reference of the format, dated
April 2026, read in November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from digest.export._scheduling import PostBatch, rows_as_csv, worded

KIND = "scheduler"
ABOUT = "bulk import files for PostFast"
FILE = "postfast.csv"
NETWORKS = frozenset({"x", "bluesky", "threads", "linkedin", "facebook", "instagram"})
THREADS = False
MOST = 200
HEADER = (
    "scheduled_at", "account_id", "content", "media_urls", "first_comment",
    "fb_content_type", "ig_publish_type", "yt_is_short", "pinterest_board_id",
)  # fmt: skip


def export(batch: PostBatch) -> dict[str, str]:
    """Return the rows of all networks by time, in as many files as they need."""
    posts = sorted(batch.scheduled(), key=lambda row: row[1])
    rows = [_row(batch, post, when) for post, when in posts]
    starts = range(0, len(rows), MOST) or [0]
    return {
        f"postfast{f'-{number}' if number > 1 else ''}.csv": rows_as_csv([HEADER, *rows[start : start + MOST]])
        for number, start in enumerate(starts, 1)
    }


def _row(batch: PostBatch, post: Mapping[str, Any], when: datetime) -> tuple[str, ...]:
    network = str(post["network"])
    moment = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    kinds = ("POST" if network == "facebook" else "", "POST" if network == "instagram" else "", "", "")
    return (moment, network, worded(post), batch.image(post), "", *kinds)
