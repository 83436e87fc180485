"""The tag after a quote: "…," said Holm."""

from __future__ import annotations

import re
from typing import NamedTuple

from digest.quotes.attribution.cited import cited_tag
from digest.quotes.attribution.masked_text import BLANK, MaskedText, Verb
from digest.quotes.attribution.passives import passive
from digest.quotes.attribution.roles import is_role
from digest.quotes.attribution.speakable import is_known
from digest.quotes.attribution.subjects import NOTHING, Attribution, left_of, right_of, stands_in
from digest.quotes.attribution.told_after import as_clause, perfect_tag
from digest.quotes.grammar.names import Word, phrase, whole_name
from digest.quotes.grammar.speech import Speech

REACH = 260  # characters after a quote that are looked at
SHORT = 70  # characters of a tag that is a sentence of its own
LONGEST_VERB = 20  # characters
_TIES = "!?—–…"
DASHES = "—–-"
_BETWEEN_DASHES = re.compile(rf"\s?[{DASHES}]{{1,2}}\s?([^{BLANK}\n—–]{{3,120}}?)\s?[{DASHES}]{{1,2}}\s?[\"“„]{BLANK}")


class _Tail(NamedTuple):
    """What may be the tag after a quote: a stretch of text, and how the quote before it ended.

    `comma`: a comma parts it from the quote; `tied`: a mark does that a tag may
    follow; `last`: the quote's last character; `opens`: the quote opens its sentence.
    """

    start: int
    end: int
    comma: bool
    tied: bool
    last: str
    opens: bool


def closing_tag(frame: MaskedText, at: int, end: int, last: str, *, opens: bool) -> Attribution:
    """Read the tag that follows a quote: *at* is where its closing mark ended.

    *last* is the quote's last character: after , ! ? — or … a tag may follow.
    *opens*: its sentence begins with it.
    """
    tail = _tail(frame, at, min(end, at + REACH), last, opens=opens)
    if (fixed := _fixed_tag(frame, tail)) is not None:
        return fixed
    if not tail.tied and last in ".。":
        # After a full stop only a short sentence is a tag: “…” Holm said.
        stop = frame.text.find(".", tail.start, min(tail.end, tail.start + SHORT)) + 1
        tail = tail._replace(end=stop)
    said = _with_known_verb(frame, tail)
    # Where nouns have capitals, only a comma tells a tag from the next sentence.
    likely = tail.comma or (tail.tied and not frame.speech.capital_nouns)
    return said if said.how or not likely else _unknown_verb(frame, tail)


def _with_known_verb(frame: MaskedText, tail: _Tail) -> Attribution:
    """Read the tag of the first speech verb in it."""
    # Not "State spokesman …", nor a participle that goes on: "…," promising more.
    verbs = frame.verbs(tail.start, tail.end) if tail.end > tail.start else []
    verb = next((v for v in verbs if not v.text[0].isupper() and v.low in frame.speech.verbs), None)
    if verb is None:
        return NOTHING
    said = _tag(frame, tail, verb)
    loose = said.how and not tail.tied and said.at < verb.start
    return NOTHING if loose and not _ends_soon(frame.text, verb.end, tail.end, full=tail.last in ".。") else said


def _tail(frame: MaskedText, at: int, end: int, last: str, *, opens: bool) -> _Tail:
    """Return what may be the tag, without the marks that lead to it."""
    text, start = frame.text, at
    while start < end and text[start] in " ,\u00a0\u202f—–-":
        start += 1
    if as_said := frame.speech.as_tag.match(text, start, end):
        start = as_said.end()  # “…,” as Holm said
    comma = last in ",，" or "," in text[at:start]
    title = opens and last.isalnum() and start < end and text[start].isupper()
    return _Tail(start, end, comma, comma or last in _TIES or title, last, opens)


