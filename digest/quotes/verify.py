"""Is this what they really said?  Any text against the sources, with the nearest true wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

from digest.articles import Article
from digest.quotes.claims import Claim, claims
from digest.quotes.of_article import find_quotes
from digest.quotes.proof.typography import differences, view
from digest.quotes.quote import Quote
from digest.text.sentences import ended, sentence_around, sentences

_MARKS = "\"'“”„‟«»‘’‚「」『』 "
_OMITTED = re.compile(r"\s*[\[(](?:…|\.\.\.)[\])]\s*")
_WORDS = re.compile(r"\w+")
_ENDING = ".,;:!?…。，、！？ "
# Sentences compared in full for the nearest wording: those that share most words.
_CLOSEST = 40
# Below this likeness of words nothing is called near.
NEAR = 0.6
_PLACES = 20  # places of the same words that are looked at for their speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one claim.

    `status` is verbatim, typographic, speaker (these words, but not that person's) or
    differs.  `start` and `end` are the span in the source text of `article`; where it
    differs they are those of `nearest`, the nearest true wording, or -1 when nothing
    is near, and `changes` are the words in between: given, true.  `line` counts from 1.
    `differs` names what kinds differ: typographic ones, ``case``, or ``speakers`` where an
    omission joins the words of two.  `claimed` is the name
    in the text, `said_by` the source's; `narration` says that nobody says these words
    there, and `goes_on` how the sentence goes on after them.
    """

    text: str
    line: int
    status: str
    article: str = ""
    start: int = -1
    end: int = -1
    nearest: str = ""
    differs: tuple[str, ...] = ()
    claimed: str = ""
    said_by: str = ""
    narration: bool = False
    goes_on: str = ""
    changes: tuple[tuple[str, str], ...] = ()

    @property
    def true(self) -> bool:
        """Whether these are the words of the source, and of whoever is named."""
        return self.status in ("verbatim", "typographic")


@dataclass(frozen=True)
class _Source:
    """An article to look in; its quotes and sentences are found once, for the first claim that asks."""

    article: Article
    text: str
    seen: str
    places: list[int]

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        return find_quotes(self.article)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return list(sentences(self.text, self.article.language))


def verify(text: str, articles: Sequence[Article]) -> tuple[Verdict, ...]:
    """Check what *text* claims to quote against the articles' source texts (see `claims`).

    Quote marks, dashes and spaces may look different: that is reported and
    passes, as does a sentence that goes on.  Omissions ([…]) must be bridged in order
    inside one article.  Somebody named beside the words must be who says them there.
    """
    sources = [_source(article) for article in articles]
    return tuple(_verdict(claim, sources) for claim in claims(text))


def _source(article: Article) -> _Source:
    text = article.source_text
    seen, places = view(text)
    return _Source(article, text, seen, places)


def _verdict(claim: Claim, sources: Sequence[_Source]) -> Verdict:
    found = [one for source in sources for one in _standing(claim, source)]
    # The best place first: said by the person named, then said by anybody, then told.
    found.sort(key=lambda one: (not one.true, one.narration))
    return found[0] if found else _nearest(claim, sources)


def _standing(claim: Claim, source: _Source) -> Iterator[Verdict]:
    """Yield a verdict for each place where the words stand in a source."""
    spoken: list[Verdict] = []
    for words in dict.fromkeys((claim.text, claim.text.rstrip(_ENDING))):
        for pieces in _everywhere(words, source):
            found = _at(claim, words, pieces[0][0], pieces[-1][1], source)
            if len(pieces) > 1 and _stitched(pieces, source.quotes):
                there = source.text[found.start : found.end]
                found = replace(found, status="differs", differs=("speakers",), nearest=there, narration=False)
            spoken.append(found)
        if spoken:
            break
    yield from spoken or _joined_pieces(claim, source)


def _at(claim: Claim, words: str, start: int, end: int, source: _Source) -> Verdict:
    there = source.text[start:end]
    omits = _OMITTED.search(words) is not None
    exact = _pieces_in(words, there) if omits else words == there
    kinds = () if exact else differences(words, there)
    last = start + len(there.rstrip(_ENDING))  # the tag's comma is no part of a quote
    quote = next((q for q in source.quotes if q.start <= start and last <= q.end), None)
    made = Verdict(
        text=claim.text,
        line=claim.line,
        status="verbatim" if exact else "typographic",
        article=source.article.id,
        start=start,
        end=end,
        differs=kinds,
        goes_on=_rest(source, start, end),
    )
    return _given_to(claim, made, quote)


