"""Who says it where the tag is more than a verb and its subject: a tense of two words, or the sentence after.

„…“, hatte Holm gesagt; „…“ Das musste Holm einräumen; „…“ Mit diesen Worten ging Holm.  Verb-second languages only.
"""

from __future__ import annotations

import re
from functools import cache

from digest.quotes.attribution.cited import whom_cited
from digest.quotes.attribution.masked_text import BLANK, MaskedText
from digest.quotes.attribution.subjects import NOTHING, Attribution, right_of, stands_in
from digest.quotes.grammar.speech import Speech
from digest.text.sentences import sentence_around

LONGEST = 12  # characters of a verb
LONGEST_TOLD = 24  # characters of a verb that tells
REACH = 200  # characters of a sentence that looks back, and of a tag


def looks_back(frame: MaskedText, at: int) -> Attribution:
    """Read the sentence after a quote that is a sentence and ends before *at*: „…“ Das sagte Anna Holm."""
    speech, text = frame.speech, frame.text
    opened = _openers(speech).match(text, at, at + REACH)
    if not opened:
        return NOTHING
    end = sentence_around(text, opened.start(1), opened.end())[1]
    finite = next(iter(frame.words(opened.end(), end)), None)
    told = next((v.text for v in frame.verbs(opened.end(1), end)), "")
    whole = speech.has("looks_back", opened[1].lower().split()[-1])  # "Mit diesen Worten" needs no verb that tells
    if finite is None or not finite.text.islower() or speech.has("being", finite.low):
        return NOTHING
    told = finite.text if finite.low in speech.verbs else told
    return right_of(frame, finite.end, end, told or finite.text, "tag") if told or whole else NOTHING


def perfect_tag(frame: MaskedText, start: int, end: int) -> Attribution:
    """Read a tag in a tense of two words, also where it closes the sentence: „…“ sei, hatte Anna Holm gesagt."""
    speech, text = frame.speech, frame.text
    having = _having(speech).search(text, max(0, start - 2), min(end, start + REACH))
    if not having:
        return NOTHING
    stop = _stop(text, having.end(), end)
    told = next((word for word in frame.words(having.end(), stop) if word.low in speech.forms), None)
    return right_of(frame, having.end(), told.start, told.text, "tag") if told else NOTHING


def _stop(text: str, at: int, end: int) -> int:
    """Return where the clause at *at* ends."""
    found = [place for mark in ",.;:" if (place := text.find(mark, at, end)) >= 0]
    return min(found, default=end)


def as_clause(frame: MaskedText, start: int, end: int) -> Attribution:
    """Read a tag that is a clause with its verb at the end: „…“, wie Anna Holm am Montag sagte."""
    speech, text = frame.speech, frame.text
    opened = _as(speech).search(text, max(0, start - 2), min(end, start + REACH))
    if not opened or BLANK in text[start : opened.start()]:
        return NOTHING
    if (said := whom_cited(frame, opened.start() + 1, _stop(text, opened.end(), end), "tag")).how:
        return said
    verb = next(iter(frame.verbs(opened.end(), min(end, opened.end() + REACH))), None)
    called = verb and speech.has("being", frame.following(verb.end, min(end, verb.end + LONGEST)).rstrip(",.;:"))
    if verb is None or called or BLANK in text[opened.end() : verb.start]:
        return NOTHING  # „Bo“, wie er genannt wird
    if speech.has("stands", verb.low):
        if speech.pronouns.get(frame.following(opened.end(), verb.start)) in {"m", "f"}:
            return NOTHING  # „Bo“, wie er auf Nordisch heißt
        return stands_in(frame, verb._replace(end=opened.end()), verb.start, "tag")  # "wie es in dem Bericht heißt"
    return right_of(frame, opened.end(), verb.start, verb.text, "tag")


def may_be_tag(frame: MaskedText, end: int) -> bool:
    """Say whether what stands after the comma of a quote that ends at *end* may tell who speaks.

    In verb-second its verb comes first; "hieß es" is still the last speaker's.
    """
    speech = frame.speech
    if speech.order != "second":
        return speech.order == "free"
    first = frame.following(end + 1, end + LONGEST_TOLD)
    told = first in speech.anyverb and not speech.has("stands", first)
    return told or (first.isalpha() and first not in speech.kinds)


@cache
def _as(speech: Speech) -> re.Pattern[str]:
    """Return the comma and the word that such a clause begins with."""
    word = "|".join(word.lower() for word in speech.words.get("as_said", ())) or "(?!)"
    return re.compile(rf", (?:{word}) " if speech.order == "second" else "(?!)")


@cache
def _openers(speech: Speech) -> re.Pattern[str]:
    """Return what a sentence begins with that tells who has said the one before."""
    phrases = "|".join(speech.lists.get("looking_back", ())) or "(?!)"
    return re.compile(rf" ((?i:{phrases}))(?= )")


@cache
def _having(speech: Speech) -> re.Pattern[str]:
    """Return the verb that makes a tense with a participle, right behind a comma."""
    return re.compile(rf", (?:{'|'.join(sorted(speech.words.get('having', ()))) or '(?!)'}) ")
