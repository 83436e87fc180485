"""Hootsuite: one CSV a network: date and time, message, link; at most 350 rows.

The date is written month first; choose that style at upload.  Users describe three
columns and no header, yet exporters in public code write one: there is none unless
``--header`` asks for it.  The service's own page was not seen: unverified.
"""

from __future__ import annotations

from digest.export._scheduling import PostBatch, rows_as_csv, worded

KIND = "scheduler"
ABOUT = "bulk composer files for Hootsuite, one a network"
FILE = "hootsuite-NETWORK.csv"
# Those its own pages and users name; Mastodon, Telegram and the rest it never had.
NETWORKS = frozenset({"x", "linkedin", "facebook", "threads"})  # its file has no place for Instagram's picture
THREADS = False
MOST = 350
COLUMNS = ("Date", "Message", "Link")


def export(batch: PostBatch) -> dict[str, str]:
    """Return a file for each network; the link is a column of its own, so it leaves the text."""
    files = {}
    for network, posts in batch.by_network():
        rows = [(when.strftime("%m/%d/%Y %H:%M"), _body(worded(p), p["link"]), p["link"]) for p, when in posts]
        for number, start in enumerate(range(0, len(rows), MOST), 1):
            name = f"hootsuite-{network}{f'-{number}' if number > 1 else ''}.csv"
            header = [COLUMNS] if batch.header else []
            files[name] = rows_as_csv([*header, *rows[start : start + MOST]])
    return files


def _body(text: str, link: str) -> str:
    return "\n\n".join(part for part in text.split("\n\n") if part != link) if link else text
