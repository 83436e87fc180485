"""Who says it in scripts without spaces: Japanese topics and particles, Chinese verbs.

There are no words to look up one by one, so each language's lists become two or
three patterns.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from digest.quotes.attribution.masked_text import MaskedText
from digest.quotes.attribution.subjects import NOTHING, Attribution
from digest.quotes.grammar.speech import Speech

LONGEST = 24  # characters of a speaker
REACH = 90  # characters before a quote that are looked at
# 「…」（Name）: the speaker in brackets after the quote.
_CREDIT = re.compile(r"[（(]([^（）()\d]{2,16})[）)]")
_DIGITS = "0-9０-９一二三四五六七八九十〇"
_TIME = re.compile(rf"^(?:[{_DIGITS}]+(?:日|月|年|時|点|号)|周.|星期.|(?:昨|今|当|前|同)(?:天|日|年|晚|夜))+")
_PLACED = ("で", "に", "へ", "まで")  # 調査では tells where, not who
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
    cleft: re.Pattern[str]
    told: re.Pattern[str]
    person: re.Pattern[str]
    described: re.Pattern[str]
    pronoun: re.Pattern[str]
    document: re.Pattern[str]


def wide_said(frame: MaskedText, start: int, at: int, after: int, end: int) -> Attribution:
    """Read who says the quote between *at* and *after* in a sentence from *start* to *end*."""
    text, speech = frame.text, frame.speech
    patterns = _patterns(speech)
    if credit := _CREDIT.match(text, after):
        return _said(credit[1], "", "line", speech, after)
    head, tail = text[start:at], text[after : min(len(text), max(end, after) + 60)].split("\n")[0]
    if topic_style(speech):
        return _by_topic(frame, head, tail, start, after)
    tag, lead = patterns.tag.match(tail), patterns.lead.search(head)
    if tag and tag["mid"] and not (lead and tail[tag.end() : tag.end() + 1] in {"：", ":"}):
        return _said(tag["mid"], tag["verb"], "tag", speech, after)
    if according := patterns.according.search(head):
        return _said(according["subject"], according["prefix"], "lead", speech, start)
    return _said(lead["subject"], lead["verb"], "lead", speech, start) if lead else NOTHING


def _by_topic(frame: MaskedText, head: str, tail: str, start: int, after: int) -> Attribution:
    """Read a speaker that is marked as the topic, or stands in the sentence after the quote or before it."""
    patterns, speech = _patterns(frame.speech), frame.speech
    later = _AGED.sub("", tail)
    if thus := patterns.thus.match(later) or patterns.cleft.match(later):
        return _said(thus["mid"], thus["verb"], "tag", speech, after)
    if not head.strip() and (told := patterns.told.search(frame.text, max(0, start - REACH), start)):
        return _said(told["mid"], told["verb"], "lead", speech, start)
    tag = patterns.tag.match(tail)
    if not tag and (bare := patterns.bare.match(tail)):
        return _said(bare["mid"], "", "tag", speech, after)
    subject = (_topic(tag["mid"], patterns) if tag else "") or _topic(_AGED.sub("", head), patterns)
    if not (tag or subject.startswith("?") or (subject and patterns.thought.match(tail))):
        return NOTHING
    return _said(subject.lstrip("?"), tag["verb"] if tag else "", "tag", speech, start)


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
    found = [topic for topic in patterns.topic.finditer(head) if not topic["subject"].endswith(_PLACED)]
    if not found:
        return ""
    # "佐藤氏は、橋は「…」と認めた": what the clause is about is no speaker where somebody stands before it.
    people = [topic for topic in found[:-1] if topic[0].endswith("は") and patterns.person.search(topic["subject"])]
    last = found[-1]["subject"]
    return people[-1]["subject"] if people and not patterns.person.search(last) else last


def _said(subject: str, verb: str, how: str, speech: Speech, at: int) -> Attribution:
    name = _tidy(subject, speech)
    if name in speech.pronouns:
        return Attribution("", name, verb, how, at=at)
    return Attribution(name, "", verb, how, at=at)


def _tidy(subject: str, speech: Speech) -> str:
    """Cut what is no part of the name: time and linking words before it, circumstances after it."""
    patterns = _patterns(speech)
    name = subject.strip("，,、 　>*•-")
    for word in sorted(speech.words.get("before_subject", ()), key=len, reverse=True):
        name = name.removeprefix(word)
    name = patterns.document.sub("", _AGE.sub("", _TIME.sub("", name)).strip("，,、 　"))
    if described := patterns.described.match(name):
        name = _AGE.sub("", described["name"])  # 住在港口街的居民陈静, 港通りに住む田中さん
    if pronoun := patterns.pronoun.match(name):
        return pronoun["who"]  # 他在议会
    # A name has two characters at least: 反对党 is a party, not 反 who faces one (对).
    cut = patterns.after.search(name, 2) if len(name) > 2 else None
    name = name[: cut.start()] if cut else name
    ends = patterns.ends.search(name, 2)  # 港口日报评论称 has two verbs
    name = name[: ends.start()] if ends else name
    placed = len(name) > 2 and name[-1] in speech.words.get("placed", ())
    return name if 0 < len(name) <= LONGEST and not placed else ""


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
        according = rf"(?P<prefix>{_any(speech, 'according_prefix')})(?P<subject>{inside}{{2,{LONGEST}}}?)"
        according += rf"(?:{verbs}|的说法)?[，,]"
    # The verb right before the mark, else the first that has its object there.
    ends, most = r"(?:了|过)?[：:，,]?\s*$", r"(?:了|过)?[^。“”「」\n\x01]{0,20}$"
    lead = rf"(?P<subject>{inside}{{1,{LONGEST}}}?)(?P<verb>{verbs})(?:{ends}|(?!.*(?:{verbs}){ends}){most})"
    # 「…」。Nameはこう語った。
    thus = rf"。?\s*(?P<mid>{inside}{{1,{LONGEST}}}?)(?:は|が)[^。\n\x01]{{0,12}}?(?:こう|そう)(?P<verb>{verbs})"
    # 「…」とName。: the verb is left out; 「…」とうなずいた: any verb will do where a topic stands before.
    bare = rf"(?:{_any(speech, 'said_that')})(?P<mid>{inside}{{2,{LONGEST}}}?)。(?<![たるだすいう]。)"
    thought = rf"(?:{_any(speech, 'said_that')})(?!いう|い[うっ]た|は)[^。\n\x01]{{1,24}}[たるだす]。"
    after = _any(speech, "after_subject") or r"(?!)"
    # 「…」と声を震わせたのはName。「…」。こう話すのはName。
    cleft = rf"(?:{_any(speech, 'said_that')}|。?\s*(?:こう|そう))(?P<verb>[^。、\n\x01]{{1,16}}[たるすぐ])のは、?"
    cleft += rf"(?P<mid>{inside}{{2,{LONGEST}}}?)(?:だった|だ|である)?。"
    # Nameは次のように語った。「…」; after a quote "こう" tells about that one.
    told = rf"(?:(?<=[^」』]。)|(?<=\n)|^)(?P<mid>{inside}{{1,{LONGEST}}}?)(?:は|が)[^。\n\x01]{{0,20}}?"
    told += rf"(?:次のように|以下のように|こう)[^。\n\x01]{{0,4}}?(?P<verb>{verbs})。\s*$"
    person = rf"(?:{_any(speech, 'person_ends') or '(?!)'}|[ァ-ヶー・]{{2,}})$"
    # … in a list stands for the place or the thing: 住在…的.
    about = _any(speech, "described").replace("…", ".{1,12}") or "(?!)"
    described = rf".*(?:{about})(?P<name>.{{2,}})$"
    pronoun = rf"(?P<who>{_any(speech, 'pronouns') or '(?!)'})(?:{after})"
    # 声明で同社は: in what it was said is no part of who said it.
    document = rf"^[^。\n\x01]*?(?:{_any(speech, 'things')})(?:では|で)(?=.{{2}})" if topic_style(speech) else r"(?!)"
    found = (tag, lead, topic, according, after, verbs, thus, bare, rf"(?:{verbs})+$", thought, cleft, told)
    return _Patterns(*map(re.compile, (*found, person, described, pronoun, document)))


def _any(speech: Speech, kind: str) -> str:
    words = {"verbs": speech.verbs, "pronouns": speech.pronouns}.get(kind, speech.words.get(kind, ()))
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))
