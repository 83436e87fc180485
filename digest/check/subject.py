"""The subject fits a phone's inbox and does not shout."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.check import Finding, Sheet

RULE = "subject"
LONG, MOST = 70, 150


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look at the edition's subject and at its variants."""
    if sheet.edition is None:
        return
    if not sheet.edition.subject.strip():
        what, where = "there is no subject", "edition: subject"
        yield Finding(rule=RULE, severity="error", what=what, where=where, fix="set email.subject")
    yield from _line(sheet.edition.subject, "edition: subject", "write a shorter one with --subject")
    for number, variant in enumerate(sheet.edition.subject_variants, 1):
        yield from _line(variant, f"edition: subject_variants, number {number}", "write a shorter one")


def _line(subject: str, where: str, shorter: str) -> Iterator[Finding]:
    if len(subject) > MOST:
        what = f"the subject has {len(subject):,} characters; it is sent with {MOST} at most"
        yield Finding(rule=RULE, severity="warning", what=what, where=where, fix=shorter)
    elif len(subject) > LONG:
        what = f"the subject has {len(subject)} characters; inboxes show about {LONG}, phones fewer"
        yield Finding(rule=RULE, severity="warning", what=what, where=where, fix=shorter)
    letters = [c for c in subject if c.upper() != c.lower()]
    loud = len(letters) > 8 and sum(c.isupper() for c in letters) > 0.7 * len(letters)
    if loud or re.search(r"[!?]{2,}|!.*!", subject):
        what = "the subject shouts: filters and readers take it for advertising"
        yield Finding(rule=RULE, severity="warning", what=what, where=where, fix="sentence case, one mark at most")
