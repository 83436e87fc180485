"""The tag after a quote: "…," said Holm."""

from __future__ import annotations

import re

from digest.quotes.attribution.masked_text import BLANK, MaskedText, Verb
from digest.quotes.attribution.subjects import NOTHING, Attribution, left_of, passive, right_of, stands_in
from digest.quotes.grammar.names import Word

REACH = 260  # characters after a quote that are looked at
SHORT = 70  # characters of a tag that is a sentence of its own
LONGEST_VERB = 20  # characters
_TIES = "!?—–…"
DASHES = "—–-"
_BETWEEN_DASHES = re.compile(rf"\s?[{DASHES}]{{1,2}}\s?([^{BLANK}\n—–]{{3,120}}?)\s?[{DASHES}]{{1,2}}\s?[\"“„]{BLANK}")


def closing_tag(frame: MaskedText, at: int, end: int, last: str, *, opens: bool) -> Attribution:
    """Read the tag that follows a quote: *at* is where its closing mark ended.

    *last* is the quote's last character: after , ! ? — or … a tag may follow.
    *opens*: its sentence begins with it.
    """
    text, speech = frame.text, frame.speech
    end = min(end, at + REACH)
    start = at
    while start < end and text[start] in " ,\u00a0\u202f—–-":
        start += 1
    if as_said := speech.as_tag.match(text, start, end):
        start = as_said.end()  # “…,” as Holm said
    comma = last in ",，" or "," in text[at:start]
    tied = comma or last in _TIES or (opens and last.isalnum() and start < end and text[start].isupper())
    # Where nouns have capitals, only a comma tells a tag from the next sentence.
    likely = comma or (tied and not speech.capital_nouns)
    # After ! and ? a tag begins small: “Hands!” an officer ordered.
    alone = opens and (comma or text[start : start + 1].islower())
    match = speech.tagged.match(text, start, end)
    if match and (tied or not match[0][0].isupper()):
        said = right_of(frame, match.end(), end, match[0], "tag")
        if said.how or not speech.inverts:
            return said
    if speech.lead_tag and (said := _so(frame, start, end)).how:
        return said
    if not tied and last in ".。":
        # After a full stop only a short sentence is a tag: “…” Holm said.
        end = text.find(".", start, min(end, start + SHORT)) + 1
    for verb in frame.verbs(start, end) if end > start else ():
        # Not "State spokesman …", nor a participle that goes on: "…," promising more.
        if not verb.text[0].isupper() and verb.low in speech.verbs:
            said = _tag(frame, start, verb, end, tied)
            if said.how and not tied and said.at < verb.start:
                return said if _ends_soon(text, verb.end, end, full=last in ".。") else NOTHING
            return said if said.how or not likely else _unknown_verb(frame, start, end, comma, alone)
    return _unknown_verb(frame, start, end, comma, alone) if likely else NOTHING


def after_a_stop(frame: MaskedText, at: int, end: int) -> Attribution:
    """Read a tag that begins small after a full stop: “We are ready.” said Anna Holm, who should know."""
    if frame.following(at, min(end, at + LONGEST_VERB)) not in frame.speech.verbs:
        return NOTHING
    verb = next(iter(frame.verbs(at, min(end, at + SHORT))), None)
    if verb is None or frame.text[at : verb.start].strip() or frame.speech.order != "free":
        return NOTHING
    sure = verb.text.islower() and verb.low in frame.speech.verbs and frame.text[verb.end + 1 : verb.end + 2].isupper()
    return right_of(frame, verb.end, end, verb.text, "tag") if sure else NOTHING


def interrupted(frame: MaskedText, at: int) -> Attribution:
    """Read who is told of between two dashes: “We are”—Holm paused—“ready.”"""
    match = _BETWEEN_DASHES.match(frame.text, at, min(len(frame.text), at + REACH))
    if not match:
        return NOTHING
    verb = next(iter(frame.verbs(*match.span(1))), None)
    if verb:
        said = left_of(frame, match.start(1), verb.start, verb.text, "tag", whole=True)
        return said if said.how else right_of(frame, verb.end, match.end(1), verb.text, "tag")
    words = frame.words(*match.span(1))
    for stop in range(1, len(words)):
        if frame.speech.past(words[stop].text) or frame.speech.has("irregular", words[stop].low):
            told = (match.start(1), words[stop].start, words[stop].text, "tag")
            said = left_of(frame, *told, whole=True)
            return said if said.how else left_of(frame, *told)  # —here Carl Berg paused—
    return NOTHING