def _joined_pieces(claim: Claim, source: _Source) -> Iterator[Verdict]:
    """Yield the verdict for words that a tag parts in the source: “We go,” said Holm, “at nine.”"""
    seen = view(claim.text)[0]
    for quote in source.quotes:
        if view(quote.text)[0] == seen:
            exact = quote.text == claim.text
            made = Verdict(
                text=claim.text,
                line=claim.line,
                status="verbatim" if exact else "typographic",
                article=source.article.id,
                start=quote.start,
                end=quote.end,
                differs=() if exact else differences(claim.text, quote.text),
            )
            yield _given_to(claim, made, quote)


def _given_to(claim: Claim, made: Verdict, quote: Quote | None) -> Verdict:
    """Return the verdict with who says the words in the source, held against who is named for them."""
    by = (quote.full_name or quote.speaker) if quote else ""
    made = replace(made, claimed=claim.speaker, said_by=by, narration=quote is None)
    wrong = bool(claim.speaker) and (quote is None or bool(by and not same_person(claim.speaker, by)))
    return replace(made, status="speaker") if wrong else made


def same_person(one: str, two: str) -> bool:
    """Say whether two names may be one person's: "Holm", "Mayor Anna Holm"; not "Anna Holm", "Erik Holm"."""
    a, b = (set(_WORDS.findall(name.casefold())) for name in (one, two))
    return bool(a and b) and (a <= b or b <= a or (len(a & b) > 1 and max(one.split()) == max(two.split())))


def _rest(source: _Source, start: int, end: int) -> str:
    """Return how the sentence of a span goes on after it, '' where the words are whole."""
    if ended(source.text[start:end]):
        return ""
    _, stop = sentence_around(source.text, start, end, source.article.language)
    # Inside a quote only what the same stretch of it goes on with: after it the reporter speaks.
    said = next((last for q in source.quotes for first, last in q.pieces if first <= start < last), stop)
    stop = min(stop, said)
    rest = source.text[end:stop].strip().rstrip(",")
    return rest if _WORDS.search(rest) else ""


def _everywhere(words: str, source: _Source) -> Iterator[list[tuple[int, int]]]:
    """Yield the places of *words* in a source: for each the spans of the pieces between omissions, in order."""
    at = 0
    for _ in range(_PLACES):
        spans, at = _find(words, source, at)
        if not spans:
            return
        yield spans


def _find(words: str, source: _Source, at: int) -> tuple[list[tuple[int, int]], int]:
    """Return the spans of the pieces of *words* from a place of the view on, and where to look on."""
    spans: list[tuple[int, int]] = []
    following = at
    for piece in filter(None, (view(piece)[0].strip() for piece in _OMITTED.split(words))):
        at = _whole(source.seen, piece, at)
        if at < 0:
            return [], -1
        if not spans:
            following = at + 1
        spans.append((source.places[at], source.places[at + len(piece) - 1] + 1))
        at += len(piece)
    return spans, following


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


def _nearest(claim: Claim, sources: Sequence[_Source]) -> Verdict:
    """Return the verdict with the stretch of sentences most like the words, if one is like them at all."""
    given = claim.text.split()
    best: tuple[float, str, int, int, str] = (NEAR, "", -1, -1, "")
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2([word.casefold() for word in given])
    for name, start, end, there in _candidates(claim.text, sources):
        matcher.set_seq1([word.casefold() for word in there.split()])
        if matcher.real_quick_ratio() > best[0] and matcher.ratio() > best[0]:
            best = (matcher.ratio(), name, start, end, there)
    _, name, start, end, there = best
    there, start = _without_ends(claim.text, there, start)
    end = start + len(there) if there else end
    same = bool(there) and view(there)[0].casefold() == view(claim.text)[0].casefold()
    return Verdict(
        text=claim.text,
        line=claim.line,
        status="differs",
        article=name,
        start=start,
        end=end,
        nearest=there,
        claimed=claim.speaker,
        differs=("case",) if same else (),
        changes=changes(claim.text, there) if there else (),
    )


def _without_ends(words: str, there: str, start: int) -> tuple[str, int]:
    """Return a stretch without the marks and the stop at its ends that the words have none of, and its new start."""
    if words[:1].isalnum():
        bare = there.lstrip(_MARKS)
        there, start = bare, start + len(there) - len(bare)
    return (there.rstrip(_MARKS + _ENDING) if words[-1:].isalnum() else there), start


def _candidates(words: str, sources: Sequence[_Source]) -> list[tuple[str, int, int, str]]:
    """Return the pieces of quotes and runs of sentences that share most words with *words*."""
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
    return [row[1:] for row in ranked[:_CLOSEST]]


def changes(given: str, there: str) -> tuple[tuple[str, str], ...]:
    """Return the words that differ, in order: those given, and those that stand there instead."""
    one, two = given.split(), there.split()
    steps = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    return tuple((" ".join(one[a:b]), " ".join(two[c:d])) for kind, a, b, c, d in steps if kind != "equal")
