"""Who says it in scripts without spaces: Japanese topics and particles, Chinese verbs.

There are no words to look up one by one, so each language's lists become two or
three patterns.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from digest.quotes.frame import Frame
from digest.quotes.speech import Speech
from digest.quotes.subjects import NOTHING, Said

LONGEST = 24  # characters of a speaker
# 「…」（Name）: the speaker in brackets behind the quote.
_CREDIT = re.compile(r"[（(]([^（）()\d]{2,16})[）)]")
_DIGITS = "0-9０-９一二三四五六七八九十〇"
_TIME = re.compile(rf"^(?:[{_DIGITS}]+(?:日|月|年|時|点|号)|周.|星期.|(?:昨|今|当|前|同)(?:天|日|年|晚|夜))+")
# An age before a name is no title.
_AGED = re.compile(rf"[（(][{_DIGITS}]+[）)]")
_AGE = re.compile(rf"^[{_DIGITS}]+(?:歳の|岁的?|歲的?)")


class _Patterns(NamedTuple):
    tag: re.Pattern[str]
    lead: re.Pattern[str]
    topic: re.Pattern[str]
    according: re.Pattern[str]
    after: re.Pattern[str]
    verb: re.Pattern[str]
    thus: re.Pattern[str]
    bare: re.Pattern[str]
    ends: re.Pattern[str]
    thought: re.Pattern[str]


def wide_said(frame: Frame, start: int, at: int, after: int, end: int) -> Said:
    """Read who says the quote between *at* and *after* in a sentence from *start* to *end*."""
    text, speech = frame.text, frame.speech
    patterns = _patterns(speech)
    if credit := _CREDIT.match(text, after):
        return _said(credit[1], "", "line", speech, after)
    head, tail = text[start:at], text[after : min(len(text), max(end, after) + 60)].split("\n")[0]
    tag = patterns.tag.match(tail)
    if topic_style(speech):
        if thus := patterns.thus.match(text, after):
            return _said(thus["mid"], thus["verb"], "tag", speech, after)
        subject = _topic(_AGED.sub("", head), patterns) or (_topic(tag["mid"], patterns) if tag else "")
        if not tag and (bare := patterns.bare.match(tail)):
            return _said(bare["mid"], "", "tag", speech, after)
        if not (tag or subject.startswith("?") or (subject and patterns.thought.match(tail))):
            return NOTHING
        return _said(subject.lstrip("?"), tag["verb"] if tag else "", "tag", speech, start)
    lead = patterns.lead.search(head)
    if tag and tag["mid"] and not (lead and tail[tag.end() : tag.end() + 1] in {"：", ":"}):
        return _said(tag["mid"], tag["verb"], "tag", speech, after)
    if according := patterns.according.search(head):
        return _said(according["subject"], according[0][:1], "lead", speech, start)
    if lead:
        return _said(lead["subject"], lead["verb"], "lead", speech, start)
    return NOTHING


def wide_tag(gap: str, speech: Speech, whole: bool) -> bool:
    """Say whether the text between two halves of a quote is one speech tag; *whole*: the first half ends a sentence."""
    patterns = _patterns(speech)
    tag = patterns.tag.match(gap)
    if gap.rstrip()[-1:] in {"：", ":"} and whole:
        return False  # “…！”她说：“…” are two quotes
    return tag is not None and not patterns.verb.search(gap, tag.end()) and len(gap) - tag.end() <= 2


def topic_style(speech: Speech) -> bool:
    """Say whether the language marks its speaker as a topic (Japanese)."""
    return "topic" in speech.words.get("style", ())


def _topic(head: str, patterns: _Patterns) -> str:
    """Return the topic of a clause, with ? before it when it is "according to"."""
    if according := patterns.according.search(head):
        return "?" + according["subject"]
    found = list(patterns.topic.finditer(head))
    return found[-1]["subject"] if found else ""


def _said(subject: str, verb: str, how: str, speech: Speech, at: int) -> Said:
    name = _tidy(subject, speech)
    if name in speech.pronouns:
        return Said("", name, verb, how, at=at)
    return Said(name, "", verb, how, at=at)


def _tidy(subject: str, speech: Speech) -> str:
    """Cut what is no part of the name: time and linking words before it, circumstances behind it."""
    name = subject.strip("，,、 　")
    for word in sorted(speech.words.get("before_subject", ()), key=len, reverse=True):
        name = name.removeprefix(word)
    name = _AGE.sub("", _TIME.sub("", name)).strip("，,、 　")
    # A name has two characters at least: 反对党 is a party, not 反 who faces one (对).
    cut = _patterns(speech).after.search(name, 2) if len(name) > 2 else None
    name = name[: cut.start()] if cut else name
    ends = _patterns(speech).ends.search(name, 2)  # 港口日报评论称 has two verbs
    name = name[: ends.start()] if ends else name
    return name if 0 < len(name) <= LONGEST else ""


@cache
def _patterns(speech: Speech) -> _Patterns:
    verbs = _any(speech, "verbs")
    clause = re.escape("".join(speech.words.get("clause", ())))
    inside = rf"[^{clause}\n\x01]"
    if topic_style(speech):
        # という before a noun only names the thing: 『…』という本.
        tag = rf"(?:{_any(speech, 'said_that')})(?!いう[^。]|い[うっ]た[^。])[、,]?"
        tag += rf"(?P<mid>[^。\n\x01]{{0,40}}?)(?P<verb>{verbs})"
        topic = rf"(?P<subject>{inside}{{1,{LONGEST}}}?)(?:{_any(speech, 'topics')})(?=[、，「『\x01]|[^ぁ-ん]|$)"
        according = rf"(?P<subject>{inside}{{1,{LONGEST}}}?)(?:{_any(speech, 'according_suffix')})"
    else:
        tag = rf"[，,]?(?P<mid>{inside}{{0,{LONGEST}}}?)(?P<verb>{verbs})(?=[^，。：,.\n]{{0,6}}(?:[，。：,.\n]|$))"
        topic = r"(?!)"
        according = rf"(?:{_any(speech, 'according_prefix')})(?P<subject>{inside}{{2,{LONGEST}}}?)"
        according += rf"(?:{verbs}|的说法)?[，,]"
    # The verb right before the mark, else the first that has its object there.
    ends, most = r"(?:了|过)?[：:，,]?\s*$", r"(?:了|过)?[^。“”「」\n\x01]{0,20}$"
    lead = rf"(?P<subject>{inside}{{1,{LONGEST}}}?)(?P<verb>{verbs})(?:{ends}|(?!.*(?:{verbs}){ends}){most})"
    # 「…」。Nameはこう語った。
    thus = rf"。?\s*(?P<mid>{inside}{{1,{LONGEST}}}?)(?:は|が)、?(?:こう|そう|次のように)(?P<verb>{verbs})"
    # 「…」とName。: the verb is left out; 「…」とうなずいた: any verb will do where a topic stands before.
    bare = rf"(?:{_any(speech, 'said_that')})(?P<mid>{inside}{{2,{LONGEST}}}?)。(?<![たるだすいう]。)"
    thought = rf"(?:{_any(speech, 'said_that')})(?!いう|い[うっ]た|は)[^。\n\x01]{{1,24}}[たるだす]。"
    after = _any(speech, "after_subject") or r"(?!)"
    found = (tag, lead, topic, according, after, verbs, thus, bare, rf"(?:{verbs})+$", thought)
    return _Patterns(*map(re.compile, found))


def _any(speech: Speech, kind: str) -> str:
    words = speech.verbs if kind == "verbs" else speech.words.get(kind, frozenset())
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))
