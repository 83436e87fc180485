"""What marked words look like from outside: their sentence, their paragraph, and who seems to say them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from digest.quotes.attribution.credit_lines import attribution_line, script
from digest.quotes.attribution.lead_in import before
from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.reporting_clause import after_a_stop, closing_tag, interrupted
from digest.quotes.attribution.speakable import checked
from digest.quotes.attribution.subjects import NOTHING, Attribution, main_subject, right_of
from digest.quotes.attribution.told_after import looks_back
from digest.quotes.attribution.unspaced_scripts import wide_said
from digest.quotes.attribution.verb_second import closing
from digest.quotes.find.marks import Marked
from digest.quotes.grammar.speech import speech
from digest.text.scripts import spaced
from digest.text.sentences import sentence_around

LONGEST_TITLE = 16  # words
_STOP = re.compile(r"[.!?…‽。！？–—]$|\.[)\]]$")
_INNER_MARKS = "\"'”’»›」』)]"


class QuoteContext(NamedTuple):
    """What stands around marked words.

    `start` and `end` are their sentence's, `paragraph` is where their line
    begins; `utterance` says that they are a whole thing said, not a phrase;
    `words` counts them.
    """

    mark: Marked
    said: Attribution
    start: int
    end: int
    paragraph: int
    utterance: bool
    words: int


def look_at(frame: MaskedText, mark: Marked) -> QuoteContext:
    """Return what stands around marked words."""
    text, source = frame.text, frame.source
    start, end = sentence_around(text, mark.start, mark.end)
    paragraph = text.rfind("\n", 0, mark.start) + 1
    inner = source[mark.pieces[-1][0] : mark.pieces[-1][1]]
    bare = inner.rstrip(_INNER_MARKS) or inner
    sentence = _Sentence(frame, mark, start, max(end, mark.end), bare[-1])
    said = NOTHING if frame.speech.silent else checked(frame, _told(sentence))
    words = sum(count_words(source[a:b]) for a, b in mark.pieces)
    # The stop may stand after the mark (German, Spanish, British habit).
    outside = text[mark.end : mark.end + 1]
    whole = bool(_STOP.search(bare)) or bare[-1] in ",，" or outside == ","
    return QuoteContext(
        mark, said, start, end, paragraph, whole or (outside in {".", "。"} and inner[0].isupper()), words
    )


class _Sentence(NamedTuple):
    """Marked words in their sentence: where it begins and ends, and the words' last character."""

    frame: MaskedText
    mark: Marked
    start: int
    end: int
    last: str


def _told(sentence: _Sentence) -> Attribution:
    """Return who speaks: what the sentence says, else a name that heads or closes the line."""
    frame, mark = sentence.frame, sentence.mark
    said = _attributed(sentence)
    if not said.how or (said.how == "lead" and not said.speaker and not said.pronoun and not said.verb):
        named = script(frame, frame.text.rfind("\n", 0, mark.start) + 1, mark.start)
        said = named if named.how else said
    said = said if said.how else attribution_line(frame, mark.end)
    if said.speaker or said.pronoun or frame.speech.order != "second":
        return said
    whole = sentence.start == mark.start and sentence.last in ".!?"
    later = looks_back(frame, mark.end) if whole else NOTHING
    return later if later.how else said


def _attributed(sentence: _Sentence) -> Attribution:
    """Return what the sentence says about who speaks: after the words, before them, or round them."""
    frame, mark, start, end, _ = sentence
    if frame.speech.order == "unspaced":
        return wide_said(frame, start, mark.start, mark.end, end)
    if (said := interrupted(frame, mark.end)).how:
        return said
    said = _or_before(sentence, _after(sentence))
    over = sentence.last in ".!?" and frame.text[mark.end + 1 : mark.end + 2].isupper()
    if not said.speaker and not said.pronoun and frame.speech.order == "second" and not over:
        closed = closing(frame, start, mark.start, mark.end, end)
        said = closed if closed.how else said
    agent = _agent(sentence, said)
    return agent if agent.how else _of_main_clause(sentence, said)


def _after(sentence: _Sentence) -> Attribution:
    """Read the tag after the words."""
    frame, mark, start, end, last = sentence
    said = closing_tag(frame, mark.end, end, last, opens=start >= mark.start)
    if not said.how and last == ".":
        said = after_a_stop(frame, mark.end, end)
    if said.how and said.at == mark.end + 1 and _names(sentence):
        return NOTHING  # A “phase one” deal, once expected by May, …, advisers say
    return said


