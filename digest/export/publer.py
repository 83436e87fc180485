"""Publer: one CSV a network, with the twelve columns of its template.

The first row must stay as the template has it; times are local, 24 hours; a picture is a
public address with its alt text beside it.  The link stays in the text: in a column of
its own it would take the place of the picture.  Sources, read in November 2026: the
service's page on the new template (twelve columns, none may be removed, the date as
``YYYY-MM-DD HH:MM``) and, for the names in full, a template as users fill it in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from digest.export._scheduling import PostBatch, rows_as_csv, worded

KIND = "scheduler"
ABOUT = "bulk upload files for Publer, one a network"
FILE = "publer-NETWORK.csv"
NETWORKS = frozenset({"x", "bluesky", "mastodon", "threads", "linkedin", "facebook", "instagram", "telegram"})
THREADS = False
HEADER = (
    "Date - Intl. format or prompt",
    "Text",
    "Link(s) - Separated by comma for FB carousels",
    "Media URL(s) - Separated by comma",
    "Title - For the video, pin, PDF ..",
    "Label(s) - Separated by comma",
    "Alt text(s) - Separated by ||",
    "Comment(s) - Separated by ||",
    "Pin board, FB album, or Google category",
    "Post subtype - I.e. story, reel, PDF ..",
    "CTA - For Facebook links or Google",
    "Reminder - For stories, reels, shorts, and TikToks",
)


def export(batch: PostBatch) -> dict[str, str]:
    """Return a file for each network."""
    files = {}
    for network, posts in batch.by_network():
        rows = (_row(batch, post, when) for post, when in posts)
        files[f"publer-{network}.csv"] = rows_as_csv([HEADER, *rows])
    return files


def _row(batch: PostBatch, post: Mapping[str, Any], when: datetime) -> tuple[str, ...]:
    image = batch.image(post)
    alt = str(post["alt"]).replace("||", "|") if image else ""  # the sign between several of them
    return (f"{when:%Y-%m-%d %H:%M}", worded(post), "", image, "", "", alt, *[""] * 5)
