"""Direct speech in running text: what is a quote, its pieces, and who says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from digest.quotes.frame import Frame
from digest.quotes.lines import attribution_line, introduced, script
from digest.quotes.marks import Marked, Span, marked
from digest.quotes.people import People
from digest.quotes.speakers import before, behind, closing
from digest.quotes.speech import Speech
from digest.quotes.subjects import NOTHING, Said, main_subject
from digest.quotes.wide import wide_said
from digest.text.sentences import sentence_around


class Direct(NamedTuple):
    """One quote in a text: its pieces without marks, its speaker and verb, '' when unknown.

    `full_name` is the longer name that the text gave before, '' when the speaker
    is already that.
    """

    pieces: tuple[Span, ...]
    speaker: str = ""
    full_name: str = ""
    verb: str = ""


class _Look(NamedTuple):
    """What a mark looks like from outside: its sentence, paragraph, and who seems to speak."""

    mark: Marked
    said: Said
    start: int
    end: int
    paragraph: int
    utterance: bool
    words: int


_STOP = re.compile(r"[.!?…‽。！？–—]$|\.[)\]]$")
_CONNECT = frozenset("of the and a an in to for on with at by from or de la le der die das und et y & vs".split())
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
SHORT = 3  # words; shorter phrases need somebody who says them
BACK = 4  # sentences that are gone back through reported speech for its speaker
FRAGMENT = 5  # words; a longer phrase is no scare quote and no title


def direct_speech(text: str, speech: Speech) -> Iterator[Direct]:
    """Yield the direct speech of *text* in order; spans count code points into it.

    Titles, scare quotes and single words are no quotes, and an opening mark that
    is never closed gives none.
    """
    marks = marked(text)
    if marks:
        yield from _Scene(text, marks, speech).quotes()


class _Scene:
    """One text while it is read from front to back: who spoke last, and where."""

    def __init__(self, text: str, marks: list[Marked], speech: Speech) -> None:
        self.text = text
        self.speech = speech
        self.framed = Frame(text, marks, speech)
        self.frame = self.framed.text
        self.people = People(self.frame, speech)
        self.looks = [self._look(mark) for mark in marks]
        self.speaker = ""
        self.spoke = -1

    def quotes(self) -> Iterator[Direct]:
        at = 0
        while at < len(self.looks):
            look = self.looks[at]
            said = self._tied(at) if not look.said.how else look.said
            if not self._is_quote(look, said):
                at += 1
                continue
            pieces = look.mark.pieces
            at += 1
            while at < len(self.looks) and self._splits(self.looks[at - 1].mark, self.looks[at].mark):
                pieces += self.looks[at].mark.pieces
                at += 1
            yield self._spoken(look, said, pieces)

    def _spoken(self, look: _Look, said: Said, pieces: tuple[Span, ...]) -> Direct:
        speaker = said.speaker
        if said.pronoun:
            speaker = self._resolve(said.pronoun, said.at, look)
        elif not speaker and not said.verb and (look.utterance or self._is_reported(look)):
            speaker = self._inherit(look)
        if speaker:
            self.speaker = speaker
            self.people.meet(speaker)
            self.spoke = pieces[-1][1]
        elif said.how:
            self.speaker = ""
        full = self.people.full_name(speaker, look.mark.start) if speaker else ""
        return Direct(pieces, speaker, full, said.verb)

    def _look(self, mark: Marked) -> _Look:
        frame, framed = self.frame, self.framed
        start, end = sentence_around(frame, mark.start, mark.end)
        inner = self.text[mark.pieces[-1][0] : mark.pieces[-1][1]]
        paragraph = frame.rfind("\n", 0, mark.start) + 1
        bare = inner.rstrip("\"'”’»›」』)]") or inner
        said = self._attributed(mark, start, max(end, mark.end), bare[-1])
        if not said.how:
            said = script(self.text, framed, paragraph, mark.start)
        if not said.how:
            said = attribution_line(self.text, framed, mark.end)
        words = sum(_count(self.text[a:b]) for a, b in mark.pieces)
        # The stop may stand behind the mark (German, Spanish, British habit).
        outside = frame[mark.end : mark.end + 1]
        utterance = bool(_STOP.search(bare)) or bare[-1] in ",，" or outside == ","
        utterance = utterance or (outside in {".", "。"} and inner[0].isupper())
        return _Look(mark, said, start, end, paragraph, utterance, words)

    def _attributed(self, mark: Marked, start: int, end: int, last: str) -> Said:
        """Return what the sentence says about who speaks."""
        framed = self.framed
        if self.speech.order == "wide":
            return wide_said(framed, start, mark.start, mark.end, end)
        said = behind(framed, mark.end, end, last)
        if not said.how:
            said = before(framed, start, mark.start)
        if not said.speaker and not said.pronoun and self.speech.order == "second":
            round_it = closing(framed, start, mark.start, mark.end, end)
            said = round_it if round_it.how else said
        return said

    def _tied(self, at: int) -> Said:
        """Return what is said of another quote of the same sentence: “a” and “b,” Holm said."""
        look = self.looks[at]
        for other in (*self.looks[at + 1 : at + 4], *self.looks[max(0, at - 2) : at]):
            if other.start == look.start and other.said.how and not other.said.loose:
                return other.said._replace(loose=True)
        if look.paragraph == look.mark.start or not self.frame[look.paragraph : look.mark.start].strip():
            return introduced(self.framed, look.paragraph)
        return NOTHING

    def _is_quote(self, look: _Look, said: Said) -> bool:
        whole = self.text[look.mark.pieces[0][0] : look.mark.pieces[-1][1]]
        lead = self.frame[look.start : look.mark.start].rstrip()
        direct = said.how in {"tag", "line", "script"} or lead[-1:] in {":", "："}
        if not direct and (_is_title(whole) or self._is_label(lead)):
            return False
        if said.how:
            return look.words > 1 or (look.utterance and (direct or lead.endswith(",") or lead.endswith(said.verb)))
        if look.utterance and not whole.endswith(","):
            goes_on = self.speaker and self.spoke >= look.paragraph and whole[0].isupper()
            return look.words > (1 if goes_on else SHORT)
        # A clause in marks is somebody's words although nobody is named beside it.
        return look.words > (1 if whole[0].islower() and self._is_reported(look) else FRAGMENT)

    def _is_reported(self, look: _Look) -> bool:
        """Say whether the sentence is in the mood of reported speech (sei, habe)."""
        return self._in_mood(look.start, look.end)

    def _in_mood(self, start: int, end: int) -> bool:
        reported = self.speech.words.get("reported")
        if not reported:
            return False
        around = self.frame[start:end].lower().replace(",", " ").replace(".", " ").split()
        return any(word in reported for word in around)

    def _is_label(self, lead: str) -> bool:
        """Say whether what stands before calls it a name: so-called, titled, the film."""
        last = lead.rsplit(None, 1)[-1].lower() if lead else ""
        return self.speech.has("not_quotes", last)

    def _splits(self, one: Marked, two: Marked) -> bool:
        """Say whether only a speech tag stands between two halves: “…,” she said, “…”."""
        gap = self.frame[one.end : two.start]
        if len(gap) > 160 or "\n" in gap or not gap.rstrip().endswith((",", "—", "–", ":", "，", "：")):
            return False
        return len(self.framed.verbs(one.end, two.start)) == 1 and not self._turns(gap)

    def _turns(self, gap: str) -> bool:
        """Say whether a new clause with its own speech begins in the gap: "and", "while"."""
        words = gap.lower().replace(",", " ").split()
        return any(self.speech.has("conjunctions", word) for word in words[:-1])

    def _inherit(self, look: _Look) -> str:
        """Return who goes on speaking: a quote of its own sentence behind another, or behind "Holm said …"."""
        between = self.frame[self.spoke : look.mark.start] if self.spoke >= 0 else ""
        same = self.spoke >= look.paragraph
        if same and self.speaker:
            return self.speaker
        if self.frame[look.paragraph : look.mark.start].strip():
            return self._reported(look, look.paragraph, look.start)
        if self.speaker and between.count("\n") <= 2 and len(between) < 200:
            return self.speaker
        previous = self.frame.rfind("\n", 0, max(0, look.paragraph - 2)) + 1
        return self._reported(look, previous, look.paragraph)

    def _reported(self, look: _Look, floor: int, end: int) -> str:
        """Return the subject of the sentence before, when it reports what somebody said.

        A sentence in the mood of reported speech goes on with the one before it.
        """
        for _ in range(BACK):
            while end > floor and self.frame[end - 1].isspace():
                end -= 1
            if end - floor < SHORT + 1:
                return ""
            start, stop = sentence_around(self.frame, end - 1, end)
            start = max(start, floor)
            said = before(self.framed, start, stop)
            if said.how and not said.loose:
                return self._resolve(said.pronoun, said.at, look) if said.pronoun else said.speaker
            if not self._in_mood(start, stop):
                return ""
            end = start
        return ""

    def _resolve(self, pronoun: str, at: int, look: _Look) -> str:
        """Return the person a pronoun means where only one can be meant, else ''."""
        kind = self.speech.pronouns.get(pronoun, "")
        if kind not in {"m", "f"}:
            return ""
        floor = self.frame.rfind("\n", 0, max(0, look.paragraph - 2)) + 1
        near = self.people.near(at, floor)
        fits = {key: p for key, p in near.items() if self.people.kind(p.name) in {"", kind}}
        recent = self.speaker if self.spoke >= floor and self.people.kind(self.speaker) in {"", kind} else ""
        chosen = ""
        if len(fits) == 1:
            chosen = next(iter(fits.values())).name
        elif recent and (not fits or self.spoke >= look.paragraph):
            chosen = recent
        elif not fits and self.speech.capital_nouns:
            chosen = self._subject_before(look, floor)
        if chosen:
            self.people.learn(chosen, kind)
        return chosen


    def _subject_before(self, look: _Look, floor: int) -> str:
        """Return who the sentence before is about, where capitals do not tell names from nouns."""
        end = look.start
        while end > floor and self.frame[end - 1].isspace():
            end -= 1
        if end - floor < SHORT + 1:
            return ""
        start, stop = sentence_around(self.frame, end - 1, end)
        said = before(self.framed, max(start, floor), stop)
        if not said.how:
            said = main_subject(self.framed, max(start, floor), stop, "")
        return said.speaker


def _count(text: str) -> int:
    """Count words; scripts without spaces have about one for two characters."""
    wide = len(_WIDE.findall(text))
    return len(text.split()) + wide // 2 if wide else len(text.split())


def _is_title(text: str) -> bool:
    """Say whether the words are written like a title: "Blue Days Ahead"."""
    words = text.rstrip(",.").split()
    if not 2 <= len(words) <= 9 or text[-1] in "!?…":
        return False
    heavy = [w for w in words if w.lower() not in _CONNECT]
    named = bool(heavy) and all(w[0].isupper() or w[0].isdigit() or not w[0].isalpha() for w in heavy)
    return named and words[0][0].isupper()
