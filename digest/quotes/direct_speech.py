"""Direct speech in running text: what is a quote, its pieces, and who says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from digest.quotes.attribution.context import QuoteContext, is_title, look_at, parts_sentences
from digest.quotes.attribution.credit_lines import introduced
from digest.quotes.attribution.discourse import Discourse
from digest.quotes.attribution.interpolated_tag import cut_tag
from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.passives import was_done
from digest.quotes.attribution.reporting_clause import DASHES
from digest.quotes.attribution.roles import is_role
from digest.quotes.attribution.speakable import checked, common, disagrees
from digest.quotes.attribution.subjects import NOTHING, Attribution, main_subject
from digest.quotes.attribution.told_after import may_be_tag
from digest.quotes.attribution.unspaced_scripts import topic_style, wide_tag
from digest.quotes.attribution.works import in_headline, is_named, is_work, names_work
from digest.quotes.find.marks import Marked, Span, is_code, marked
from digest.quotes.find.markup import marked_up
from digest.quotes.find.transcripts import turns
from digest.quotes.grammar.speech import Speech
from digest.quotes.veto import Veto

_LABELS = re.compile(r"(?m)^[\"“„*_]*([^\W\d_a-zß-öø-ÿ]{2,}(?:[ .'’-]+[^\W\d_a-zß-öø-ÿ]+)*):")
LABEL = 3  # letters of a label that may be a name in capitals
SHORT = 3  # words; shorter ones without a stop of their own need somebody who says them
FRAGMENT = 5  # words; a longer phrase is no scare quote and no title
SHORT_TAG = 5  # words of one whose verb is in no list: “We’re,” she paused, “ready.”
_TAGS_OWN = ",:;，،、—–―- \u00a0\u202f"
INTERRUPTION = 12  # words between two dashes: “We are”—she searched for the word—“ready.”
TAG = 160  # characters a speech tag between two halves may have


class Direct(NamedTuple):
    """One quote in a text: its pieces without marks, its speaker and verb, '' when unknown.

    `full_name` is the longer name that the text gave before, '' when the speaker
    is already that.
    """

    pieces: tuple[Span, ...]
    speaker: str = ""
    full_name: str = ""
    verb: str = ""


def direct_speech(text: str, speech: Speech) -> Iterator[Direct]:
    """Yield the direct speech of *text* in order; spans count code points into it.

    Titles, scare quotes and single words are no quotes, and an opening mark that
    is never closed gives none.
    """
    marks = [turn for mark in marked(text) for turn in turns(text, _mended(text, mark, speech))]
    if marks:
        yield from _Scene(MaskedText(text, marks, speech), marks).quotes()


def candidates(text: str, speech: Speech) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield the marked words that the rules take for quotes, with the signs that the veto looks at."""
    marks = [turn for mark in marked(text) for turn in turns(text, _mended(text, mark, speech))]
    blocks = marked_up(text)
    scene = _Scene(MaskedText(text, marks, speech), marks)
    for at, look in enumerate(scene.looks):
        said = scene.said_of(at)
        start, end = look.mark.pieces[0][0], look.mark.pieces[-1][1]
        inside = any(block.start <= start < block.end for block in blocks)
        if not inside and scene.is_quote(look, said):
            yield (start, end), tuple(scene.veto.signs(at, said))


