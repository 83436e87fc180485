"""Sentences as spans of a text: plain rules, no model.

A sentence ends at . ! ? … (or their wide forms), with any closing marks behind
them, when what follows looks like a beginning.  "Mr." ends none, nor does an
initial, a German ordinal ("3. Mai"), or a decimal point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# The class in front lets the engine skip to the next candidate.
_END = re.compile(
    r"[.!?…‽。！？｡\n](?:"
    r"(?<=[。！？｡])[」』”’）)\"]*"  # wide stops need no space behind them
    # A run of marks is read once, from its first: 40,000 of them once took 21 s.
    r"|(?<=[!?…‽])(?<![!?…‽]{2})[!?…‽]*+[\"”“’'»«)\]]*+(?=\s)"
    r"|(?<=\.)(?<!\.\.)(?:\.\.?)?[\"”“’'»«)\]]*+(?=\s)"
    r"|(?<=\n)(?:[ \t]*\n\s*)?)"
)
# What a full stop behind does not end; language by language, one list.
_SHORTENED = """
    Mr Mrs Ms Mx Dr Prof St Sr Jr Rev Hon Gen Col Lt Sgt Capt Cmdr Maj Adm Gov Sen Rep Reps Sens Pres Supt Det Insp
    Messrs Mme Mlle MM Dra Sra Srta Ing Mag Hr Fr Nr No Nos Abs Art Az Bd bzw ca vgl etc evtl ggf inkl sog Str usw
    vs Inc Ltd Co Corp Bros Ave Blvd Dept Jan Feb Mar Apr Aug Sept Sep Oct Okt Nov Dec Dez approx est cf Fig fig pp
    p vol ed al av env Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb
    Nev Okla Ore Pa Tenn Tex Vt Va Wash Wis Wyo
"""
_ABBREVIATIONS = frozenset(_SHORTENED.split())
_INITIALS = re.compile(r"(?:\w\.)*\w")
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}$")
_LOWER_NEXT = re.compile(r"(?:\s*+[\"”“’'»«)\]]++)?\s++[(\[]?[a-zà-öø-ÿß]")
_DIGIT_NEXT = re.compile(r"\s+\d")
_MONTH_NEXT = re.compile(
    r"\s++(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahrhundert|Klasse|Mal|Platz|Runde|Liga|[a-zäöü])"
)


# A sentence is not looked for further than this (characters), however long a line is.
REACH = 800
NEAR = 240


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of *text* as spans, in order, outer white space left out.

    Every line feed ends a sentence too.  Spans count code points, end exclusive.
    Cost: O(len(text)).
    """
    start = 0
    for end, following in _ends(text, 0, len(text)):
        span = _trim(text, start, end)
        if span[0] < span[1]:
            yield span
        start = following
    span = _trim(text, start, len(text))
    if span[0] < span[1]:
        yield span


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence (or sentences, when a span crosses them) that holds a span."""
    line = max(text.rfind("\n", max(0, start - REACH), start) + 1, start - REACH, 0)
    left = _left(text, line, start)
    last = text.find("\n", end, end + REACH)
    last = min(len(text), end + REACH) if last < 0 else last
    # A stop that the span itself ends with may be the sentence's: look from its last character on.
    right = next((stop for stop, _ in _ends(text, max(left, end - 1), last) if stop >= end), last)
    return _trim(text, left, right)


def _left(text: str, line: int, start: int) -> int:
    """Return where the sentence that holds *start* begins; most do within `NEAR` characters."""
    for floor in (max(line, start - NEAR), line):
        found = [following for _, following in _ends(text, floor, start) if following <= start]
        if found or floor == line:
            return found[-1] if found else line
    return line


def _ends(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _END.finditer(text, start, end):
        if match[0][0] == "\n":
            yield match.start(), match.end()
        elif not _goes_on(text, match):
            yield match.end(), match.end()


def _goes_on(text: str, match: re.Match[str]) -> bool:
    char = match[0][0]
    if char in "。！？｡":
        # と after a closing mark: the sentence that reports the quote is not over.
        return len(match[0]) > 1 and match.end() < len(text) and text[match.end()] in "とという，、,："
    if _LOWER_NEXT.match(text, match.end()):
        return True
    if char != "." or len(match[0]) > 1:
        return False
    before = text[max(0, match.start() - 12) : match.start()]
    word = before.rsplit(None, 1)[-1].lstrip("([„“\"'‘«-") if before.strip() else ""
    if word in _ABBREVIATIONS or (word[:1].isalpha() and _is_initial(word)):
        return True
    return bool(_ORDINAL.search(before) and _MONTH_NEXT.match(text, match.end()))


def _is_initial(word: str) -> bool:
    """Say whether a word is an initial or a run of them: J, U.S, z.B."""
    return len(word) == 1 or ("." in word and _INITIALS.fullmatch(word) is not None)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
