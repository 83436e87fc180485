"""What leads to a quote: Holm said: "…"."""

from __future__ import annotations

import re

from digest.quotes.attribution.cited import as_said, whom_cited
from digest.quotes.attribution.colons import before_colon, labelled, leading, name_heads_line
from digest.quotes.attribution.masked_text import BLANK, MaskedText, Verb
from digest.quotes.attribution.nonfinite import (
    by_somebody,
    gapped,
    is_thing,
    left,
    related,
    strong,
    subject_of_form,
    told_to,
)
from digest.quotes.attribution.owners import claimed, owner_of
from digest.quotes.attribution.passives import passive
from digest.quotes.attribution.roles import is_role
from digest.quotes.attribution.subjects import (
    NOTHING,
    Attribution,
    left_of,
    main_subject,
    named,
    place_of,
    right_of,
    stands_in,
)
from digest.quotes.attribution.verb_second import after_how, done_to, told_first
from digest.quotes.grammar.names import Word, phrase, whole_name
from digest.quotes.grammar.phrases import after_break, ending
from digest.quotes.grammar.speech import Speech

REACH = 400  # characters before a quote that are looked at
_NAMED = re.compile(r"[^\W\d_a-zß-öø-ÿ]\w+ [^\W\d_a-zß-öø-ÿ]\w")
NEAR_SOURCE = 90  # characters from "according to" to the words beside its name
ASIDE = 12  # characters between a verb and the quote that it leads to


def before(frame: MaskedText, start: int, at: int) -> Attribution:
    """Read what leads to a quote that opens at *at* in a sentence from *start* on."""
    # What stands before another colon belongs to another sentence.
    colon = frame.text.rfind(": ", start, max(start, at - 4)) + 1
    begin = max(start, at - REACH, colon, _contrasted(frame, start, at))
    if begin == at - REACH > start:
        begin = frame.text.find(" ", begin, at) + 1 or begin  # never inside a word
    if (said := gapped(frame, start, at)).how or (said := leading(frame, begin, at)).how:
        return said
    if (said := labelled(frame, begin, at)).how:
        return said
    if frame.speech.order == "second" and (said := whom_cited(frame, begin, at, "lead")).how:
        return said
    if verbs := frame.verbs(begin, at):
        return _with_verbs(frame, begin, at, verbs)
    return _without_verbs(frame, start, begin, at)


def _contrasted(frame: MaskedText, start: int, at: int) -> int:
    """Return where another's clause begins after a quote: "Holm nannte es „…“, während Berg von „…“ sprach"."""
    quoted = frame.text.rfind(BLANK, start, at)
    return frame.turns(quoted, at) if quoted >= 0 else 0


def _with_verbs(frame: MaskedText, begin: int, at: int, verbs: list[Verb]) -> Attribution:
    """Read the speaker from the speech verbs before the quote, the nearest first."""
    if (said := as_said(frame, begin, verbs, at)).how:
        return said
    if frame.speech.order == "free":
        if (said := _beside_source(frame, begin, at)).how:
            return said
        if (said := _as_somebody_says(frame, begin, verbs[0])).how:
            return said
        if (said := claimed(frame, verbs[-1].end, at)).how:
            return said
    if (said := _nearest(frame, begin, at, verbs)).how:
        return said
    said = _according(frame, begin, at)
    return said if said.how else Attribution("", "", verbs[-1].text, "lead", loose=True)


def _nearest(frame: MaskedText, begin: int, at: int, verbs: list[Verb]) -> Attribution:
    """Read the subject of the last verb whose subject can have said it."""
    speech = frame.speech
    for place in range(len(verbs) - 1, -1, -1):
        verb, earlier = verbs[place], verbs[:place]
        said = _subject_of(frame, begin, verb, at, earlier)
        if said.pronoun and earlier:
            said = _outer(frame, begin, earlier, said)
        hears = bool(earlier) and (_is_hearer(said, verb, at, speech) or speech.has("sings", verb.low))
        if said.how and not hears and not (_is_doubtful(verb, earlier, speech) and is_thing(said.speaker, speech)):
            return said._replace(loose=verb.low in speech.weak or verb.low in speech.forms)
    return NOTHING


