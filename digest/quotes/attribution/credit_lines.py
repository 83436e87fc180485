"""Speakers that stand on a line of their own: “…” / — Name, role, and Name: “…”."""

from __future__ import annotations

import re

from digest.quotes.attribution.colons import has_verb
from digest.quotes.attribution.lead_in import before
from digest.quotes.attribution.masked_text import BLANK, MaskedText, words_in
from digest.quotes.attribution.subjects import NOTHING, Attribution, main_subject
from digest.quotes.grammar.names import Word, only_name, phrase, tidy, whole_name
from digest.quotes.grammar.phrases import apposed, is_couple
from digest.quotes.grammar.speech import Speech
from digest.text.sentences import sentence_around

_DASH = re.compile(
    r"[ \t\u00a0]*(?:\n[ \t]*\n?[ \t]*)?(?:[—–―~]|--|-(?= )|(?<=\n)-(?=[^\W\d_a-z])|－|──)[ \t\u00a0]*(?=\S)"
)
_SCRIPT = re.compile(
    r"[ \t]*(?:[-–—*•][ \t]+)?[\"“„«]?(?:\*\*|__)?([^\s:：\"“„«][^:：\n\"“„«]{0,110}?)(?:\*\*|__)?"
    r"[ \t\u00a0]?[:：](?:\*\*)?[ \t\u00a0]*$"
)
_HANDLE = re.compile(r"\s*\(@\w+\)")  # what a network sets after a name: handle and day
_BEHIND = re.compile(r":[ \t]+([^\n:.,;]{3,40})(?=\n|$)")
LONGEST = 120  # characters of a credit
LONGEST_LABEL = 16  # words


def attribution_line(frame: MaskedText, at: int) -> Attribution:
    """Read a dash and a name that end the line after a quote: — Anna Holm, mayor."""
    speech = frame.speech
    match = _DASH.match(frame.text, at)
    if not match:
        return _headline_credit(frame, at)
    end = frame.text.find("\n", match.end())
    end = len(frame.text) if end < 0 else end
    listed = "\n" in match[0] and match[0].strip() == "-" and frame.text.startswith("\n-", end)
    if end - match.end() > LONGEST or listed:
        return NOTHING
    words = frame.words(match.end(), end)
    speaker = tidy(frame.source, _credit(words, speech), speech) if _is_credit(words, speech) else ""
    return Attribution(speaker, "", "", "line", at=match.end()) if speaker else NOTHING


def _headline_credit(frame: MaskedText, at: int) -> Attribution:
    """Read the name behind a line's only words and a colon, as headlines have it: ‘Pier to wait’: Anna Holm."""
    match = _BEHIND.match(frame.text, at)
    line = frame.text[frame.text.rfind("\n", 0, at) + 1 : at].strip("\"'“”‘’„«»") if match else "x"
    if not match or line.strip(BLANK):
        return NOTHING
    words = frame.words(*match.span(1))
    if not only_name(words, frame.speech):
        return NOTHING
    return Attribution(tidy(frame.source, words, frame.speech), "", "", "line", at=match.start(1))


def _is_credit(words: list[Word], speech: Speech) -> bool:
    """Say whether a line begins with a name, and goes on with nothing but what may follow one."""
    stop = phrase(words, 0, speech)
    rest = words[stop].text if stop < len(words) else ""
    if not any(w.named for w in words[:stop]) or not words[0].solid or (rest and rest not in ",;(.|/"):
        return False
    return words[0].named or speech.has("articles", words[0].low)


def credited(line: str, speech: Speech) -> str:
    """Return the speaker that a credit line names: "Anna Holm, mayor" → "Anna Holm"."""
    line = _HANDLE.split(line)[0]
    if not line:
        return ""
    words = words_in(line, 0, len(line), speech)
    if words and speech.has("ours", words[0].low):
        words = words[1:]  # "Our NPO partner"
    named = _credit(words, speech)
    # "Guide to small locks, River Trust" is no Guide.
    cut = len(named) == 1 and len(words) > 1 and words[0] == named[0] and words[1].solid
    return "" if cut else tidy(line, named, speech)


