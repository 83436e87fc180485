"""A quote or highlight reads in every rendition as it stands in the edition, to the letter.

Not every rendition shows every quote, so a missing one is no fault.  One that
is there almost, though not quite, was changed on the way: by a template's
filter, or by hand afterwards.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Set
from email.message import Message
from functools import cache
from html import unescape
from urllib.parse import unquote_plus

from digest.check import Finding, Sheet
from digest.check._files import message
from digest.check._page import elements_of
from digest.edition.model import Edition
from digest.message.parts import html_part, text_part
from digest.quotes.quote import Extract, Quote

RULE = "quote-rendered"
ANCHOR = 12  # characters, white space aside: what must stand there for the rest to be compared
PIECE = ANCHOR // 2  # characters of a piece of text
SET = "\0"  # stands between two texts, and for the words where they are as they should be
RESUMES = 8  # characters in which words go on after a change
SLIP = 8  # characters that a change may be long
WINDOW = SLIP + RESUMES
MOST = 100  # comparisons of one quote with one file: words that repeat themselves would ask for millions
POSTED = ("text", "intent", "api")  # the fields of a post that people or programs post
CONTEXT = ("prefix", "suffix")  # what stands round a quote in its source: parts of other sentences
VARIED = 0.25  # share of different triples below which words repeat themselves: a part then looks like a change
_NO_TEXT = elements_of("style")  # scripts hold words, for machines and for copy buttons
_PICTURE = re.compile(rb"[A-Za-z0-9+/]{1000,}={0,2}")  # as base64; looked for in bytes: most of the sheet is pictures
_HALF = re.compile(rb"[A-Za-z0-9+/]{500}")  # of the shortest: every picture has one that begins at a multiple of 500
_BETWEEN = re.compile(r"\"[,:]\s?\"")  # two texts of JSON
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"href=\"([^\"]*)\"")
# Line breaks differ between renditions, isolates keep directions apart, a backslash or a broken bar
# keeps a network from reading markup: none of it is a word.
_LOOSE = re.compile("[|¦\\\\\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
# A page carries words in JSON too, for machines and for its copy buttons.
_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
# Where a post leaves off: with a mark, or with its number in a thread.
_CUT = re.compile(r"\[?(?:…|\.\.\.)|[0-9]+/[0-9]+")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Compare the words of the edition with those of its pages, its text part and its posts."""
    if sheet.edition is None:
        return
    kept = sheet.kept
    read = {words: kept.once("words", words, Anchors.of, kept.MANY) for words in _shown(sheet.edition)}
    anchors = {words: one for words, one in read.items() if one}
    shown = {words: one.words for words, one in anchors.items()}
    longest = sorted(shown.values(), key=len, reverse=True)

    @cache
    def known() -> list[str]:
        told = (_bare(text) for text in _strings(json.loads(sheet.files.get("edition.json", b"{}"))))
        return sorted({text for text in (*told, *shown.values()) if len(text) >= ANCHOR}, key=lambda t: (-len(t), t))

    looked_at: set[str] = set()
    for name, content in sheet.files.items():
        parts = {_bare(part) for part in _prose(sheet, name, content)} - looked_at
        looked_at |= parts
        prose = "\n".join(sorted(parts))
        others = _without(prose, longest)
        pieces = {others[at : at + PIECE] for at in range(0, len(others), PIECE)}
        suspects = [(words, bare) for words, bare in shown.items() if anchors[words].stand_in(others, pieces)]
        rest = _without(prose, known()) if suspects else ""
        told = "\n".join(known()) if suspects else ""
        for words, bare in suspects:
            if other := _altered(bare, rest, told.replace(bare, SET)):
                what = f"a quote reads differently in {name}: “…{other}…”"
                fix = "show the words as they stand, without a filter that changes them"
                yield Finding(rule=RULE, severity="error", what=what, where=f"{name}: {words[:60]}", fix=fix)


def _shown(edition: Edition) -> list[str]:
    found: list[Quote | Extract] = [edition.quote] if edition.quote else []
    for item in edition.items():
        found += [*item.quotes, *item.highlights, *item.why]
    return list(dict.fromkeys(words.text for words in found))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _strings(part) if key not in CONTEXT else ()
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _prose(sheet: Sheet, name: str, content: bytes) -> Iterator[str]:
    """Yield what a rendition says, links included: they carry the words that get posted."""
    if name == "posts.jsonl":
        posts = [json.loads(line) for line in content.decode().split("\n") if line]
        texts = _strings([[post.get(field) for field in POSTED] for post in posts])
        yield SET.join(_decoded(text) if "%20" in text else text for text in texts)
    elif name.endswith(".eml"):
        for part in _strange_parts(sheet, content):
            raw = part.get_payload(decode=True) if part.get_content_maintype() == "text" else None
            if isinstance(raw, bytes):
                yield from _prose(sheet, f".{part.get_content_subtype()}", raw)
    elif name.endswith((".html", ".txt", ".plain")):
        yield _page(content) if name.endswith(".html") else content.decode("utf-8", "replace")


def _strange_parts(sheet: Sheet, raw: bytes) -> Iterator[Message]:
    """Yield the parts of a message that are not, to the octet, the mail that stands beside it: that is looked at."""
    forms: dict[str, tuple[str, Callable[[str], bytes]]] = {
        "html": ("email.html", html_part),
        "plain": ("email.txt", text_part),
    }
    for part in message(sheet, raw).walk():
        name, form = forms.get(part.get_content_subtype(), ("", text_part))
        payload, beside = part.get_payload(), sheet.files.get(name)
        if beside is not None and isinstance(payload, str):
            body = form(beside.decode("utf-8", "replace")).partition(b"\r\n\r\n")[2]
            if payload == body.decode("ascii"):
                continue
        yield part


