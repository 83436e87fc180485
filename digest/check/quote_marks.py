"""A quote's marks and brackets are balanced, and no reporter's words stand between them."""

from __future__ import annotations

from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._words import quotes
from digest.quotes.find.soundness import reporters_words, unbalanced

RULE = "quote-marks"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look at the words of every quote that the edition shows."""
    for quote, where, language in quotes(sheet.edition) if sheet.edition else ():
        if open_ := unbalanced(quote.text, language):
            what = f"the quote has {open_} without its partner"
            fix = "choose another quote, or correct the source and build again"
            yield Finding(rule=RULE, severity="error", what=what, where=where, fix=fix)
        if tag := reporters_words(quote.text, language):
            what = f"the quote holds the reporter's words: “{tag}”"
            fix = "choose another quote; the words on both sides may be shown each on its own"
            yield Finding(rule=RULE, severity="error", what=what, where=where, fix=fix)
