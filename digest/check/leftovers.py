"""Readers see words: no character reference, tag or mark of Markdown, nothing a program left, no letter read wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._files import pages
from digest.text.repair import leftover

RULE = "leftovers"
_FIELD = re.compile(r"\{[{%]|# |##")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look at the subject, at what the edition says, at the pages' visible text and at the text part.

    What surely is left by a machine was put right when it was read; of the rest nobody
    can be sure, and one story's headline must not keep the others from readers: a warning.
    """
    fix = "correct the source, or write the words anew in the running order"
    met: set[str] = set()
    for where, text in _texts(sheet):
        found = leftover(text)
        # In a page and its text part a sender's own fields may stand; another rule looks at those.
        if found and found not in met and not (_FIELD.match(found) and "email." in where):
            met.add(found)
            what = f"readers see “{found}” in: {text.strip()[:60]}"
            yield Finding(rule=RULE, severity="warning", what=what, where=where, fix=fix)


def _texts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    if edition := sheet.edition:
        for text in (edition.subject, *edition.subject_variants):
            yield "edition: subject", text
        yield "edition: preheader", edition.preheader
        for item in edition.items():
            said = (*(quote.text for quote in item.quotes), *(one.text for one in (*item.highlights, *item.why)))
            for text in (item.headline, item.deck, *said):
                yield f"story {item.slug}", text
        for line in edition.in_brief:
            yield "in brief", line.headline
    for name, page in pages(sheet):
        for text, element in page.texts():
            if leftover(text) and not any(parent.tag in ("code", "pre") for parent in element.ancestors()):
                yield element.where(name), text
    for number, row in enumerate(sheet.files.get("email.txt", b"").decode("utf-8", "replace").split("\n"), 1):
        yield f"email.txt, line {number}", row
