"""What an edition says in somebody's words, and the texts it is proved against."""

from __future__ import annotations

import json
from collections.abc import Iterator

from digest.check import Sheet
from digest.edition.model import Edition, Item
from digest.quotes.quote import Extract, Quote


def quotes(edition: Edition) -> Iterator[tuple[Quote, str, str]]:
    """Yield each quote that the edition shows once, with where it stands and its language."""
    seen: set[str] = set()
    for item in edition.items():
        leading = (edition.quote,) if edition.quote and edition.quote_item == item.id else ()
        for quote in (*leading, *item.quotes):
            if quote.id not in seen:
                seen.add(quote.id)
                yield quote, where(item, quote.text), item.language


def extracts(edition: Edition) -> Iterator[tuple[Extract, str, str]]:
    """Yield each highlight and sentence of analysis, with where it stands and its language."""
    for item in edition.items():
        for extract in (*item.highlights, *item.why):
            yield extract, where(item, extract.text), item.language


def where(item: Item, text: str) -> str:
    """Return the place of words for a message: the story, and how they begin."""
    return f"story {item.slug}: {text[:60]}"


def texts(sheet: Sheet) -> dict[str, str]:
    """Return article id → source text of the edition's ``sources.jsonl``; empty where that file cannot be read.

    Whether each text is still what it was is another rule's business.
    """
    return sheet.kept.once("texts", sheet.files.get("sources.jsonl", b""), _texts)


def _texts(content: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in content.decode("utf-8", "replace").split("\n"):
        try:
            record = json.loads(line) if line else {}
        except ValueError:
            return {}
        if isinstance(record.get("id"), str) and isinstance(record.get("text"), str):
            found[record["id"]] = record["text"]
    return found