def _is_doubtful(verb: Verb, earlier: list[Verb], speech: Speech) -> bool:
    """Say whether a word may be no verb of this quote: a noun elsewhere, or a weak verb behind another."""
    return verb.low in speech.nouns or (bool(earlier) and verb.low in speech.weak and speech.order == "free")


def _is_hearer(said: Attribution, verb: Verb, at: int, speech: Speech) -> bool:
    """Say whether the subject only hears: "told a voter who feared that the pier, as it stood then, was “lost”"."""
    return at - verb.end > ASIDE and related(verb, speech) and said.speaker.islower()


def _without_verbs(frame: MaskedText, start: int, begin: int, at: int) -> Attribution:
    """Read the speaker where no speech verb that we know leads to the quote."""
    for read in (_that, _according, before_colon):
        if (said := read(frame, begin, at)).how:
            return said
    colon = begin - 1
    if colon < start or frame.text[colon] != ":":
        return NOTHING
    if colon > start + 3 and (said := before(frame, start, colon)).how:
        return said  # "Holm was plain: it was “…”"
    return name_heads_line(frame, start, colon)


def _according(frame: MaskedText, begin: int, at: int) -> Attribution:
    """Read "according to Holm, …", ", so Holm weiter: …" and "Holm's promise of …"."""
    speech, text = frame.speech, frame.text
    sources = list(speech.according.finditer(text, begin, at))
    match = sources[-1 if speech.order == "second" else 0] if sources else None
    following = text[match.end() : at].replace(",", " ").split(None, 1) if match and speech.stressed else []
    if match and following and following[0].lower() in speech.stressed:
        return Attribution("", speech.stressed[following[0].lower()], match[0], "lead", at=match.start())
    if match and (said := right_of(frame, match.end(), at, match[0], "lead")).how:
        return said
    if (said := _according_to_a_name(frame, begin, at)).how:
        return said
    if speech.postposed and (match := speech.postposed.search(text, begin, at)):
        words = after_break(frame.words(begin, match.start()))
        return named(frame, words[ending(words, speech) :], match[0], "lead")
    if speech.lead_tag and (match := speech.lead_tag.search(text, begin, at)):
        return right_of(frame, match.end(), at, match[0].strip(" ,"), "lead")
    return owner_of(frame, begin, at)


def _beside_source(frame: MaskedText, begin: int, at: int) -> Attribution:
    """Read the source right before the words, whatever is told before it: "is, according to Anna Holm, “…”"."""
    sources = list(frame.speech.according.finditer(frame.text, max(begin, at - NEAR_SOURCE), at))
    said = right_of(frame, sources[-1].end(), at, sources[-1][0], "lead") if sources else NOTHING
    beside = said.speaker and frame.text[frame.text.find(said.speaker, said.at) + len(said.speaker) : at].strip() == ","
    return said if beside else NOTHING


def _according_to_a_name(frame: MaskedText, begin: int, at: int) -> Attribution:
    """Read what names a source before a full name only: "pour Anne Delmas, …", but not "pour la ville"."""
    match = frame.speech.according_named.search(frame.text, begin, at)
    if not match or (frame.speech.order == "second" and frame.text[begin : match.start()].strip()):
        return NOTHING
    said = right_of(frame, match.end(), at, match[0], "lead")
    return said if _NAMED.search(said.speaker) else NOTHING


def _as_somebody_says(frame: MaskedText, begin: int, verb: Verb) -> Attribution:
    """Read the name after "As" that opens the sentence: "As Anna Holm describes in what she wrote: “…”"."""
    opening = frame.speech.as_tag.match(frame.text[begin:].lstrip().lower()[:3] + frame.text[begin:].lstrip()[3:40])
    if not opening:
        return NOTHING
    start = frame.text.find(" ", begin + 1)
    said = left_of(frame, start, verb.start, verb.text, "lead")
    return said if said.speaker[:1].isupper() else NOTHING


