"""The text of a page: the charset that was declared, else UTF-8; broken bytes become U+FFFD."""

from __future__ import annotations

import re

_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def text_of(raw: bytes, media_type: str) -> str:
    """Return *raw* as text: by byte order mark, by the header, by the page's meta element (WHATWG HTML, 13.2.3.2)."""
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    said = _HEADER.search(media_type)
    named = _META.search(raw[:4096])
    name = said[1] if said else named[1].decode("ascii", "replace") if named else "utf-8"
    # Browsers read these two as windows-1252 (Encoding Standard, 4.2).
    name = "windows-1252" if name.lower() in ("iso-8859-1", "us-ascii", "latin1") else name
    try:
        return raw.decode(name, "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")
