"""The proof of a quote: selectors that find it, and a check that it is still there.

A selector pair is the W3C's (Web Annotation Data Model, 4.2.4 and 4.2.5):
TextQuoteSelector (exact, prefix, suffix) and TextPositionSelector (start, end).
Both count Unicode code points of the stored source text, as that model asks;
the text's SHA-256 says which text that is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from digest.articles import Article
from digest.errors import DataError
from digest.quotes.quote import Extract, Quote

CONTEXT = 32  # characters of prefix and suffix; annotation tools in the field use the same
OMISSION = "[…]"
_OMITTED = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")


def extract(article: Article, start: int, end: int, source: str) -> Extract:
    """Return the words of a span of the article's source text, with their proof."""
    text = article.source_text
    prefix, suffix = around(text, start, end)
    return Extract(
        article=article.id,
        text=text[start:end],
        start=start,
        end=end,
        prefix=prefix,
        suffix=suffix,
        sha256=article.sha256,
        source=source,
    )


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the prefix and the suffix of a span: `CONTEXT` characters at most."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def targets(words: Quote | Extract, article: Article) -> list[dict[str, object]]:
    """Return a quote's targets as the W3C writes them in JSON: both selectors for each of its pieces.

    Every piece has its own words, `CONTEXT` characters round them, and place.  The
    source is the article's address, or its id where it has none.
    """
    text = article.source_text
    pieces = words.pieces if isinstance(words, Quote) else ((words.start, words.end),)
    return [_target(article.url or article.id, text, start, end) for start, end in pieces]


def _target(source: str, text: str, start: int, end: int) -> dict[str, object]:
    prefix, suffix = around(text, start, end)
    quote = {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": prefix, "suffix": suffix}
    return {"source": source, "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": end}]}


def prove(words: Quote | Extract, source_text: str) -> str:
    """Return '' when the words stand verbatim in *source_text*, else what is wrong.

    Checks the text's hash, the spans, the exact words, and prefix and suffix.
    An editor may trim a quote with […]: then every piece between two omissions
    must stand verbatim inside the quote's span, in order.
    """
    if sha256(source_text.encode("utf-8", "surrogatepass")).hexdigest() != words.sha256:
        return "the source text is not the one the words were taken from (its SHA-256 differs)"
    pieces = words.pieces if isinstance(words, Quote) else ((words.start, words.end),)
    if not _in_order(pieces, words.start, words.end, len(source_text)):
        return "the span does not lie inside the source text"
    if around(source_text, words.start, words.end) != (words.prefix, words.suffix):
        return "the text around the words differs from the source"
    whole = " ".join(source_text[start:end] for start, end in pieces)
    if words.text == whole or (OMISSION in words.text and trimmed_from(words.text, whole)):
        return ""
    return f"the words are not those of the source at {words.start}: {_first_difference(words.text, whole)}"


def trimmed_from(trimmed: str, whole: str) -> bool:
    """Say whether every piece of *trimmed* between […] stands in *whole*, in order."""
    at = 0
    pieces = [piece for piece in _OMITTED.split(trimmed) if piece]
    for piece in pieces:
        found = whole.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return bool(pieces)


def source_record(article: Article) -> dict[str, str]:
    """Return what ``sources.jsonl`` keeps of an article: id, url, sha256, text."""
    return {"id": article.id, "url": article.url, "sha256": article.sha256, "text": article.source_text}


def source_texts(records: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """Return article id → source text of stored records.

    `DataError` when a record lacks a field or its text is not the one it was.
    """
    texts: dict[str, str] = {}
    for number, record in enumerate(records, 1):
        text, known = record.get("text"), record.get("sha256")
        if not isinstance(text, str) or not isinstance(name := record.get("id"), str):
            raise DataError("a source record needs id, sha256 and text", where=f"sources.jsonl, line {number}")
        if sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != known:
            raise DataError(
                f"the stored text of {name} is not what it was",
                where=f"sources.jsonl, line {number}",
                fix="restore sources.jsonl from the outbox's copy of the edition",
            )
        texts[name] = text
    return texts


def _in_order(pieces: Sequence[tuple[int, int]], start: int, end: int, length: int) -> bool:
    edges = [edge for piece in pieces for edge in piece]
    fine = bool(edges) and edges == sorted(edges) and edges[0] == start and edges[-1] == end
    return fine and 0 <= start < end <= length


def _first_difference(given: str, there: str) -> str:
    same = 0
    for a, b in zip(given, there, strict=False):
        if a != b:
            break
        same += 1
    return f"{given[same : same + 20]!r} stands where the source has {there[same : same + 20]!r}"
