"""The tag that French and Italian set inside the marks: « Nous sommes prêts, explique Anna Holm, et depuis longtemps. »

Their marks open and close with the quotation, not with the speaker's words: the
tag between two commas, or two dashes («Siamo pronti – dice Anna Holm – da tempo»), is
the reporter's.  It is cut out, and the words on both sides are the pieces.
"""

from __future__ import annotations

import re

from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.subjects import Attribution, right_of
from digest.quotes.find.marks import Span
from digest.quotes.grammar.speech import Speech

_END = re.compile(r"[,.!?]|(?<= )[–—](?= )")
_OPENS = re.compile(r",|(?<= )[–—](?= )")
# « …, reconnaît le maire, Paul Renard. »
_NAME = re.compile(r"\s*[^\W\d_a-zß-öø-ÿ][\w'’-]+(?: [^\W\d_][\w'’-]*)*? [^\W\d_a-zß-öø-ÿ][\w'’-]+\s*")
LONGEST = 160  # characters of a tag


def cut_tag(frame: MaskedText, piece: Span) -> tuple[tuple[Span, ...], Attribution] | None:
    """Return the pieces on both sides of a tag inside a piece, and what it says; None without one."""
    text = frame.source[piece[0] : piece[1]]
    inner = MaskedText(text, [], frame.speech)
    for verb in inner.verbs(0, len(text)):
        comma = max((mark.start() for mark in _OPENS.finditer(text, 0, verb.start)), default=-1)
        lead = text[comma + 1 : verb.start].split()
        if comma < 1 or len(lead) > 2 or any(word.lower() not in frame.speech.auxiliaries for word in lead):
            continue
        end = _tag_end(text, verb.end, frame.speech)
        if end is None or end.start() - comma > LONGEST:
            continue
        said = _said(inner, verb.end, end.start(), verb.clitic, verb.text)
        if said.how:
            first = (piece[0], piece[0] + (comma + 1 if text[comma] == "," else len(text[:comma].rstrip())))
            second = _trim(frame.source, piece[0] + end.end(), piece[1])
            return (first, second) if second[0] < second[1] else (first,), said
    return None


def _tag_end(text: str, at: int, speech: Speech) -> re.Match[str] | None:
    """Return the mark that ends the tag: past what only describes its subject ("Paul Renard, 82 ans,")."""
    end = _END.search(text, at)
    while end and end[0] == ",":
        following = _END.search(text, end.end())
        words = text[end.end() : following.start() if following else None].lower().split()
        first = words[1:2] if words and words[0] in speech.determining else words[:1]
        described = bool(first) and (
            first[0].isdigit() or speech.has("roles", first[0]) or speech.has("manner", first[0])
        )
        described = described or bool(following and _NAME.fullmatch(text, end.end(), following.start()))
        if not (described and following):
            return end
        end = following
    return end


def _said(inner: MaskedText, start: int, end: int, clitic: str, verb: str) -> Attribution:
    if clitic:
        return Attribution("", clitic, verb, "tag")
    return right_of(inner, start, end, verb, "tag")


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    return start, end
