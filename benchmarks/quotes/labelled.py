"""Read the labelled posts (public domain; none of them is part of the project) and what we labelled ourselves.

``posts-dev.jsonl`` has posts with every quote and every other marked string;
``labels.tsv`` says of quotes that were found in more of the same posts whether
they are quotes, by post and a hash of the words: no text of theirs is kept here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

Span = tuple[int, int]
HELD = 3  # of the posts with labels one in so many is held back
_LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{:[^}\n]*\}")
_FRONT = re.compile(r"---\n.*?\n---\n", re.DOTALL)
_BLANK = re.compile(r"\s+")


class PostQuote(NamedTuple):
    """A labelled quote: its pieces, who says it ('' for nobody named) and where the name stands."""

    pieces: tuple[Span, ...]
    speaker: str
    by: str


class Post(NamedTuple):
    """A labelled post; `nots` are marked strings that are no quotes, `hard` ones are left out of the score."""

    name: str
    text: str
    quotes: tuple[PostQuote, ...]
    nots: tuple[Span, ...]
    hard: tuple[Span, ...]


def posts(path: Path, part: str = "all") -> Iterator[Post]:
    """Yield the labelled posts of one part: dev (two thirds), held (the others) or all."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        held = sha256(row["id"].encode()).digest()[0] % HELD == 0
        if part == "all" or held == (part == "held"):
            yield _post(row)


def _post(row: dict) -> Post:  # type: ignore[type-arg]
    text = row["text"]
    hard = tuple(span for words in row.get("hard", ()) for span in _places(text, words))
    quotes: list[PostQuote] = []
    at = 0
    for quote in row["quotes"]:
        pieces = quote.get("pieces") or [quote["text"]]
        spans = _located(text, pieces, at) or _located(text, pieces, 0)
        if not spans:
            raise ValueError(f"{row['id']}: {pieces[0]!r} is not in the text")
        quotes.append(PostQuote(spans, quote["speaker"], quote.get("by", "own")))
        at = spans[0][0] if quote["text"] not in row.get("hard", ()) else at
    nots = tuple(span for words in row["not"] for span in _places(text, words))
    return Post(row["id"], text, tuple(quotes), nots, hard)


def _located(text: str, pieces: list[str], at: int) -> tuple[Span, ...]:
    spans = []
    for piece in pieces:
        start = text.find(piece, at)
        if start < 0:
            return ()
        at = start + len(piece)
        spans.append((start, at))
    return tuple(spans)


def _places(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


def fingerprint(words: str) -> str:
    """Return what stands for some words in ``labels.tsv``."""
    return sha256(words.encode()).hexdigest()[:12]


def labels(path: Path) -> dict[tuple[str, str], str]:
    """Return what we labelled: yes, no or hard, by post and fingerprint."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line[:1] != "#")
    return {(name, key): label for name, key, label in rows}


def plain(markdown: str) -> str:
    """Return a post's Markdown as text: paragraphs, list items "- " or "1. ", quoted lines "> "."""
    from lxml import html
    from markdown_it import MarkdownIt

    body = _LIQUID.sub("", _FRONT.sub("", markdown, count=1))
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(body)
    lines = list(_lines(html.fromstring(f"<div>{page}</div>")))
    return "".join(("\n" if item else "\n\n") + line for item, line in lines).strip()


_SKIPPED = {"script", "style", "img", "iframe", "pre"}
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "figcaption", "aside"}


def _lines(element) -> Iterator[tuple[bool, str]]:  # type: ignore[no-untyped-def]
    """Yield the lines of an element, and whether each goes on with a list."""
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return
    if element.tag in {"ul", "ol"}:
        for number, item in enumerate(element.iterchildren("li")):
            mark = f"{number + 1}. " if element.tag == "ol" else "- "
            yield number > 0, mark + _squeezed(_inline(item)).replace("\n", " ")
            for inner in item.iterchildren("ul", "ol", "blockquote"):
                yield from ((True, line) for _, line in _lines(inner))
        return
    if element.tag in _BLOCKS:
        if words := _squeezed(_inline(element)):
            yield False, words
        return
    if words := _squeezed(element.text or ""):
        yield False, _quoted(element, words)
    for child in element:
        yield from ((item, _quoted(element, line)) for item, line in _lines(child))
        if words := _squeezed(child.tail or ""):
            yield False, _quoted(element, words)


def _quoted(element, line: str) -> str:  # type: ignore[no-untyped-def]
    return "\n".join(f"> {one}" for one in line.split("\n")) if element.tag == "blockquote" else line


def _squeezed(words: str) -> str:
    return "\n".join(_BLANK.sub(" ", line).strip() for line in words.split("\f")).strip()


def _inline(element) -> str:  # type: ignore[no-untyped-def]
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag == "br":
            parts.append("\f")
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED | {"ul", "ol", "blockquote"}:
            parts.append(_inline(child))
        parts.append(child.tail or "")
    return "".join(parts)
