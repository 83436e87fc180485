"""Every text can be read on its ground, in light and in dark (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._cascade import bold, ground, ink, size
from digest.check._files import pages
from digest.check._page import Page
from digest.text.colours import contrast, nearest_passing

RULE = "contrast"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Compare text and ground of every text whose colours are stated."""
    for name, page in pages(sheet):
        if name == "web.html":
            continue  # its colours are variables; the theme's own check computed them
        yield from _mode(name, page, "light")
        if page.has_dark:
            yield from _mode(name, page, "dark")


def _mode(name: str, page: Page, mode: str) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    plain: set[tuple[str, str]] = set()  # so clear that no size matters
    for text, element in page.texts():
        over, under = ink(element, dark=mode == "dark"), ground(element, dark=mode == "dark")
        if not over or not under or (over, under) in told or (over, under) in plain:
            continue
        ratio = contrast(over, under)
        need = 3.0 if (large := size(element)) >= 24 or (large >= 18.66 and bold(element)) else 4.5
        if ratio >= need:
            plain |= {(over, under)} if ratio >= 4.5 else set()
            continue
        told.add((over, under))
        better = nearest_passing(over, [under], need)
        what = f"{over} on {under} is {ratio:.2f}:1 in {mode}, {need}:1 is needed: {text.strip()[:40]!r}"
        yield Finding(
            rule=RULE, severity="error", what=what, where=element.where(name), fix=f"use {better} for the text"
        )