def _credit(words: list[Word], speech: Speech) -> list[Word]:
    """Return who a credit names: "Ida Kern, mayor", "Harbour Master, Ida Kern", "Ida Kern and Carl Berg"."""
    stop = phrase(words, 0, speech)
    both = phrase(words, stop + 1, speech) if stop and stop + 1 < len(words) else 0
    if both > stop + 1 and is_couple(words[:both], speech) and whole_name(words[both - 2 : both], speech):
        return words[:both]
    return apposed(words, 0, stop, speech)


def script(frame: MaskedText, start: int, at: int) -> Attribution:
    """Read a name and a colon that open the paragraph of a quote: Holm: “…”."""
    speech = frame.speech
    colon = not {":", "："}.isdisjoint(frame.text[max(start, at - 9) : at])
    match = _SCRIPT.fullmatch(frame.text, start, at) if colon else None
    if not match:
        return _bare_script(frame, start, at) if speech.order == "unspaced" else NOTHING
    if speech.order == "unspaced":
        name = match[1].strip()
        if speech.words.get("no_label") and name.endswith(tuple(speech.words["no_label"])):
            return NOTHING  # 问题是：“…”
        return Attribution(name, "", "", "script", at=match.start(1)) if len(name) <= 15 else NOTHING
    words = frame.words(match.start(1), match.end(1))
    speaker = tidy(frame.source, _labelling(words, speech), speech)
    return Attribution(speaker, "", "", "script", at=match.start(1)) if speaker else NOTHING


def _labelling(words: list[Word], speech: Speech) -> list[Word]:
    """Return the name that a label is: "Anna Holm, mayor"; none where it is a sentence."""
    if not words or speech.has("no_label", words[0].low) or not words[0].named or len(words) > LONGEST_LABEL:
        return []
    stop = phrase(words, 0, speech)
    if (stop < len(words) and words[stop].text != ",") or any(word.text in {".", "!", "?"} for word in words):
        return []  # "Nordhavn, says the council, waits. Its hope is small: “…”"
    dated = any(speech.has("days", word.low) for word in words[stop:])  # "Nordhavn, Monday:"
    return [] if dated else words[:stop]


def _bare_script(frame: MaskedText, start: int, at: int) -> Attribution:
    """Read Name「…」, a line of an interview where no colon is used."""
    name = frame.text[start:at].strip()
    close = frame.text.find("」", at)
    ends = close >= 0 and frame.text[close + 1 : close + 2] in {"", "\n"}
    if not ends or not 1 < len(name) <= 12 or name[-1] in "はがもをにでと、。，：" or not name.isalpha():
        return NOTHING
    return Attribution(name, "", "", "script", at=start)


def introduced(frame: MaskedText, start: int) -> Attribution:
    """Read the paragraph before when it ends in a colon or in a verb and its comma: "Holm was clear:", "Holm says,"."""
    end = start
    if frame.speech.silent:
        return NOTHING  # nobody is named in a language of which nothing is known
    while end > 0 and frame.text[end - 1] in " \t\n\u00a0>":
        end -= 1
    if end and frame.text[end - 1] == ",":
        said = before(frame, sentence_around(frame.text, end - 1, end)[0], end)
        verbal = said.verb.lower() in frame.speech.verbs and frame.text.endswith(f"{said.verb},", 0, end)
        return said if verbal else NOTHING
    if not end or frame.text[end - 1] not in ":：":
        return NOTHING
    left, _ = sentence_around(frame.text, end - 1, end)
    said = before(frame, left, end)
    if said.speaker or said.pronoun or not has_verb(frame, left, end):
        return said
    return main_subject(frame, left, end, "")
