"""Every quote and highlight stands in its source, to the letter."""

from __future__ import annotations

import json
from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.quotes.proof.selectors import prove, source_texts
from digest.quotes.quote import Extract, Quote

RULE = "quote-verbatim"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Hold every quote and extract of the edition against ``sources.jsonl``."""
    if sheet.edition is None:
        return
    if "sources.jsonl" not in sheet.files:
        if "edition.json" in sheet.files:  # a whole edition, not a page of one
            what = "the texts that the quotes are proved against are not here"
            fix = "restore sources.jsonl from a copy of the edition"
            yield Finding(rule=RULE, severity="error", what=what, where="sources.jsonl", fix=fix)
        return
    lines = sheet.files["sources.jsonl"].decode().split("\n")
    texts = source_texts([json.loads(line) for line in lines if line])
    for item in sheet.edition.items():
        openers = tuple(one for one in (item.question, item.figure) if one)
        shown: tuple[Quote | Extract, ...] = (*item.quotes, *item.shared, *item.highlights, *item.why, *openers)
        for words in shown:
            if fault := prove(words, texts.get(words.article, "")):
                where = f"story {item.slug}: {words.text[:60]}"
                yield Finding(rule=RULE, severity="error", what=fault, where=where, fix="use words that stand there")
