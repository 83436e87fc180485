"""Where a language that puts its verb second has subject and verb: behind what is told first, at the clause's end.

"Der Pier sei fest, sagte Holm: „…“"; "Weshalb er brach, konnte Holm nicht sagen: „…“".
"""

from __future__ import annotations

from digest.quotes.attribution.masked_text import MaskedText, Verb
from digest.quotes.attribution.roles import is_role
from digest.quotes.attribution.speakable import is_known, opens_sentence
from digest.quotes.attribution.subjects import NOTHING, Attribution, main_subject, named, right_of
from digest.quotes.grammar.names import Word, phrase, whole_name
from digest.quotes.grammar.phrases import after_break, tells_how
from digest.quotes.grammar.speech import Speech


def told_first(frame: MaskedText, begin: int, verb: Verb, at: int) -> Attribution:
    """Read the subject of a verb that a comma parts from what is told: "Der Pier sei fest, sagte Holm: …".

    Between two commas it may be what the subject is or does: "Holm, die den Hafen leitet, sagte Reportern".
    """
    speech = frame.speech
    lead = frame.text[begin : verb.start].rstrip(" ,")
    said = right_of(frame, verb.end, at, verb.text, "lead") if speech.order == "second" else NOTHING
    if said.pronoun:
        return said
    named = said.speaker[:1].isupper() or frame.following(said.at, said.at + 12) in speech.determining
    told = named and ("," not in lead or _is_reported(lead.rpartition(",")[2], speech))
    return said if told and said.speaker and not _is_hearer(frame, verb, speech) else NOTHING


def behind_verb(frame: MaskedText, begin: int, at: int, verb: str) -> Attribution:
    """Read the pronoun behind the finite verb of a main clause: "Nach jedem Tag habe er sich gesagt: …".

    Also "Den Plan hält er für gut: …".
    """
    speech = frame.speech
    words = frame.words(begin, at) if speech.order == "second" else []
    for i in range(len(words) - 1, 0, -1):
        if speech.has("couples", words[i].low):
            break
        if words[i - 1].text.islower() and speech.pronouns.get(words[i].low) in {"m", "f"}:
            # "als würde er rechnen", "Man soll sie benennen"
            inside = i > 1 and (speech.has("prepositions", words[i - 2].low) or words[i - 2].low in speech.pronouns)
            several = speech.is_several(words[i].low, words[i - 1].low)
            if inside or several or not _may_be_finite(words[i - 1].low, speech):
                break
            return Attribution("", words[i].low, verb, "lead", at=words[i].start)
    return NOTHING


def closing(frame: MaskedText, start: int, at: int, after: int, end: int) -> Attribution:
    """Read a verb that closes the clause round a quote: Holm hat den Plan „…“ genannt."""
    verb = _closer(frame, after, end)
    clause = after_break(frame.words(start, at)) if verb else []
    if verb is None or _names_teller(clause, frame.speech):
        return NOTHING
    nobody = Attribution("", "", verb.text, "lead", loose=True)
    if any(frame.speech.pronouns.get(word.low) == "x" for word in clause):
        return nobody  # was man gern als „…“ bezeichnet
    done = frame.speech.has("being", frame.following(verb.end, min(end, verb.end + 20)).rstrip(",.;:"))
    named_so = _is_named_so(frame, start, at, verb, end)
    over = done or named_so
    told_of = over or _has_being(frame.words(start, at), frame.speech)
    clausal = max(start, frame.text.rfind(",", start, at))
    agent = frame.speech.agent.search(frame.text, clausal, at) if told_of else None
    if agent:
        said = right_of(frame, agent.end(), at, verb.text, "lead")
    elif over or _has_being(clause, frame.speech):
        return nobody  # „…“ bezeichnet worden, wurde als „…“ bezeichnet
    else:
        said = _closed_by(frame, start, at, verb)
    if not said.how and not frame.text[after : verb.start].strip():
        said = right_of(frame, verb.end, end, verb.text, "lead")  # Als „…“ bezeichnete Anna Holm den Plan
    return said._replace(loose=True) if said.how else nobody


def _is_named_so(frame: MaskedText, start: int, at: int, verb: Verb, end: int) -> bool:
    """Say whether a participle has no finite verb: "AGI (auch „…“ genannt)", but "Holm hat den Plan „…“ genannt"."""
    if verb.low not in frame.speech.forms or not verb.low.startswith("ge"):
        return False
    behind = frame.following(verb.end, min(end, verb.end + 20)).rstrip(",.;:")
    before = [word.low for word in frame.words(start, at)]
    return not any(frame.speech.has(kind, word) for kind in ("finite", "reported") for word in (behind, *before))


