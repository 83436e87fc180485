"""Compile a message: what is the same for all becomes bytes, what is not becomes placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from quopri import decodestring

from digest.copies import escaping, places
from digest.copies.compiled import Compiled, Placeholder
from digest.errors import TemplateError
from digest.message.merging import Blank, MergeForm
from digest.message.parts import quoted_printable
from digest.message.personal import urls_of
from digest.message.readdress import field_of
from digest.message.signed import SIGNED, with_signature
from digest.text.unsubscribing import RECIPIENT, TOKEN

_FENCE = re.compile(rb"((?:\r\n|\A)--=_[0-9a-f]{40}(?:--)?\r\n)")
_FIELD = re.compile(rb"(?P<name>[!-9;-~]+):.*(?:\r\n[ \t].*)*\r\n")
_IDS = re.compile(r"<([^<>]*)>")
_OWN = {"to", "message-id", "list-unsubscribe"}
Piece = bytes | Placeholder
_PROBES = ("a", "\"><b c='d'>\u2028-->", "' e=f\\", '=?utf-8?q?g?= "h" <i@example.org>', "From ]]></title><p>&lt;")


def compile_message(form: MergeForm, *, key: bytes = b"") -> Compiled:
    """Compile *form*; *key* makes the tokens of unsubscribe addresses, empty for none.

    Raises `TemplateError` for a field in a place where no escaping is safe.
    """
    head, _, body = form.message.partition(b"\r\n\r\n")
    leave = _leaving(form.message, key)
    pieces = [*_head(head + b"\r\n", form, tuple(leave.values())), b"\r\n"]
    for number, part in enumerate(_FENCE.split(body)):
        pieces += [part] if number % 2 else _part(part, form, leave)
    ids = _IDS.findall(field_of(form.message, "List-Id"))
    made = Compiled(
        pieces=tuple(_joined(pieces)),
        message_id=field_of(form.message, "Message-ID").strip("<>"),
        list_id=ids[-1] if ids else "",
        key=key,
    )
    _prove(made)
    return made


def _leaving(message: bytes, key: bytes) -> dict[str, str]:
    """Return the unsubscribe addresses: as the message has them, and as they are filled in per recipient.

    An https address without a place of its own gets a signed token, where there is a key for it.
    """
    found: dict[str, str] = {}
    for url in urls_of(message):
        own = RECIPIENT in url or TOKEN in url
        found[url] = with_signature(url) if key and not own and url.startswith("https:") else url
    return found


def _head(head: bytes, form: MergeForm, leave: tuple[str, ...]) -> Iterator[Piece]:
    for field in _FIELD.finditer(head):
        name = field["name"].lower().decode()
        if name == "to":
            yield from (b"To: ", Placeholder("address"), b"\r\n")
        elif name == "message-id":
            yield from (b"Message-ID: <", Placeholder("message-id"), b">\r\n")
        elif name == "list-unsubscribe":
            yield from _listed(leave)
        elif name == "subject" and len(pieces := form.pieces(form.subject)) > 1:
            yield b"Subject:"
            yield from _worded(pieces)
        else:
            yield field[0]


def _differs(url: str) -> bool:
    return any(place in url for place in (RECIPIENT, TOKEN, SIGNED))


def _listed(leave: tuple[str, ...]) -> Iterator[Piece]:
    yield b"List-Unsubscribe: "
    for number, url in enumerate(leave):
        yield b",\r\n <" if number else b"<"
        yield Placeholder("leave", url, place="address") if _differs(url) else url.encode("ascii")
        yield b">"
    yield b"\r\n"


def _worded(pieces: list[str | Blank]) -> Iterator[Piece]:
    """Return a subject with fields: encoded words all through, for white space between such is dropped by readers."""
    place = "subject"
    for piece in pieces:
        if isinstance(piece, Blank):
            yield Placeholder("field", piece.name, piece.default, place)
        elif piece:
            yield escaping.PLACES[place](piece)
        place = "header" if piece else place
    yield b"\r\n"


def _part(part: bytes, form: MergeForm, leave: dict[str, str]) -> Iterator[Piece]:
    """Cut one MIME part at its fields; one without any stays byte for byte."""
    head, blank, body = part.partition(b"\r\n\r\n")
    kind = head.lower()
    if not blank or not kind.startswith(b"content-type: text/"):
        yield part
        return
    raw = decodestring(body) if b"quoted-printable" in kind else body
    text = raw.decode("utf-8").replace("\r\n", "\n").removesuffix("\n")
    html = kind.startswith(b"content-type: text/html")
    cuts = list(_cuts(text, form, leave, html=html))
    if not cuts:
        yield part
        return
    kind = b"html" if html else b"plain"
    yield b"Content-Type: text/" + kind + b"; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    at = 0
    for start, end, one in cuts:
        yield _open(text[at:start])
        yield one
        at = end
    yield quoted_printable(text[at:] + "\n")


def _cuts(text: str, form: MergeForm, leave: dict[str, str], *, html: bool) -> Iterator[tuple[int, int, Placeholder]]:
    """Yield every place in *text* that differs from reader to reader: start, end, what stands there."""
    page = places.MarkedUpPage(text) if html else None
    found: list[tuple[int, int, Placeholder]] = []
    if form.blanks:
        for marker in form.pattern.finditer(text):
            blank = form.blanks[marker[0]]
            start, end = marker.span()
            place = page.place(start, end, blank.name) if page else places.in_text(text, start, blank.name)
            found.append((start, end, Placeholder("field", blank.name, blank.default, place)))
    for url, filled in leave.items():
        if _differs(filled):
            # What fills it needs no escaping: where the address itself needs none, both parts get the same bytes.
            one = Placeholder("leave", filled, place="html" if html and escape(filled) != filled else "text")
            found += [(*span, one) for span in _standing(url, text, html=html)]
    taken = 0
    for start, end, one in sorted(found, key=lambda cut: cut[:2]):
        if start >= taken:
            yield start, end, one
            taken = end


def _standing(url: str, text: str, *, html: bool) -> Iterator[tuple[int, int]]:
    """Yield where exactly this address stands, not a longer one that begins like it."""
    shapes = {re.escape(escape(url)), re.escape(url)} if html else {re.escape(url)}
    either = "|".join(sorted(shapes, key=len, reverse=True))
    around = (r"(?<=[\"'])", r"(?=[\"'])") if html else (r"(?<![^\s(<])", r"(?![^\s)>.,])")
    yield from (match.span() for match in re.finditer(f"{around[0]}(?:{either}){around[1]}", text))


def _open(text: str) -> bytes:
    """Encode text that a field follows: it ends at the beginning of a line."""
    before, _, last = text.rpartition("\n")
    whole = quoted_printable(before + "\n") if "\n" in text else b""
    return whole + escaping.quoted(last.encode())


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Return pieces with neighbouring bytes as one; a placeholder stands at every odd place."""
    run = b""
    for piece in pieces:
        if isinstance(piece, bytes):
            run += piece
        else:
            yield run
            yield piece
            run = b""
    yield run


def _prove(made: Compiled) -> None:
    """Raise `TemplateError` unless hostile values leave the message with the structure that a plain one gives it."""
    if made.columns and len({_structure(made.with_all(probe)) for probe in _PROBES}) > 1:
        raise TemplateError(
            "a recipient's field could change how the email is built",
            where="the email's template",
            fix="put it into text, a quoted attribute, or the path or query of an address",
        )


def _structure(message: bytes) -> str:
    """Return what a message is built of: header fields, parts, tags and their attributes, no words."""
    from email import message_from_bytes, policy
    from html.parser import HTMLParser

    seen: list[object] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append((tag, [name for name, _ in attrs]))

        def handle_comment(self, data: str) -> None:
            seen.append("comment")

    parsed = message_from_bytes(message, policy=policy.default)
    for part in parsed.walk():
        seen.append((part.keys(), part.get_content_type(), len(part.defects)))
        if part.get_content_type() == "text/html":
            Tags().feed(part.get_content())
    return repr(seen)