def _or_before(sentence: _Sentence, tag: Attribution) -> Attribution:
    """Return what stands before the words where there is no tag, or where it tells more than the tag."""
    frame, mark, start, _, _ = sentence
    if tag.verb in frame.speech.lists.get("according", ()) and (said := _just_before(sentence)).how:
        return said  # Holm said “…”, according to a report
    led = bool(tag.pronoun) and frame.text[start : mark.start].rstrip().endswith(":")  # Holm sagte: „…“, betont sie
    if tag.how and not led and (_inverted(sentence, tag) or frame.speech.order != "free" or not _led(sentence)):
        return tag
    lead = before(frame, start, mark.start)
    better = (lead.speaker or lead.pronoun) and (lead.verb or not led)
    return lead if better or not tag.how else tag


def _just_before(sentence: _Sentence) -> Attribution:
    """Read who speaks by a verb that stands right before the words: Holm said “…”."""
    frame, mark, start, _, _ = sentence
    last = frame.text[start : mark.start].rstrip(" ,:").rpartition(" ")[2].lower()
    return before(frame, start, mark.start) if last in frame.speech.verbs else NOTHING


def _inverted(sentence: _Sentence, tag: Attribution) -> bool:
    """Say whether the verb stands right after the words: “…,” said Holm."""
    return sentence.frame.text.startswith(tag.verb, sentence.mark.end + 1)


def _agent(sentence: _Sentence, said: Attribution) -> Attribution:
    """Read who is behind a passive: has been called “a dead duck” by Holm."""
    frame, mark, start, end, _ = sentence
    agent = frame.speech.agent.match(frame.text, mark.end + 1) if said.how == "lead" and said.loose else None
    if not agent:
        return NOTHING
    told = right_of(frame, agent.end(), end, said.verb, "lead")
    near = frame.text.find(said.verb, max(start, mark.start - len(said.verb) - 8), mark.start) >= 0
    fits = told.speaker and (near or not said.speaker) and not told.speaker.endswith(frame.speech.participle_endings)
    return told._replace(loose=True) if fits else NOTHING


def _of_main_clause(sentence: _Sentence, said: Attribution) -> Attribution:
    """Return the subject of the clause that follows a participle's: Bemoaning the “phony system,” Holm left."""
    frame, mark, _, end, last = sentence
    unnamed = said.how == "lead" and not said.speaker and not said.pronoun
    fronted = unnamed and frame.speech.order == "free" and said.verb.lower() in frame.speech.forms
    if not fronted or "," not in (last, frame.text[mark.end : mark.end + 1]):
        return said
    main = main_subject(frame, mark.end, end, said.verb)
    return main._replace(loose=True) if main.pronoun or main.speaker[:1].isupper() else said


def _names(sentence: _Sentence) -> bool:
    """Say whether marked words only name what stands after them: a “phase one” deal."""
    frame, mark, start, _, last = sentence
    before = frame.text[start : mark.start].rsplit(None, 1)[-1:]
    return last.isalnum() and bool(before) and frame.speech.has("articles", before[0].lower())


def _led(sentence: _Sentence) -> bool:
    """Say whether what stands before a quote tells its speaker, whatever is told after it.

    A lead that ends in a comma or colon does (Holm writes, “Why?” Berg answers), and
    a clause that opens the sentence (After Holm called it “a wreck,” Berg said …).
    """
    frame, mark, start, _, last = sentence
    lead = frame.text[start : mark.start]
    if lead.rstrip().endswith((",", ":")):
        before, _, verb = lead.rstrip(" ,:").rpartition(" ")
        return last not in ",，" or (bool(before) and verb.lower() in frame.speech.verbs)
    words = [word.lower() for word in lead.split(None, 4)[:4]]
    while words and frame.speech.has("conjunctions", words[0]):
        del words[0]
    return bool(words) and frame.speech.has("subordinators", words[0])


def count_words(text: str) -> int:
    """Count words; scripts without spaces have about one for two characters."""
    wide = 0 if spaced(text) else len(_wide().findall(text))
    return len(text.split()) + wide // 2 if wide else len(text.split())


def is_title(text: str) -> bool:
    """Say whether the words are written like a title: "Blue Days Ahead"."""
    words = text.rstrip(",.").split()
    if not 2 <= len(words) <= LONGEST_TITLE or text[-1] in "!?…":
        return False
    heavy = [w for w in words if w.lower() not in _title_words()]
    named = bool(heavy) and all(w[0].isupper() or w[0].isdigit() or not w[0].isalpha() for w in heavy)
    return named and words[0][0].isupper()


@cache
def _title_words() -> frozenset[str]:
    """Return the words that are small in titles; one list, as a text names works of other languages, too."""
    return speech("").words.get("title_words", frozenset())


@cache
def _wide() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def parts_sentences(gap: str, last: str) -> bool:
    """Say whether a sentence ends in a gap, or begins after the *last* character before it: those are two quotes."""
    return ". " in gap or (last == "." and gap.lstrip()[:1].isupper())
