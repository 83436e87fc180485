"""The subject of a speech verb: a noun phrase beside it, or the one its sentence begins with."""

from __future__ import annotations

import re
from typing import NamedTuple

from digest.quotes.attribution.masked_text import BLANK, MaskedText, Verb
from digest.quotes.grammar.names import Word, owner, phrase, tidy, whole_name
from digest.quotes.grammar.overgrown import thing_behind, trimmed, without_oblique
from digest.quotes.grammar.phrases import (
    BREAKS,
    after_break,
    antecedent,
    apposed,
    before_aside,
    before_place,
    first_phrase,
    introduces,
    is_place,
    last_phrase,
    listed,
    nearest_person,
    opens_clause,
    placed,
    tells_how,
    whose,
    with_role,
    without_attributes,
    without_hearer,
)
from digest.quotes.grammar.speech import Speech


class Attribution(NamedTuple):
    """What was found about a quote: the speaker as written, or a pronoun, and the verb.

    `how` says where: tag (after the quote), lead (before it), line (an
    attribution line), script (Name: "…"), or '' when nothing was found.  `loose`
    means that the verb reports more than it says, or stands far away.  `at` is
    where the pronoun or speaker stands in the frame.
    """

    speaker: str = ""
    pronoun: str = ""
    verb: str = ""
    how: str = ""
    loose: bool = False
    at: int = 0


NOTHING = Attribution()
_NICKNAMED = re.compile(rf" [“\"‘'„«]{BLANK}{{2,16}}[”\"’'“»] [^\W\d_a-zß-öø-ÿ][\w'’-]+(?: [^\W\d_a-zß-öø-ÿ][\w'’-]+)?")
NEAR = 130  # characters after a verb in which its subject begins and ends


def right_of(frame: MaskedText, at: int, end: int, verb: str, how: str) -> Attribution:
    """Read the subject that begins at *at*: "said Mayor Anna Holm in a statement"."""
    speech = frame.speech
    if aside := speech.asides.match(frame.text, at, end):
        at = aside.end()
    words = _past_circumstances(frame.words(at, min(end, at + NEAR)), speech, how)
    if not words:
        return NOTHING
    words = without_attributes(_past_age(words, speech), speech)
    if _opens_inner(words[0], speech):
        return NOTHING
    if _is_pronoun(words[0], speech) and not _heads(words, 0, speech):
        return _pronoun(words[0], verb, how, speech)
    if paper := _marked_name(frame, words):
        return Attribution(paper, "", verb, how, at=words[0].start)
    stop = phrase(words, 0, speech)
    if not stop or (how == "tag" and not speech.inverts and _goes_on(words, stop, speech)):
        return NOTHING
    both = _with_another(words, stop, speech) if how == "tag" else 0
    chosen = words[speech.has("both", words[0].low) : both] if both else apposed(words, 0, stop, speech)
    # Where the subject stands after its verb, no second verb follows it.
    alone = speech.inverts and not speech.capital_nouns
    return named(frame, chosen if alone else _without_verb(chosen, speech), verb, how)


def _opens_inner(word: Word, speech: Speech) -> bool:
    """Say whether a word begins what is told, and no subject: "Asked whether she would stay"."""
    return speech.order == "free" and word.text.islower() and speech.has("subordinators", word.low)


def _with_another(words: list[Word], stop: int, speech: Speech) -> int:
    """Return where a second speaker ends, 0 for none: "said Anna Holm and Carl Berg.", "said both Holm and Berg."."""
    if speech.order != "free" or stop >= len(words) - 1 or not speech.has("couples", words[stop].low):
        return 0
    end = phrase(words, stop + 1, speech)
    closed = end == len(words) or not words[end].solid
    known = whole_name(words[end - 2 : end], speech) or (speech.has("both", words[0].low) and words[end - 1].named)
    return end if closed and end > stop + 1 and known else 0


def _is_pronoun(word: Word, speech: Speech) -> bool:
    """Say whether a word is a pronoun and no name in capitals: WHO, IT."""
    kind = speech.pronouns.get(word.low, "")
    return bool(kind) and not (kind not in {"m", "f"} and len(word.text) > 1 and word.text.isupper())


def _heads(words: list[Word], i: int, speech: Speech) -> bool:
    """Say whether what can be a pronoun is an article here: Dutch "het rapport"."""
    return speech.has("articles", words[i].low) and phrase(words, i, speech) > i


def _past_circumstances(words: list[Word], speech: Speech, how: str) -> list[Word]:
    while words and (skip := _circumstance(words, speech, how)):
        del words[:skip]
    return words


