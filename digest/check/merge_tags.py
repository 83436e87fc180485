"""No article text looks like a sender's merge tag, and the sender's own are whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._files import MAIL
from digest.check._page import elements_of
from digest.text.senders import SENDERS

RULE = "merge-tags"
_NO_TEXT = elements_of("style", "script")
_OPENER = re.compile(r"\{\{|\{%|\*\||\[\[|%%\{|<%")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Take the sender's own placeholders out of the mail's parts; nothing like one may be left."""
    if sheet.edition is None:
        return
    chosen = sheet.settings.email.merge_tags if sheet.settings else "none"
    own = SENDERS.get(chosen, SENDERS["none"])
    for name in (MAIL, "email.txt"):
        if name not in sheet.files:
            continue
        text = _NO_TEXT.sub(" ", sheet.files[name].decode("utf-8", "replace"))
        if own.unsubscribe and own.unsubscribe not in text:
            what = f"{chosen}'s unsubscribe placeholder {own.unsubscribe} is not there"
            yield Finding(rule=RULE, severity="error", what=what, where=name, fix="keep the block footer")
        for placeholder in (own.unsubscribe, own.browser, own.preferences):
            text = text.replace(placeholder, "") if placeholder else text
        if found := _OPENER.search(text):
            near = text[max(0, found.start() - 20) : found.end() + 20].strip()
            what = f"a sender would evaluate this: {near!r}"
            fix = "print the value with {{ … }}: it is then broken up for senders, not for readers"
            yield Finding(rule=RULE, severity="error", what=what, where=name, fix=fix)
