"""Sentences as spans of a text: plain rules, no model; the words they need are data (`digest.text.stops`).

A sentence ends at a run of stops (. ! ? … and their wide forms) with the marks,
brackets and note numbers that close after it, when what follows looks like a
beginning.  "Mr." ends none, nor does an initial, an ordinal ("3. Mai"), or a decimal
point.  Every line feed ends one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.text.stops import Stops, stops

# What ends a sentence: Latin and its like, Arabic, Urdu, Devanagari, Armenian, Ethiopic, Khmer.
NARROW = ".!?…‽؟۔।॥։።៕။"
WIDE = "。！？｡"
ENDS = frozenset(NARROW + WIDE)
CLOSING = "\"”“’'»«›‹)]"
# A run of stops is one match, so that forty thousand of them are looked at once, not once each.
_STOP = re.compile(rf"\n|[{NARROW}]+|[{WIDE}]+[」』”’）)\"]*")
_CLOSED = re.compile(rf"[{re.escape(CLOSING)}]*")
# What still belongs to the sentence after a space: a French or straight closing mark, a note's number, a smiley.
_TAIL = re.compile(r"[ \u00a0\u202f](?:[»”]|\"(?=\s|$)|\[\d{1,3}\]|[:;]-?[)(DP](?=\s|$))|\[\d{1,3}\]")
_SPACE = re.compile(r"\s*")
_OPENING = re.compile(r"[\"“”„‟«»‘‚‹›'(\[¿¡*_]*")
_WORD = re.compile(r"[^\W\d_]+['’]?")
_NUMBER = re.compile(r"\d{1,3}$")
_INITIALS = re.compile(r"(?:\w\.-?)*\w")
# A word that begins a sentence although no space parts it; "Example.Com" is one name, and "Node.Js".
_CAPITALISED = re.compile(
    r"(?!(?:Com|Org|Net|Gov|Edu|Mil|Info|Io|Js)\b)(?:[A-ZÀ-ÖØ-Þ][^\W\d_]+|I)(?:['’][^\W\d_]+)?,?\s"
)
_LIST_MARK = re.compile(r"[ \t]*(?:(?:[-*+•·‣▪–—]|\d{1,3}[.)])[ \t]+)*")
# An omission that ends its line belongs to what stands before it, any other to what follows.
_OMITTED = re.compile(r"[\[(](?:…|\.\.\.)[\])][ \t]*(?=\n|\Z)")
# What reports a question or a call goes on behind a dash: "Why? – asked Holm."
_REPORTED = re.compile(r"[-–—]{1,2} ?(?=[^\W\d_])")
_ADDRESS = re.compile(r"https?://|www\.")
_REPORTS = "とという，、,："
_LEFT = "([{„“”\"'‘’«»-–—/"
_BEFORE = 24  # characters before a stop that hold its word and the one before

# Letters of a word that is written out in full, as a rule: "eig.", "gegr." and "einschl." are not.
WHOLE = 5

# A sentence is not looked for further than this (characters), however long a line is.
REACH = 800
NEAR = 240


def sentences(text: str, language: str = "") -> Iterator[tuple[int, int]]:
    """Yield the sentences of *text* as spans, in order, outer white space left out.

    Every line feed ends a sentence too.  Spans count code points, end exclusive.
    *language* is a tag; without one the abbreviations of all languages count.
    Cost: O(len(text)), whatever the text is.
    """
    start = 0
    for end, following in _ends(text, 0, len(text), stops(language)):
        span = _trim(text, start, end)
        if span[0] < span[1]:
            yield span
        start = following
    span = _trim(text, start, len(text))
    if span[0] < span[1]:
        yield span


def ends_as_sentence(text: str) -> bool:
    """Say whether *text* ends as a sentence does: with a stop and what closes after it."""
    return text.rstrip(CLOSING + "」』）")[-1:] in ENDS


def first_sentence(text: str, language: str = "") -> str:
    """Return the first sentence of *text*, '' when it has none."""
    start, end = next(sentences(text, language), (0, 0))
    return text[start:end]


def sentence_around(text: str, start: int, end: int, language: str = "") -> tuple[int, int]:
    """Return the sentence (or sentences, when a span crosses them) that holds a span."""
    words = stops(language)
    line = max(text.rfind("\n", max(0, start - REACH), start) + 1, start - REACH, 0)
    left = _left(text, line, start, words)
    last = text.find("\n", end, end + REACH)
    last = min(len(text), end + REACH) if last < 0 else last
    # A stop that the span itself ends with may be the sentence's: look from its last character on.
    right = next((stop for stop, _ in _ends(text, max(left, end - 1), last, words) if stop >= end), last)
    return _trim(text, after_list_mark(text, left), right)


def after_list_mark(text: str, start: int) -> int:
    """Return where the words of a line begin that may open with a list's mark: "- ", "3. ", "• "."""
    return _end(_LIST_MARK, text, start) if start == 0 or text[start - 1] == "\n" else start


