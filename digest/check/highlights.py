"""A highlight is the paper's own: it lies in nobody's quote, says whom it means, and goes on from nothing before it."""

from __future__ import annotations

from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._words import extracts, texts
from digest.quotes.find.marks import Marked, marked
from digest.quotes.quote import Extract
from digest.quotes.select.alone import goes_on, opening_pointer
from digest.quotes.select.datelines import after_dateline
from digest.quotes.select.highlights import item

RULE = "highlight"
OTHER = "choose another in the running order"


def _holds(extract: Extract, mark: Marked) -> bool:
    return extract.start <= mark.start and mark.end <= extract.end


def check(sheet: Sheet) -> Iterator[Finding]:
    """Hold every highlight against the marks of its source, and look at its first word."""
    if sheet.edition is None:
        return
    sources, kept = texts(sheet), sheet.kept

    def said(article: str) -> list[Marked]:
        return kept.once("marked", sources.get(article, ""), marked, kept.MANY)

    for extract, where, language in extracts(sheet.edition):
        # Words that bring their marks along are said to be somebody's; those between them are not.
        start, end = extract.start, extract.end
        cut = next(
            (m for m in said(extract.article) if m.start < end and start < m.end and not _holds(extract, m)), None
        )
        if cut:
            how = "stands inside somebody's quote" if cut.start < start and end < cut.end else "cuts somebody's quote"
            what = f"a highlight {how} and is shown without its marks"
            fix = "choose another highlight, or show it as a quote"
            yield Finding(rule=RULE, severity="error", what=what, where=where, fix=fix)
        elif pronoun := opening_pointer(extract.text, language):
            what = f"a highlight begins with “{pronoun}”: without the sentence before, nobody knows who or what that is"
            yield Finding(rule=RULE, severity="warning", what=what, where=where, fix=OTHER)
        elif word := goes_on(extract.text, language):
            what = f"a highlight begins with “{word[0]}”: it goes on from a sentence that nobody sees"
            yield Finding(rule=RULE, severity="warning", what=what, where=where, fix=OTHER)
        elif after_dateline(extract.text, first=False) or item(extract.text):
            what = "a highlight begins with a dateline or with the mark of a list"
            yield Finding(rule=RULE, severity="warning", what=what, where=where, fix=OTHER)