def _past_age(words: list[Word], speech: Speech) -> list[Word]:
    """Drop how old somebody is between article and role: "der 41 Jahre alte Steuermann"."""
    aged = len(words) > 4 and words[1].text.isdigit() and speech.has("ages", words[2].low) and words[4].named
    return [words[0], *words[4:]] if aged else words


def _fills(word: Word, speech: Speech, how: str) -> bool:
    """Say whether a word only fills what stands between verb and subject: "sagte jetzt allerdings eine Sprecherin".

    Where the subject may be left out, only a tag surely has one behind: "expresó además su apoyo".
    """
    if speech.has("fillers", word.low):
        return how == "tag" or not speech.drops
    return speech.order == "second" and word.text.islower() and speech.has("times", word.low)


def _circumstance(words: list[Word], speech: Speech, how: str) -> int:
    """Return how many words before the subject only say when: "dijo el lunes la alcaldesa"."""
    if _fills(words[0], speech, how):
        return 1
    day = words[1].low if len(words) > 1 and words[0].low in speech.determining else ""
    if speech.inverts and not words[0].named and speech.has("days", words[0].low):
        return 1
    if speech.inverts and speech.has("days", day) and not words[1].named:
        return 2
    return placed(words, speech) if speech.inverts and speech.order == "free" else 0


def _goes_on(words: list[Word], stop: int, speech: Speech) -> bool:
    """Say whether a verb follows the phrase, so that it is reported: said the mayor would …"""
    following = words[stop].low if stop < len(words) else ""
    return speech.has("finite", following)


def _marked_name(frame: MaskedText, words: list[Word]) -> str:
    """Return a paper or document that is itself in marks: wrote the “Harbour Post”."""
    at = 1 if words[0].low in frame.speech.determining else 0
    if len(words) < at + 3 or words[at].text[0] not in '"“„«»「『' or words[at + 1].text[0] != BLANK:
        return ""
    name = frame.source[words[at + 1].start : words[at + 1].end]
    return name if len(name.split()) <= 5 and name[:1].isalnum() and name[-1:] not in ".!?," else ""


def stands_in(frame: MaskedText, verb: Verb, end: int, how: str) -> Attribution:
    """Read the document after the verb: „…“, heißt es dazu in dem Bericht."""
    near = frame.words(verb.end, min(end, verb.end + 40))
    place = next((word for word in near if frame.speech.has("inside", word.low)), None)
    return right_of(frame, place.end, end, verb.text, how) if place else NOTHING


def place_of(frame: MaskedText, start: int, at: int, verb: str) -> Attribution:
    """Read the document that a clause begins with: "In dem Antrag heißt es"."""
    speech = frame.speech
    words = after_break(frame.words(start, at))
    if not words or not speech.has("prepositions", words[0].low):
        return NOTHING
    return named(frame, words[1 : phrase(words, 1, speech)], verb, "lead")


def left_of(frame: MaskedText, start: int, at: int, verb: str, how: str, *, whole: bool = False) -> Attribution:
    """Read the subject that ends where the verb begins, at *at*.

    *whole*: from *start* on nothing but the subject may stand there.
    """
    speech = frame.speech
    words = _before_verb(without_attributes(frame.words(start, at), speech), speech, whole)
    if not words:
        return NOTHING
    last = words[-1]
    if _is_pronoun(last, speech):
        if speech.pronouns[last.low] == "w":
            return named(frame, whose(words[:-1], speech), verb, how)
        return NOTHING if whole and len(words) > 1 else _pronoun(last, verb, how, speech)
    if not last.solid:
        chosen = _before_comma(words[:-1], speech, whole)
    elif whole and any(w.text in BREAKS for w in words):
        chosen = _of_parts(words, speech)
    else:
        chosen = _beside_verb(words, speech, whole)
    return named(frame, _related(chosen, speech), verb, how) if chosen else NOTHING


def _before_comma(words: list[Word], speech: Speech, whole: bool) -> list[Word]:
    """Return the subject that a comma parts from its verb: "Anna Holm, the mayor, said"."""
    part = after_break(words)
    free = bool(part) and speech.order == "free" and not whole
    aside = before_aside(words, speech) if free and speech.has("join", part[0].low) else []
    if whole_name(aside[-2:], speech):
        return aside  # "Anna Holm, de la Asociación Norte, dijo"
    if free and speech.inverts and _is_apposed(words, part, speech):
        return part  # "El premio Nobel de la Paz, Pablo Ríos, dijo"
    chosen = nearest_person(words, speech) or first_phrase(words, speech, whole)
    if whole or whole_name(chosen[-2:], speech):
        return chosen
    aside = before_aside(words, speech)
    return aside if whole_name(aside[-2:], speech) or not chosen else chosen