def _left(text: str, line: int, start: int, words: Stops) -> int:
    """Return where the sentence that holds *start* begins; most do within `NEAR` characters."""
    for floor in (max(line, start - NEAR), line):
        found = [following for _, following in _ends(text, floor, start, words) if following <= start]
        if found or floor == line:
            return found[-1] if found else line
    return line


def _ends(text: str, start: int, end: int, words: Stops) -> Iterator[tuple[int, int]]:
    """Yield where sentences end between two places, and where the next may begin."""
    for match in _STOP.finditer(text, start, end):
        first = match[0][0]
        if first == "\n":
            yield match.start(), match.end()
        elif first in WIDE:
            # と after a closing mark: the sentence that reports the quote is not over.
            shut = match[0][-1] not in WIDE
            if not (shut and match.end() < len(text) and text[match.end()] in _REPORTS):
                yield match.end(), match.end()
        else:
            closed = _closing(text, match.end())
            spaced = closed == len(text) or text[closed].isspace()
            if not _goes_on(text, match, closed, words) if spaced else _run_together(text, match, closed):
                yield closed, closed


def _closing(text: str, at: int) -> int:
    """Return the end of what closes a sentence after its stop."""
    if text[at : at + 1].isspace() and text[at + 1 : at + 2].isalpha():
        return at  # nearly always
    at = _end(_CLOSED, text, at)
    for _ in range(3):  # a mark, a note, another note; never more, so that the cost stays bounded
        tail = _TAIL.match(text, at)
        if not tail:
            break
        at = tail.end()
    return at


def _goes_on(text: str, stop: re.Match[str], closed: int, words: Stops) -> bool:
    """Say whether the sentence goes on after a stop and what closes there."""
    after = _end(_SPACE, text, closed)
    following = text[after : after + 1]
    if not following or following in "¿¡" or "\n" in text[closed:after]:
        return False
    if following in NARROW or _omits(text, stop.start()) or _OMITTED.match(text, after):
        return True
    dash = _REPORTED.match(text, after) if stop[0] != "." else None
    if dash and text[dash.end()].islower():
        return True
    at = _end(_OPENING, text, after)
    if text[at : at + 1].islower() and not _ADDRESS.match(text, at):
        return closed > stop.end() or not _written_out(text, stop, words)
    return stop[0] == "." and _abbreviated(text, stop.start(), at, words)


def _omits(text: str, stop: int) -> bool:
    """Say whether a stop is an omission, in brackets […] or by itself: it opens what follows."""
    before = text[max(0, stop - 1) : stop]
    following = text[stop + 1 : stop + 3]
    # " … ": where letters have no capitals nothing tells that a sentence begins after it.
    apart = text[stop] == "…" and before.isspace() and following[:1].isspace() and following[1:].isalpha()
    return before in ("[", "(") or (apart and following.lower() == following.upper())