def _so(frame: MaskedText, start: int, end: int) -> Attribution:
    """Read the tag that closes the clause round a quote: „…“ beenden, so Holm."""
    match = frame.speech.lead_tag.search(frame.text, start, end) if frame.speech.lead_tag else None
    if not match or BLANK in frame.text[start : match.start()]:
        return NOTHING
    return right_of(frame, match.end(), end, match[0].strip(" ,"), "tag")


def _tag(frame: MaskedText, start: int, verb: Verb, end: int, tied: bool) -> Attribution:
    """Read the tag that a speech verb is part of."""
    speech = frame.speech
    if verb.clitic and not frame.text[start : verb.start].strip():
        return Attribution("", verb.clitic, verb.text, "tag", at=verb.start)
    if speech.has("cites", verb.low) and (said := _cited(frame, start, verb, end)).how:
        return said
    stands = speech.has("stands", verb.low) and (tied or verb.start == start)
    if stands and (said := stands_in(frame, verb, end, "tag")).how:
        return said
    if _inverted(frame, start, verb):
        named = speech.order == "free" and frame.text[verb.end + 1 : verb.end + 2].isupper()  # “…” said Holm
        said = right_of(frame, verb.end, end, verb.text, "tag") if tied or speech.inverts or named else NOTHING
        following = frame.following(verb.end, min(end, verb.end + 20))
        placed = speech.has("prepositions", following) and not _names_more(frame, verb.end, end)  # ante el consejo
        alone = speech.drops and tied and (placed or _ends_soon(frame.text, verb.end, end))
        # “…,” said one of them: somebody, and nobody named.
        alone = alone or (tied and verb.low in speech.verbs and _some(frame, verb.end, end))
        return Attribution("", "", verb.text, "tag", at=verb.start) if alone and not said.how else said
    if passive(frame, verb):
        return NOTHING
    if speech.order == "second" and not _as_clause(frame, start, end):
        return _late_tag(frame, start, verb, end)  # the verb comes first in a tag there
    said = left_of(frame, start, verb.start, verb.text, "tag", whole=True)
    turned = frame.text[start : verb.start].rstrip().endswith(",") and speech.order == "free" and not speech.inverts
    if turned and said.speaker.rpartition(" ")[2].islower() and not speech.has("hearers", verb.low):
        late = _late_tag(frame, start, verb, end)  # “…” and people get nervous, said Anna Holm
        return late if late.speaker[:1].isupper() else said
    return said if said.how else _late_tag(frame, start, verb, end)


def _some(frame: MaskedText, at: int, end: int) -> bool:
    """Say whether a lone determiner stands for the subject: said one, said several of them."""
    words = frame.words(at, min(end, at + 40))
    alone = len(words) < 2 or not words[1].solid or frame.speech.has("join", words[1].low)
    return bool(words) and words[0].low in frame.speech.determining and alone


def _as_clause(frame: MaskedText, start: int, end: int) -> bool:
    """Say whether the tag is a clause of its own: „…“, wie Holm sagte / wird Holm zitiert."""
    words = frame.words(start, min(end, start + 20))
    speech = frame.speech
    return bool(words) and (speech.has("subordinators", words[0].low) or speech.has("finite", words[0].low))


def _cited(frame: MaskedText, start: int, verb: Verb, end: int) -> Attribution:
    """Read who is cited in a tag: “…”, zitierte man Anna Holm."""
    if frame.text[start : verb.start].strip():
        return NOTHING
    words = frame.words(verb.end, min(end, verb.end + 20))
    if words and frame.speech.pronouns.get(words[0].low) == "x":
        return right_of(frame, words[0].end, end, verb.text, "tag")
    return NOTHING