def _that(frame: MaskedText, begin: int, at: int) -> Attribution:
    """Read a verb in no list whose clause holds the quote: "Holm estimated that there are “…”"."""
    speech = frame.speech
    for match in frame.speech.that.finditer(frame.text, begin, at):
        verb = frame.text[begin : match.start()].rpartition(" ")[2]
        if verb not in speech.stops and speech.leading(verb):
            said = left_of(frame, begin, match.start() - len(verb), verb, "lead")
            return said._replace(loose=True) if said.speaker[:1].isupper() or said.pronoun else NOTHING
    return NOTHING


def _subject_of(frame: MaskedText, begin: int, verb: Verb, at: int, earlier: list[Verb]) -> Attribution:
    """Read the subject of one speech verb before the quote."""
    speech = frame.speech
    if passive(frame, verb) or done_to(frame, begin, verb) or by_somebody(frame, verb, at):
        agent = speech.agent.match(frame.text, verb.end + 1, at)
        return right_of(frame, agent.end(), at, verb.text, "lead") if agent else NOTHING
    if verb.clitic:
        return Attribution("", verb.clitic, verb.text, "lead", at=verb.start)
    lead = frame.text[begin : verb.start].rstrip()
    if not lead.strip(f"“”\"'‘’{BLANK} ,."):
        return right_of(frame, verb.end, at, verb.text, "lead")
    for read in (_document, _after_modal, _said_to_have):
        if (said := read(frame, begin, verb, at)).how:
            return said
    last = _without_adverbs(lead, speech).rpartition(" ")[2].lower()
    if _is_form(frame, begin, verb, last):
        return subject_of_form(frame, begin, verb, earlier)
    if speech.has("couples", last):
        if (said := _coupled(frame, begin, verb, earlier)).how:
            return said._replace(verb=verb.text)
        if speech.order == "second" and verb.low in speech.weak:
            return NOTHING  # "lobte den Antrag und nannte Bergs Plan “…”": what follows is what is named
    return _subject_of_finite(frame, begin, verb, at, after_comma=lead.endswith(","))


def _is_form(frame: MaskedText, begin: int, verb: Verb, last: str) -> bool:
    """Say whether a verb is no finite one here: a participle, or an infinitive after *last*, "to" or its like."""
    speech = frame.speech
    if verb.low in speech.forms or speech.has("infinitive", last):
        return True
    return verb.low in speech.participles and _has_auxiliary(frame, begin, verb)


def _coupled(frame: MaskedText, begin: int, verb: Verb, earlier: list[Verb]) -> Attribution:
    """Read the subject of a verb after "and": that of the verb it is tied to."""
    source = frame.speech.according.match(frame.text, begin) if frame.speech.drops else None
    if source and (said := right_of(frame, source.end(), verb.start, source[0], "lead")).how:
        return said  # "Según Holm, el muelle caerá, y explicó que …"
    said = _beside(frame, begin, verb) if frame.speech.order == "free" else NOTHING
    if not said.how:
        said = _earlier(frame, begin, earlier)
    if not said.how and frame.speech.order == "second":
        return _after_clause(frame, begin, verb)
    if not said.how and not earlier and not frame.speech.capital_nouns:
        return main_subject(frame, begin, verb.start, verb.text)  # Holm opened the pier and called it …
    return said


def _after_clause(frame: MaskedText, begin: int, verb: Verb) -> Attribution:
    """Read the subject after the first of two verbs: "Als es regnete, stand Holm auf und rief"."""
    whole = frame.words(begin, verb.start)
    words = after_break(whole)
    if _behind_relative(whole[: len(whole) - len(words) - 1], frame.speech):
        return main_subject(frame, begin, verb.start, verb.text)  # "Der Rat, der hier tagt, stützt den Plan und nennt"
    if len(words) < 3 or words[0].named or words[0].low in frame.speech.kinds:
        return NOTHING
    subject = words[1 : phrase(words, 1, frame.speech)]
    nominative = subject and not frame.speech.has("oblique", subject[0].low)
    return named(frame, subject, verb.text, "lead") if nominative else NOTHING