def _run_together(text: str, stop: re.Match[str], closed: int) -> bool:
    """Say whether a space is missing: "favourite.The owner", not "example.Org/a" nor "U.S.A"."""
    before = text[max(0, stop.start() - 3) : stop.start()]
    return before.islower() and before.isalpha() and _CAPITALISED.match(text, closed) is not None


def _written_out(text: str, stop: re.Match[str], words: Stops) -> bool:
    """Say whether a full word stands before a stop, so that what follows in lower case is a new sentence.

    It is one when it is too long for an abbreviation that nobody lists, and any word is in a
    line whose writer uses no capitals.
    """
    tokens = text[max(0, stop.start() - _BEFORE) : stop.start()].split()
    word = tokens[-1].lstrip(_LEFT).replace("-", "") if tokens else ""
    if not word.isalpha() or word in words.abbreviations or word in words.may_end:
        return False
    return (stop[0] == "." and len(word) >= WHOLE and word.islower()) or (
        len(word) > 2 and _without_capitals(text, stop.start())
    )


def _without_capitals(text: str, at: int) -> bool:
    """Say whether the line that holds a place begins with a small letter."""
    floor = max(0, at - REACH)
    line = text.rfind("\n", floor, at)
    return text[max(line + 1, floor)].islower() and (floor == 0 or line >= 0)


def _abbreviated(text: str, stop: int, at: int, words: Stops) -> bool:
    """Say whether a full stop belongs to its word; *at* is where the next word begins."""
    tokens = text[max(0, stop - _BEFORE) : stop].rsplit("\n", 1)[-1].split()
    word = _word_before(tokens)
    if not word:
        return False
    follows = _WORD.match(text, at)
    number = text[at : at + 1].isdigit()
    if number and word in words.numbered:
        return True
    if word[-1].isdigit():
        return _ordinal(text, stop, tokens, follows[0] if follows else "", words)
    if word in words.may_end or (word[0].isalpha() and _is_initial(word) and word not in words.abbreviations):
        return not (follows and follows[0].replace("’", "'") in words.openers)
    return (word.capitalize() if word.isupper() else word) in words.abbreviations


def _word_before(tokens: list[str]) -> str:
    """Return the word that a stop stands at, with what belongs to it: "z. B." is "z.B."."""
    word = tokens[-1].lstrip(_LEFT) if tokens else ""
    if len(word) == 1 and len(tokens) > 1 and len(tokens[-2]) == 2 and tokens[-2][1] == ".":
        return f"{tokens[-2]}{word}"
    return word


def _ordinal(text: str, stop: int, tokens: list[str], follows: str, words: Stops) -> bool:
    """Say whether a number with a stop is one of a list ("1. Open it") or an ordinal ("3. Mai")."""
    number = _NUMBER.search(tokens[-1])
    if not number or len(number[0]) != len(tokens[-1].lstrip(_LEFT)):
        return False
    if stop - len(number[0]) == 0 or text[stop - len(number[0]) - 1] == "\n":
        return True
    before = tokens[-2].lower() if len(tokens) > 1 else ""
    if before.endswith((".", "!", "?", ")")) and follows[:1].isupper() and not _short(tokens[-2], words):
        return True
    return words.ordinals and (follows in words.after_ordinal or before in words.before_ordinal)


def _short(token: str, words: Stops) -> bool:
    """Say whether a word and its stop are an abbreviation: "Vol." before its number."""
    word = token.lstrip(_LEFT).rstrip(".")
    known = words.numbered | words.may_end | words.abbreviations
    return word in known or word.lower() in known or _is_initial(word) or word[-1:].isdigit()


def _is_initial(word: str) -> bool:
    """Say whether a word is an initial or a run of them: J, U.S, z.B."""
    return len(word) == 1 or ("." in word and _INITIALS.fullmatch(word) is not None)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return where *pattern*, which may match nothing, ends when it is tried at a place."""
    match = pattern.match(text, at)
    return match.end() if match else at


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
