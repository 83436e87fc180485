"""Who says it: the speech verb beside a quote and its subject.

Works on a *frame*: the article's body in which every quote's interior is blanked
out (U+0001), so that a name inside a quote is never taken for its speaker.  What
stands behind the quote is asked first ("…," said Holm), then what leads to it
(Holm said: "…").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.quotes.names import words_of
from digest.quotes.speech import Speech
from digest.quotes.subjects import NOTHING, Said, left_of, main_subject, right_of

REACH = 260  # characters on either side of a quote that are looked at
_AFTER_VERB = re.compile(r"\s*(?:[:,“\"‘'«„]|that\b|how\b|in\b|of\b|on\b|to\b|at\b|$)")
_LEADS = re.compile(r"[:,]?\s*$")


def behind(frame: str, at: int, end: int, last: str, speech: Speech) -> Said:
    """Read the tag that follows a quote: *at* is where its closing mark ended.

    *last* is the quote's last character: after , ! ? — or … a tag may follow.
    """
    end = min(end, at + REACH)
    start = at
    while start < end and frame[start] in " ,\u00a0\u202f—–-":
        start += 1
    comma = last in ",，" or "," in frame[at:start]
    tied = comma or last in "!?—–…"
    match = speech.according.match(frame, start, end)
    if match:
        return right_of(frame, match.end(), end, match[0], "tag", speech)
    for verb in _verbs(frame, start, end, speech):
        if verb.start() == start:
            return right_of(frame, verb.end(), end, verb[0], "tag", speech) if tied else NOTHING
        if _passive(frame, start, verb, speech):
            return NOTHING
        said = left_of(frame, start, verb.start(), verb[0], "tag", speech, whole=True)
        if said.how:
            return said if tied or _ends_soon(frame, verb.end(), end) else NOTHING
        said = _late_tag(frame, start, verb, end, speech)
        if said.how:
            return said
        break
    return _unknown_verb(frame, start, end, speech) if comma else NOTHING


def _unknown_verb(frame: str, start: int, end: int, speech: Speech) -> Said:
    """Read a tag whose verb is in no list: "…," Holm chuckled."""
    words = words_of(frame, start, end)[:10]
    for stop in range(1, len(words)):
        word = words[stop]
        ends = stop + 1 == len(words) or words[stop + 1].text in ".,:"
        if not (ends and speech.past(word.text)):
            continue
        said = left_of(frame, start, word.start, word.text, "tag", speech, whole=True)
        if said.how and (said.pronoun or said.speaker[0].isupper() or words[0].low in speech.words["articles"]):
            return said
    return NOTHING


def _late_tag(frame: str, start: int, verb: re.Match[str], end: int, speech: Speech) -> Said:
    """Read a tag that closes the sentence: “…” at the convention, he said."""
    comma = frame.rfind(",", start, verb.start())
    if comma < 0:
        return NOTHING
    inverted = not frame[comma + 1 : verb.start()].strip()
    if not inverted and not _ends_soon(frame, verb.end(), end):
        return NOTHING
    if inverted:
        return right_of(frame, verb.end(), end, verb[0], "tag", speech)
    return left_of(frame, comma + 1, verb.start(), verb[0], "tag", speech, whole=True)


def _ends_soon(frame: str, at: int, end: int) -> bool:
    return frame[at:end].lstrip()[:1] in {"", ".", ",", ":", ";"}


def _verbs(frame: str, start: int, end: int, speech: Speech) -> Iterator[re.Match[str]]:
    """Yield the speech verbs of a stretch that are no nouns there: "the report", "United States"."""
    for verb in speech.verb.finditer(frame, start, end):
        if verb.start() > start and verb[0][0].isupper() and frame[start : verb.start()].strip():
            continue
        before = words_of(frame, max(start, verb.start() - 40), verb.start())
        if before and (
            speech.has("determiners", before[-1].low)
            or speech.has("articles", before[-1].low)
            or before[-1].text.endswith(("'s", "’s", "s'", "s’"))
        ):
            continue
        if speech.has("nouns", verb[0].lower()) and not _AFTER_VERB.match(frame, verb.end(), end):
            continue
        yield verb


def _passive(frame: str, start: int, verb: re.Match[str], speech: Speech) -> bool:
    """Say whether the subject is the hearer: "he was told"."""
    if not speech.has("hearers", verb[0].lower()):
        return False
    before = words_of(frame, max(start, verb.start() - 30), verb.start())
    return any(speech.has("being", w.low) for w in before[-3:])


def before(frame: str, start: int, at: int, speech: Speech) -> Said:
    """Read what leads to a quote that opens at *at* in a sentence from *start* on."""
    begin = max(start, at - REACH)
    verbs = list(_verbs(frame, begin, at, speech))
    for place in range(len(verbs) - 1, -1, -1):
        said = _subject_of(frame, begin, verbs[place], at, verbs[:place], speech)
        if said.pronoun and place:
            said = _outer(frame, begin, verbs[:place], said, speech)
        if said.how:
            low = verbs[place][0].lower()
            return said._replace(loose=low in speech.weak or low in speech.forms)
    match = next(speech.according.finditer(frame, begin, at), None)
    if match:
        return right_of(frame, match.end(), at, match[0], "lead", speech)
    if owner := _owner(frame, begin, at, speech):
        return owner
    if frame[begin:at].rstrip()[-1:] == ":":
        return main_subject(frame, begin, at, "", speech)
    return Said("", "", verbs[-1][0], "lead", loose=True) if verbs else NOTHING


def _subject_of(
    frame: str, begin: int, verb: re.Match[str], at: int, earlier: list[re.Match[str]], speech: Speech
) -> Said:
    low = verb[0].lower()
    if _passive(frame, begin, verb, speech):
        return NOTHING
    lead = frame[begin : verb.start()].rstrip()
    if not lead.strip("“”\"'‘’\x01 ,."):
        return right_of(frame, verb.end(), at, verb[0], "lead", speech)
    if low in speech.forms or speech.has("infinitive", lead.rsplit(None, 1)[-1].lower()):
        loose = lead[-1] not in ",;—–\x01”\""
        if low not in speech.verbs and loose and (said := _left(frame, begin, verb, speech)).how:
            return said
        outer = next((s for v in reversed(earlier) if (s := _strong(frame, begin, v, speech)).how), NOTHING)
        return outer._replace(verb=verb[0]) if outer.how else main_subject(frame, begin, verb.start(), verb[0], speech)
    said = _left(frame, begin, verb, speech)
    if not said.how and (speech.order != "free" or lead.endswith(",")):
        said = right_of(frame, verb.end(), at, verb[0], "lead", speech)
    return said if said.how else main_subject(frame, begin, verb.start(), verb[0], speech)


def _left(frame: str, begin: int, verb: re.Match[str], speech: Speech) -> Said:
    return left_of(frame, begin, verb.start(), verb[0], "lead", speech)


def _strong(frame: str, begin: int, verb: re.Match[str], speech: Speech) -> Said:
    """Read the subject of a verb that says in its own right, by name."""
    if verb[0].lower() not in speech.verbs or _passive(frame, begin, verb, speech):
        return NOTHING
    return _left(frame, begin, verb, speech)


def _outer(frame: str, begin: int, earlier: list[re.Match[str]], said: Said, speech: Speech) -> Said:
    """Read who the pronoun of an inner clause is: "Holm told us that she hopes …"."""
    for verb in reversed(earlier):
        outer = _strong(frame, begin, verb, speech)
        between = frame[verb.end() : said.at].lower().replace(",", " ").split()
        if outer.speaker and not any(speech.has("conjunctions", word) for word in between):
            return outer._replace(verb=said.verb)
    return said


def _owner(frame: str, begin: int, at: int, speech: Speech) -> Said:
    """Read the owner of a speech noun: "Holm's promise of “…”"."""
    words = words_of(frame, begin, at)
    for i in range(len(words) - 1, 0, -1):
        if speech.has("speech_nouns", words[i].low):
            for j in range(i - 1, max(-1, i - 4), -1):
                if words[j].text.endswith(("'s", "’s", "s'", "s’")):
                    return left_of(frame, begin, words[j].end, words[i].text, "lead", speech)._replace(loose=True)
                if words[j].low in {"his", "her"}:
                    return Said("", "he" if words[j].low == "his" else "she", words[i].text, "lead", True, words[j].start)
    return NOTHING
