"""From bytes to text: what is declared, what the bytes begin with, then detection; never a guess in silence.

The order is the HTML Standard's (13.2.3): byte order mark, the server's charset, the
document's own, then what the bytes look like.  Declared latin-1 is read as windows-1252,
as every browser does; encodings that are no way to write text (UTF-7 among them) are not.
"""

from __future__ import annotations

import codecs
import re

from digest.errors import DataError
from digest.sources import decode

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
_BEYOND = re.compile(r"[^\x00-\x7f]")
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_BROWSERS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
# Only these, and what is called cp…, iso8859-…, koi8-… and mac_…, write text.
_TEXT = frozenset(
    {
        "utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5", "big5hkscs", "euc_jp", "shift_jis", "iso2022_jp",
        "euc_kr", "johab", "hz", "tis-620",
    }
)  # fmt: skip


def text_of_page(raw: bytes, media_type: str = "") -> tuple[str, str]:
    """Return the text of a page or table, and what is wrong with its encoding ('' for nothing)."""
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], codec, "its byte order mark says")
    header = _HEADER.search(media_type)
    if header and (codec := usable(header[1])):
        return _decoded(raw, codec, "the server says")
    found = _DECLARED.search(raw[:4_096])
    label = (found[1] or found[2]).decode("ascii") if found else ""
    if codec := usable(label):
        # A document that could be read as ASCII this far is not UTF-16, whatever it says.
        return _decoded(raw, "utf-8" if codec.startswith("utf-16") else codec, "it says")
    return _detected(raw)


def text_of_notes(raw: bytes) -> tuple[str, str]:
    """Return the text of a file that cannot declare its encoding, and what is wrong with that ('' for nothing).

    Raises `DataError` as `decode` does, but not for an older encoding.
    """
    try:
        return decode(raw), ""
    except DataError as fault:
        if not isinstance(fault.__cause__, UnicodeDecodeError) or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise
    return _detected(raw)


def usable(label: str) -> str:
    """Return Python's name for an encoding that pages may be written in, '' for any other."""
    try:
        name = codecs.lookup(label).name if label else ""
    except (LookupError, ValueError):
        return ""
    name = _BROWSERS.get(name, name)
    return name if name in _TEXT or re.fullmatch(r"cp\d+|iso8859-\d+|koi8-\w|mac-\w+", name) else ""


def _decoded(raw: bytes, codec: str, who: str) -> tuple[str, str]:
    if codec != "utf-8" and not codec.startswith("utf-16") and not raw.isascii():
        try:  # text in another encoding is utf-8 by chance once in a blue moon; a wrong declaration is common
            return raw.decode("utf-8"), f"{who} {codec}, but it is utf-8"
        except UnicodeDecodeError:
            pass
    try:
        return raw.decode(codec), ""
    except (UnicodeDecodeError, LookupError) as fault:
        start = getattr(fault, "start", 0)
    text, _ = _detected(raw)
    if "\ufffd" not in text:
        return text, f"{who} {codec}, but byte {start:,} is not; it was read as it looks"
    kept = raw.decode(codec, "replace")
    return kept, f"{who} {codec}, but byte {start:,} is not; broken characters are shown as \ufffd"


def _detected(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError as fault:
        start = fault.start
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if len(_BEYOND.findall(text)) > 2 * broken:  # letters that are utf-8 by chance are rare: it is, and was damaged
        return text, f"byte {start:,} is not utf-8; broken characters are shown as \ufffd"
    codec = "" if _is_western(raw) else _guessed(raw)
    text = raw.decode(codec or "cp1252", "replace")
    what = f"no encoding is declared, and byte {start:,} is not utf-8; it was read as {codec or 'windows-1252'}"
    return text, what


def _is_western(raw: bytes) -> bool:
    """Say whether so few bytes are no ASCII that they can only be letters with accents, and marks."""
    return len(raw.translate(None, bytes(range(128)))) * 10 < len(raw)


def _guessed(raw: bytes) -> str:
    from charset_normalizer import from_bytes  # 50 ms that only an undeclared old page pays

    best = from_bytes(raw[:200_000]).best()
    return usable(best.encoding) if best else ""
