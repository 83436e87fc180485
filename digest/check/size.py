"""The HTML part stays below what Gmail shows whole: it clips a message near 102 KB."""

from __future__ import annotations

from collections.abc import Iterator
from quopri import encodestring

from digest.check import Finding, Sheet
from digest.check._files import MAIL, message
from digest.settings import EmailSettings

RULE = "html-size"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Measure the HTML part as it is sent, transfer encoding included."""
    limits = sheet.settings.email if sheet.settings else EmailSettings()
    for name, content in sheet.files.items():
        if not name.endswith((".html", ".htm")) or name in ("web.html", "share.html", "links.html"):
            continue
        sent = _part_size(sheet, sheet.files.get("message.eml", b"")) if name == MAIL else 0
        kilobytes = (sent or len(encodestring(content))) / 1000
        if kilobytes < limits.warn_kb:
            continue
        severity, limit = ("error", limits.max_kb) if kilobytes >= limits.max_kb else ("warning", limits.warn_kb)
        what = f"the HTML is {kilobytes:.1f} KB as sent, {limit} KB is the limit; Gmail clips near 102"
        yield Finding(rule=RULE, severity=severity, what=what, where=name, fix="fewer stories, or shorter decks")


def _part_size(sheet: Sheet, raw: bytes) -> int:
    for part in message(sheet, raw).walk() if raw else ():
        if part.get_content_type() == "text/html":
            payload = part.get_payload()
            return len(payload.encode()) if isinstance(payload, str) else 0
    return 0
