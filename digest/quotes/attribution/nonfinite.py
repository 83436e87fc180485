"""Whose a participle or an infinitive is: "…, saying", "Holm was prompted to say", "with Berg calling it"."""

from __future__ import annotations

from digest.quotes.attribution.masked_text import BLANK, MaskedText, Verb
from digest.quotes.attribution.passives import passive
from digest.quotes.attribution.subjects import NOTHING, Attribution, left_of, main_subject, named
from digest.quotes.attribution.verb_second import behind_verb
from digest.quotes.grammar.names import Word, phrase
from digest.quotes.grammar.phrases import BREAKS, after_break, last_phrase, without_comma
from digest.quotes.grammar.speech import Speech

LONGEST_CARRIER = 12  # letters


def subject_of_form(frame: MaskedText, begin: int, verb: Verb, earlier: list[Verb]) -> Attribution:
    """Read the subject of a participle or infinitive: its own, that of the verb before, the sentence's."""
    if verb.before and frame.speech.pronouns.get(verb.before[-1]) in {"m", "f"}:
        return left(frame, begin, verb)  # "he'd respond"
    beside = frame.text[max(0, verb.start - LONGEST_CARRIER) : verb.start].lower().split(" ")[-2:-1]
    if beside and frame.speech.has("carriers", beside[0]):
        return Attribution("", "", verb.text, "lead", at=verb.start)  # "holding a sign saying"
    for read in (_turned, _accompanied, _caused, told_to):
        if (said := read(frame, begin, verb)).how:
            return said
    outer = next((s for v in reversed(earlier) if (s := strong(frame, begin, v)).how), NOTHING)
    if outer.how:
        return outer._replace(verb=verb.text)
    if (said := _clause_before(frame, begin, verb)).how:
        return said
    if _has_no_subject(frame, begin, verb, earlier):
        return Attribution("", "", verb.text, "lead", at=verb.start)
    return main_subject(frame, begin, verb.start, verb.text)


def _has_no_subject(frame: MaskedText, begin: int, verb: Verb, earlier: list[Verb]) -> bool:
    """Say whether an infinitive is what its sentence is about, in verb-second: "Holm als „…“ zu sehen, sei"."""
    speech = frame.speech
    if speech.order != "second" or earlier or not verb.before or not speech.has("infinitive", verb.before[-1]):
        return False
    return not any(word.text.islower() and speech.has("finite", word.low) for word in frame.words(begin, verb.start))


def _turned(frame: MaskedText, begin: int, verb: Verb) -> Attribution:
    return behind_verb(frame, begin, verb.start, verb.text)


def _caused(frame: MaskedText, begin: int, verb: Verb) -> Attribution:
    """Read whom somebody made say it: "that prompted Holm to joke and call it"."""
    speech = frame.speech
    words = frame.words(begin, verb.start)
    cause = next((i for i in range(len(words) - 2, -1, -1) if speech.has("causes", words[i].low)), -1)
    stop = phrase(words, cause + 1, speech) if cause >= 0 else 0
    if not 0 < cause + 1 < stop < len(words) or not (words[stop].text == "," or speech.has("to", words[stop].low)):
        return NOTHING
    return named(frame, words[cause + 1 : stop], verb.text, "lead")


def told_to(frame: MaskedText, begin: int, verb: Verb) -> Attribution:
    """Read who an infinitive is about: "so tame that Holm was prompted to say"."""
    words = frame.words(begin, verb.start)
    if len(words) > 1 and words[-1].low in frame.speech.auxiliaries and frame.speech.has("to", words[-2].low):
        words.pop()  # "is reported to have called"
    if len(words) < 4 or not frame.speech.has("to", words[-1].low):
        return NOTHING
    for i in range(len(words) - 2, max(0, len(words) - 5), -1):
        if words[i].text in BREAKS:
            break
        if frame.speech.has("being", words[i].low):
            if not frame.speech.ended(words[-2].text):
                break  # "Holm was right to urge"
            return left_of(frame, begin, words[i].start, verb.text, "lead")
    return NOTHING


def _clause_before(frame: MaskedText, begin: int, verb: Verb) -> Attribution:
    """Read the subject of the clause that a participle goes on with: "when protesters cut in, shouting"."""
    speech = frame.speech
    words = without_comma(frame.words(begin, verb.start))
    opened = next((i for i in range(len(words) - 1, 0, -1) if speech.has("opens", words[i].low)), 0)
    if not opened or any(w.text in BREAKS for w in words[opened:]):
        return NOTHING
    return main_subject(frame, words[opened].end, verb.start, verb.text)