def _is_apposed(words: list[Word], part: list[Word], speech: Speech) -> bool:
    """Say whether a full name stands between two commas, and none before them."""
    before = words[: len(words) - len(part) - 1]
    return bool(before) and whole_name(part, speech) and not whole_name(before[-2:], speech)


def _of_parts(words: list[Word], speech: Speech) -> list[Word]:
    """Return the subject among parts of a tag: the first, or a name in the last: “…,” the end of it, Holm said."""
    chosen = first_phrase(words, speech, True)
    other = last_phrase(after_break(words), speech, True)
    return other if other and other[-1].named and not whole_name(chosen[-2:], speech) else chosen


def _beside_verb(words: list[Word], speech: Speech, whole: bool) -> list[Word]:
    """Return the subject right before its verb."""
    part = after_break(words)
    if len(part) < len(words) and len(part) > 1 and speech.has("since", part[0].low):
        part = part[1:]  # ", als Anna Holm fragt"
    chosen = with_role(words, part, speech) or listed(words, part, speech) or last_phrase(part, speech, whole)
    if chosen or whole or speech.order == "unspaced":
        return chosen
    related = antecedent(part, speech) if speech.order == "free" else []
    return related or before_place(part, speech)


def _related(words: list[Word], speech: Speech) -> list[Word]:
    """Return who a clause without "that" is about: "a move inspectors called", where one thing cannot be several."""
    last = words[-1].low
    several = len(words) > 2 and last.endswith("s") and not speech.speaks.isdisjoint((last, last[:-1]))
    one = several and words[0].low in speech.words.get("one", ()) and not any(w.named for w in words)
    return words[-1:] if one and not any(speech.has("join", w.low) for w in words) else words


def _before_verb(words: list[Word], speech: Speech, whole: bool) -> list[Word]:
    """Drop what stands between subject and verb: "has", "quickly", "on Friday"."""
    while words and _stands_between(words[-1], speech):
        infinite = speech.has("to", words.pop().low)
        if infinite and len(words) > 1 and words[-2].named and speech.leading(words[-1].text):
            words.pop()  # "Holm likes to say"
    if speech.order == "free" and (dated := _dated(words, speech)):
        del words[-dated:]
    while whole and speech.inverts and len(words) > 1 and words[0].low in speech.auxiliaries:
        words.pop(0)  # “…”, wird Holm zitiert
    return words


def _stands_between(word: Word, speech: Speech) -> bool:
    """Say whether a word is an auxiliary or adverb before the verb, and no name: “…,” Will wrote."""
    if word.named and speech.has("name_words", word.low):
        return False
    return word.low in speech.auxiliaries or speech.adverb(word.text)


def _dated(words: list[Word], speech: Speech) -> int:
    """Return how many words before the verb say when: "Holm on Friday night said"."""
    last = len(words)
    while last and (speech.has("days", words[last - 1].low) or speech.has("times", words[last - 1].low)):
        last -= 1
    if last == len(words) or last == 0:
        return 0
    before = words[last - 1].low
    return len(words) - last + (speech.has("prepositions", before) or speech.has("this", before))


def main_subject(frame: MaskedText, start: int, at: int, verb: str) -> Attribution:
    """Read the noun phrase or pronoun that begins the sentence, past what stands before a comma."""
    speech = frame.speech
    words = without_attributes(_without_dateline(frame.words(start, at)), speech)
    i = _past_ties(words, 0, speech)
    while i < len(words):
        word = words[i]
        if speech.pronouns.get(word.low, "w") != "w" and not _heads(words, i, speech):
            return _pronoun(word, verb, "lead", speech)
        if speech.order == "second" and i == 0 and (turned := _turned_subject(words, speech)):
            return named(frame, turned, verb, "lead")
        opens = opens_clause(words, i, speech) or (i == 0 and _is_manner(words, speech))
        stop = i if opens else phrase(words, i, speech)
        if stop > i and not is_place(words, i, stop, speech) and not (i and introduces(words, i, stop, speech)):
            return named(frame, _without_verb(apposed(words, i, stop, speech), speech), verb, "lead")
        comma = next((j for j in range(i, len(words)) if words[j].text == ","), len(words))
        i = _past_ties(words, comma, speech)
    return NOTHING


def _past_ties(words: list[Word], i: int, speech: Speech) -> int:
    """Return where a clause begins after marks and conjunctions: ", but Holm"."""
    return next((j for j in range(i, len(words)) if not _ties(words[j], speech)), len(words))


def _ties(word: Word, speech: Speech) -> bool:
    return not word.solid or speech.has("conjunctions", word.low)


