"""Ways to count a text, said as data, so that the builder and a page in a browser count alike."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any
from unicodedata import is_normalized, normalize

from digest.text.graphemes import clusters, count, utf8, utf16
from digest.text.links import LinkSpan, find_links

# X's table: characters up to U+10FF and some marks weigh 1, the others 2.
_HEAVY = re.compile("[^\x00-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A way to count; call it with a text.

    `unit` is graphemes, utf16, codepoints, bytes, weights (X's: 1 or 2 a character),
    pictographs (a character is 1, a cluster with one of `emoji` its UTF-8 bytes),
    links (different ones) or names (what `names` matches). `link` is the fixed cost
    of an address, 0 for its own length; `bare` says that one without a scheme is a
    link too. `names` matches mentions of which only the group ``name`` counts.
    `emoji` matches what weighs 2 as a whole; every match holds an astral character,
    U+FE0F or U+20E3. `written` is html or json when the escaped form counts, `nfc`
    normalises first. Patterns are those of `regex` and of JavaScript with ``u``.
    """

    unit: str
    link: int = 0
    bare: bool = False
    names: str = ""
    emoji: str = ""
    written: str = ""
    nfc: bool = False

    def __call__(self, text: str) -> int:
        """Return the length of *text*.  Cost: O(len(text))."""
        if self.unit == "links":
            return len({link.url for link in self._links(text)})
        if self.unit == "names":
            return len(_pattern(self.names).findall(text)) if self.names else 0
        if self.nfc and not is_normalized("NFC", text):
            text = normalize("NFC", text)
        if self.link:
            text = self._with_short_links(text)
        if self.names and "@" in text:
            text = _pattern(self.names).sub(lambda match: "@" + match["name"], text)
        if self.written:
            text = escaped(text) if self.written == "html" else json.dumps(text, ensure_ascii=False)[1:-1]
        return _UNITS[self.unit](text, self.emoji)

    def as_dict(self) -> dict[str, object]:
        """Return the way to count for a page's script."""
        return asdict(self)

    def _with_short_links(self, text: str) -> str:
        parts = []
        end = 0
        for link in self._links(text):
            parts += [text[end : link.start], "x" * self.link]
            end = link.end
        return "".join([*parts, text[end:]]) if parts else text

    def _links(self, text: str) -> list[LinkSpan]:
        return [link for link in find_links(text) if self.bare or not link.bare]


def escaped(text: str) -> str:
    """Return *text* with ``& < >`` as character references."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _weights(text: str, emoji: str) -> int:
    if text.isascii():
        return len(text)
    # A line feed in its place keeps what stands around an emoji from joining; both weigh 1 less than it.
    text, found = _pattern(emoji).subn("\n", text) if emoji and _pictured(text) else (text, 0)
    return len(text) + len(_HEAVY.findall(text)) + int(found)


def _pictured(text: str) -> bool:
    """Say whether an emoji of several characters may be in *text*: the pattern is large and slow to make."""
    return max(text) > "\uffff" or "\ufe0f" in text or "\u20e3" in text


def _pictographs(text: str, emoji: str) -> int:
    if text.isascii():
        return len(text)
    found = _pattern(emoji).search
    return sum(
        utf8(cluster) if not cluster.isascii() and found(cluster) else len(cluster) for cluster in clusters(text)
    )


_UNITS = {
    "graphemes": lambda text, _: count(text),
    "utf16": lambda text, _: utf16(text),
    "codepoints": lambda text, _: len(text),
    "bytes": lambda text, _: utf8(text),
    "weights": _weights,
    "pictographs": _pictographs,
}


@cache
def _pattern(pattern: str) -> Any:
    import regex

    return regex.compile(pattern, regex.IGNORECASE)