class _Scene:
    """One text while it is read from front to back."""

    def __init__(self, frame: MaskedText, marks: list[Marked]) -> None:
        self.frame = frame
        self.speech = frame.speech
        self.discourse = Discourse(frame)
        self.looks = [look_at(frame, mark) for mark in marks]
        self.veto = Veto(frame, self.looks)

    def quotes(self) -> Iterator[Direct]:
        at = 0
        while at < len(self.looks):
            look = self.looks[at]
            said = self.said_of(at)
            at += 1
            if not (self.is_quote(look, said) and self._stays(at - 1, said)):
                continue
            pieces = look.mark.pieces
            if self.speech.incise and not said.speaker and (cut := cut_tag(self.frame, pieces[-1])):
                pieces, said = (*pieces[:-1], *cut[0]), cut[1]
                tag = self.frame.source[pieces[-2][1] : pieces[-1][0]].rstrip() if len(cut[0]) > 1 else ""
                if tag.endswith((".", "!", "?")):
                    first = self._spoken(look, said, pieces[:-1])  # « Oui, dit Holm. Enfin. » are two
                    yield first
                    pieces, said = pieces[-1:], Attribution(first.speaker, "", "", "tag")
            while at < len(self.looks) and self._splits(self.looks[at - 1], self.looks[at]):
                pieces += self.looks[at].mark.pieces
                told = self.looks[at].said
                said = told if said.pronoun and told.how == "tag" and told.speaker else said
                at += 1
            yield self._spoken(look, said, pieces)

    def _stays(self, at: int, said: Attribution) -> bool:
        return self.veto.spares(at, said) or (bool(said.speaker) and in_headline(self.frame, self.looks[at]))

    def said_of(self, at: int) -> Attribution:
        """Return what is said of the words number *at*: in their own right, or with others of their sentence."""
        return self._tied(at) if not self.looks[at].said.how else self.looks[at].said

    def _spoken(self, look: QuoteContext, said: Attribution, pieces: tuple[Span, ...]) -> Direct:
        speaker = said.speaker
        if said.pronoun:
            speaker = self.discourse.resolve(said.pronoun, said.at, look)
        elif not speaker and self._may_inherit(look, said):
            speaker = self.discourse.inherit(look)
        if not speaker and not said.how and self.speech.order == "free":
            speaker = self._about(look)
        if not said.speaker and disagrees(speaker.split(), said.verb.lower(), self.speech):
            speaker = ""  # "Desde la Plataforma aseguran": several, and the last speaker is one
        speaker = "" if self.speech.silent else self._as_name(speaker)
        self.discourse.heard(speaker, pieces[-1][1], said.verb)
        pieces = _their_own(self.frame.source, pieces, self.speech)
        full = self.discourse.people.full_name(speaker, look.mark.start) if speaker else ""
        return Direct(pieces, speaker, full, said.verb)

    def _as_name(self, speaker: str) -> str:
        """Return the label of a transcript as a name: HOLM is Holm, but NATO is NATO."""
        if not speaker.isupper() or len(speaker) < LABEL:
            return speaker
        name, text = speaker.title(), self.frame.source
        elsewhere = re.search(rf"\b{re.escape(name)}\b", text)
        return name if elsewhere or len(set(_LABELS.findall(text))) > 1 else speaker

    def _about(self, look: QuoteContext) -> str:
        """Return the name that begins the sentence and is the only one in it: Holm filed the request for “…”."""
        main = checked(self.frame, main_subject(self.frame, look.start, look.mark.start, ""))
        lead = self.frame.text[look.start : look.mark.start].rstrip()
        people = self.discourse.people
        if self.speech.labels.search(lead) and (people.somebody(main.speaker) or people.maybe(main.speaker)):
            return main.speaker  # Holm has gone after Berg as a “wrecker”
        if not lead or self.frame.text[look.start : main.at].strip():
            return ""
        stop = main.at + len(main.speaker)
        owns = self.frame.text[stop : stop + 2] in {"'s", "’s"} or was_done(self.frame, stop, look.mark.start)
        if owns or not people.somebody(main.speaker):
            return ""
        return "" if people.near(stop, look.mark.start) else main.speaker

    def _may_inherit(self, look: QuoteContext, said: Attribution) -> bool:
        if self.speech.drops and (said.how or self.speech.order == "unspaced"):
            return self._may_drop(look, said)
        opens = not said.how and self._opens_after_tag(look)
        # After a comma stands a tag: one that we cannot read names somebody else.
        outside = self.frame.source[look.mark.end : look.mark.end + 1] if may_be_tag(self.frame, look.mark.end) else ""
        if "," in (self.frame.source[look.mark.pieces[-1][1] - 1], outside):
            return opens and self._trails_off(look)
        if opens:
            return True
        if said.how == "lead" and self._goes_on(look, said):
            return True
        return not said.how and (look.utterance or self.discourse.in_mood(look.start, look.end))

    def _may_drop(self, look: QuoteContext, said: Attribution) -> bool:
        """Say whether a subject that is left out is the last speaker's."""
        if self.speech.order == "unspaced":
            return self._follows(look) if said.how else self._alone(look)
        return not self._has_subject(look) and not self.discourse.asked

    def _follows(self, look: QuoteContext) -> bool:
        """Say whether a verb that names nobody is the last speaker's: in Chinese no other clause comes first."""
        clauses = self.frame.text[max(look.start, self.discourse.spoke) : look.mark.start].lstrip("”’」』。，, ")
        return topic_style(self.speech) or not re.search("[，,]", clauses)

    def _alone(self, look: QuoteContext) -> bool:
        """Say whether nothing else stands in a quote's sentence, as far as marks go: “…”。"""
        text, end = self.frame.text, look.mark.end
        ends = text.find("\n", end)
        # In a paragraph of its own what follows may tell who speaks, in words that we cannot read.
        first = self.discourse.spoke < look.paragraph and not text[look.paragraph : look.mark.start].strip()
        open_ended = first and text[end : ends if ends >= 0 else None].strip("。. \u3000")
        return look.start == look.mark.start and not text[end : end + 1].isalnum() and not open_ended

    def _has_subject(self, look: QuoteContext) -> bool:
        """Say whether somebody else is what the sentence is about: "Los vecinos, en cambio, hablan de “…”"."""
        return bool(main_subject(self.frame, look.start, look.mark.start, "").speaker)

    def _opens_after_tag(self, look: QuoteContext) -> bool:
        """Say whether a quote opens the sentence right after another one's tag: “…,” said Holm. “We are” ready."""
        start = look.mark.pieces[0][0]
        begins = look.start == look.mark.start and look.words > SHORT and self.frame.source[start].isupper()
        if not begins:
            return False
        if self.discourse.speaker and self.discourse.spoke >= look.paragraph:
            return not self.frame.text[self.discourse.tagged() : look.mark.start].strip()
        return look.paragraph < look.start

    def _trails_off(self, look: QuoteContext) -> bool:
        """Say whether what goes on after the quote is no tag: “We need Ames,” which votes in June."""
        following = self.frame.following(look.mark.end, look.mark.end + 20)
        goes_on = ("relative", "prepositions", "conjunctions", "infinitive")
        return any(self.speech.has(kind, following) for kind in goes_on)

    def _goes_on(self, look: QuoteContext, said: Attribution) -> bool:
        """Say whether a second verb ties two quotes: “…,” Holm said, and added: “…”."""
        gap = self.frame.text[max(self.discourse.spoke, look.start) : look.mark.start].lower()
        words = gap.strip(" ,:\"“”„«»'\u00a0").split()
        if words == [said.verb.lower()] and words[0] in self.speech.forms:
            return True  # Holm agreed. Adding: “…”
        return 1 < len(words) < 8 and self.speech.has("couples", words[0]) and words[1] == said.verb.lower()

    def _tied(self, at: int) -> Attribution:
        """Return what is said of another quote of the same sentence: “a” and “b,” Holm said."""
        look = self.looks[at]
        for other in (*self.looks[at + 1 : at + 4], *self.looks[max(0, at - 2) : at]):
            near = other.start == look.start and other.said.how and not other.said.loose
            if near and not self.frame.turns(*sorted((other.mark.end, look.mark.end))):
                return other.said._replace(loose=True)
        if not self.frame.text[look.paragraph : look.mark.start].strip("> "):
            return checked(self.frame, introduced(self.frame, look.paragraph))
        return NOTHING

    def is_quote(self, look: QuoteContext, said: Attribution) -> bool:
        """Say whether marked words are somebody's words, by rule."""
        whole = self.frame.source[look.mark.pieces[0][0] : look.mark.pieces[-1][1]]
        lead = self.frame.text[look.start : look.mark.start].rstrip()
        direct = said.how in {"tag", "line", "script"} or lead[-1:] in {":", "："}
        labelled = self._is_label(lead) and not (said.how and whole[0].islower())  # "Holm called it “a dead duck”"
        if not direct and (labelled or self._is_name(look, said, whole)):
            return False
        if is_code(whole) or is_named(self.frame, look, said, whole) or self._is_sample(look, said, lead, whole):
            return False
        if said.how:
            return look.words > 1 or (look.utterance and (direct or lead.endswith((",", said.verb))))
        return look.words > self._least(look, whole)

    def _least(self, look: QuoteContext, whole: str) -> int:
        """Return how many words are too few for a quote beside which nobody is named."""
        if look.utterance and not whole.endswith(","):
            # The stop must be theirs: a phrase that ends the reporter's sentence has it outside.
            return 1 if whole[-1] in ".!?…。！？" else SHORT
        # A clause in marks is somebody's words although nobody is named beside it.
        reported = whole[0].islower() and self.discourse.in_mood(look.start, look.end)
        return 1 if reported else FRAGMENT

    def _is_name(self, look: QuoteContext, said: Attribution, whole: str) -> bool:
        """Say whether the words are a title or a paper's name."""
        if look.mark.mark == "『":
            return True
        if is_work(self.frame, look, said, whole):
            return True
        if not is_title(whole) or (said.how and in_headline(self.frame, look)):
            return False
        # Where every noun has a capital, "called it" tells a phrase from a title.
        naming = said.verb.lower() in self.speech.weak or said.verb.lower() in self.speech.forms
        return not (self.speech.capital_nouns and naming)

    def _after(self, look: QuoteContext) -> str:
        return self.frame.source[look.mark.end : look.mark.end + 1]

    def _is_sample(self, look: QuoteContext, said: Attribution, lead: str, whole: str) -> bool:
        """Say whether nobody says the words: a label has them (Myth: “…”), or they are a question in a list."""
        if said.speaker or said.pronoun or said.verb:
            return False
        lead = lead.rstrip("*_")  # **Note:**
        if not lead or not lead.strip("-*•"):
            item = self.frame.text[look.paragraph : look.mark.start].strip() in {"-", "*", "•"}
            return item and whole.endswith("?") and not self._after(look).strip()
        words = lead.rstrip(":").lower().lstrip("-*• ").split()
        label = lead.endswith(":") and 0 < len(words) < 3 and lead.lstrip("-*• ")[0].isalpha()
        listed = label and not common(self.speech.tag).isdisjoint((words[-1], f"{words[-1]}s"))
        return listed and not self.speech.adverb(words[-1]) and not is_role(self.frame, words[-1])

    def _is_label(self, lead: str) -> bool:
        """Say whether what stands before calls it a name: so-called, titled, the film."""
        last = lead.rsplit(None, 1)[-1].lower() if lead else ""
        # "in her post, “…”": what a work is called.
        if self.speech.has("oneself", last.rstrip(",:")):
            return True  # "ask yourself, “…?”": what anybody may think
        called = lead.rsplit(None, 2)[-2:-1] if self.speech.has("being", last) else []
        if called and self.speech.has("not_quotes", called[0].lower()):
            return True  # "Its motto is “…”"
        if names_work(self.frame, lead):
            return True
        return self.speech.has("not_quotes", last) or (last[-1:] == "," and self.speech.has("works", last[:-1]))

    def _splits(self, first: QuoteContext, second: QuoteContext) -> bool:
        """Say whether only a speech tag stands between two halves: “…,” she said, “…”."""
        one, two = first.mark, second.mark
        if first.said.how == "lead" and first.said.speaker and second.said.speaker not in {"", first.said.speaker}:
            return False  # After Holm called it “a wreck,” Berg said: “…”
        gap = self.frame.text[one.end : two.start]
        if len(gap) > TAG or "\n" in gap or not gap.rstrip().endswith((",", "—", "–", "--", ":", "，", "：")):
            return False
        last = self.frame.source[one.pieces[-1][1] - 1]
        if self.speech.order == "unspaced":
            return wide_tag(gap, self.speech, last in "。！？!?")
        if parts_sentences(gap, last):
            return False
        verbs = len(self.frame.verbs(one.end, two.start))
        short = INTERRUPTION if gap.strip()[0] in DASHES else SHORT_TAG
        tag = verbs == 1 or (not verbs and first.said.how == "tag" and len(gap.split()) <= short)
        return tag and not self._turns(gap)

    def _turns(self, gap: str) -> bool:
        """Say whether a new clause with its own speech begins in the gap: "and", "while"."""
        words = gap.lower().replace(",", " ").split()
        return any(self.speech.has("conjunctions", word) for word in words[:-1])


