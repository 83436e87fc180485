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
NEAR = 24  # characters that words before a verb may stand away from it
# Words that Markdown or HTML sets: a link, bold, an element; never marked words, which keep their place.
_PLAIN = rf"[^\[\]*<>\n\"“”„«»{BLANK}]{{1,120}}"
_SET = re.compile(
    rf"\[(?:\*\*)?(?P<link>{_PLAIN})(?:\*\*)?\]\([^()\s]{{0,400}}\)|\*\*(?P<bold>{_PLAIN})\*\*|"
    rf"<(?P<tag>a|b|strong|em|i|cite)(?: [^<>\n]{{0,400}})?>(?P<words>{_PLAIN})</(?P=tag)>"
)
_WORD = re.compile(r"[^\W\d_][\w'’\u0300-\u036f-]*")


class Verb(NamedTuple):
    """A speech verb in the masked text: as written, its span, and the words right before it in lower case.

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
        self.text = unset(blanked(text, marks)).replace("،", ",").replace("؛", ";")
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
        """Return the speech verbs of a stretch of one line."""
        found = list(_WORD.finditer(self.text, start, end))
        known, heads, elides = self.speech.anyverb, self.speech.phrase_heads, self.speech.elides
        out: list[Verb] = []
        taken = -1
        # Most words are none of it: this loop looks each one up once, and no more.
        for i, match in enumerate(found):
            low = match[0].lower()
            if low not in known and low not in heads and "-" not in low and not elides:
                continue
            if i == taken:
                continue
            if low in known:
                verb = Verb(match[0], *match.span(), _before(found, i))
            elif composed := self._composed(found, i):
                verb, taken = composed
            else:
                continue
            if not self._is_noun(verb, end, first=i == 0):
                out.append(verb)
        return out

    def _composed(self, found: list[re.Match[str]], i: int) -> tuple[Verb, int] | None:
        """Return a verb that is a part of word *i* or goes on after it, and the number of its last word.

        "l’assure", "made clear", "affirme-t-elle", "a-t-elle dit".
        """
        speech, word = self.speech, found[i][0]
        (at, stop), low = found[i].span(), word.lower()
        if speech.elides and low[1:2] in {"’", "'"} and low[2:] in speech.anyverb:
            return Verb(word[2:], at, stop, _before(found, i)), i
        following = found[i + 1] if i + 1 < len(found) else None
        if following and f"{low} {following[0].lower()}" in speech.phrases:
            return Verb(self.text[at : following.end()], at, following.end(), _before(found, i)), i + 1
        clitic = speech.clitic(low) if "-" in low else ""
        if clitic and following and following[0].lower() in speech.anyverb:
            return Verb(following[0], at, stop, _before(found, i), clitic), i + 1
        return (Verb(word.partition("-")[0], at, stop, _before(found, i), clitic), i) if clitic else None

    def _is_noun(self, verb: Verb, end: int, *, first: bool) -> bool:
        """Say whether a word that can be a verb is a noun here: "the report", "United States"."""
        speech, low = self.speech, verb.low
        if self._is_named(verb, first=first) or self._is_determined(verb):
            return True
        if speech.order == "second" and self._is_inflected(verb):
            return True
        if speech.has("light_nouns", low) and self._is_light(verb):
            return True
        if low in speech.split_verbs:
            return not speech.split_off.match(self.text, verb.end, end)
        if speech.has("cites", low):
            return not self._cites(verb, end)
        return low in speech.nouns and not speech.after_verb.match(self.text, verb.end, end)

    def _is_light(self, verb: Verb) -> bool:
        """Say whether what may be a verb is a part of another: "dan cuenta de", "cuentan con"."""
        behind = self.text[verb.end : verb.end + NEAR].split(None, 1)[:1]
        before = bool(verb.before) and self.speech.has("light_verbs", verb.before[-1])
        return before or (bool(behind) and self.speech.has("light_with", behind[0]))

    def _is_named(self, verb: Verb, *, first: bool) -> bool:
        """Say whether a word has a capital that no sentence gives it: "United States"."""
        at = verb.start
        inside = not first and self.text[at - 1 : at] == " " and self.text[at - 2] not in '.!?:”"»“'
        return inside and verb.text[0].isupper()

    def _is_determined(self, verb: Verb) -> bool:
        """Say whether an article or an owner stands before a word: "the report", "Holm's claims"."""
        at = verb.start
        last = verb.before[-1] if verb.before else ""
        if not last or self.text[at - 1 - len(last) : at].lower() != f"{last} ":
            return False  # a mark stands between
        if last.endswith(("'s", "’s", "s'", "s’")) and last not in self.speech.pronouns:
            return True
        # "the mother of three replied,"
        tells = self.speech.ended(verb.text) and self.text[verb.end : verb.end + 1] in {",", ":"}
        return last in self.speech.determining and not tells

    def _is_inflected(self, verb: Verb) -> bool:
        """Say whether a word is no verb here, but belongs to a noun, or is the writer's own: "wie eben gesagt"."""
        speech, low = self.speech, verb.low
        if speech.has("ours", low):  # "meinen Freunden", but "„…“, meinen Leser"
            quoted = self.text[max(0, verb.start - 3) : verb.start].rstrip()[-1:] in '“”"«»,'
            return self.text[verb.end + 1 : verb.end + 2].isupper() and not quoted
        between = next((n for n, word in enumerate(reversed(verb.before)) if speech.has("as_said", word.title())), 0)
        own = between and all(speech.has("times", word) for word in verb.before[len(verb.before) - between :])
        return bool(own and low in speech.forms) or (low.endswith(speech.tense_endings) and self._is_attribute(verb))

    def _is_attribute(self, verb: Verb) -> bool:
        """Say whether a participle belongs to the noun behind it: "die am Montag formulierten Forderungen"."""
        if not self.text[verb.end + 1 : verb.end + 2].isupper():
            return False
        near = self.text[max(0, verb.start - NEAR * 2) : verb.start].lower().split()[-4:]
        return self.speech.opens_attribute(near)

    def turns(self, start: int, end: int) -> int:
        """Return where another's clause begins in a stretch, 0 for none: "…, während Berg von „…“ sprach"."""
        found = list(self.speech.contrast.finditer(self.text, start, end))
        return found[-1].end() if found else 0

    def _cites(self, verb: Verb, end: int) -> bool:
        """Say whether somebody cited follows: "the report quotes the engineer", but "two quotes of hers"."""
        following = self.text[verb.end + 1 : end].split(None, 1)[:1]
        if not following or following[0][0].isupper():
            return bool(following)
        kinds, low = ("fillers", "before_person"), following[0].lower()
        return low in self.speech.determining or any(self.speech.has(kind, low) for kind in kinds)


def _before(found: list[re.Match[str]], i: int) -> tuple[str, ...]:
    """Return the words right before word *i* in lower case, three at the most."""
    at = found[i].start()
    return tuple(match[0].lower() for match in found[max(0, i - 3) : i] if at - match.end() < NEAR)


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


def unset(text: str) -> str:
    """Return *text* without what sets words in it, all else in its place: "said **Holm**." → "said Holm    ."."""
    if "**" not in text and "](" not in text and "</" not in text:
        return text
    return _SET.sub(lambda found: (found["link"] or found["bold"] or found["words"]).ljust(len(found[0])), text)


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
