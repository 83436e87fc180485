"""Lists of addresses: one a line, or the file that a browser makes of a link (.url, .webloc)."""

from __future__ import annotations

import re

from digest.errors import DataError
from digest.sources import Batch, Desk, Link, Origin, decode
from digest.text.clean import plain
from digest.text.urls import safe_url, untracked

SUFFIXES = (".urls", ".url", ".webloc")
MEDIA = ("text/uri-list",)

MAX_LINKS = 10_000

_SHORTCUT = re.compile(r"(?mi)^URL=(\S+)\s*$")
_WEBLOC = re.compile(r"<key>\s*URL\s*</key>\s*<string>\s*([^<\s]+)\s*</string>")
_ONLY = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*|https?://[^\s<>]+(?:[ \t]+#[^\r\n]*)?)?[ \t]*\r?\n)*", re.I)


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are addresses: when there is nothing else in them."""
    if re.match(rb"\[InternetShortcut\]", head, re.I) or (b"<plist" in head and b"<key>URL</key>" in head):
        return 2
    rows = _ONLY.match(head + b"\n")
    return (
        2
        if b"://" in head and rows and rows.end() >= len(head) - 2_048 and b"://" in rows[0] and _whole(rows, head)
        else 0
    )


def _whole(rows: re.Match[bytes], head: bytes) -> bool:
    """Say whether all but a last line that the look broke off is addresses."""
    return b"\n" not in (head + b"\n")[rows.end() :].rstrip(b"\n")


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the addresses as links to fetch; what one is, a page or a feed, its bytes will tell."""
    desk = Desk(origin)
    try:
        text = plain(decode(raw))
    except DataError as refusal:
        desk.refuse(refusal)
        return desk.batch()
    found = _SHORTCUT.search(text) or _WEBLOC.search(text)
    rows = [found[1].replace("&amp;", "&")] if found else text.split("\n")
    for number, row in enumerate(rows, 1):
        address = row.split(" #")[0].strip()
        if not address or address.startswith("#"):
            continue
        if len(desk.links) >= MAX_LINKS:
            desk.warn(f"a list has at most {MAX_LINKS:,} addresses; the rest was not read", where=f"line {number}")
            break
        if url := safe_url(address if "://" in address else f"https://{address}"):
            desk.links.append(Link(url=untracked(url), kind="page", where=f"{origin.where}, line {number}"))
        else:
            desk.warn(f"skipped: {address[:60]!r} is no address", where=f"line {number}", fix="write https://…")
    return desk.batch()
