"""Who says it: the speech verb beside a quote and its subject.

Works on a *frame*: the article's body in which every quote's interior is blanked
out (U+0001), so that a name inside a quote is never taken for its speaker.  What
stands behind the quote is asked first ("…," said Holm), then what leads to it
(Holm said: "…"), then the rest of the sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from digest.quotes.names import Word, phrase, tidy, whole_name, words_of
from digest.quotes.speech import Speech

REACH = 260  # characters on either side of a quote that are looked at


class Said(NamedTuple):
    """What was found about a quote: the speaker as written, or a pronoun, and the verb.

    `how` is tag, lead, phrase, line, script or '' (nothing found); a weak verb or a
    loose tie sets `loose`.
    """

    speaker: str = ""
    pronoun: str = ""
    verb: str = ""
    how: str = ""
    loose: bool = False


NOTHING = Said()


def behind(frame: str, at: int, end: int, tied: bool, speech: Speech) -> Said:
    """Read the tag that follows a quote: *at* is where its closing mark ended.

    *tied* says that the quote ends so that a tag must follow (comma, ! or ?).
    """
    end = min(end, at + REACH)
    start = at
    while start < end and frame[start] in " ,\u00a0\u202f—–-":
        start += 1
    tied = tied or "," in frame[at:start]
    match = speech.according.match(frame, start, end)
    if match:
        return _right(frame, match.end(), end, match[0], "tag", speech)
    verb = speech.verb.search(frame, start, end)
    while verb and _is_noun(frame, start, verb, speech):
        verb = speech.verb.search(frame, verb.end(), end)
    if not verb:
        return NOTHING
    if verb.start() == start:
        said = _right(frame, verb.end(), end, verb[0], "tag", speech)
        return said if tied or said.how else NOTHING
    said = _subject(frame, start, verb.start(), verb[0], "tag", speech, whole=True)
    if said.how and (tied or _ends_soon(frame, verb.end(), end)):
        return said
    return NOTHING


def _is_noun(frame: str, start: int, verb: re.Match[str], speech: Speech) -> bool:
    """Say whether a word that can be a verb follows an article: "the report"."""
    before = words_of(frame, start, verb.start())
    return bool(before) and (speech.has("determiners", before[-1].low) or before[-1].text.endswith(("'s", "’s")))


def _ends_soon(frame: str, at: int, end: int) -> bool:
    return not frame[at:end].strip(" .") or frame[at:end].lstrip()[:1] in {",", ":"}


def _right(frame: str, at: int, end: int, verb: str, how: str, speech: Speech) -> Said:
    words = words_of(frame, at, end)
    if not words:
        return NOTHING
    if words[0].low in speech.pronouns:
        return Said("", words[0].low, verb, how)
    stop = phrase(words, 0, speech)
    if not stop:
        return NOTHING
    words_in = _apposed(words, 0, stop, speech)
    speaker = tidy(frame, words_in, speech)
    return Said(speaker, "", verb, how) if speaker else NOTHING


def _apposed(words: list[Word], start: int, stop: int, speech: Speech) -> list[Word]:
    """Return the phrase, or the name behind its comma: "the mayor, Anna Holm"."""
    head = words[start:stop]
    if stop < len(words) and words[stop].text == "," and not whole_name(head, speech):
        end = phrase(words, stop + 1, speech)
        name = words[stop + 1 : end]
        closed = end >= len(words) or not words[end].solid or words[end].low in speech.verbs
        if whole_name(name, speech) and closed and (speech.has("articles", head[0].low) or not head[-1].named):
            return name
    return head


def before(frame: str, start: int, at: int, speech: Speech) -> Said:
    """Read what leads to a quote that opens at *at* in a sentence from *start* on."""
    begin = max(start, at - REACH)
    matches = [m for m in speech.verb.finditer(frame, begin, at) if not _is_noun(frame, begin, m, speech)]
    for verb in reversed(matches):
        low = verb[0].lower()
        said = NOTHING
        if low not in speech.forms:
            said = _subject(frame, begin, verb.start(), verb[0], "lead", speech)
            if not said.how and speech.order != "free":
                said = _right(frame, verb.end(), at, verb[0], "lead", speech)
        if not said.how:
            said = _main_subject(frame, start, verb.start(), verb[0], speech)
        if said.how:
            return said._replace(loose=low in speech.weak or low in speech.forms)
    match = speech.according.search(frame, begin, at)
    if match:
        return _right(frame, match.end(), at, match[0], "phrase", speech)
    if matches:
        return Said("", "", matches[-1][0], "lead", loose=True)
    return NOTHING


def _subject(frame: str, start: int, at: int, verb: str, how: str, speech: Speech, *, whole: bool = False) -> Said:
    """Read the subject that ends where the verb begins.  *whole*: nothing else may stand there."""
    words = words_of(frame, start, at)
    while words and (words[-1].low in speech.auxiliaries or words[-1].low.endswith("ly")):
        words.pop()
    if not words:
        return NOTHING
    if words[-1].low in speech.pronouns:
        if whole and len(words) > 1:
            return NOTHING
        kind = speech.pronouns[words[-1].low]
        if kind == "w":
            return _antecedent(frame, words[:-1], verb, how, speech)
        return Said("", words[-1].low, verb, how)
    chosen = _choose(words, speech, whole)
    speaker = tidy(frame, chosen, speech) if chosen else ""
    return Said(speaker, "", verb, how) if speaker else NOTHING


def _choose(words: list[Word], speech: Speech, whole: bool) -> list[Word]:
    if words[-1].solid or words[-1].text in ")]":
        cut = max((i for i, w in enumerate(words) if w.text in ",;:—–("), default=-1)
        if words[-1].text == ")":
            words = words[:cut]
            cut = max((i for i, w in enumerate(words) if w.text in ",;:—–"), default=-1)
        if cut >= 0 and whole:
            return _first_phrase(words, speech, True)
        return _last_phrase(words[cut + 1 :], speech, whole)
    return _first_phrase(words[:-1], speech, whole)


def _last_phrase(words: list[Word], speech: Speech, whole: bool) -> list[Word]:
    """Return the longest noun phrase that ends the words."""
    starts = range(1 if whole else len(words))
    return next((words[i:] for i in starts if phrase(words, i, speech) == len(words)), [])


def _first_phrase(words: list[Word], speech: Speech, whole: bool) -> list[Word]:
    """Return the first comma-parted stretch that is a noun phrase: "Anna Holm, the mayor,"."""
    start = 0
    for i, word in enumerate([*words, Word(",", 0, 0)]):
        if word.text not in ",—–(":
            continue
        part = words[start:i]
        while part and speech.has("conjunctions", part[0].low):
            part = part[1:]
        if part and phrase(part, 0, speech) == len(part):
            return _apposed(words, i - len(part), i, speech)
        if whole:
            return []
        start = i + 1
    return []


def _antecedent(frame: str, words: list[Word], verb: str, how: str, speech: Speech) -> Said:
    """Read the name before ", who said"."""
    while words and words[-1].text == ",":
        words = words[:-1]
    cut = max((i for i, w in enumerate(words) if w.text in ",;:—–"), default=-1)
    chosen = _last_phrase(words[cut + 1 :], speech, False)
    speaker = tidy(frame, chosen, speech) if chosen else ""
    return Said(speaker, "", verb, how) if speaker else NOTHING


def _main_subject(frame: str, start: int, at: int, verb: str, speech: Speech) -> Said:
    """Read the noun phrase or pronoun that begins the sentence, past what stands before a comma."""
    words = words_of(frame, start, at)
    i = 0
    while i < len(words):
        while i < len(words) and (not words[i].solid or speech.has("conjunctions", words[i].low)):
            i += 1
        if i == len(words):
            break
        if words[i].low in speech.pronouns:
            return Said("", words[i].low, verb, "lead")
        if (stop := phrase(words, i, speech)) > i and words[i].low not in speech.stops:
            speaker = tidy(frame, _apposed(words, i, stop, speech), speech)
            return Said(speaker, "", verb, "lead") if speaker else NOTHING
        i = next((j for j in range(i, len(words)) if words[j].text == ","), len(words))
    return NOTHING
