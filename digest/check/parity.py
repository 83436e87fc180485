"""The text part says what the HTML says: a reader of either misses nothing, and filters compare them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._files import MAIL
from digest.check._page import parse

RULE = "parity"
NEED = 0.95
# Scripts without spaces are compared sign by sign: their lines break anywhere.
_SIGNS = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\u0e00-\u0e7f"
_WORD = re.compile(rf"[{_SIGNS}]|[^\W_{_SIGNS}]+")
_URL = re.compile(r"(?:https?://|mailto:)\S+")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Compare the words of email.html and email.txt, both ways."""
    if MAIL not in sheet.files or "email.txt" not in sheet.files:
        return
    page = parse(sheet.files[MAIL])
    html = Counter(_WORD.findall(" ".join(text for text, _ in page.texts()).casefold()))
    text = Counter(_WORD.findall(_URL.sub(" ", sheet.files["email.txt"].decode("utf-8", "replace")).casefold()))
    yield from _missing("the text part", html, text, "email.txt")
    yield from _missing("the HTML", text, html, MAIL)


def _missing(name: str, wanted: Counter[str], there: Counter[str], where: str) -> Iterator[Finding]:
    share = sum((wanted & there).values()) / max(1, wanted.total())
    if share < NEED:
        lost = ", ".join(word for word, _ in (wanted - there).most_common(6))
        what = f"{name} lacks {1 - share:.0%} of the words, among them: {lost}"
        yield Finding(rule=RULE, severity="warning", what=what, where=where, fix="show the same blocks in both")
