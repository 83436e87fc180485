"""Is this what they really said?  Any text against the sources, with the nearest true wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from digest.articles import Article
from digest.quotes.claims import ClaimedQuote, claims
from digest.quotes.of_article import find_quotes
from digest.quotes.proof.likeness import most_like
from digest.quotes.proof.typography import belongs, differences, view
from digest.quotes.quote import Quote
from digest.text.sentences import ends_as_sentence, sentence_around, sentences

_MARKS = "\"'“”„‟«»‘’‚「」『』 "
_OMITTED = re.compile(r"\s*[\[(](?:…|\.\.\.)[\])]\s*")
# The same without brackets, where the words do not stand with it.
_BARE = re.compile(r"\s{0,4}(?:…|\.{3})\s{0,4}")
_WORDS = re.compile(r"\w+")
_ENDING = ".,;:!?…。，、！？ "
# Sentences compared in full for the nearest wording: those that share most words.
_CLOSEST = 40
# Below this likeness of words nothing is called near.
NEAR = 0.6
_TAG = 120  # characters of a tag between two quotes of one speaker
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
    def small(self) -> str:
        """The view in small letters, as long as the view itself."""
        return _small(self.seen)

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        return find_quotes(self.article)

    @cached_property
    def runs(self) -> list[tuple[tuple[Quote, ...], list[tuple[str, str]]]]:
        """The quotes by which a tag may be left out, each with how its words read without one, and their view."""
        ways = (" ", ". ", ", ")
        told = (
            (run, [way.join(q.text for q in run) for way in ways[: 1 if len(run) == 1 else None]])
            for run in _runs(self)
        )
        return [(run, [(text, _level(view(text)[0])) for text in texts]) for run, texts in told]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return list(sentences(self.text, self.article.language))


def verify(text: str, articles: Sequence[Article], papers: Sequence[str] = ()) -> tuple[Verdict, ...]:
    """Check what *text* claims to quote against the articles' source texts (see `claims`, also for *papers*).

    Quote marks, dashes and spaces may look different: that is reported and
    passes, as does a sentence that goes on.  Omissions ([…]) must be bridged in order
    inside one article.  Somebody named beside the words must be who says them there.
    """
    sources = [_source(article) for article in articles]
    languages = sorted({article.language for article in articles})
    return tuple(one for claim in claims(text, languages, papers) for one in _verdicts(claim, sources))


def _verdicts(claim: ClaimedQuote, sources: Sequence[_Source]) -> list[Verdict]:
    """Return one verdict; of a line whose sentences stand apart from one another, one for each of them."""
    whole = _verdict(claim, sources)
    spans = [] if whole.true or claim.marked else list(sentences(claim.text))
    parts = [_verdict(replace(claim, text=claim.text[a:b]), sources) for a, b in spans] if len(spans) > 1 else []
    return parts if any(part.true for part in parts) else [whole]


def _source(article: Article) -> _Source:
    text = article.source_text
    seen, places = view(text)
    return _Source(article, text, _level(seen), places)


def _level(seen: str) -> str:
    """Return a view in which marks inside a quote look the same whether double or single."""
    return seen.replace('"', "'")


def _small(seen: str) -> str:
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in seen)


def _verdict(claim: ClaimedQuote, sources: Sequence[_Source]) -> Verdict:
    found = [one for source in sources for one in _standing(claim, source)]
    # Words that a page sets twice are whose the place says that names somebody.
    told = [one for one in found if one.said_by and one.status != "differs"]
    found = told if claim.speaker and told else found
    # The best place first: said by the person named, then said by anybody, then told.
    found.sort(key=lambda one: (not one.true, one.status == "differs", one.narration))
    return found[0] if found else _nearest(claim, sources)


def _standing(claim: ClaimedQuote, source: _Source) -> Iterator[Verdict]:
    """Yield a verdict for each place where the words stand in a source."""
    found = list(_as_written(claim, source)) or list(_joined_pieces(claim, source))
    yield from found or _but_for_case(claim, source)


def _wordings(text: str) -> Iterator[str]:
    """Yield the words as they may stand: as given, without the stop, with "…" for what was left out."""
    yield from dict.fromkeys((text, text.rstrip(_ENDING), _BARE.sub(" […] ", text).strip()))


def _as_written(claim: ClaimedQuote, source: _Source) -> Iterator[Verdict]:
    for words in _wordings(claim.text):
        found = [_at(claim, words, pieces, source) for pieces in _everywhere(words, source, source.seen)]
        if found:
            yield from found
            return


def _but_for_case(claim: ClaimedQuote, source: _Source) -> Iterator[Verdict]:
    """Yield the verdict for words that stand there with other capitals."""
    for words in _wordings(claim.text):
        for pieces in _everywhere(words, source, source.small):
            found = _at(claim, words, pieces, source)
            there = source.text[found.start : found.end]
            yield replace(
                found,
                status="differs",
                differs=("case",),
                nearest=there,
                changes=changes(claim.text, there),
                goes_on="",
            )
            return


def _at(claim: ClaimedQuote, words: str, pieces: Sequence[tuple[int, int]], source: _Source) -> Verdict:
    start, end = pieces[0][0], pieces[-1][1]
    there = source.text[start:end]
    omits = _OMITTED.search(words) is not None
    exact = _pieces_in(words, there) if omits else words == there
    kinds = () if exact else differences(words, there)
    said = [_holding(source, *piece) for piece in pieces]
    one = len({(quote.full_name or quote.speaker or quote.id) if quote else "" for quote in said}) == 1
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
    if not one:
        # An omission joins the words of two people, or of somebody and the reporter.
        return replace(made, status="differs", differs=("speakers",), nearest=there, claimed=claim.speaker)
    return _given_to(claim, made, said[0])


def _holding(source: _Source, start: int, end: int) -> Quote | None:
    """Return the quote in which a span stands; the tag's comma at its end is no part of one."""
    last = start + len(source.text[start:end].rstrip(_ENDING))
    return next((quote for quote in source.quotes if quote.start <= start and last <= quote.end), None)


