"""Who speaks when a colon or comma leads to the quote without a verb that we know."""

from __future__ import annotations

import re
from itertools import pairwise

from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.roles import is_role
from digest.quotes.attribution.speakable import is_known
from digest.quotes.attribution.subjects import NOTHING, Attribution, left_of, main_subject, named, right_of
from digest.quotes.attribution.verb_second import behind_verb
from digest.quotes.grammar.names import Word, only_name, phrase, whole_name
from digest.quotes.grammar.phrases import BREAKS, apposed, is_abstract, is_couple
from digest.quotes.grammar.speech import Speech

SHORT_LEAD = 40  # words
ATTRIBUTE = 6  # words from an article to the participle that it leads to
LABEL = 4  # words of a name that heads a line
_LEADING = re.compile(r"(?<=[\w)] )([^\W\d_]+)[,:]\s*$")


def before_colon(frame: MaskedText, begin: int, at: int) -> Attribution:
    """Read who stands before a colon without a verb that we know: "Bush: “…”", "Holm was clear: “…”"."""
    lead = frame.text[begin:at].rstrip()
    if not lead.endswith(":"):
        return NOTHING
    if lead[:-1].rstrip().endswith("?"):
        return Attribution("", "", "", "lead", loose=True)  # what an interviewer asks
    for read in (_quoted_from, behind_verb):
        if (said := read(frame, begin, begin + len(lead) - 1, "")).how:
            return said
    if frame.speech.inverts and (said := _after_unknown(frame, begin, begin + len(lead) - 1)).how:
        return said
    said = left_of(frame, begin, begin + len(lead) - 1, "", "lead", whole=True)
    if said.speaker and not (frame.speech.order == "free" and _has_tail(said.speaker, frame.speech)):
        return said
    # "Holm was clear:" names its speaker; after a longer sentence the words are as often somebody else's.
    main = main_subject(frame, begin, at, "")
    if (behind := _behind_object(frame, begin, at, main)).how:
        return behind
    heads = _heads(frame, main, begin, at)
    return main if main.pronoun or (main.speaker and heads) else Attribution("", "", "", "lead", loose=True)


def _quoted_from(frame: MaskedText, begin: int, at: int, verb: str) -> Attribution:
    """Read what is cited: "Holm zitiert aus einem alten Brief: „…“"."""
    speech = frame.speech
    words = frame.words(begin, at) if "cites_from" in speech.words else []
    for cites, source in pairwise(words):
        if speech.has("cites", cites.low) and speech.has("cites_from", source.low):
            return right_of(frame, source.end, at, verb or cites.text, "lead")
    return NOTHING


def _behind_object(frame: MaskedText, begin: int, at: int, main: Attribution) -> Attribution:
    """Read who stands behind a verb whose clause begins with an object: "Jede Verantwortung weist Holm von sich: …"."""
    speech = frame.speech
    speaks = any(_is_somebody(frame, word) for word in main.speaker.split())
    if speech.order != "second" or not main.speaker or speaks:
        return NOTHING
    words = frame.words(begin, at)
    second = _second(words, speech)
    stop = phrase(words, second + 1, speech) if second else 0
    sure = _is_sure(frame, words[second + 1 : stop])
    return named(frame, apposed(words, second + 1, stop, speech), "", "lead") if sure else NOTHING


def _is_sure(frame: MaskedText, name: list[Word]) -> bool:
    """Say whether a phrase is somebody's and no object's."""
    nominative = bool(name) and not frame.speech.has("objects", name[0].low)
    return nominative and any(_is_somebody(frame, word.text) for word in name)


def _second(words: list[Word], speech: Speech) -> int:
    """Return which word is the finite verb behind the noun that opens a clause, 0 for none."""
    for i, word in enumerate(words[1:-1], 1):
        if word.text in BREAKS:
            break
        if word.text.islower() and word.low not in speech.kinds and words[i - 1].named:
            return i
    return 0


def _heads(frame: MaskedText, main: Attribution, begin: int, at: int) -> bool:
    """Say whether the subject of a sentence that ends in a colon can have said what follows."""
    if frame.speech.capital_nouns:  # there the subject is where the grammar says
        return _can_speak(main.speaker, frame.speech) and not _is_headed(frame, main, begin, at)
    opens = not frame.text[begin : main.at].strip() and len(frame.text[begin:at].split()) <= SHORT_LEAD
    capital = any(w[0].isupper() for w in main.speaker.split())
    return capital or (opens and has_verb(frame, begin, at))


def _is_headed(frame: MaskedText, main: Attribution, begin: int, at: int) -> bool:
    """Say whether a lone noun and what it is about head the words: "Kritik an der Werft:"; a name or role speaks."""
    words = frame.words(begin, at)
    about = len(words) > 2 and words[0].named and frame.speech.has("prepositions", words[1].low)
    lone = " " not in main.speaker and main.at == words[0].start
    return about and lone and not has_verb(frame, begin, at) and not _is_somebody(frame, main.speaker)


def _is_somebody(frame: MaskedText, word: str) -> bool:
    return is_role(frame, word) or is_known(frame, word)


def _can_speak(speaker: str, speech: Speech) -> bool:
    """Say whether a subject is a name, a role or a body, as far as lists tell: not "Seine Zuversicht"."""
    words = speaker.split()
    listed = any(w.lower() in speech.speaks for w in words)
    return listed or (bool(words) and words[0].lower() not in speech.determining and words[-1][:1].isupper())


def _has_tail(speaker: str, speech: Speech) -> bool:
    """Say whether more than a name stands there: "Holm lobbies for a wider pier"."""
    first, *words = speaker.split()
    joined = next((i for i, word in enumerate(words) if speech.has("join", word)), 0)
    return first[0].isupper() and any(word[0].islower() for word in words[:joined])


