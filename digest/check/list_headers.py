"""A newsletter says so in its headers: List-Unsubscribe with one click, List-Id (RFC 8058, 2919)."""

from __future__ import annotations

from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._files import message

RULE = "list-headers"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look for the headers that Gmail and Yahoo ask bulk senders for since 2024."""
    raw = sheet.files.get("message.eml")
    if raw is None or sheet.edition is None:
        return
    mail = message(sheet, raw)
    news = sheet.edition.newsletter
    wanted = {"List-Unsubscribe": bool(news.unsubscribe), "List-Id": bool(news.list_id)}
    wanted["List-Unsubscribe-Post"] = any(u.startswith("https:") for u in news.unsubscribe)
    for header, asked in wanted.items():
        if asked and header not in mail:
            yield Finding(
                rule=RULE,
                severity="error",
                what=f"the message has no {header}",
                where="message.eml",
                fix="build it again",
            )
    if not news.list_id:
        fix = 'set newsletter.list_id, such as "daily.example.org"'
        yield Finding(rule=RULE, severity="warning", what="the message has no List-Id", where="digest.toml", fix=fix)