def _behind_relative(words: list[Word], speech: Speech) -> bool:
    """Say whether the last clause of some words tells about a noun before its comma: "Der Rat, der heute tagt"."""
    last = after_break(words)
    opens = bool(last) and (speech.has("articles", last[0].low) or speech.has("relative", last[0].low))
    return opens and len(last) < len(words) and words[-1].text.islower()


def _after_modal(frame: MaskedText, begin: int, verb: Verb, _: int) -> Attribution:
    """Read the subject of a form after its finite verb: "would say", "could only quip", "used to say"."""
    speech = frame.speech
    near = list(verb.before) if speech.order == "free" else []
    if len(near) > 1 and speech.has("habit", near[-2]) and speech.has("to", near[-1]):
        return left_of(frame, begin, frame.text.rfind(" ", 0, verb.start - len(near[-1]) - 2), verb.text, "lead")
    while near and not speech.has("finite", near[-1]) and (near[-1] in speech.auxiliaries or speech.adverb(near[-1])):
        near.pop()
    return left(frame, begin, verb) if near and speech.has("finite", near[-1]) else NOTHING


def _said_to_have(frame: MaskedText, begin: int, verb: Verb, _: int) -> Attribution:
    """Read whom a rumour is about: "Holm is reported to have called it"."""
    told = bool(verb.before[-2:-1]) and frame.speech.has("to", verb.before[-2])
    return told_to(frame, begin, verb) if told else NOTHING


def _without_adverbs(lead: str, speech: Speech) -> str:
    """Drop the adverbs that end a lead: "to further explain"."""
    words = lead.split()
    while words and (speech.has("adverbs", words[-1].lower()) or speech.adverb(words[-1])):
        words.pop()
    return " ".join(words)


def _has_auxiliary(frame: MaskedText, begin: int, verb: Verb) -> bool:
    """Say whether a participle closes its clause: Holm hatte die Rolle der Stadt betont."""
    clause = re.split(r"[,;:–—]", frame.text[begin : verb.start])[-1].lower().split()
    return any(frame.speech.has("finite", word) for word in clause)


def _beside(frame: MaskedText, begin: int, verb: Verb) -> Attribution:
    """Read the subject of a verb in no list that another is tied to: "Holm laughed and said"."""
    words = frame.words(begin, verb.start)
    if len(words) < 3 or not frame.speech.ended(words[-2].text) or words[-2].low in frame.speech.anyverb:
        return NOTHING
    said = left_of(frame, begin, words[-2].start, verb.text, "lead")
    return NOTHING if said.speaker[:1].islower() else said  # "I laughed and said" names nobody


def _earlier(frame: MaskedText, begin: int, earlier: list[Verb]) -> Attribution:
    """Read the subject that a second verb shares: "Holm said she would stay and added …"."""
    endings = frame.speech.participle_endings
    finite = (v for v in reversed(earlier) if not passive(frame, v) and not (endings and v.low.endswith(endings)))
    return next((said for v in finite if (said := left(frame, begin, v)).speaker), NOTHING)


def _document(frame: MaskedText, begin: int, verb: Verb, at: int) -> Attribution:
    """Read "In dem Antrag heißt es: …" and "So heißt es in dem Antrag: …"."""
    if not frame.speech.has("stands", verb.low):
        return NOTHING
    place = place_of(frame, begin, verb.start, verb.text)
    return place if place.how else stands_in(frame, verb, at, "lead")


def _subject_of_finite(frame: MaskedText, begin: int, verb: Verb, at: int, *, after_comma: bool) -> Attribution:
    """Read the subject beside a finite verb, on the side where the language has it."""
    speech = frame.speech
    if after_comma and (said := _past_comma(frame, begin, verb, at)).how:
        return said
    if after_comma and (said := told_first(frame, begin, verb, at)).how:
        return said
    said = left(frame, begin, verb)
    if speech.order == "second" and said.speaker:
        if _turned(frame, said, verb, at):
            return right_of(frame, verb.end, at, verb.text, "lead")
        if (behind := after_how(frame, said, verb, at)) is not None:
            return behind
    if not said.how and (speech.inverts or after_comma):
        said = _behind(frame, verb, at)
    if said.how or verb.low in speech.weak:
        return said  # how somebody else's clause is called tells nothing about its subject
    return main_subject(frame, begin, verb.start, verb.text)


