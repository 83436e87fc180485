"""Body parts that survive transport: quoted-printable text, 7bit HTML, base64 images."""

from __future__ import annotations

import re
from base64 import encodebytes
from functools import lru_cache

from digest.message.wrap import with_short_lines

_QP_WIDTH = 76  # characters a line with its soft break, RFC 2045, 6.7
_PLAIN_LINE = re.compile(r"[\t -<>-~]*[!-<>-~]|")
_BREAKS = re.compile("\r\n|\r|\n")
_SURROGATES = re.compile("[\ud800-\udfff]")
_RISKY_REFERENCES = re.compile("[\x80-\x9f]")


@lru_cache(maxsize=2)  # it is sent, and then compared with what a reader gets
def text_part(text: str) -> bytes:
    """Return the text part with its headers, quoted-printable, lines ending in CRLF."""
    head = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head + quoted_printable(text)


def html_part(html: str, *, quoted: bool = False) -> bytes:
    """Return the HTML part with its headers: 7bit where that keeps the document as it is.

    Characters beyond ASCII become numeric references and long lines are broken
    where white space is harmless.  Where there is no such place (a long run of
    text without a space, an address of 900 letters), or with *quoted*, it is quoted-printable.
    """
    return _html_part(html, quoted)


@lru_cache(maxsize=2)  # it is weighed, and then sent, and then compared
def _html_part(html: str, quoted: bool) -> bytes:
    flat = None if quoted else with_short_lines(referenced(html))
    head = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
    if flat is None:
        return head + b"quoted-printable\r\n\r\n" + quoted_printable(html)
    body = "\r\n".join(_BREAKS.split(flat.rstrip("\n"))) + "\r\n"
    return head + b"7bit\r\n\r\n" + body.encode("ascii")


def image_part(name: str, content: bytes, *, cid: str, media_type: str) -> bytes:
    """Return an inline image with its headers (RFC 2392 Content-ID)."""
    head = (
        f"Content-Type: {media_type}\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-ID: <{cid}>\r\nContent-Disposition: inline; filename="{name}"\r\n\r\n'
    )
    return head.encode("ascii") + encodebytes(content).replace(b"\n", b"\r\n")


def quoted_printable(text: str) -> bytes:
    """Encode *text* (RFC 2045, 6.7), lines separated by CRLF, with a line break at the end.

    No line is a lone "." and none begins "From ": sendmail without ``-i`` stops
    at the first, an mbox writer changes the second.  Soft breaks fall between
    characters, never inside one.
    """
    lines = _BREAKS.split(text.removesuffix("\n"))
    return "\r\n".join(_qp_line(line) for line in lines).encode("ascii") + b"\r\n"


@lru_cache(maxsize=2048)  # a story's lines stand in the editions of many segments
def _qp_line(line: str) -> str:
    if len(line) <= _QP_WIDTH and _PLAIN_LINE.fullmatch(line) and line != "." and not line.startswith("From "):
        return line
    out = [""]
    last = len(line) - 1
    for at, char in enumerate(line):
        token = _qp_char(char, ends_line=at == last)
        if len(out[-1]) + len(token) > _QP_WIDTH - (at != last):
            out.append("")
        out[-1] += token
    return "=\r\n".join(_guarded(part, soft=n < len(out) - 1) for n, part in enumerate(out))


def _qp_char(char: str, *, ends_line: bool) -> str:
    if "!" <= char <= "~" and char != "=":
        return char
    if char in " \t" and not ends_line:
        return char
    return "".join(f"={octet:02X}" for octet in char.encode("utf-8", "replace"))


def _guarded(part: str, *, soft: bool) -> str:
    if part == "." and not soft:
        return "=2E"
    # Two characters longer; a line that starts so was cut with room to spare.
    return f"=46{part[1:]}" if part.startswith("From ") else part


def referenced(html: str) -> str:
    """Return *html* in ASCII, its other characters as numeric references.

    In a style sheet, where no reference is known, they become CSS escapes; a
    comment keeps references, which Outlook reads in its conditional comments.
    """
    if html.isascii():
        return html
    pieces = re.split(r"(<style\b[^>]*>.*?</style\s*>)", html, flags=re.IGNORECASE | re.DOTALL)
    return "".join(_css_escaped(p) if n % 2 else _references(p) for n, p in enumerate(pieces))


def _references(text: str) -> str:
    # HTML reads &#128; to &#159; as windows-1252: such a control cannot be written.
    text = _RISKY_REFERENCES.sub("\ufffd", text)
    return _SURROGATES.sub("\ufffd", text).encode("ascii", "xmlcharrefreplace").decode()


def _css_escaped(css: str) -> str:
    return css if css.isascii() else "".join(c if c.isascii() else f"\\{ord(c):x} " for c in css)
