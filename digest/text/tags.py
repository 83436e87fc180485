"""Mentions and hashtags in running text, as X finds them, and at their widest.

Rules: twitter-text 3.1, conformance/extract.yml (23 and 65 cases).  They are the
widest that are published, so what they do not find, no network we know makes a
tag or a mention of either; Mastodon's and Telegram's own are beside them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from digest.text.links import find_links

Span = tuple[int, int]

_HANDLE = re.compile(r"(?<!\w)[@＠]\w[\w.-]*(?:[@＠]\w[\w.-]*)?")  # @name and @name@server
_LOOSE = re.compile(r"(?<!\w)[#＃](?=\w*[^\W\d_])\w+")
_SIGNED = re.compile(r"[#＃]\w+")
_LATIN = "À-ÖØ-öø-ÿĀ-ɏɓɔɖɗəɛɣɨɯɲʉʋʻ\u0300-\u036fḀ-ỿ"
_JOINERS = "_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7"
_WORD = rf"\p{{L}}\p{{M}}\p{{Nd}}{_JOINERS}"


def find_mentions(text: str) -> list[Span]:
    """Find ``@name`` and ``@name/list``; a span begins at the at sign."""
    if "@" not in text and "＠" not in text:
        return []
    return [m.span("mention") for m in _mention().finditer(text)]


def find_hashtags(text: str) -> list[Span]:
    """Find ``#tag`` outside web addresses; a span begins at the number sign."""
    if "#" not in text and "＃" not in text:
        return []
    links = [(link.start, link.end) for link in find_links(text)]
    spans: list[Span] = [m.span("tag") for m in _hashtag().finditer(text)]
    return [(a, b) for a, b in spans if not any(a < end and start < b for start, end in links)]


def find_handles(text: str) -> list[Span]:
    """Find every ``@`` that begins a word, whatever follows: what somebody somewhere could be called.

    A name with its server (``@name@server``) is one.
    """
    return [match.span() for match in _HANDLE.finditer(text)]


def find_signed(text: str) -> list[Span]:
    """Find every number sign with letters or digits after it, a tag or not: what a cut should not halve."""
    return [match.span() for match in _SIGNED.finditer(text)]


def loose_hashtags(text: str) -> list[Span]:
    """Find every number sign that begins a word with a letter in it, whatever stands before: ``&#tag``, ``)#tag``."""
    return [match.span() for match in _LOOSE.finditer(text)] if "#" in text or "＃" in text else []


@cache
def _mention() -> Any:
    import regex

    # "RT@name" is a mention although a letter stands before the sign.
    before = r"(?:^|(?<=[^a-zA-Z0-9_!#$%&*@＠])|(?<=(?:^|[^a-zA-Z0-9_+~.\-])rt:?))"
    after = rf"(?![@＠{_LATIN}]|://)"
    pattern = rf"{before}(?P<mention>[@＠](?P<name>[a-z0-9_]{{1,20}}+)(?P<list>/[a-z][a-z0-9_\-]{{0,24}}+)?+){after}"
    return regex.compile(pattern, regex.IGNORECASE)


@cache
def _hashtag() -> Any:
    import regex

    before = rf"(?:^|(?<=[\ufe0e\ufe0f])|(?<=[^{_WORD}&]))"
    letter = rf"(?=[\p{{Nd}}{_JOINERS}]*[\p{{L}}\p{{M}}])"
    pattern = rf"{before}(?P<tag>[#＃](?![\ufe0f\u20e3]){letter}[{_WORD}]++)(?![#＃]|://)"
    return regex.compile(pattern)
