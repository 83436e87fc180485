"""What machines leave in text: character references, tags, and letters read in the wrong encoding.

What is surely one of these is put right, and whoever calls tells so; what only may
be one stays as it is.  `repaired` never makes markup out of text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from html.entities import html5

REFERENCES = "character references"
ENCODING = "letters read in the wrong encoding"
TAGS = "HTML tags"

_REFERENCE = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_KNOWN_TAG = re.compile(
    r"<(/?)(p|br|div|span|a|b|i|u|em|strong|small|sup|sub|img|h[1-6]|ul|ol|li|blockquote|table|t[rdh]|tbody|iframe|script"
    r"|style|font|figure|figcaption|section|article|cite|q)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_NO_SIGN = ("script", "style", "iframe")
_ODD_LINK = re.compile(r"<a\b[^<>]*\bhref\s*=\s*[\"']?\s*(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Bold words and links of Markdown that nothing read; stars alone may be meant.
_MARKDOWN = re.compile(r"\*\*(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*\*|\[[^\]\n]{1,200}\]\(https?://[^)\s]*\)?")
# What a program left: a field of a template, a short code, a letter that is none, an escape, a header's encoding.
_MACHINE = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{0,80}%\}|\[/?(?:caption|gallery|embed|audio|video|playlist)\b[^\]\n]{0,200}\]"
    r"|\ufffd|ï¿½|\\u[0-9a-fA-F]{4}|\[object Object\]|=\?[\w-]{2,20}\?[QB]\?[^?\s]{1,200}\?=|<!--"
    r"|^#{1,6} (?=\w)|(?<![\w_])__(?=[^\s_])[^_\n]{1,200}(?<=[^\s_])__(?![\w_])"
)
# A text that shows markup on purpose: such a text keeps it.
_SHOWS_MARKUP = re.compile(r"`[^`\n]*[<&]|&lt;|<(?:code|pre|xmp)\b|\bX?HTML\b|\bXML\b|\bmarkup\b", re.I)
# UTF-8 read as Latin-1 or Windows-1252 has one of these before another odd sign.
_SUSPECT = re.compile("[ÂÃâÐÑÎÏØÙãäåæçð][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text without what machines left in it, and which kinds of it there were."""

    text: str
    kinds: tuple[str, ...] = ()

    @property
    def is_html(self) -> bool:
        """Whether the text is HTML and wants to be read as such."""
        return TAGS in self.kinds


def repaired(text: str) -> Repaired:
    """Return *text* with references and encoding put right where that is certain; tags are told, not taken away.

    ``&lt;`` and ``&gt;`` stay, because they would become markup, and so does every
    reference of a text that shows markup.  Letters are changed only where the text
    decodes as UTF-8 without a guess.  Clean text comes back as the same object.
    """
    if "&" not in text and "<" not in text and text.isascii():
        return Repaired(text)
    kinds: list[str] = []
    if not _SHOWS_MARKUP.search(text):
        plain = _without_references(text)
        if plain != text:
            text = plain
            kinds.append(REFERENCES)
        if _is_html(text):
            kinds.append(TAGS)
    if _SUSPECT.search(text) and (decoded := _decoded(text)) != text:
        text = decoded
        kinds.append(ENCODING)
    return Repaired(text, tuple(kinds))


@lru_cache(maxsize=4096)  # the same words stand in several renditions, and in many editions
def leftover(text: str) -> str:
    """Return the first reference, tag, mark of Markdown, sign of a program or misread letter in *text*, else ''."""
    reference = next((m[0] for m in _REFERENCE.finditer(text) if _means(m[0])), "") if "&" in text else ""
    if reference:
        return reference
    if tag := _KNOWN_TAG.search(text) if "<" in text else None:
        return tag[0][:40]
    if mark := _MARKDOWN.search(text) if "*" in text or "](" in text else None:
        return mark[0][:40]
    if left := _MACHINE.search(text):
        return left[0][:40]
    suspect = _SUSPECT.search(text)
    return text[max(0, suspect.start() - 8) : suspect.end() + 8] if suspect and _decoded(text) != text else ""


def _is_html(text: str) -> bool:
    """Say whether a text surely is HTML: it breaks a line, or opens and closes the same element.

    Scripts alone, and links to anything but a page, are somebody's words or a trap.
    """
    if "<" not in text:
        return False
    found = (tag for tag in _KNOWN_TAG.finditer(text) if tag[2].lower() not in _NO_SIGN and not _ODD_LINK.match(tag[0]))
    tags = {(tag[1], tag[2].lower()) for tag in found}
    return ("", "br") in tags or any(("", name) in tags for closing, name in tags if closing)


def _without_references(text: str) -> str:
    for _ in range(2):  # "&amp;#8217;" was escaped twice
        text = _REFERENCE.sub(lambda found: _put_right(found[0]), text)
    return text


def _put_right(reference: str) -> str:
    """Return what a reference means; itself where it means nothing, or would become markup."""
    meant = _means(reference)
    return reference if meant in ("", "<", ">") else meant


def _means(reference: str) -> str:
    """Return what a reference stands for, '' when it stands for nothing."""
    if reference[1] != "#":
        return html5.get(reference[1:], "")
    meant = unescape(reference)
    return meant if meant != reference and meant != "\ufffd" else ""


def _decoded(text: str) -> str:
    from ftfy import fix_encoding_and_explain  # half a second: only for a text that looks misread

    fixed = fix_encoding_and_explain(text)
    guessed = any(step[0] == "transcode" for step in fixed.explanation or ())
    return text if guessed else fixed.text