def _page(content: bytes) -> str:
    pictured = any(_HALF.match(content, at) for at in range(0, len(content), 500))  # looking at every letter costs most
    text = (_PICTURE.sub(b"", content) if pictured else content).decode("utf-8", "replace")
    page = _BETWEEN.sub(SET, _NO_TEXT.sub(" ", text))
    links = "\n".join(_decoded(unescape(link)) for link in _LINK.findall(page) if "%20" in link)
    plain = unescape(f"{_TAG.sub(' ', page)}\n{links}")
    plain = plain.replace("\\n", " ").replace('\\"', '"')
    return _ESCAPES.sub(lambda run: str(json.loads(f'"{run[0]}"')), plain) if "\\u" in plain else plain


def _decoded(link: str) -> str:
    """Return the words that a link carries; each piece of a quote is a text of its own: "#:~:text=one&text=two"."""
    return SET.join(unquote_plus(part) for part in link.split("&text="))


def _bare(text: str) -> str:
    """Return what is compared: no white space, no escapes, as a page, a network or a program may need them."""
    return _LOOSE.sub("", "".join((unescape(unescape(text)) if "&" in text else text).split()))


class Anchors:
    """Parts of some *words*, five of them: a text that has one has the words, or has them changed.

    Where an anchor stands, one of the text's pieces lies whole inside it, whichever place it begins at: so most
    texts are known to have none by looking up pieces, and need not be searched.
    """

    def __init__(self, words: str) -> None:
        self.words = words
        last = max(0, len(words) - ANCHOR)
        self._by_piece: dict[str, list[str]] = {}
        for anchor in {words[at : at + ANCHOR] for at in (0, last // 4, last // 2, last * 3 // 4, last)}:
            for at in range(ANCHOR - PIECE):
                self._by_piece.setdefault(anchor[at : at + PIECE], []).append(anchor)

    @classmethod
    def of(cls, text: str) -> Anchors | None:
        """Return those of *text* as it is compared; None where its words repeat themselves."""
        bare = _bare(text)
        return cls(bare) if _varied(bare) else None

    def stand_in(self, text: str, pieces: Set[str]) -> bool:
        """Say whether one of them stands in *text*, which is made of *pieces*; cheap, and seldom so."""
        return any(anchor in text for piece in self._by_piece.keys() & pieces for anchor in self._by_piece[piece])


def _without(prose: str, known: list[str]) -> str:
    """Return *prose* without what stands in the edition to the letter, the longest first."""
    for text in known:
        prose = prose.replace(text, SET)
    return prose


def _altered(words: str, rest: str, told: str) -> str:
    """Return the changed stretch where *rest* has the words almost, '' where it has them not.

    A stretch that the other texts of the edition *told* so, to the letter, is a part
    of one of them (the first sentence of a deck), not these words changed.
    """
    compared = 0
    for offset in range(0, len(words) - ANCHOR + 1, max(ANCHOR, len(words) // MOST)):
        anchor = words[offset : offset + ANCHOR]
        at = rest.find(anchor)
        while at >= 0 and compared < MOST:
            compared += 1
            place = _changed(words, rest, offset, at)
            stretch = rest[max(0, place - ANCHOR) : place + ANCHOR] if place >= 0 else ""
            if stretch and stretch not in told:
                return stretch.replace(SET, " ")
            at = rest.find(anchor, at + ANCHOR)
    return ""


def _changed(words: str, rest: str, offset: int, at: int) -> int:
    """Return where *rest* differs from words that it has from *offset* on, -1 for nowhere.

    It does where the words go on close after a difference.  A cut, a part of a thread
    and somebody else's sentence do not.
    """
    ahead = _common(words[offset:], rest[at : at + len(words)])
    back = _common(words[:offset][::-1], rest[max(0, at - len(words)) : at][::-1])
    begin, end = offset - back, offset + ahead
    start, stop = at - back, at + ahead
    if end < len(words) and _goes_on(words[end:], rest[stop : stop + WINDOW]):
        return stop
    if begin and _goes_on(words[:begin][::-1], rest[max(0, start - WINDOW) : start][::-1]):
        return start
    # At the very end, or beginning, too little is left to go on.
    tail = 0 if _CUT.match(rest, stop) else len(words) - end
    short = max(begin, tail) <= RESUMES and 0 < begin + tail <= end - begin
    return (start if begin else stop) if short and not (begin and rest[start - 1 : start] == SET) else -1


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return bisect_left(range(1, min(len(one), len(other)) + 1), True, key=lambda n: not other.startswith(one[:n]))


def _goes_on(words: str, there: str) -> bool:
    """Say whether the words, a few characters of them left out, go on a few characters later."""
    for skip in range(SLIP + 1):
        piece = words[skip : skip + RESUMES]
        at = there.find(piece) if len(piece) == RESUMES else -1
        if at >= 0:
            return SET not in there[:at] and not _CUT.search(there[:at])
    return False


def _varied(words: str) -> bool:
    return len({words[i : i + 3] for i in range(len(words))}) >= VARIED * len(words)