def _inverted(frame: MaskedText, start: int, verb: Verb) -> bool:
    """Say whether only auxiliaries stand before the verb: “…”, a déclaré Holm."""
    lead = frame.text[start : verb.start].split()
    return len(lead) <= 2 and all(word in frame.speech.auxiliaries for word in lead)


def _late_tag(frame: MaskedText, start: int, verb: Verb, end: int) -> Attribution:
    """Read a tag that closes the sentence: “…” at the convention, he said."""
    comma = frame.text.rfind(",", start, verb.start)
    if comma < 0:
        return NOTHING
    if not frame.text[comma + 1 : verb.start].strip():
        return right_of(frame, verb.end, end, verb.text, "tag")
    if not _ends_soon(frame.text, verb.end, end):
        return NOTHING
    return left_of(frame, comma + 1, verb.start, verb.text, "tag", whole=True)


def _names_more(frame: MaskedText, at: int, end: int) -> bool:
    """Say whether more than a place is named after a verb: "a Radio Puerto Nuevo Ana Ríos", not "ante el Consejo"."""
    words = frame.words(at, end)
    stop = next((i for i, word in enumerate(words) if not word.solid), len(words))
    names = [i for i in range(stop) if words[i].named]
    small = [words[i - 1] for i in names if i > 1 and not words[i - 1].named]
    free = any(word.low not in frame.speech.kinds and not frame.speech.has("things", word.low) for word in small)
    return len(names) > 3 or free


def _ends_soon(text: str, at: int, end: int, *, full: bool = False) -> bool:
    """Say whether the sentence or clause is over; after a *full* stop only a whole sentence is a tag."""
    following = text[at:end].lstrip()[:1]
    return following in {"", "."} or (not full and following in {",", ":", ";"})


def _lone(frame: MaskedText, word: Word, end: int) -> bool:
    """Say whether one small word is the whole tag, where the subject may be left out."""
    return word.text.islower() and word.low not in frame.speech.kinds and _ends_soon(frame.text, word.end, end)


def _unknown_verb(frame: MaskedText, start: int, end: int, comma: bool, opens: bool) -> Attribution:
    """Read a tag whose verb is in no list: "…," Holm chuckled; "…!" beamed Anna Holm."""
    speech = frame.speech
    words = frame.words(start, min(end, start + 90))[:10]
    while speech.inverts and words and words[0].low in speech.auxiliaries:
        words = words[1:]
    if words and "-" in words[0].low and (clitic := words[0].low.rpartition("-")[2]) in speech.pronouns:
        return Attribution("", clitic, words[0].text.partition("-")[0], "tag", at=words[0].start)  # s’agace-t-il
    turned = speech.inverts or (len(words) > 1 and words[1].named)
    known = bool(words) and (words[0].low in speech.stops or (not speech.inverts and words[0].low in speech.weak))
    if turned and words and speech.past(words[0].text) and not known:
        return right_of(frame, words[0].end, end, words[0].text, "tag")
    if speech.drops and comma and words and _lone(frame, words[0], end):
        return Attribution("", "", words[0].text, "tag", at=words[0].start)  # “…”, prosigue.
    opens = opens and speech.order == "free"
    determined = bool(words) and words[0].low in speech.determining
    for stop in range(1, len(words)):
        word, before = words[stop], words[stop - 1].low
        ends = stop + 1 == len(words) or words[stop + 1].text in ".,:"
        # After a quote that opens its sentence a name and a verb are a tag: "…," Holm sings to Berg.
        alone = opens and all(w.named for w in words[:stop])
        role = opens and determined and (comma or speech.has("roles", before)) and speech.ended(word.text)
        role = role and speech.kinds.get(before) != "stop"
        told = speech.past(word.text) or speech.has("irregular", word.low)
        if (ends and told) or role or (alone and speech.leading(word.text)):
            said = left_of(frame, start, word.start, word.text, "tag", whole=True)
            if (comma and determined and said.how) or said.pronoun or said.speaker[:1].isupper():
                return said
    return NOTHING