def _behind(frame: MaskedText, verb: Verb, at: int) -> Attribution:
    """Read the subject after a finite verb that has none before it, and no object right behind it."""
    speech = frame.speech
    if speech.has("objects", frame.following(verb.end, verb.end + 12)):
        return NOTHING
    said = right_of(frame, verb.end, at, verb.text, "lead")
    if speech.inverts and speech.order == "free" and _is_named_thing(frame, said, at):
        return NOTHING  # "lance l’opération « … »"
    tail = frame.text[said.at + len(said.speaker) : at].strip()
    goes_on = tail[:1] not in {"", ",", ":"}
    return NOTHING if goes_on and not speech.inverts else said  # "Holm slams Berg, praises Lind as “…”"


def _is_apposed(words: list[Word], speech: Speech) -> bool:
    """Say whether a full name between two commas ends the words before a verb."""
    name = after_break(words[:-1])
    return whole_name(name, speech) and len(name) < len(words) - 1


def _is_named_thing(frame: MaskedText, said: Attribution, at: int) -> bool:
    """Say whether a small noun stands right before the words, which are what it is called."""
    beside = said.speaker.islower() and frame.text.find(said.speaker, said.at, at) + len(said.speaker)
    return bool(beside) and not frame.text[beside:at].strip() and not is_role(frame, said.speaker.split()[0])


def _past_comma(frame: MaskedText, begin: int, verb: Verb, at: int) -> Attribution:
    """Read the subject after a verb that a comma parts from what is told: "Abrirá pronto, anunció la alcaldesa"."""
    if not frame.speech.inverts or frame.speech.order != "free":
        return _inserted(frame, verb, at)
    if _is_apposed(frame.words(begin, verb.start), frame.speech):
        return NOTHING  # "El alcalde, Pablo Ríos, criticó la campaña"
    said = right_of(frame, verb.end, at, verb.text, "lead")
    if _is_named_thing(frame, said, at):
        return Attribution("", "", verb.text, "lead")
    return said if said.speaker or said.pronoun else NOTHING  # but "El alcalde, Pablo Ríos, admitió que …"


def _inserted(frame: MaskedText, verb: Verb, at: int) -> Attribution:
    """Read a tag between commas: "The trouble, says Anna Holm, is “…”"."""
    speech = frame.speech
    tells = verb.low in speech.verbs and not speech.has("hearers", verb.low)
    if not tells or speech.inverts or speech.order != "free":
        return NOTHING
    said = right_of(frame, verb.end, at, verb.text, "lead")
    after = frame.text[said.at : at]
    ends = after.rstrip() == f"{said.speaker}."  # "The pier must go, says Yao."
    whole = ends or (" " in said.speaker and "," in after)
    return said if whole and said.speaker[:1].isupper() else NOTHING


def _turned(frame: MaskedText, said: Attribution, verb: Verb, at: int) -> bool:
    """Say whether a full name right after the verb is the subject: "Der Zeitung sagte Anna Holm"."""
    words = frame.words(said.at, said.at + 20)
    right = frame.words(verb.end, min(at, verb.end + 80))
    dative = bool(words) and frame.speech.has("dative", words[0].low)
    return dative and whole_name(right[: phrase(right, 0, frame.speech)], frame.speech)


def _outer(frame: MaskedText, begin: int, earlier: list[Verb], said: Attribution) -> Attribution:
    """Read who the pronoun of an inner clause is: "Holm told us that she hopes …"."""
    speech = frame.speech
    first = frame.text[begin : said.at].split(None, 1)[:1] if speech.order == "free" else []
    opened = bool(first) and speech.has("subordinators", first[0].lower())
    for verb in reversed(earlier):
        between = frame.text[verb.end : said.at].lower()
        if opened and "," in between:
            continue  # "When Holm asked him to explain, he replied"
        outer = strong(frame, begin, verb)
        told = any(speech.has("conjunctions", word) for word in between.replace(",", " ").split())
        if outer.speaker and not told:
            return outer._replace(verb=said.verb)
    return said