def _names_teller(clause: list[Word], speech: Speech) -> bool:
    """Say whether marked words are the name of whoever tells: Wie die „Seepost“ mitteilte."""
    return len(clause) == 2 and speech.has("as_said", clause[0].text)


def _has_being(words: list[Word], speech: Speech) -> bool:
    return any(speech.has("being", word.low) for word in words)


def _has_own_subject(clause: list[Word], speech: Speech) -> bool:
    """Say whether a clause opens with its conjunction, or with whom it is about: ", welche die Wirtin „…“ nennt"."""
    if len(clause) < 2 or speech.has("subordinators", clause[0].low):
        return len(clause) > 1
    related = speech.has("relative", clause[0].low) or speech.has("articles", clause[0].low)
    return related and speech.has("articles", clause[1].low) and not speech.has("oblique", clause[1].low)


def _closed_by(frame: MaskedText, start: int, at: int, verb: Verb) -> Attribution:
    """Read the subject of the clause that *verb* closes: the sentence's, or its own: ", weil Holm ihn „…“ nennt"."""
    clause = after_break(frame.words(start, at))
    if _has_own_subject(clause, frame.speech):
        return named(frame, clause[1 : phrase(clause, 1, frame.speech)], verb.text, "lead")
    return main_subject(frame, start, at, verb.text)


def _closer(frame: MaskedText, after: int, end: int) -> Verb | None:
    """Return the finite verb or participle that ends the clause round a quote, None for no such verb."""
    verb = next(iter(frame.verbs(after, min(end, after + 80))), None)
    if verb is None or any(mark in frame.text[after : verb.start] for mark in ",;:—–"):
        return None
    return None if verb.before and frame.speech.has("infinitive", verb.before[-1]) else verb


def _may_be_finite(low: str, speech: Speech) -> bool:
    return speech.has("finite", low) or speech.has("reported", low) or low not in speech.kinds


def _is_reported(part: str, speech: Speech) -> bool:
    """Say whether a stretch is in the mood of reported speech: "sei", "habe"."""
    return any(speech.has("reported", word) for word in part.lower().split())


def _is_hearer(frame: MaskedText, verb: Verb, speech: Speech) -> bool:
    """Say whether an object follows the verb: "sagte dem Sender"; "der" may begin a subject."""
    following = frame.following(verb.end, verb.end + 16)
    return speech.has("oblique", following) or speech.has("objects", following)


def after_how(frame: MaskedText, said: Attribution, verb: Verb, at: int) -> Attribution | None:
    """Read the subject behind a verb whose clause begins with how it is told: "Trocken bilanziert die Kämmerin: „…“".

    None where the lone word that begins it is the subject, as far as can be told.
    """
    speech, word = frame.speech, said.speaker
    lone = word and " " not in word and opens_sentence(frame, said.at)
    if not lone or is_known(frame, word) or is_role(frame, word):
        return None
    behind = right_of(frame, verb.end, at, verb.text, "lead")
    if tells_how(word.lower(), speech):
        return behind if behind.how else Attribution("", "", verb.text, "lead")
    heard = speech.has("addresses", verb.low) or speech.has("cites", verb.low)
    return behind if not heard and _is_subject_for_sure(frame, behind) else None


def _is_subject_for_sure(frame: MaskedText, said: Attribution) -> bool:
    """Say whether a full name or a role stands there that can be no hearer: "die Kämmerin", "Trainer Holm"."""
    words, speech = frame.words(said.at, said.at + len(said.speaker) + 6), frame.speech
    name = said.speaker.split()
    if not name or not words:
        return False
    role = is_role(frame, name[0])
    if words[0].low in speech.determining:
        return role and not speech.has("oblique", words[0].low) and not speech.has("dative", words[0].low)
    return (role and len(name) > 1) or whole_name(words[: len(name)], speech) or is_known(frame, name[-1])


def done_to(frame: MaskedText, begin: int, verb: Verb) -> bool:
    """Say whether a participle ends a clause whose subject is spoken of: "wurde Nordhafen als „…“ bezeichnet"."""
    speech = frame.speech
    participle = verb.low in speech.forms and (verb.low.endswith("t") or verb.low.startswith("ge"))
    if speech.order != "second" or not (participle or verb.low in speech.weak):
        return False
    clause = frame.text[begin : verb.start].rpartition(",")[2].lower().split()
    return any(speech.has("being", word) for word in clause)
