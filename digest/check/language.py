"""The page says its language and which way it runs (WCAG 2.2, 3.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._files import pages

RULE = "language"
_TAG = re.compile(r"[a-zA-Z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look for lang and dir on the html element."""
    for name, page in pages(sheet):
        root = next(iter(page.all("html")), None)
        lang = root.get("lang") if root else ""
        if not _TAG.fullmatch(lang) or lang == "und":
            fix = 'add lang="en", or what it is written in'
            yield Finding(rule=RULE, severity="error", what="the page does not say its language", where=name, fix=fix)
        if not root or root.get("dir") not in ("ltr", "rtl"):
            fix = 'add dir="ltr" or dir="rtl"'
            yield Finding(
                rule=RULE, severity="warning", what="the page does not say its direction", where=name, fix=fix
            )
