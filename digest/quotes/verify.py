"""Is this what they really said?  Any text against the sources, with the nearest true wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from digest.articles import Article
from digest.quotes.find.marks import marked
from digest.quotes.of_article import find_quotes
from digest.quotes.proof.typography import differences, view
from digest.quotes.quote import Quote
from digest.text.sentences import sentences

_OMITTED = re.compile(r"\s*[\[(](?:…|\.\.\.)[\])]\s*")
_BULLET = re.compile(r"^(?:>\s*|[-*•·]\s+|\d{1,2}[.)]\s+)+")
_OUTER = "\"'“”„‟«»‘’‚‹›「」『』 \u00a0\u202f"
_WORDS = re.compile(r"\w+")
# Sentences compared in full for the nearest wording: those that share most words.
_CLOSEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one text: `status` is verbatim, typographic or differs.

    `start` and `end` are its span in the source text of `article`; where it
    differs they are those of `nearest`, the nearest true wording, or -1 when
    nothing is near.  `line` counts from 1.  `differs` names typographic kinds.
    """

    text: str
    line: int
    status: str
    article: str = ""
    start: int = -1
    end: int = -1
    nearest: str = ""
    differs: tuple[str, ...] = ()

    @property
    def true(self) -> bool:
        """Whether these are the words of the source."""
        return self.status != "differs"


@dataclass(frozen=True)
class _Source:
    """An article to look in; its quotes and sentences are found once, for the first line that asks."""

    article: Article
    text: str
    seen: str
    places: list[int]

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        return find_quotes(self.article)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return list(sentences(self.text))


def verify(text: str, articles: Sequence[Article]) -> tuple[Verdict, ...]:
    """Check every quoted line of *text* against the articles' source texts.

    A line with quotation marks is checked mark by mark, any other as a whole.
    Quote marks, dashes and spaces may look different: that is reported and
    passes.  Omissions ([…]) must be bridged in order inside one article.
    """
    sources = [_source(article) for article in articles]
    return tuple(_verdict(words, line, sources) for line, words in _claims(text))


def _source(article: Article) -> _Source:
    text = article.source_text
    seen, places = view(text)
    return _Source(article, text, seen, places)


def _claims(text: str) -> Iterator[tuple[int, str]]:
    """Yield what each line claims to quote: number and words without outer marks."""
    for number, raw in enumerate(text.split("\n"), 1):
        line = _BULLET.sub("", raw.strip())
        spans = [span for mark in marked(line) for span in mark.pieces]
        quoted = sum(end - start for start, end in spans)
        if spans and quoted * 2 >= len(line):
            yield from ((number, line[start:end]) for start, end in spans)
        elif line.strip(_OUTER):
            yield number, _without_outer(line)


def _without_outer(line: str) -> str:
    """Drop outer marks only where both ends have one: "workers’" keeps its own."""
    if line[0] in _OUTER and line[-1] in _OUTER:
        return line.strip(_OUTER)
    return line.strip()


def _verdict(words: str, line: int, sources: Sequence[_Source]) -> Verdict:
    for source in sources:
        pieces = _find(words, source)
        if pieces and not (len(pieces) > 1 and _stitched(pieces, source.quotes)):
            start, end = pieces[0][0], pieces[-1][1]
            there = source.text[start:end]
            same = _OMITTED.search(words) is None and words == there
            exact = same or (_OMITTED.search(words) is not None and _pieces_in(words, there))
            return Verdict(
                text=words,
                line=line,
                status="verbatim" if exact else "typographic",
                article=source.article.id,
                start=start,
                end=end,
                differs=() if exact else differences(words, there),
            )
    seen = view(words)[0]
    for source in sources:
        if quote := next((q for q in source.quotes if view(q.text)[0] == seen), None):
            status = "verbatim" if quote.text == words else "typographic"
            kinds = () if quote.text == words else differences(words, quote.text)
            found_in = source.article.id
            return Verdict(
                text=words, line=line, status=status, article=found_in, start=quote.start, end=quote.end, differs=kinds
            )
    return _nearest(words, line, sources)


def _find(words: str, source: _Source) -> list[tuple[int, int]]:
    """Return the spans in the source text whose view is that of the pieces between omissions, in order."""
    spans: list[tuple[int, int]] = []
    at = 0
    for piece in filter(None, (view(piece)[0].strip() for piece in _OMITTED.split(words))):
        at = _whole(source.seen, piece, at)
        if at < 0:
            return []
        spans.append((source.places[at], source.places[at + len(piece) - 1] + 1))
        at += len(piece)
    return spans


def _stitched(pieces: Sequence[tuple[int, int]], quotes: Sequence[Quote]) -> bool:
    """Say whether an omission joins the words of two people, or of somebody and the reporter."""
    said = [next((q for q in quotes if q.start <= start and end <= q.end), None) for start, end in pieces]
    return len({quote.speaker or quote.id if quote else "" for quote in said}) > 1


def _whole(text: str, piece: str, start: int) -> int:
    """Find *piece* where it does not begin or end inside a word."""
    at = text.find(piece, start)
    while at >= 0:
        end = at + len(piece)
        cut_left = at > 0 and _spaced(text[at - 1]) and _spaced(piece[0])
        cut_right = end < len(text) and _spaced(text[end]) and _spaced(piece[-1])
        if not (cut_left or cut_right):
            return at
        at = text.find(piece, at + 1)
    return -1


def _spaced(char: str) -> bool:
    return char.isalnum() and not "\u3040" <= char <= "\u9fff"


def _pieces_in(words: str, there: str) -> bool:
    at = 0
    for piece in filter(None, _OMITTED.split(words)):
        at = there.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


def _nearest(words: str, line: int, sources: Sequence[_Source]) -> Verdict:
    """Return the verdict with the stretch of sentences most like the words."""
    wanted = set(_WORDS.findall(words.lower()))
    many = max(1, sum(1 for _ in sentences(words)))
    ranked: list[tuple[float, str, int, int, str]] = []
    for source in sources:
        spans = source.sentences
        stretches = [piece for quote in source.quotes for piece in quote.pieces]
        stretches += [(spans[i][0], spans[min(i + many, len(spans)) - 1][1]) for i in range(len(spans))]
        for start, end in stretches:
            there = source.text[start:end]
            known = set(_WORDS.findall(there.lower()))
            shared = len(wanted & known) / (len(wanted | known) or 1)
            if shared > 0:
                ranked.append((shared, source.article.id, start, end, there))
    ranked.sort(key=lambda r: (-r[0], r[1], r[2]))
    matcher = SequenceMatcher(None, words.lower(), autojunk=False)
    best: tuple[float, str, int, int, str] = (0.3, "", -1, -1, "")
    for _, name, start, end, there in ranked[:_CLOSEST]:
        matcher.set_seq2(there.lower())
        if matcher.ratio() > best[0]:
            best = (matcher.ratio(), name, start, end, there)
    _, name, start, end, there = best
    return Verdict(text=words, line=line, status="differs", article=name, start=start, end=end, nearest=there)
