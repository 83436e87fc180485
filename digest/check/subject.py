"""The subject fits a phone's inbox and does not shout."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.check import Finding, Sheet

RULE = "subject"
LONG, MOST = 70, 150


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look at the edition's subject."""
    if sheet.edition is None:
        return
    subject, where = sheet.edition.subject, "edition: subject"
    if not subject.strip():
        yield Finding(rule=RULE, severity="error", what="there is no subject", where=where, fix="set email.subject")
    elif len(subject) > MOST:
        what = f"the subject has {len(subject):,} characters; it is sent with {MOST} at most"
        yield Finding(rule=RULE, severity="warning", what=what, where=where, fix="write a shorter one with --subject")
    elif len(subject) > LONG:
        what = f"the subject has {len(subject)} characters; inboxes show about {LONG}, phones fewer"
        yield Finding(rule=RULE, severity="warning", what=what, where=where, fix="write a shorter one with --subject")
    letters = [c for c in subject if c.upper() != c.lower()]
    loud = len(letters) > 8 and sum(c.isupper() for c in letters) > 0.7 * len(letters)
    if loud or re.search(r"[!?]{2,}|!.*!", subject):
        what = "the subject shouts: filters and readers take it for advertising"
        yield Finding(rule=RULE, severity="warning", what=what, where=where, fix="sentence case, one mark at most")
