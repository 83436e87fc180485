"""Headings form an outline: one h1, no level skipped."""

from __future__ import annotations

from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._files import pages

RULE = "headings"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Walk the headings of every page in order."""
    for name, page in pages(sheet):
        found = [e for e in page.all("h1", "h2", "h3", "h4", "h5", "h6") if e.shown]
        tops = [e for e in found if e.tag == "h1"]
        if not tops:
            fix = "make the newsletter's name an h1"
            yield Finding(rule=RULE, severity="warning", what="there is no h1", where=name, fix=fix)
        for extra in tops[1:]:
            yield Finding(
                rule=RULE, severity="warning", what="there is a second h1", where=extra.where(name), fix="make it an h2"
            )
        level = 0
        for heading in found:
            depth = int(heading.tag[1])
            if level and depth > level + 1:
                what = f"h{depth} follows h{level}: a level is skipped"
                yield Finding(
                    rule=RULE, severity="warning", what=what, where=heading.where(name), fix=f"make it an h{level + 1}"
                )
            level = depth
