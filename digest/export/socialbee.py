"""SocialBee: one CSV a network: text, link, pictures, GIFs, videos, time.

A link of its own would take the place of the picture, so it is filled only where there is
none; it stays in the text in any case.  Source: the service's help page on its CSV, read in November
2026 (names and meaning of the columns); unverified: the style of the time, which its
template shows; written is ``YYYY-MM-DD HH:mm:ss``, as services that share the form do.
"""

from __future__ import annotations

from digest.export._scheduling import PostBatch, rows_as_csv, worded

KIND = "scheduler"
ABOUT = "import files for SocialBee, one a network"
FILE = "socialbee-NETWORK.csv"
NETWORKS = frozenset({"x", "bluesky", "threads", "linkedin", "facebook", "instagram"})
THREADS = False
HEADER = ("text", "link", "imageUrls", "gifUrls", "videoUrls", "postAtSpecificTime")


def export(batch: PostBatch) -> dict[str, str]:
    """Return a file for each network."""
    files = {}
    for network, posts in batch.by_network():
        rows = [
            (worded(p), "" if batch.image(p) else str(p["link"]), batch.image(p), "", "", f"{when:%Y-%m-%d %H:%M:%S}")
            for p, when in posts
        ]
        files[f"socialbee-{network}.csv"] = rows_as_csv([HEADER, *rows])
    return files