def _fixed_tag(frame: MaskedText, tail: _Tail) -> Attribution | None:
    """Read a tag without a verb of its own, None for no such tag: "…," according to Holm; „…“, so Holm."""
    speech = frame.speech
    match = speech.tagged.match(frame.text, tail.start, tail.end)
    if match and (tail.tied or not match[0][0].isupper()):
        said = right_of(frame, match.end(), tail.end, match[0], "tag")
        if said.how or not speech.inverts:
            return said
    for read in (_so, cited_tag, as_clause, perfect_tag):
        if (said := read(frame, tail.start, tail.end)).how:
            return said
    return None


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


def _tag(frame: MaskedText, tail: _Tail, verb: Verb) -> Attribution:
    """Read the tag that a speech verb is part of."""
    speech, start, end = frame.speech, tail.start, tail.end
    if verb.clitic and not frame.text[start : verb.start].strip():
        return Attribution("", verb.clitic, verb.text, "tag", at=verb.start)
    if speech.has("cites", verb.low) and (said := _cited(frame, start, verb, end)).how:
        return said
    stands = speech.has("stands", verb.low) and (tail.tied or verb.start == start)
    if stands and (said := stands_in(frame, verb, end, "tag")).how:
        return said
    if _inverted(frame, start, verb):
        return _verb_first(frame, tail, verb)
    if passive(frame, verb):
        return NOTHING
    if speech.order == "second" and not _as_clause(frame, start, end):
        return _late_tag(frame, start, verb, end)  # the verb comes first in a tag there
    return _subject_first(frame, tail, verb)


def _verb_first(frame: MaskedText, tail: _Tail, verb: Verb) -> Attribution:
    """Read a tag that begins with its verb: “…,” said Holm."""
    speech, text = frame.speech, frame.text
    named = speech.order == "free" and text[verb.end + 1 : verb.end + 2].isupper()  # “…” said Holm
    said = NOTHING
    inside = speech.order == "second" and not tail.opens and not tail.tied and verb.low not in speech.weak
    if not inside and (tail.tied or speech.inverts or named):
        said = right_of(frame, verb.end, tail.end, verb.text, "tag")
    if said.how or not tail.tied:
        return said
    # “…,” said one of them: somebody, and nobody named.
    alone = _left_out(frame, verb, tail.end) or (verb.low in speech.verbs and _some(frame, verb.end, tail.end))
    return Attribution("", "", verb.text, "tag", at=verb.start) if alone else NOTHING


def _left_out(frame: MaskedText, verb: Verb, end: int) -> bool:
    """Say whether a tag has no subject, where a language may leave it out: «…», dijo ante el consejo."""
    following = frame.following(verb.end, min(end, verb.end + 20))
    placed = frame.speech.has("prepositions", following) and not _names_more(frame, verb.end, end)
    return frame.speech.drops and (placed or _ends_soon(frame.text, verb.end, end))


def _subject_first(frame: MaskedText, tail: _Tail, verb: Verb) -> Attribution:
    """Read a tag whose subject stands before its verb: “…,” Holm said."""
    speech, start, end = frame.speech, tail.start, tail.end
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
    """Read who is cited in a tag: “…”, zitierte man Anna Holm; “…,” the paper quoted Holm as saying."""
    if any(phrase in frame.text[verb.end : end] for phrase in frame.speech.lists.get("as_saying", ())):
        return right_of(frame, verb.end, end, verb.text, "tag")
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


def _unknown_verb(frame: MaskedText, tail: _Tail) -> Attribution:
    """Read a tag whose verb is in no list: "…," Holm chuckled; "…!" beamed Anna Holm."""
    speech = frame.speech
    words = frame.words(tail.start, min(tail.end, tail.start + 90))[:10]
    while speech.inverts and words and words[0].low in speech.auxiliaries:
        words = words[1:]
    if not words:
        return NOTHING
    first = words[0]
    _, hyphen, clitic = first.low.rpartition("-")
    if hyphen and clitic in speech.pronouns:
        return Attribution("", clitic, first.text.partition("-")[0], "tag", at=first.start)  # s’agace-t-il
    leads = tail.comma and (_leads_to_name(words, speech) or _is_turned(frame, tail, words))
    if leads or _tells_first(words, speech):
        return right_of(frame, first.end, tail.end, first.text, "tag")
    if speech.drops and tail.comma and _lone(frame, first, tail.end):
        return Attribution("", "", first.text, "tag", at=first.start)  # “…”, prosigue.
    return _told_by(frame, tail, words)