def _their_own(source: str, pieces: tuple[Span, ...], speech: Speech) -> tuple[Span, ...]:
    """Return the pieces without what is not the speaker's: the tag's comma or dash, and (LAUGHTER)."""
    parts = [part for piece in pieces for part in _without_noises(source, piece, speech)] or list(pieces)
    start, end = parts[-1]
    words = source[start:end].rstrip(_TAGS_OWN)
    return (*parts[:-1], (start, start + len(words))) if words else pieces


def _without_noises(source: str, piece: Span, speech: Speech) -> Iterator[Span]:
    at = piece[0]
    for noise in speech.noises.finditer(source, *piece):
        if words := source[at : noise.start()].rstrip():
            yield at, at + len(words)
        at = noise.end()
    if source[at : piece[1]].strip():
        yield at, piece[1]


def _mended(text: str, mark: Marked, speech: Speech) -> Marked:
    """Drop a first paragraph whose mark was never closed: it ends with its own speech tag.

    Only then does the next paragraph's mark open a quote of its own.
    """
    kept = mark.pieces
    for number, (start, end) in enumerate(mark.pieces[:-1], 1):
        tail = text[max(start, end - TAG) : end].rpartition(",")[2].lower().rstrip(".").split()
        if 1 < len(tail) <= 6 and (tail[0] in speech.verbs or tail[-1] in speech.verbs):
            kept = mark.pieces[number:]
    return mark if kept == mark.pieces else Marked(kept[0][0] - len(mark.mark), mark.end, kept, mark.mark)
