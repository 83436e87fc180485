"""The line after the subject in the inbox: 40 to 110 characters, hidden, not the subject again."""

from __future__ import annotations

from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._files import mails
from digest.check._page import Page

RULE = "preheader"
SHORT, LONG = 40, 110


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look at the first text of the body."""
    for name, page in mails(sheet):
        text = _first(page)
        if not text:
            what = "there is no preheader: the inbox shows whatever stands first"
            yield Finding(
                rule=RULE,
                severity="warning",
                what=what,
                where=name,
                fix='write preheader = "…" in the running order; a template of yours needs <mj-preview>',
            )
        elif sheet.edition and text.casefold() == sheet.edition.subject.casefold():
            fix = "name what the second and third story are"
            yield Finding(rule=RULE, severity="warning", what="the preheader repeats the subject", where=name, fix=fix)
        elif not SHORT <= len(text) <= LONG:
            what = f"the preheader has {len(text)} characters; {SHORT} to {LONG} fit an inbox"
            yield Finding(
                rule=RULE, severity="warning", what=what, where=name, fix="make it a sentence about the other stories"
            )


def _first(page: Page) -> str:
    body = next(iter(page.all("body")), None)
    if body is None:
        return ""
    hidden = next((e for e in body.descendants() if e.tag in ("div", "span") and e.text), None)
    return hidden.text if hidden and not hidden.shown else ""
