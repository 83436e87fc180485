"""The document has a title: screen readers and browser tabs say it first (WCAG 2.2, 2.4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._files import pages

RULE = "title"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look for a title that is not empty."""
    for name, page in pages(sheet):
        titles = [e for e in page.all("title") if "".join(c for c in e.children if isinstance(c, str)).strip()]
        if not titles:
            fix = "write <mj-title>{{ edition.subject }}</mj-title>"
            yield Finding(rule=RULE, severity="error", what="the page has no title", where=name, fix=fix)
