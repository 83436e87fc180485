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
HEAD = 8_000  # bytes: a head so long may end within a line

_SHORTCUT = re.compile(r"(?mi)^URL=(\S+)\s*$")
_WEBLOC = re.compile(r"<key>\s*URL\s*</key>\s*<string>\s*([^<\s]+)\s*</string>")
_ONLY = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*|https?://[^\s<>]+(?:[ \t]+#[^\r\n]*)?)?[ \t]*\r?\n)*", re.I)


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are addresses: when there is nothing else in them."""
    if re.match(rb"\[InternetShortcut\]", head, re.I) or (b"<plist" in head and b"<key>URL</key>" in head):
        return 2
    rows = _ONLY.match(head + b"\n")
    if rows is None or b"://" not in rows[0]:
        return 0
    rest = (head + b"\n")[rows.end() :]
    cut = len(head) >= HEAD and b"\n" not in rest[:-1]  # the look ended within a line
    return 2 if not rest or cut else 0


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
            desk.warn(
                f"a list has at most {MAX_LINKS:,} addresses; the rest was not read",
                where=f"line {number}",
                fix="part it",
            )
            break
        if url := safe_url(address if "://" in address else f"https://{address}"):
            desk.links.append(Link(url=untracked(url), kind="page", where=f"{origin.where}, line {number}"))
        else:
            desk.warn(f"skipped: {address[:60]!r} is no address", where=f"line {number}", fix="write https://…")
    return desk.batch()
