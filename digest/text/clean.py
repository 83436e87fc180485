"""Make text from outside safe to keep: no controls, no bidi tricks, no mark towers.

Clean text comes back as the very same object, so offsets into it stay what the
sender's own offsets are.  Which characters go, and why:

* C0 (but tab and line feed), DEL, C1, U+FEFF, non-characters: no reader sees
  them, and terminals, XML and mail servers choke on them (XML 1.0, 2.2 Char).
* U+200B, U+00AD, U+2060: they break words that are searched or compared.
  U+200C and U+200D stay: Persian, Indic scripts and emoji need them.
* Bidi embeddings, overrides and isolates (UAX 9, 2.1 to 2.4): an unclosed one
  turns the text after it around.  The marks U+200E, U+200F, U+061C stay.
* More than eight combining marks on one base: no script needs them (UAX 15,
  Stream-Safe Text Format, allows 30), layouts break.
"""

from __future__ import annotations

import re
from unicodedata import combining, normalize

MAX_MARKS = 8

_BREAKS = re.compile("\r\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")
_GONE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069"
    "\ufdd0-\ufdef\ufffe\uffff" + "".join(chr(0x10000 * p + n) for p in range(1, 17) for n in (0xFFFE, 0xFFFF)) + "]"
)
# Tag characters hide text; only a black flag (U+1F3F4) gives them a meaning (UTS 51).
_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Written out as one and eight more: a search then skips to the first character that can begin a tower.
_TOWER = re.compile(r"[^\x00-\x7f\w\s][^\x00-\x7f\w\s]{8,}")
_SPACE = re.compile(r"\s+")
# All that the four above take away, in one class: most texts have none of it, and one search tells.
_ANY_GONE = re.compile("[\r\x0b\x0c\x85\u2028\u2029\ud800-\udfff\U000e0000-\U000e007f" + _GONE.pattern[1:])


def plain(text: str) -> str:
    """Return *text* without what no reader should get; line feeds and tabs stay.

    Half a surrogate pair becomes U+FFFD.  Clean input comes back unchanged, so
    offsets into it hold.  Cost: O(len(text)).
    """
    if text.isprintable():  # then of all that goes it can only have towers, and no ASCII has those
        return text if text.isascii() else _TOWER.sub(_cap_marks, text)
    if not text.replace("\n", " ").replace("\t", " ").isprintable() and _ANY_GONE.search(text):
        text = _BREAKS.sub("\n", text)
        text = _SURROGATE.sub("\ufffd", text)
        text = _TAGS.sub("", _GONE.sub("", text))
    return text if text.isascii() else _TOWER.sub(_cap_marks, text)


def line(text: str) -> str:
    """Return *text* as one clean NFC line: white space folded and trimmed."""
    if text.isascii() and text.isprintable():  # nearly every headline: a hundred thousand of them a day
        return " ".join(text.split())
    text = plain(text)
    return normalize("NFC", " ".join(text.split()) if text.isprintable() else _SPACE.sub(" ", text).strip(" "))


def blank(text: str) -> bool:
    """Say whether a reader would see nothing at all."""
    if text.isascii() and text.isprintable():
        return not text.strip()
    return not any(c.isprintable() and not c.isspace() and c not in _INVISIBLE for c in plain(text))


_INVISIBLE = frozenset("\u200c\u200d\u200e\u200f\u061c\u3164\u115f\u1160\u2800\ufe0e\ufe0f")


def _cap_marks(match: re.Match[str]) -> str:
    out: list[str] = []
    height = 0
    for char in match[0]:
        height = height + 1 if combining(char) or _is_mark(char) else 0
        if height <= MAX_MARKS:
            out.append(char)
    return "".join(out)


def _is_mark(char: str) -> bool:
    from unicodedata import category

    return category(char) in {"Mn", "Me"}