def labelled(frame: MaskedText, begin: int, at: int) -> Attribution:
    """Read the name between a dash and the colon ("Polls tighten – Anna Holm:"), or after "From"."""
    lead = frame.text[begin:at].rstrip()
    if not lead.endswith(":"):
        return NOTHING
    words = frame.words(begin, begin + len(lead) - 1)
    if words and frame.speech.has("words_of", words[0].low):
        return _words_of(frame, words)
    dash = max((i for i, w in enumerate(words) if w.text in "—–-"), default=-1)
    name = words[dash + 1 :]
    source = next((i for i, w in enumerate(name[:2]) if frame.speech.has("from", w.low)), -1)
    alone = dash > 0 and _is_alone(words, dash)
    if source >= 0:
        name = name[source + 1 :]
    elif dash < 0 or not (alone or whole_name(name, frame.speech) or is_couple(name, frame.speech)):
        return NOTHING
    if is_couple(name, frame.speech):
        return named(frame, name, "", "lead")
    return named(frame, name, "", "lead") if phrase(name, 0, frame.speech) == len(name) else NOTHING


def _is_alone(words: list[Word], dash: int) -> bool:
    """Say whether one name follows a dash that spaces part from what stands before."""
    name = words[dash + 1 :]
    return len(name) == 1 and name[0].named and words[dash - 1].end < words[dash].start


def _words_of(frame: MaskedText, words: list[Word]) -> Attribution:
    """Read whose words a label says these are: "Zitat von Holm:", "O-Ton Holm:"."""
    at = 2 if words[1:2] and frame.speech.has("particles", words[1].low) else 1
    return named(frame, words[at:], "", "lead") if phrase(words, at, frame.speech) == len(words) else NOTHING


def name_heads_line(frame: MaskedText, start: int, colon: int) -> Attribution:
    """Read the name that heads a line, as headlines do: "Holm: the plan is “a dead duck”"."""
    line = frame.text.rfind("\n", 0, start) + 1
    words = frame.words(start, colon)
    if not only_name(words, frame.speech) or len(words) > LABEL or frame.text[line:start].strip():
        return NOTHING
    said = named(frame, words, "", "lead")
    return said._replace(loose=True) if said.how else NOTHING


def has_verb(frame: MaskedText, begin: int, at: int) -> bool:
    """Say whether a short lead is a clause ("Holm was clear:") and no label ("Quote of the day:")."""
    speech = frame.speech
    words = frame.words(begin, at)
    return any(speech.has("being", w.low) or speech.has("finite", w.low) or speech.past(w.text) for w in words[1:])


def leading(frame: MaskedText, begin: int, at: int) -> Attribution:
    """Read a verb in no list that leads to the quote: "Holm cracked: “…”"."""
    speech = frame.speech
    if frame.text[max(begin, at - 4) : at].rstrip()[-1:] not in {",", ":"}:
        return NOTHING
    match = _LEADING.search(frame.text, max(begin, at - 30), at)
    if (
        not match
        or match[1].lower() in speech.anyverb
        or not speech.leading(match[1])
        or speech.has("as_tag", match[1])
    ):
        return NOTHING
    near = frame.text[begin : match.start(1)].rsplit(None, 1)[-1:]
    if near and (speech.has("prepositions", near[0].lower()) or near[0].lower() in speech.determining):
        return NOTHING  # "once the board goes on recess, “…”"
    said = left_of(frame, begin, match.start(1), match[1], "lead")
    return said if said.pronoun or said.speaker[:1].isupper() else NOTHING


def _may_tell(words: list[Word], speech: Speech) -> bool:
    """Say whether the last word can be a finite verb that tells."""
    word = words[-1]
    if speech.order == "second" and _is_determined(words, speech):
        return False
    verbal = speech.past(word.text) or (speech.order == "second" and word.text.islower() and word.text[-1] == "t")
    return verbal and word.low not in speech.stops and not _is_attribute(words, speech)


def _is_determined(words: list[Word], speech: Speech) -> bool:
    """Say whether an article leads to the last word: "in der gekürzten Hafenliste", "dem neu gewählten Rat"."""
    small = [word for word in words[-3:-1] if word.text.islower()]
    return any(word.low in speech.determining for word in small) and len(small) == len(words[-3:-1])


def _is_attribute(words: list[Word], speech: Speech) -> bool:
    """Say whether a participle that ends the words belongs to the noun behind it: "die am Montag formulierten …"."""
    return speech.opens_attribute([word.low for word in words[-ATTRIBUTE:-1]])


def _after_unknown(frame: MaskedText, begin: int, at: int) -> Attribution:
    """Read a name between a verb in no list and the colon: "Dazu resümiert Anna Holm: “…”"."""
    speech = frame.speech
    words = frame.words(begin, at)
    for i in range(len(words) - 1, 0, -1):
        word = words[i - 1]
        if _may_tell(words[:i], speech) and phrase(words, i, speech) == len(words):
            if speech.has("oblique", words[i].low):
                return NOTHING  # "Holm dankt dem neuen Rat:"
            if words[i].low in speech.determining and is_abstract(words[-1].text, speech):
                return NOTHING  # "Anna Holm liefert eine Erklärung:"
            said = right_of(frame, words[i].start, at, word.text, "lead")
            known = any(w.named or speech.has("roles", w.low) or speech.has("bodies", w.low) for w in words[i:])
            return said if known or speech.order == "second" else NOTHING  # "Holm no oculta su enfado:"
    return NOTHING
