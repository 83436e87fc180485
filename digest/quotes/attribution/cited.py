"""Who is cited by somebody else: "Wie Holm sagte", "quoted Holm as saying", "wird Holm zitiert".

In a verb-second language whoever is cited may stand on either side of the verb,
and the paper that cites beside them: „…“, zitiert die Seepost Anna Holm.
"""

from __future__ import annotations

from digest.quotes.attribution.masked_text import MaskedText, Verb
from digest.quotes.attribution.roles import is_role
from digest.quotes.attribution.subjects import NOTHING, Attribution, left_of, named, right_of
from digest.quotes.grammar.names import Word, phrase

REACH = 400  # characters after a verb in which whoever is cited is looked for
SHORT = 16  # characters of a verb that cites
LONG = 110  # characters of a paper's name and of whom it cites
NAMES = 3  # capitals in a row that are a paper and a full name, at least


def as_said(frame: MaskedText, begin: int, verbs: list[Verb], at: int) -> Attribution:
    """Read "Wie Holm sagte, …" and "quoted Holm as saying …", where the last verb's subject is another's."""
    first = frame.text[begin : verbs[0].start].split(None, 1)
    if frame.speech.order == "second" and first and frame.speech.has("as_said", first[0]):
        here = "," not in frame.text[begin : verbs[0].start]
        behind = right_of(frame, frame.text.find(first[0], begin) + len(first[0]), at, verbs[0].text, "lead")
        said = left_of(frame, begin, verbs[0].start, verbs[0].text, "lead")
        return behind if behind.how and (here or not said.how) else said
    cited = next((verb for verb in verbs if frame.speech.has("cites", verb.low)), None)
    passive = cited is None or any(frame.speech.has("being", word) for word in cited.before)
    return NOTHING if cited is None or passive else _cited(frame, cited, verbs[-1], at)


def _cited(frame: MaskedText, cited: Verb, last: Verb, at: int) -> Attribution:
    """Read who is cited by the sentence's subject: "quoted Holm: “…”", "cited Holm as saying “…”"."""
    speech, text = frame.speech, frame.text
    if cited == last and text[:at].rstrip().endswith((":", ",") if not speech.inverts else ":"):
        said = _quoted_one(frame, cited, at)
        if said.how or not speech.inverts:
            return said
        if speech.order == "second":
            return Attribution("", "", cited.text, "lead", loose=True)  # "Holm zitiert aus einem Brief: …"
    as_saying = speech.lists.get("as_saying", ())
    if speech.inverts or any(text.find(phrase, cited.end, last.end) >= 0 for phrase in as_saying):
        return right_of(frame, cited.end, cited.end + REACH, cited.text, "lead")
    return NOTHING


def _quoted_one(frame: MaskedText, cited: Verb, at: int) -> Attribution:
    """Read who is quoted: "Brandl quoted his predecessor, Ida Kern: “…”"."""
    start = cited.end
    if frame.speech.has("before_person", frame.following(start, start + 6)):
        start = frame.text.find(" ", start + 1)  # "citó a su madre"
    said = right_of(frame, start, at, cited.text, "lead")
    end = frame.text.find(said.speaker, start) + len(said.speaker)
    rest = frame.text[end:at].split(None, 1)
    # "zitierte Holm mit den Worten: …"
    told = bool(rest) and frame.speech.has("with_words", rest[0])
    return said if said.speaker and (told or not any(map(str.isalpha, frame.text[end:at]))) else NOTHING


def whom_cited(frame: MaskedText, start: int, end: int, how: str) -> Attribution:
    """Read who is cited by others: "wird Holm von der Seepost zitiert", "wie Holm zitiert wird", "Holm wird … zitiert".

    *start* and *end* bound the words beside the quote, *how* is where they stand.
    """
    speech, text = frame.speech, frame.text
    if not _cites(frame, start, end):
        return NOTHING  # nearly always
    words = [word for word in frame.words(start, end) if word.solid]
    verb, done = (next((word for word in words if speech.has(kind, word.low)), None) for kind in ("cites", "being"))
    if verb is None or done is None:
        return NOTHING
    opens = not text[start : done.start].strip()  # „…“, wird Anna Holm, die Hafenmeisterin, zitiert
    if not opens and "," in text[min(verb.start, done.start) : max(verb.end, done.end)]:
        return NOTHING
    by = speech.agent.search(text, start, verb.start)
    stop = by.start() if by else verb.start
    if done.start > verb.start:  # "wie Holm von der Seepost zitiert wird"
        first = next((word for word in words if speech.has("subordinators", word.low)), None)
        return right_of(frame, first.end, stop, verb.text, how) if first else NOTHING
    said = left_of(frame, start, done.start, verb.text, how)
    return said if said.how else right_of(frame, done.end, stop, verb.text, how)


def cited_tag(frame: MaskedText, start: int, end: int) -> Attribution:
    """Read whom a paper cites in a tag: „…“, zitiert die Seepost Anna Holm; „…“, zitiert man den Minister."""
    speech = frame.speech
    if speech.order != "second" or not _cites(frame, start, end):
        return NOTHING
    being = speech.has("being", frame.following(start, end))
    if (said := whom_cited(frame, start, end if being else _clause_end(frame, start, end), "tag")).how:
        return said
    verb = next(iter(frame.words(start, min(end, start + SHORT))), None)
    if verb is None or not speech.has("cites", verb.low):
        return NOTHING
    words = frame.words(verb.end, min(end, verb.end + LONG))
    stop = next((i for i, word in enumerate(words) if not word.solid), len(words))
    at = _person(frame, words[:stop])
    return named(frame, words[at : phrase(words, at, speech)], verb.text, "tag") if at else NOTHING


def _cites(frame: MaskedText, start: int, end: int) -> bool:
    """Say whether a verb that cites may stand between *start* and *end*: a cheap look before the words are read."""
    return any(frame.text.find(word, start, end) >= 0 for word in frame.speech.words.get("cites", ()))


def _person(frame: MaskedText, words: list[Word]) -> int:
    """Return where whoever is cited begins behind the paper that cites; 0 where only one of them stands there."""
    speech = frame.speech
    if words and speech.pronouns.get(words[0].low) == "x":
        return 1
    paper = 1 if words and words[0].low in speech.determining else 0
    run = next((i for i in range(paper + 1, len(words)) if not words[i].named), len(words))
    if role := next((i for i in range(paper + 1, run) if is_role(frame, words[i].text)), 0):
        return role
    if run + 1 < len(words) and words[run].low in speech.determining:
        return run if speech.has("objects", words[run].low) or words[run].low == words[0].low else 0
    alone = run - paper < NAMES or is_role(frame, words[paper].text)
    return 0 if alone else run - 2


def _clause_end(frame: MaskedText, start: int, end: int) -> int:
    """Return where the clause at *start* ends: at its next comma or stop."""
    found = [at for mark in ",.;" if (at := frame.text.find(mark, start, end)) >= 0]
    return min(found, default=end)