def _tells_first(words: list[Word], speech: Speech) -> bool:
    """Say whether a verb that tells what happened opens the tag, its subject behind it: beamed Anna Holm."""
    first = words[0]
    turned = speech.inverts or (len(words) > 1 and words[1].named)
    known = first.low in speech.stops or (not speech.inverts and first.low in speech.weak)
    return turned and not known and speech.past(first.text)


def _leads_to_name(words: list[Word], speech: Speech) -> bool:
    """Say whether what may be a verb and a full name are the whole tag: «…», resume Ana Ríos; “…,” laughs Anna Holm."""
    stop = next((i for i, word in enumerate(words) if not word.solid), len(words))
    verbal = words[0].text.islower() and words[0].low not in speech.kinds and words[0].low not in speech.speaks
    return (speech.inverts or speech.leading(words[0].text)) and verbal and whole_name(words[1:stop], speech)


def _is_like_verb(word: Word, speech: Speech) -> bool:
    """Say whether a word may be a finite verb, where one about one ends so: "stützt", "weiß"."""
    small = word.text.islower() and word.text.endswith(("t", "te", "ß")) and word.low not in speech.speaks
    return small and (word.low not in speech.kinds or word.low in speech.weak)


def _is_turned(frame: MaskedText, tail: _Tail, words: list[Word]) -> bool:
    """Say whether what may be a verb leads to its subject, in verb-second: „…“, stützt Anna Holm den Plan."""
    speech = frame.speech
    if speech.order != "second" or not tail.opens or len(words) == 1 or not _is_like_verb(words[0], speech):
        return False
    if words[1].text.islower() and speech.pronouns.get(words[1].low) in {"m", "f"}:
        return True  # „…“, spöttelt er
    name = words[1 : phrase(words, 1, speech)]
    if len(name) > 1 and speech.has("articles", name[0].low):  # „…“, beschreibt ein Reporter den Stoß
        role = next((word for word in name[1:] if word.named), name[1])  # "der amtierende Hafenmeister"
        return not speech.has("oblique", name[0].low) and is_role(frame, role.text)
    return whole_name(name, speech) or (len(name) == 1 and name[0].named and is_known(frame, name[0].text))


def _told_by(frame: MaskedText, tail: _Tail, words: list[Word]) -> Attribution:
    """Read the subject before a word that can be its verb: Holm chuckled."""
    speech = frame.speech
    # After ! and ? a tag begins small: “Hands!” an officer ordered.
    small = frame.text[tail.start : tail.start + 1].islower()
    whole = tail.opens and (tail.comma or small) and speech.order == "free"
    determined = words[0].low in speech.determining
    for stop in range(1, len(words)):
        acts = whole and (_names_act(words, stop, speech) or (determined and _role_acts(words, stop, tail, speech)))
        if not acts and not _closes_tag(words, stop, speech):
            continue
        said = left_of(frame, tail.start, words[stop].start, words[stop].text, "tag", whole=True)
        if (tail.comma and determined and said.how) or said.pronoun or said.speaker[:1].isupper():
            return said
    return NOTHING


def _closes_tag(words: list[Word], i: int, speech: Speech) -> bool:
    """Say whether word *i* is a verb that tells and nothing follows it: Holm chuckled."""
    told = speech.past(words[i].text) or speech.has("irregular", words[i].low)
    return told and (i + 1 == len(words) or words[i + 1].text in ".,:")


def _role_acts(words: list[Word], i: int, tail: _Tail, speech: Speech) -> bool:
    """Say whether word *i* is what a role does, whatever follows: “…,” the keeper snapped at them."""
    before = words[i - 1].low
    role = (tail.comma or speech.has("roles", before)) and speech.kinds.get(before) != "stop"
    return role and speech.ended(words[i].text)


def _names_act(words: list[Word], i: int, speech: Speech) -> bool:
    """Say whether nothing but a name stands before what may be its verb: Holm sings to Berg."""
    return speech.leading(words[i].text) and all(word.named for word in words[:i])
