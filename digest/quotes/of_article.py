"""Every quote of an article: its takeaways, then the direct speech of its body.

A quote's span never holds its outer marks: for a quote of one piece,
``text == source[start:end]``.  A quote that a speech tag splits, or that runs
over several paragraphs, has a span for each piece; its text is the pieces joined
by one space, its `start` the first piece's, its `end` the last one's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from digest.articles import Article
from digest.quotes.attribution.callouts import quotations
from digest.quotes.attribution.credit_lines import credited
from digest.quotes.attribution.speakable import common
from digest.quotes.attribution.subjects import Attribution
from digest.quotes.direct_speech import Direct, direct_speech
from digest.quotes.find.marks import Span
from digest.quotes.find.markup import Block, marked_up
from digest.quotes.find.soundness import sound
from digest.quotes.grammar.speech import Speech, common_words, speech
from digest.quotes.proof.selectors import around
from digest.quotes.quote import Quote
from digest.quotes.select.strength import strength
from digest.quotes.takeaways import BodyQuotes
from digest.text.language import guess_language
from digest.text.languages import short

SAMPLE = 2000  # characters by which a script is told
FEW = 4  # words of a text by which a language can be told to be another
SURE = 40  # words by which a text is told to be in another language than it says
LEAST = 0.3  # share of words that are known where it is that language
_SMALL = re.compile(r"(?<![\w'’])[a-zß-öø-ÿ]\w*")
LATIN = "\u024f"  # the last letter of Latin's blocks


def find_quotes(article: Article) -> tuple[Quote, ...]:
    """Return all quotes of an article with proof and score: takeaways, then text order.

    A takeaway's remark becomes the quote's `note`, never its speaker: that comes
    from the same words in the body.  Where the source lets only marked quotes be
    taken, those are takeaways and block quotations.  Words that are no whole quote (a
    bracket open, somebody else's words between marks) are none: no one article may stop
    an edition.
    Cost: O(len(source text)).
    """
    if article.quoting == "none":
        return ()
    language = _language_of(article)
    maker = _Maker(article, article.source_text, article.sha256, Counter(), language)
    size = max(1, len(article.text))
    spoken = list(_spoken(article.text, speech(language)))
    told = BodyQuotes(article.text, [found for found, _ in spoken])
    quotes = [
        maker.quote(told.as_said((start, end), maker.text), source="takeaway", position=0.0, note=note)
        for start, end, note in _takeaways(article)
    ]
    for found, source in spoken:
        if article.quoting == "marked" and source == "text":
            continue
        quotes.append(maker.quote(found, source=source, position=found.pieces[0][0] / size))
    return tuple(quote for quote in quotes if sound(quote.text, language))


def _language_of(article: Article) -> str:
    """Return the language an article says it is in; what its text shows where that is surely another.

    Pages often carry the tag of their template.  Only a language whose small words are listed can be ruled out.
    """
    if not article.language:
        return _guessed(article.text)
    known, small = common(short(article.language)), _SMALL.findall(article.text[:SAMPLE])
    other = known and len(small) >= SURE and sum(word in known for word in small) < len(small) * LEAST
    return _guessed(article.text) if other else article.language


def _guessed(text: str) -> str:
    """Return the language of a text that does not say it; "und" where it is surely none that is read by default.

    That is so where its letters are not Latin, and where it has hardly a word of the
    language that is taken for granted.
    """
    letters = [char for char in text[:SAMPLE] if char.isalpha()]
    foreign = sum(char > LATIN for char in letters) * 2 > len(letters)
    known = common(speech("").tag)
    small = _SMALL.findall(text[:SAMPLE])
    strange = len(small) >= FEW and sum(word in known for word in small) < len(small) * LEAST
    return guess_language(text, common_words()) or ("und" if foreign or (known and strange) else "")


def _spoken(text: str, words: Speech) -> Iterator[tuple[Direct, str]]:
    """Yield direct speech and what markup shows as quotes, in text order with their source."""
    blocks = marked_up(text)
    if not blocks:
        yield from ((found, "text") for found in direct_speech(text, words))
        return
    apart = list(quotations(text, blocks, words))
    shown = [(_credited(block, said, words), block.kind) for block, said in apart if said is not None]
    said = [
        (found, "text") for found in direct_speech(text, words) if not _within(found, [block for block, _ in apart])
    ]
    yield from sorted([*shown, *said])


def _credited(block: Block, said: Attribution, words: Speech) -> Direct:
    speaker = credited(block.credit, words)
    return Direct(block.pieces, speaker) if speaker else Direct(block.pieces, said.speaker, verb=said.verb)


def _within(found: Direct, blocks: list[Block]) -> bool:
    start = found.pieces[0][0]
    at = bisect_right(blocks, start, key=lambda block: block.start) - 1
    return at >= 0 and start < blocks[at].end


class _Maker(NamedTuple):
    article: Article
    text: str
    sha256: str
    seen: Counter[str]
    language: str

    def quote(self, found: Direct, *, source: str, position: float, note: str = "") -> Quote:
        words = " ".join(self.text[start:end] for start, end in found.pieces)
        start, end = found.pieces[0][0], found.pieces[-1][1]
        prefix, suffix = around(self.text, start, end)
        score, reasons = strength(
            words, speaker=found.speaker, note=note, source=source, position=position, language=self.language
        )
        return Quote(
            id=self.name(words),
            article=self.article.id,
            text=words,
            pieces=found.pieces,
            start=start,
            end=end,
            prefix=prefix,
            suffix=suffix,
            sha256=self.sha256,
            source=source,
            note=note,
            speaker=found.speaker,
            full_name=found.full_name,
            verb=found.verb,
            score=score,
            reasons=reasons,
        )

    def name(self, words: str) -> str:
        """Return a stable id: the article's, a hash of the exact words, a number for repeats."""
        digest = sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        self.seen[digest] += 1
        ordinal = self.seen[digest]
        return f"{self.article.id}#{digest}" + (f"-{ordinal}" if ordinal > 1 else "")


def _takeaways(article: Article) -> list[tuple[int, int, str]]:
    spans: list[Span] = [(p.start, p.end) for p in article.parts() if p.name == "takeaway"]
    kept = [t for t in article.takeaways if t.text]
    return [(start, end, takeaway.note) for (start, end), takeaway in zip(spans, kept, strict=True)]