def _turned_subject(words: list[Word], speech: Speech) -> list[Word]:
    """Return the subject behind a clause and its verb, or behind what opens the sentence."""
    if not speech.has("subordinators", words[0].low):
        return _second_subject(words, speech)
    # "Weshalb der Steg brach, konnte Holm nicht sagen"
    for i in range(1, len(words) - 2):
        verb = words[i + 1]
        if words[i].text == "," and verb.text.islower() and verb.low not in speech.determining:
            return words[i + 2 : phrase(words, i + 2, speech)]
    return _second_subject(words, speech)


def _second_subject(words: list[Word], speech: Speech) -> list[Word]:
    """Return the subject after the finite verb: "Im Rat warb Holm …", "So hatte die Polizei …"."""
    first = words[0].low
    adverb = speech.has("times", first) or speech.has("auxiliaries", first) or first.endswith(speech.fronting_endings)
    if not (adverb or speech.has("prepositions", first) or speech.has("oblique", first)):
        return []
    for i in range(1, len(words) - 1):
        if _is_second(words, i, adverb, speech):
            at = next((j for j in range(i + 1, len(words)) if not speech.has("fillers", words[j].low)), len(words))
            stop = phrase(words, at, speech)
            return apposed(words, at, stop, speech) if stop > at else []
    return []


def _is_manner(words: list[Word], speech: Speech) -> bool:
    """Say whether a verb-second sentence opens with how something is, not with who: "Überraschend deutlich wurde"."""
    fronting = words[0].low.endswith(speech.fronting_endings) or tells_how(words[0].low, speech)
    return speech.order == "second" and fronting and len(words) > 1 and words[1].text.islower()


def _is_second(words: list[Word], i: int, adverb: bool, speech: Speech) -> bool:
    """Say whether word *i* is the finite verb of a clause that begins with something else than its subject."""
    word = words[i]
    attribute = words[i - 1].low in speech.determining  # "in der gekürzten Liste"
    if speech.has("finite", word.low) or (speech.past(word.text) and not attribute):
        return True
    # After a noun a small word that is no preposition is the verb; after an adverb the next word is.
    noun = words[i - 1].named and word.low not in speech.kinds
    return word.text.islower() and (noun or (adverb and i == 1))


def _without_verb(words: list[Word], speech: Speech) -> list[Word]:
    """Cut what is a verb rather than a part of the name: "Holm reversed", "the board rejected"."""
    last = _last_name(words, speech)
    least = 2 if words and (words[0].low in speech.determining or owner(words[0].text)) else 1
    while len(words) > least and (len(words) - 1 > last >= 0 or speech.past(words[-1].text)):
        if (
            speech.has("roles", words[-1].low)
            or speech.has("things", words[-1].low)
            or thing_behind(words, last, speech)
        ):
            break
        words = words[:-1]
    while len(words) > least and (speech.has("join", words[-1].text) or words[-1].low in speech.determining):
        words = words[:-1]
    return words


def _last_name(words: list[Word], speech: Speech) -> int:
    """Return where the last name of a phrase stands; -1 where it has none, or an owner: "Holm's first questioners"."""
    last = max((i for i, w in enumerate(words) if w.named and w.low not in speech.determining), default=-1)
    return -1 if last >= 0 and owner(words[last].text) else last


def named(frame: MaskedText, chosen: list[Word], verb: str, how: str) -> Attribution:
    """Return the words as a speaker; `NOTHING` when they are no name or role."""
    chosen = without_oblique(chosen, frame.speech)
    apart = chosen and frame.text[chosen[0].start - 2 : chosen[0].start] == ", "  # "Ida Kern, Leiterin der Werft"
    chosen = chosen if apart else trimmed(without_hearer(chosen, verb.lower(), frame.speech), frame.speech)
    speaker = tidy(frame.text, chosen, frame.speech) if chosen else ""
    if speaker and chosen[-1].named and (nick := _NICKNAMED.match(frame.text, chosen[-1].end)):
        speaker += frame.source[nick.start() : nick.end()]  # Nora “Frosty” Pell
    return Attribution(speaker, "", verb, how, at=chosen[0].start) if speaker else NOTHING


def _pronoun(word: Word, verb: str, how: str, speech: Speech) -> Attribution:
    if speech.pronouns[word.low] in {"x", "w"} or speech.is_several(word.low, verb.lower()):
        return Attribution("", "", verb, how, at=word.start)
    return Attribution("", word.low, verb, how, at=word.start)


def _without_dateline(words: list[Word]) -> list[Word]:
    """Drop "WASHINGTON (AP) —" and its like from the front."""
    dash = next((i for i, w in enumerate(words[:7]) if w.text in "—–-"), -1)
    place = words[:dash] if dash > 0 else []
    fits = place and (place[0].text.isupper() or dash <= 3)
    dated = fits and all(w.named or w.text in ",." or w.text.isdigit() for w in place)
    return words[dash + 1 :] if dated else words
