"""The text part says what the HTML says: a reader of either misses nothing, and filters compare them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from digest.check import Finding, Sheet
from digest.check._files import MAIL, page
from digest.text.scripts import spaced

RULE = "parity"
NEED = 0.95
# Scripts without spaces are compared sign by sign: their lines break anywhere.
_SIGNS = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\u0e00-\u0e7f"
_WORD = re.compile(r"[^\W_]+")
_THAI = re.compile("[\u0e00-\u0e7f]")
# An address, and the number in brackets that stands for one: the HTML has neither among its words.
_URL = re.compile(r"(?:https?://|mailto:)\S+|\[\d{1,4}\]")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Compare the words of email.html and email.txt, both ways."""
    if MAIL not in sheet.files or "email.txt" not in sheet.files:
        return
    mail = page(sheet, sheet.files[MAIL])
    html = Counter(_words(" ".join(text for text, _ in mail.texts())))
    text = Counter(_words(_URL.sub(" ", sheet.files["email.txt"].decode("utf-8", "replace"))))
    shared = sum(min(count, text[word]) for word, count in html.items() if word in text)
    yield from _missing("the text part", html, text, shared, "email.txt")
    yield from _missing("the HTML", text, html, shared, MAIL)


def _words(text: str) -> list[str]:
    folded = text.casefold()
    plain = spaced(folded) and not _THAI.search(folded)
    found: list[str] = (_WORD if plain else _word_or_sign()).findall(folded)
    return found


@cache
def _word_or_sign() -> re.Pattern[str]:
    return re.compile(rf"[{_SIGNS}]|[^\W_{_SIGNS}]+")


def _missing(name: str, wanted: Counter[str], there: Counter[str], shared: int, where: str) -> Iterator[Finding]:
    share = shared / wanted.total() if wanted else 1.0
    if share < NEED:
        lost = ", ".join(word for word, _ in (wanted - there).most_common(6))
        what = f"{name} lacks {1 - share:.0%} of the words, among them: {lost}"
        yield Finding(rule=RULE, severity="warning", what=what, where=where, fix="show the same blocks in both")
