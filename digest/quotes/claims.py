"""What a text claims that somebody said: the words between its marks, and the name beside them.

In a text with quotation marks only what stands between them is a claim; the rest is
the writer's own.  A text without marks claims every line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from digest.articles import Article
from digest.quotes.find.marks import marked
from digest.quotes.of_article import find_quotes
from digest.quotes.quote import Quote

_BULLET = re.compile(r"^(?:>\s*|[-*•·]\s+|\d{1,2}[.)]\s+)+")
_OUTER = "\"'“”„‟«»‘’‚‹›「」『』 \u00a0\u202f"
# What keeps directions apart, or a network from linking: no reader sees it and nobody said it.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u2066-\u2069\u202a-\u202e]")
# A backslash before a sign keeps a network from reading markup.
_ESCAPE = re.compile(r"\\(?=[^\w\s\\])")
# A line of addresses, tags and names of accounts, or a post's number in a thread: 1/2.
_TAG = re.compile(r"[#@]\w")
_OF_THREAD = re.compile(r"\W{0,3}\d{1,4} ?/ ?\d{1,4}\W{0,3}")
# An edition's number behind the paper's name, and what parts a title from more: ", No. 12: ".
_NUMBER = re.compile(r"[^\d\n:]{1,12}\d{1,6}[^\w\n:]{0,2}\w?(?:$|:\s+)")
# What a network sets as bold, slanted or linked: **words**, _words_, [words](address), <address|words>.
_STRESS = re.compile(r"(?<![\w*_~\\])(\*{1,3}|_{1,3}|~~)(?=[^\s*_~])([^*\n]{1,300}?)(?<=[^\s*_~\\])\1(?![\w*_~])")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\(\S{1,2000}?\)|<\S{1,20}?://[^|>\s]{0,2000}\|([^>\n]{1,300})>")
# A name on the line below the words, or after them: — Anna Holm, mayor; (Anna Holm).
_CREDIT = re.compile(r"[\s>]*(?:[—–―]|--)\s*([^\n,(|:]{2,60}?)\s*(?:[,(|\n]|https?:|$)")
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]+"
_IN_BRACKETS = re.compile(rf"[ \t]*\(({_CAPITAL}(?: [a-z]{{2,3}})?(?: {_CAPITAL}){{1,3}})(?:, [^()\n]{{1,40}})?\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedQuote:
    """Words that somebody is said to have said: `line` counts from 1, `marked` says that they stand between marks."""

    text: str
    line: int
    speaker: str = ""
    marked: bool = False


def claims(text: str, languages: Sequence[str] = (), papers: Sequence[str] = ()) -> tuple[ClaimedQuote, ...]:
    """Return what *text* claims to quote, in order.

    Who is named for the words is read in the language the text looks like, then in *languages* (tags).
    Without marks, lines of addresses, tags, a thread's numbers and an edition's title, the name
    of one of *papers* with its number, claim nothing.
    """
    plain = _INVISIBLE.sub("", normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    plain = _ESCAPE.sub("", _LINK.sub(r"\1\2", _STRESS.sub(r"\2", plain)))
    found = tuple(_marked(plain, languages))
    return found or tuple(_lines(plain, papers))


def _marked(text: str, languages: Sequence[str]) -> Iterator[ClaimedQuote]:
    tags = dict.fromkeys(("", *languages))
    read = [find_quotes(Article(id="claims", headline="claims", text=text, language=tag)) for tag in tags]
    for mark in marked(text):
        named = next(filter(None, (_speaker(text, mark.end, mark.start, quotes) for quotes in read)), "")
        for start, end in mark.pieces:
            # A comma before the mark is the tag's: “We go,” said Holm.
            words = text[start:end].strip().rstrip(",،、")
            if any(map(str.isalnum, words)):
                yield ClaimedQuote(text=words, line=text.count("\n", 0, start) + 1, speaker=named, marked=True)


def _speaker(text: str, end: int, start: int, quotes: tuple[Quote, ...]) -> str:
    credit = _CREDIT.match(text, end) or _IN_BRACKETS.match(text, end)
    if credit and any(char.isupper() for char in credit[1]):
        return credit[1].strip()
    quote = next((q for q in quotes if any(start <= a and b <= end for a, b in q.pieces)), None)
    if quote is None or not quote.speaker:
        return ""
    # Who is named in another line is named for the words there, and goes on here in nobody's claim.
    line = text[text.rfind("\n", 0, start) + 1 : (text + "\n").index("\n", end)]
    return (quote.full_name or quote.speaker) if quote.speaker.split()[-1] in line else ""


def _lines(text: str, papers: Sequence[str]) -> Iterator[ClaimedQuote]:
    for number, raw in enumerate(text.split("\n"), 1):
        line = _untitled(_BULLET.sub("", raw.strip()), papers)
        if any(map(str.isalnum, line)) and not _no_words(line):
            # Outer marks go only where both ends have one: "workers’" keeps its own.
            both = line[0] in _OUTER and line[-1] in _OUTER
            yield ClaimedQuote(text=line.strip(_OUTER) if both else line, line=number)


def _no_words(line: str) -> bool:
    """Say whether a line has only addresses and tags, or is a post's number in its thread."""
    plain = all("://" in token or _TAG.match(token) for token in line.split())
    return plain or _OF_THREAD.fullmatch(line) is not None


def _untitled(line: str, papers: Sequence[str]) -> str:
    """Return a line without the title of an edition, the paper's name alone or with its number, and what parts it."""
    rest = next((line[len(name) :] for name in papers if name and line.startswith(name)), None)
    if rest is None:
        return line
    number = _NUMBER.match(rest)
    return rest[number.end() :] if number else line if rest else ""