def _accompanied(frame: MaskedText, begin: int, verb: Verb) -> Attribution:
    """Read the subject of a participle that has its own: ", with Berg calling it …", "– Berg calling it …"."""
    speech = frame.speech
    words = frame.words(begin, verb.start)
    while words and (speech.has("auxiliaries", words[-1].low) or speech.adverb(words[-1].text)):
        words.pop()
    for i in range(len(words) - 1, -1, -1):
        if words[i].text in BREAKS:
            break
        if speech.has("with", words[i].low):
            return named(frame, _shown(words, i + 1, speech), verb.text, "lead")
    if heard := _heard(words, verb, speech):
        return named(frame, heard, verb.text, "lead")
    own = speech.order == "free" and bool(words) and words[-1].named and verb.low.endswith(speech.participle_endings)
    return named(frame, _parted_off(words, speech), verb.text, "lead") if own else NOTHING


def _heard(words: list[Word], verb: Verb, speech: Speech) -> list[Word]:
    """Return whom somebody hears say it: "Holm remembers her father saying"."""
    hears = next((i for i in range(len(words) - 1, -1, -1) if speech.has("hears", words[i].low)), len(words))
    going = verb.low.endswith(speech.participle_endings) if speech.participle_endings else False
    whole = hears + 1 < len(words) and phrase(words, hears + 1, speech) == len(words)
    return words[hears + 1 :] if going and whole else []


def _parted_off(words: list[Word], speech: Speech) -> list[Word]:
    """Return the name right before a participle where a mark or "and" parts it off: "– Berg calling it"."""
    name = last_phrase(after_break(words), speech, False)
    before = words[: len(words) - len(name)]
    if not name or not before:
        return []
    last = before[-1]
    shown = speech.has("join", last.text) and not (before[:-1] and speech.has("roles", before[-2].low))
    return name if last.text in ",;:—–-" or speech.has("couples", last.text) or shown else []


def _shown(words: list[Word], at: int, speech: Speech) -> list[Word]:
    """Return the phrase at *at*, or who is in the picture: "footage of Anna Holm", but not "supporters of Holm"."""
    stop = phrase(words, at, speech)
    picture = speech.order == "free" and stop > at and words[stop - 1].text.islower()
    of = picture and speech.has("join", words[stop].text) if stop < len(words) else False
    names = words[stop + 1 :]
    if of and names and all(w.named for w in names) and not speech.has("roles", words[stop - 1].low):
        return names
    return words[at:stop]


def strong(frame: MaskedText, begin: int, verb: Verb) -> Attribution:
    """Read the subject of a verb that says in its own right, by name."""
    infinite = bool(verb.before) and frame.speech.has("to", verb.before[-1])
    tells = verb.low in frame.speech.verbs and not frame.speech.has("stands", verb.low)
    if not tells or passive(frame, verb) or infinite:
        return NOTHING
    said = left(frame, begin, verb)
    if related(verb, frame.speech) and said.speaker.islower():
        return NOTHING  # "paid the builder who complained"
    return NOTHING if frame.speech.order == "free" and is_thing(said.speaker, frame.speech) else said


def related(verb: Verb, speech: Speech) -> bool:
    """Say whether a verb tells what its antecedent did: "a voter who feared"."""
    return speech.order == "free" and bool(verb.before) and speech.pronouns.get(verb.before[-1]) == "w"


def left(frame: MaskedText, begin: int, verb: Verb) -> Attribution:
    """Read the subject before a verb, as far back as *begin*."""
    return left_of(frame, begin, verb.start, verb.text, "lead")


def is_thing(speaker: str, speech: Speech) -> bool:
    """Say whether what stands before a word that is a verb and a noun makes it the noun: "the annual talks"."""
    words = speaker.split()
    if not words or not words[-1].islower() or (not speaker.islower() and "'" not in speaker and "’" not in speaker):
        return False
    return not any(speech.has("roles", w) or speech.has("things", w) for w in words)


def by_somebody(frame: MaskedText, verb: Verb, at: int) -> bool:
    """Say whether a participle is told with who does it: "a boat described by Holm as “a wreck”"."""
    speech = frame.speech
    participle = speech.order == "free" and verb.low in speech.weak and speech.ended(verb.low)
    agent = speech.agent.match(frame.text, verb.end + 1, at) if participle else None
    last = frame.text[verb.end : at].split()[-1:]
    return agent is not None and bool(last) and speech.has("as_tag", last[0])


def gapped(frame: MaskedText, start: int, at: int) -> Attribution:
    """Read whose a second quote is where its verb is left out: "Holm called for “…”, and Berg for “…”"."""
    speech = frame.speech
    quoted = frame.text.rfind(BLANK, start, at) if speech.order == "free" else -1
    words = [word for word in frame.words(quoted + 1, at) if word.solid] if 0 <= quoted < at - 1 else []
    if len(words) < 3 or not speech.has("couples", words[0].low):
        return NOTHING
    name = words[1:-1] if speech.has("prepositions", words[-1].low) else []
    said = named(frame, name, "", "lead") if name and all(word.named for word in name) else NOTHING
    return said._replace(loose=True)  # another quote of the sentence is no more theirs
