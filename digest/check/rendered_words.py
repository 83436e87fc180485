"""A quote or highlight reads in every rendition as it stands in the edition, to the letter.

Not every rendition shows every quote, so a missing one is no fault.  One that
is there almost, though not quite, was changed on the way: by a template's
filter, or by hand afterwards.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache
from html import unescape
from urllib.parse import unquote_plus

from digest.check import Finding, Sheet
from digest.check._files import message
from digest.edition import Edition
from digest.quotes.quote import Extract, Quote

RULE = "quote-rendered"
ANCHOR = 12  # characters, white space aside: what must stand there for the rest to be compared
ALIKE = 0.8  # share of the characters from which on a text is the same words, changed
_STYLE = re.compile(r"<style\b.*?</style\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"href=\"([^\"]*)\"")
# Line breaks differ between renditions, and isolates keep directions apart: neither is a word.
_LOOSE = re.compile("[\\s\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
# A page carries words in JSON too, for machines and for its copy buttons.
_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_CUT = ("…", "[…", "...", "[...")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Compare the words of the edition with those of its pages, its text part and its posts."""
    if sheet.edition is None:
        return
    shown = {words: _bare(words) for words in _shown(sheet.edition)}

    @cache
    def known() -> str:
        return _bare(" ".join(_strings(json.loads(sheet.files.get("edition.json", b"{}")))))

    for name, content in sheet.files.items():
        prose = _bare(_prose(name, content))
        for words, bare in shown.items() if prose else ():
            if other := _altered(bare, prose, known):
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
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _prose(name: str, content: bytes) -> str:
    """Return what a rendition says, links included: they carry the words that get posted."""
    if name == "posts.jsonl":
        posts = [json.loads(line) for line in content.decode().split("\n") if line]
        return "\n".join(unquote_plus(text) if "%" in text else text for text in _strings(posts))
    if name.endswith(".eml"):
        parts = [part for part in message(content).walk() if part.get_content_maintype() == "text"]
        named = [(part.get_content_subtype(), part.get_payload(decode=True)) for part in parts]
        return "\n".join(_prose(f".{kind}", raw) for kind, raw in named if isinstance(raw, bytes))
    if not name.endswith((".html", ".txt", ".plain")):
        return ""
    text = content.decode("utf-8", "replace")
    return _page(text) if name.endswith(".html") else text


def _page(text: str) -> str:
    page = _STYLE.sub(" ", text)
    links = "\n".join(unquote_plus(link) for link in _LINK.findall(page) if "%20" in link)
    plain = unescape(f"{_TAG.sub(' ', page)}\n{links}")
    plain = plain.replace("\\n", " ").replace('\\"', '"')
    return _ESCAPES.sub(lambda run: str(json.loads(f'"{run[0]}"')), plain) if "\\u" in plain else plain


def _bare(text: str) -> str:
    return _LOOSE.sub("", text)


def _altered(words: str, prose: str, known: Callable[[], str]) -> str:
    """Return the changed stretch where *prose* has the words almost, '' where it has them or has not."""
    middle = len(words) // 2
    some = {words[:ANCHOR], words[middle : middle + ANCHOR], words[-ANCHOR:]}
    whole = prose.count(words)
    if all(prose.count(anchor) == whole for anchor in some):
        return ""  # wherever a part of them stands, all of them do: the usual case, and quick to see
    for offset in range(0, len(words) - ANCHOR + 1, ANCHOR):
        anchor = words[offset : offset + ANCHOR]
        at = prose.find(anchor)
        while at >= 0:
            start = max(0, at - offset)
            if not prose.startswith(words, start) and (other := _changed(words, prose, start, known)):
                return other
            at = prose.find(anchor, at + 1)
    return ""


def _changed(words: str, prose: str, start: int, known: Callable[[], str]) -> str:
    same = next((i for i, char in enumerate(words) if prose[start + i : start + i + 1] != char), len(words))
    there = prose[start : start + len(words) + ANCHOR]
    other = there[max(0, same - ANCHOR) : same + ANCHOR]
    if there.startswith(_CUT, same) or other in known():
        return ""  # cut with a mark, or somebody else's words
    part = words[: there.find("…")] if "…" in there and "…" not in words else words
    if len(part) < 2 * ANCHOR and part is not words:
        return ""
    blocks = SequenceMatcher(None, part, there[: len(part) + 2], autojunk=False).get_matching_blocks()
    return other if sum(block.size for block in blocks) >= ALIKE * len(part) else ""
