"""Buffer: one CSV a channel, at most 100 rows each.

The header is exactly ``Text,Image URL,Tags,Posting Time``; times are local, 24
hours; pictures are public addresses and cannot carry alt text.  Nine of ten stored
files that were seen agree; Buffer's own page was not read: unverified.
"""

from __future__ import annotations

from digest.export._scheduling import PostBatch, rows_as_csv, worded

KIND = "scheduler"
ABOUT = "bulk upload files for Buffer, one a channel"
FILE = "buffer-NETWORK.csv"
# The channels it has, by the metadata of its API.
NETWORKS = frozenset({"x", "bluesky", "mastodon", "threads", "linkedin", "facebook", "instagram"})
THREADS = False
HEADER = ("Text", "Image URL", "Tags", "Posting Time")
MOST = 100


def export(batch: PostBatch) -> dict[str, str]:
    """Return a file for each network, more than one where it has over 100 posts."""
    files = {}
    for network, posts in batch.by_network():
        rows = [(worded(p), batch.image(p), "", when.strftime("%Y-%m-%d %H:%M")) for p, when in posts]
        for number, start in enumerate(range(0, len(rows), MOST), 1):
            name = f"buffer-{network}{f'-{number}' if number > 1 else ''}.csv"
            files[name] = rows_as_csv([HEADER, *rows[start : start + MOST]])
    return files
