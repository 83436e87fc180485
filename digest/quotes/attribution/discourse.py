"""Who goes on speaking, and whom a pronoun means: what the sentences before a quote tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.quotes.attribution.context import QuoteContext
from digest.quotes.attribution.lead_in import before
from digest.quotes.attribution.masked_text import BLANK, MaskedText, Verb
from digest.quotes.attribution.nonfinite import strong
from digest.quotes.attribution.passives import passive
from digest.quotes.attribution.people import People
from digest.quotes.attribution.roles import gender, is_of_several, is_role
from digest.quotes.attribution.small_words import opens_only
from digest.quotes.attribution.speakable import checked, common, is_known
from digest.quotes.attribution.subjects import Attribution, main_subject
from digest.quotes.find.marks import Span
from digest.text.sentences import CLOSING, ends_as_sentence, sentence_around

BACK = 4  # sentences that are gone back, at most
_LEAST = 4  # characters of a sentence
_LEADS = ":;,—–："  # what a line ends with that leads to the next
_NEXT = 6  # characters behind a subject in which "and" stands
_OWNED = re.compile(r"(?:['’]s|(?<=s)['’]) ")


class Discourse:
    """The memory of a text that is read from front to back: who spoke last, and where."""

    def __init__(self, frame: MaskedText) -> None:
        self.frame = frame
        self.people = People(frame.text, frame.speech)
        self.speaker = ""
        self.asked = False
        self.spoke = -1
        self._sentences: dict[int, Span] = {}

    def _sentence(self, at: int) -> Span:
        """Return the sentence that the character at *at* stands in; many ask for the same one."""
        if at not in self._sentences:
            self._sentences[at] = sentence_around(self.frame.text, at, at + 1)
        return self._sentences[at]

    def heard(self, speaker: str, at: int, verb: str) -> None:
        """Note who spoke up to *at*, '' when the text names nobody, and whether it was a question."""
        self.speaker, self.spoke = speaker, at
        self.asked = self.frame.speech.has("asks", verb.lower())
        if speaker:
            self.people.meet(speaker)

    def inherit(self, look: QuoteContext) -> str:
        """Return who goes on speaking: after another quote, or after "Holm said that …"."""
        text = self.frame.text
        if self.speaker and self.spoke >= look.paragraph:
            other = self._came_between(look)
            return self.speaker if other is None else other
        if text[look.paragraph : look.mark.start].strip():
            return self._reporter(look, look.paragraph, look.start)
        between = text[self.spoke : look.mark.start] if self.spoke >= 0 else ""
        if self.speaker and between.count("\n") <= 2 and len(between) < 200:
            # After a question the next paragraph is the answer, and somebody else's.
            return "" if text.startswith("\n", self.spoke + 1) and self._ends_asking() else self.speaker
        floor = self._floor(look)
        return "" if self._is_heading(floor, look.paragraph) else self._reporter(look, floor, look.paragraph)

    def _is_heading(self, start: int, end: int) -> bool:
        """Say whether a paragraph is a line without a stop: “Harbour Tool 1.0 released” reports nobody's words."""
        line = self.frame.text[start:end].strip().rstrip("*_")
        goes_on = line.rstrip(CLOSING)[-1:] in (*_LEADS, "")
        return not goes_on and "\n" not in line and not ends_as_sentence(line)

    def _ends_asking(self) -> bool:
        return self.frame.source[self.spoke - 1 : self.spoke] == "?"

    def _came_between(self, look: QuoteContext) -> str | None:
        """Return who a sentence between the last quote and this one is about, '' for nobody known, None for no other.

        Holm disagreed. “You should go”: it is Holm who goes on, if anybody.
        """
        if self.frame.speech.order == "second":
            return self._went_between(look)
        if self.frame.speech.order != "free":
            return None
        start, stop = self._sentence_before(look.start, self.tagged())
        if start == stop or BLANK in self.frame.text[start:stop]:
            return None
        subject = main_subject(self.frame, start, stop, "")
        if subject.pronoun:
            kind = self.frame.speech.pronouns.get(subject.pronoun, "")
            return None if kind in {"m", "f"} and self._fits(self.speaker, kind) else ""
        name = subject.speaker
        return None if not name or name.split()[-1] == self.speaker.split()[-1] else self._another(name)

    def _went_between(self, look: QuoteContext) -> str | None:
        """Return whom by name the sentence between is about, where nouns have capitals: "Georg Lund nickte. „…“"."""
        start, stop = self._sentence_before(look.start, self.tagged())
        if start == stop or BLANK in self.frame.text[start:stop]:
            return None
        if self.frame.verbs(start, stop):
            return self._told_between(start, stop)
        said = checked(self.frame, main_subject(self.frame, start, stop, ""))
        role = is_role(self.frame, said.speaker.split()[0]) if said.speaker else False
        full = said.speaker and (
            self.people.met(said.speaker.split()[-1]) or (role and " " in said.speaker) or self._is_full(said, start)
        )
        other = full and said.speaker.split()[-1] != self.speaker.split()[-1]
        return said.speaker if other and self._is_person(said) else None

    def _is_full(self, said: Attribution, start: int) -> bool:
        """Say whether two capitals that open a sentence without an article are a name, which the text has again."""
        first, *rest = said.speaker.split()
        alone = len(rest) == 1 and rest[0].istitle() and self.frame.text.startswith(said.speaker, start)
        return alone and not opens_only(first.lower(), self.frame.speech) and self.frame.text.count(rest[0]) > 1

    def _told_between(self, start: int, stop: int) -> str | None:
        """Return whom by full name the sentence between tells to have said something: "Georg Lund rügte, dass …"."""
        said = checked(self.frame, before(self.frame, start, stop))
        words = said.speaker.split()
        sure = said.how and not said.loose and len(words) > 1 and words[-1] != self.speaker.split()[-1]
        return said.speaker if sure and self._is_person(said) else None

    def _another(self, name: str) -> str | None:
        """Return a subject as who may speak: by name, '' for somebody of whom too little is known, None for a thing."""
        first, _, rest = name.partition(" ")
        if first.lower() in self.frame.speech.determining and rest:
            name = rest  # "Her deputy"
        somebody = self.people.somebody(name)
        if somebody and name[0].isupper():
            return name
        role = name.islower() and is_role(self.frame, name.split()[-1])
        return "" if role or somebody or self.people.maybe(name) or self.people.stranger(name) else None

    def resolve(self, pronoun: str, at: int, look: QuoteContext) -> str:
        """Return the person that the pronoun at *at* means where only one can be meant, else ''."""
        kind = self.frame.speech.pronouns.get(pronoun, "")
        if kind == "n":
            return self._body(at)
        if kind not in {"m", "f"}:
            return ""
        floor = self._floor(look)
        # After another quote only who was named since its sentence can be meant, or its speaker.
        told = self._who_told(at, kind) or self._who_reported(at, floor, kind)
        chosen = told if told and self._is_one_person(told) else self._last_named(at, max(floor, self.tagged()), kind)
        if chosen is None:
            chosen = self._went_on(look, at, floor, kind)
        if not chosen or not self._is_one_person(chosen):
            return ""
        self.people.learn(chosen, kind)
        return chosen

    def _went_on(self, look: QuoteContext, at: int, floor: int, kind: str) -> str:
        """Return the last speaker, or where capitals do not tell names whom the sentence before is about."""
        nouns = self.frame.speech.capital_nouns
        if nouns and (before_colon := self._before_colon(look, at, kind)):
            return before_colon
        if nouns and (since := self._since_spoken(look, floor, kind)):
            return since
        if self.spoke >= floor:
            return self.speaker if self._fits(self.speaker, kind) and self._human(self.speaker) else ""
        return self._subject_before(look, floor, kind) if nouns else ""

    def _before_colon(self, look: QuoteContext, at: int, kind: str) -> str:
        """Return who the words before a colon in the same sentence are about: "Holm zögert: Er habe „…“"."""
        colon = self.frame.text.rfind(": ", look.start, min(at, look.mark.start))
        if colon < 0 or BLANK in self.frame.text[look.start : colon]:
            return ""
        said = checked(self.frame, main_subject(self.frame, look.start, colon, ""))
        return said.speaker if self._can_be(said, kind) else ""

    def in_mood(self, start: int, end: int) -> bool:
        """Say whether a stretch is in the mood of reported speech (sei, habe)."""
        reported = self.frame.speech.words.get("reported")
        if not reported:
            return False
        words = self.frame.text[start:end].lower().replace(",", " ").replace(".", " ").split()
        return any(word in reported for word in words)

    def _fits(self, name: str, kind: str) -> bool:
        return self.people.kind(name) in {"", kind} and not self.people.thing(name)

    def _human(self, name: str) -> bool:
        """Say whether a speaker can be a person: by name or by role, where capitals tell."""
        speech = self.frame.speech
        words = name.split()
        known = name[:1].isupper() or any(w[0].isupper() for w in words)
        return known or speech.order != "free" or any(speech.has("roles", w) for w in words)

    def _is_one_person(self, name: str) -> bool:
        """Say whether a subject can be "he" or "she": not several, as "June boat numbers"."""
        last = name.rpartition(" ")[2]
        words = common(self.frame.speech.tag)
        several = last.endswith("s") and not last.endswith("ss") and (last.islower() or last.lower() in words)
        thing = (
            name.istitle()
            and " " not in name
            and last.lower() in words
            and not self.frame.speech.has("name_words", last.lower())
        )
        met = self.people.met(last) and bool(self.people.full_name(name, len(self.frame.text)))
        return self.frame.speech.order != "free" or met or not (several or thing)

    def _floor(self, look: QuoteContext) -> int:
        """Return where the paragraph before begins: further back nothing is looked for."""
        return self.frame.text.rfind("\n", 0, max(0, look.paragraph - 2)) + 1

    def tagged(self) -> int:
        """Return where the sentence of the last quote ends: its tag names the speaker's job and hearer too."""
        if self.spoke < 1 or not self.speaker:
            return self.spoke
        return max(self.spoke, self._sentence(self.spoke - 1)[1])

    def _body(self, at: int) -> str:
        """Return the organisation or document that a sentence is about: the council rejected what it called."""
        if self.frame.speech.order != "free":
            return ""
        start, _ = self._sentence(at)
        main = main_subject(self.frame, start, at, "")
        return main.speaker if main.at < at and self.people.thing(main.speaker) else ""

    def _who_told(self, at: int, kind: str) -> str:
        """Return who the sentence itself says has said something: Holm said the pier is lost, "…," she said."""
        start, _ = self._sentence(at)
        return next((name for name in self._tellers(start, at) if self._fits(name, kind)), "")

    def _tellers(self, start: int, stop: int) -> Iterator[str]:
        """Yield who a stretch says by name has said something, in order."""
        speech = self.frame.speech
        for verb in self.frame.verbs(start, stop) if speech.order == "free" else ():
            said = strong(self.frame, start, verb)
            tied = verb.low in speech.verbs and verb.before and speech.has("couples", verb.before[-1])
            if not said.how and tied and not passive(self.frame, verb):
                said = main_subject(self.frame, start, verb.start, "")  # Holm opened the pier and said
            if said.speaker[:1].isupper() and not self._asks_somebody(verb):
                yield said.speaker

    def _asks_somebody(self, verb: Verb) -> bool:
        """Say whether a verb asks somebody who is named, and who answers: "asked Holm", but "asked why"."""
        speech = self.frame.speech
        asked = self.frame.text[verb.end : verb.end + 2].strip() if speech.has("asks", verb.low) else ""
        return asked.isupper() or (bool(asked) and self.frame.following(verb.end, verb.end + 12) in speech.determining)

    def _who_reported(self, at: int, floor: int, kind: str) -> str:
        """Return who the sentence before says has said something: Holm said he knew. "…," he said."""
        here, _ = self._sentence(at)
        start, stop = self._sentence_before(here, floor)
        if self.frame.speech.capital_nouns or start == stop:
            return ""
        if start < self.spoke or BLANK in self.frame.text[start:stop]:
            # Whoever is named in the pronoun's own sentence comes first.
            return "" if self.people.near(here, at) else self._who_went_on(start, stop, kind)
        speech = self.frame.speech
        said = checked(self.frame, before(self.frame, start, stop))
        told = bool(said.how) and not said.loose and said.verb.lower() in speech.verbs
        # After a question the other one speaks; two people are no "he".
        if not told or speech.has("asks", said.verb.lower()) or not self._fits(said.speaker, kind):
            return ""
        several = any(speech.has("couples", word) for word in said.speaker.split())
        return said.speaker if said.speaker[:1].isupper() and not several else ""

    def _who_went_on(self, start: int, stop: int, kind: str) -> str:
        """Return the one who tells in a sentence with a quote, where that is theirs too: Holm said it was “lost”."""
        tellers = set(self._tellers(start, stop))
        name = tellers.pop() if len(tellers) == 1 else ""
        if not name or not self._fits(name, kind):
            return ""
        if start >= self.spoke:
            return name
        return self.speaker if name.split()[-1] == self.speaker.rpartition(" ")[2] else ""

    def _sentence_before(self, end: int, floor: int) -> tuple[int, int]:
        """Return the sentence that ends before *end*, an empty span when there is none."""
        text = self.frame.text
        while end > floor and text[end - 1].isspace():
            end -= 1
        if end - floor < _LEAST:
            return floor, floor
        start, stop = self._sentence(end - 1)
        return max(start, floor), stop

    def _reporter(self, look: QuoteContext, floor: int, end: int) -> str:
        """Return the subject of the sentence before, when it reports what somebody said.

        A sentence in the mood of reported speech goes on with the one before it.
        """
        for _ in range(BACK):
            start, stop = self._sentence_before(end, floor)
            if start == stop:
                return ""
            said = checked(self.frame, before(self.frame, start, stop))
            weak = said.verb.lower() in self.frame.speech.weak
            if said.speaker.islower() and (name := next(self._tellers(start, stop), "")):
                return name
            if said.how and (weak or not said.loose):
                return self.resolve(said.pronoun, said.at, look) if said.pronoun else said.speaker
            if not self.in_mood(start, stop):
                return next(self._tellers(start, stop), "")
            end = start
        return ""

    def _last_named(self, at: int, floor: int, kind: str) -> str | None:
        """Return the only person of the nearest sentence that names any: '' for several, None for none."""
        start, _ = self._sentence(at)
        start, stop = max(start, floor), at
        for _ in range(BACK):
            subject = main_subject(self.frame, start, stop, "")
            # "She watched Berg": who is named after the same pronoun is somebody else.
            same = self.frame.speech.pronouns.get(subject.pronoun, "") == kind and subject.at < at
            near = set() if same else {person.name for person in self.people.near(start, stop).values()}
            # "Holm's plan went further. She said": who owns what the sentence is about.
            name = _OWNED.split(subject.speaker)[0]
            if self.people.maybe(name) and not self.people.called(subject.at, name):
                near.add(name)
            elif not near and self.people.stranger(name):
                return ""
            fits = {name for name in self.people.distinct(near) if self._fits(name, kind)}
            if fits:
                return self._only_one(fits, subject, kind)
            start, stop = self._sentence_before(start, floor)
            if start == stop:
                break
        return None

    def _only_one(self, names: set[str], subject: Attribution, kind: str) -> str:
        """Return the one that a pronoun can mean: of several the sentence's subject, where a title or pronoun told.

        "Chairwoman Ida Kern met Carl Berg. She said": whose title it is, not whoever else is named; but two
        subjects are no "she".
        """
        if len(names) > 1:
            name = _OWNED.split(subject.speaker)[0]
            stop = self.frame.text.find(name, subject.at) + len(name)
            both = self.frame.speech.has("couples", self.frame.following(stop, stop + _NEXT))
            told = self.people.kind(name) == kind and not both
            names = {one for one in names if told and one.rpartition(" ")[2] == name.rpartition(" ")[2]}
        return next(iter(names)) if len(names) == 1 else ""

    def _subject_before(self, look: QuoteContext, floor: int, kind: str) -> str:
        """Return who the sentence before is about, where capitals do not tell names from nouns."""
        start, stop = self._sentence_before(look.start, floor)
        if start == stop or self.frame.text[start:stop].rstrip().endswith("?"):
            return ""  # whoever is asked, answers
        said = before(self.frame, start, stop)
        tells = said.how and not self.frame.speech.has("lies", said.verb.lower())  # "Holm steht seit vier Uhr am Ofen"
        said = checked(self.frame, said if tells else main_subject(self.frame, start, stop, ""))
        return said.speaker if self._can_be(said, kind) else ""

    def _since_spoken(self, look: QuoteContext, floor: int, kind: str) -> str:
        """Return who a sentence after the last quote is about, '' for nobody: "Dagegen sprach sich Holm aus. Er"."""
        start, stop = self._sentence_before(look.start, floor)
        mood = self.in_mood(start, stop) and not self.frame.verbs(start, stop)  # the last speaker's words go on
        told = start < self.spoke or mood
        if told or start == stop or BLANK in self.frame.text[start:stop]:
            return ""
        return self._subject_before(look, floor, kind)

    def _can_be(self, said: Attribution, kind: str) -> bool:
        """Say whether a pronoun of *kind* can mean a subject, as its article tells: not "Die Werft … Er"."""
        if not said.speaker or not self._is_person(said):
            return False
        return gender(self.frame, said) in {"", kind} and not is_of_several(said.speaker, self.frame.speech)

    def _is_person(self, said: Attribution) -> bool:
        """Say whether a subject is a name or a role: behind an article only a role, not "die Brücke"."""
        speech, words = self.frame.speech, said.speaker.split()
        joined = next((i for i, word in enumerate(words) if speech.has("join", word.lower())), len(words))
        if is_role(self.frame, words[max(0, joined - 1)]) or sum(word[0].isupper() for word in words[:joined]) > 1:
            return True
        behind_article = self.frame.following(said.at, said.at + 20) in speech.determining
        return not behind_article and (self.people.met(words[-1]) or is_known(self.frame, words[-1]))