def _joined_pieces(claim: ClaimedQuote, source: _Source) -> Iterator[Verdict]:
    """Yield the verdict for words that a tag parts in the source: “We go,” said Holm, “at nine.”"""
    seen = _level(view(claim.text)[0]).strip().rstrip(_ENDING)
    for run, told in source.runs if seen else ():
        words = next((text for text, shape in told if _whole(shape, seen, 0) >= 0), "")
        if words and (len(run) > 1 or len(run[0].pieces) > 1):
            exact = claim.text in words and len(run) == 1
            kinds = ("a tag between them",) if len(run) > 1 else differences(claim.text, words)
            made = Verdict(
                text=claim.text,
                line=claim.line,
                status="verbatim" if exact else "typographic",
                article=source.article.id,
                start=run[0].start,
                end=run[-1].end,
                differs=() if exact else kinds,
            )
            yield _given_to(claim, made, run[0])
            return


def _runs(source: _Source) -> Iterator[tuple[Quote, ...]]:
    """Yield each quote, and each two of one speaker that only a tag in the same paragraph parts."""
    yield from ((quote,) for quote in source.quotes)
    for one, two in pairwise(source.quotes):
        between = source.text[one.end : two.start] if one.end <= two.start else "\n"
        who = {quote.full_name or quote.speaker for quote in (one, two)}
        if len(who) == 1 and "" not in who and len(between) <= _TAG and "\n" not in between:
            yield one, two


def _given_to(claim: ClaimedQuote, made: Verdict, quote: Quote | None) -> Verdict:
    """Return the verdict with who says the words in the source, held against who is named for them."""
    by = (quote.full_name or quote.speaker) if quote else ""
    made = replace(made, claimed=claim.speaker, said_by=by, narration=quote is None)
    wrong = bool(claim.speaker) and (quote is None or bool(by and not same_person(claim.speaker, by)))
    return replace(made, status="speaker") if wrong else made


def same_person(one: str, two: str) -> bool:
    """Say whether two names may be one person's: "Holm", "Mayor Anna Holm"; not "Anna Holm", "Erik Holm"."""
    a, b = (set(_WORDS.findall(name.casefold())) for name in (one, two))
    return bool(a and b) and (a <= b or b <= a or (len(a & b) > 1 and _last_name(one) == _last_name(two)))


def _last_name(name: str) -> str:
    return name.casefold().split()[-1]


def _rest(source: _Source, start: int, end: int) -> str:
    """Return how the sentence of a span goes on after it, '' where the words are whole."""
    if ends_as_sentence(source.text[start:end]):
        return ""
    _, stop = sentence_around(source.text, start, end, source.article.language)
    # Inside a quote only what the same stretch of it goes on with: after it the reporter speaks.
    said = next((last for q in source.quotes for first, last in q.pieces if first <= start < last), stop)
    stop = min(stop, said)
    rest = source.text[end:stop].strip(_MARKS + ",;").rstrip()
    return rest if _WORDS.search(rest) else ""


def _everywhere(words: str, source: _Source, seen: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the places of *words* in a view of a source: for each the spans of the pieces between omissions, in order.

    *seen* is the source's view, or the one in small letters.
    """
    shape = _small if seen is source.small else str
    pieces = [shape(_level(view(piece)[0]).strip()) for piece in _OMITTED.split(words)]
    at = 0
    for _ in range(_PLACES):
        spans, at = _find(list(filter(None, pieces)), source, seen, at)
        if not spans:
            return
        yield spans


def _find(pieces: Sequence[str], source: _Source, seen: str, at: int) -> tuple[list[tuple[int, int]], int]:
    """Return the spans of *pieces* from a place of the view on, and where to look on."""
    spans: list[tuple[int, int]] = []
    following = at
    for piece in pieces:
        at = _whole(seen, piece, at)
        if at < 0:
            return [], -1
        if not spans:
            following = at + 1
        end = source.places[at + len(piece) - 1] + 1
        while end < len(source.text) and belongs(source.text[end]):
            end += 1
        spans.append((source.places[at], end))
        at += len(piece)
    return spans, following


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


def _nearest(claim: ClaimedQuote, sources: Sequence[_Source]) -> Verdict:
    """Return the verdict with the stretch of sentences most like the words, if one is like them at all."""
    best: tuple[float, str, int, int, str] = (NEAR, "", -1, -1, "")
    for name, start, _, text in _candidates(claim.text, sources):
        ratio, first, last = most_like(claim.text, text)
        if ratio > best[0]:
            best = (ratio, name, start + first, start + last, text[first:last])
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
            shared = len(wanted & known) / (len(wanted) or 1)
            if shared > 0:
                ranked.append((shared, source.article.id, start, end, there))
    ranked.sort(key=lambda r: (-r[0], len(r[4]), r[1], r[2]))
    return [row[1:] for row in ranked[:_CLOSEST]]


def changes(given: str, there: str) -> tuple[tuple[str, str], ...]:
    """Return the words that differ, in order: those given, and those that stand there instead."""
    one, two = given.split(), there.split()
    # The stop and the marks round a word are no difference, unless there is no other.
    bare = [[word.strip(_MARKS + _ENDING) or word for word in words] for words in (one, two)]
    for old, new in (bare, (one, two)):
        steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        found = tuple((" ".join(one[a:b]), " ".join(two[c:d])) for kind, a, b, c, d in steps if kind != "equal")
        if found:
            return found
    return ()
