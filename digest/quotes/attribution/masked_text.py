"""A text whose quotes are blanked out, with the speech verbs that stand in it.

Names inside a quote are never its speaker's, so every interior becomes U+0001 of
the same length: offsets stay those of the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from digest.quotes.find.marks import Marked
from digest.quotes.grammar.names import Word, words_of
from digest.quotes.grammar.speech import Speech

BLANK = "\x01"
_WORD = re.compile(r"[^\W\d_][\w'’\u0300-\u036f-]*")


class Verb(NamedTuple):
    """A speech verb in the frame: as written, its span, and the words right before it in lower case.

    `clitic` is the pronoun that hangs on it ("dit-il"), '' when none does.
    """

    text: str
    start: int
    end: int
    before: tuple[str, ...]
    clitic: str = ""

    @property
    def low(self) -> str:
        """The verb in lower case."""
        return self.text.lower()


class MaskedText:
    """The blanked text and what was found in it; lines are searched once, when first asked for."""

    def __init__(self, text: str, marks: list[Marked], speech: Speech) -> None:
        self.source = text
        # Arabic commas read as ours: offsets stay.
        self.text = blanked(text, marks).replace("،", ",").replace("؛", ";")
        self.speech = speech
        self._verbs: dict[int, list[Verb]] = {}
        self._words: dict[int, tuple[int, list[Word]]] = {}

    def verbs(self, start: int, end: int) -> list[Verb]:
        """Return the speech verbs between two places of one line, in order."""
        line = self.text.rfind("\n", 0, start) + 1
        # A line without an end in sight is cut, or every quote in it would search it whole.
        block = line + (start - line) // 4000 * 4000
        found = self._verbs.get(block)
        if found is None:
            stop = self.text.find("\n", start)
            stop = len(self.text) if stop < 0 else stop
            found = self._verbs[block] = self._search(block, min(stop, block + 8000))
        return [verb for verb in found if verb.start >= start and verb.end <= end]

    def words(self, start: int, end: int) -> list[Word]:
        """Return the words and marks between two places, asides in brackets left out."""
        known = self._words.get(start)
        if known is None or known[0] < end:
            known = self._words[start] = (end, words_in(self.text, start, end, self.speech))
            return known[1].copy()
        return [word for word in known[1] if word.end <= end]

    def following(self, start: int, end: int) -> str:
        """Return the first word between two places in lower case, with its marks; '' for none."""
        return next(iter(self.text[start:end].split(None, 1)), "").lower()

    def _search(self, start: int, end: int) -> list[Verb]:
        found = list(_WORD.finditer(self.text, start, end))
        known, speech = self.speech.anyverb, self.speech
        heads, elides = speech.phrase_heads, speech.elides
        out: list[Verb] = []
        taken = -1
        # Most words are none of it: this loop looks each one up once, and no more.
        for i, match in enumerate(found):
            word = match[0]
            low = word.lower()
            if low not in known and low not in heads and "-" not in low and not elides:
                continue
            if i == taken:
                continue
            at, stop = match.span()
            clitic = ""
            if elides and low[1:2] in {"’", "'"} and low[2:] in known and low not in known:
                low, word = low[2:], word[2:]  # "l’assure"
            if low not in known:
                following = found[i + 1][0].lower() if i + 1 < len(found) else ""
                if f"{low} {following}" in speech.phrases:
                    stop, taken = found[i + 1].end(), i + 1
                    word = self.text[at:stop]
                elif "-" in low and (clitic := speech.clitic(low)):
                    word = word.partition("-")[0]
                    if following in known:
                        word, taken = found[i + 1][0], i + 1
                else:
                    continue
            earlier = tuple(m[0].lower() for m in found[max(0, i - 3) : i] if at - m.end() < 24)
            if not self._is_noun(word, at, stop, end, earlier, i == 0):
                out.append(Verb(word, at, stop, earlier, clitic))
        return out

    def _is_noun(self, word: str, at: int, stop: int, end: int, earlier: tuple[str, ...], first: bool) -> bool:
        """Say whether a word that can be a verb is a noun here: "the report", "United States"."""
        speech = self.speech
        if word[0].isupper() and not first and self.text[at - 1 : at] == " " and self.text[at - 2] not in '.!?:”"»“':
            return True
        if earlier and self.text[at - 1 : at] == " " and self.text[at - 2 : at - 1] not in {",", ";", ":"}:
            last = earlier[-1]
            owner = last.endswith(("'s", "’s", "s'", "s’")) and last not in speech.pronouns
            tells = speech.ended(word) and self.text[stop : stop + 1] in {",", ":"}  # "the mother of three replied,"
            if owner or (last in speech.determining and not tells):
                return True
        if word.lower() in speech.split_verbs:
            return not speech.split_off.match(self.text, stop, end)
        low = word.lower()
        if speech.has("cites", low):  # "the report quotes the engineer", but "two quotes of hers"
            following = self.text[stop + 1 : end].split(None, 1)[:1]
            return not following or not (following[0][0].isupper() or following[0].lower() in speech.determining)
        return low in speech.nouns and not speech.after_verb.match(self.text, stop, end)


def blanked(text: str, marks: list[Marked]) -> str:
    """Return *text* with the interiors of all marked words blanked out, offsets unchanged."""
    out: list[str] = []
    last = 0
    for mark in marks:
        start, end = mark.pieces[0][0], mark.pieces[-1][1]
        # A full stop stays: the reporter's sentence ends with the quote's.
        at = end - (text[end - 1] == "." and end - start > 1)
        out += [text[last:start], BLANK * (at - start)]
        last = at
    return "".join(out) + text[last:]


def words_in(text: str, start: int, end: int, speech: Speech) -> list[Word]:
    """Return the words and marks of a stretch of *text*, with what a language hangs before words parted off."""
    words = words_of(text, start, end)
    return _parted(words, speech) if speech.elided else words


def _parted(words: list[Word], speech: Speech) -> list[Word]:
    """Return the words with what hangs before them as words of their own: "l’adjointe" → "l'", "adjointe"."""
    out: list[Word] = []
    for word in words:
        low = word.low.replace("’", "'")
        cut = next((len(e) for e in speech.elided if low.startswith(e)), 0)
        name = word.text[0] == "D" and word.text[cut:][:1].isupper()  # D’Angelo
        whole = name or low in speech.auxiliaries or low[cut:] in speech.auxiliaries  # "d’ailleurs", "l’a"
        if cut and not whole and cut < len(low):
            # An article keeps its capital: "— L’association" heads a line as "— The" does.
            head = word.text[0] + low[1:cut] if speech.has("articles", low[:cut]) else low[:cut]
            out.append(Word(head, word.start, word.start + cut, low[:cut]))
            word = Word(word.text[cut:], word.start + cut, word.end, word.low[cut:])
        out.append(word)
    return out
