"""What is read in real posts and papers stays as it was read, until somebody has looked at what changes.

``approved/readings.tsv`` has a line a text: a hash of the text, a hash of all that is
read in it (quotes, speakers, proofs, scores and reasons, highlights and why others are
none), and how many of each there are.  No word of a text is kept.  A rule that changes
one reading changes others, too: look at the texts that are named, then approve anew with
``pytest tests/quotes/test_real_posts.py --approve``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple
from datetime import UTC
from hashlib import sha256
from pathlib import Path

import pytest
from approving import changed

from digest.articles import Article
from digest.quotes.of_article import find_quotes
from digest.quotes.select.highlights import choose_highlights
from digest.quotes.select.strength import strongest
from digest.sources import Origin, markdown

APPROVED = Path(__file__).parent / "approved" / "readings.tsv"


def _articles(shared: Path) -> Iterator[tuple[str, Article]]:
    """Yield the real posts and the German papers, each with its name."""
    for path in sorted((shared / "data" / "real").rglob("*.md")):
        for article in markdown.read(path.read_bytes(), Origin(where=path.name, stem=path.stem, zone=UTC)).articles:
            yield path.name, article
    for line in (shared / "data" / "quotes" / "quotes-dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["doc"], Article(id="a", headline="h", language="de", text=row["text"])


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _reading(article: Article) -> str:
    """Return one line: the text's hash, that of what is read in it, and how many quotes, names and highlights."""
    quotes = find_quotes(article)
    shown = choose_highlights(article, strongest(quotes, 3))
    read = [*map(astuple, quotes), *map(astuple, shown.kept), *map(astuple, shown.dropped)]
    named = sum(bool(quote.speaker) for quote in quotes)
    counts = f"{len(quotes)}\t{named}\t{len(shown.kept)}"
    return f"{_hash(article.headline + article.text)}\t{_hash(repr(read))}\t{counts}"


def test_real_texts_are_read_as_they_were_approved(shared: Path, request: pytest.FixtureRequest) -> None:
    readings = {_reading(article): name for name, article in _articles(shared)}
    other = changed(readings, APPROVED, request)
    assert not other, "read otherwise than approved: look at them; if they are right: --approve"
