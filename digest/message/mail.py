"""Compose an edition's message: the same edition gives the same bytes, for ever."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from digest.edition.model import Edition
from digest.message import headers
from digest.message.parts import html_part, image_part, text_part
from digest.text import defusing
from digest.text.clean import line

SUBJECT = 150  # characters; the longest that common clients and servers keep whole
_SRC = re.compile(r"""(\ssrc\s*=\s*["'])([^"']+)(["'])""")
_MEDIA = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


def compose_message(
    edition: Edition, *, html: str, text: str, images: Mapping[str, bytes] | None = None, quoted: bool = False
) -> bytes:
    """Return the message of an edition: text part first, HTML part last, lines ending in CRLF.

    *images* are files by the name that the HTML's ``src`` gives; each becomes an
    inline part.  With *quoted* the HTML is quoted-printable and no line of it is broken: for
    whoever goes on to change it.  Nothing comes from a clock or a random source: Date is the
    slot's, Message-ID and the MIME boundaries are hashes.  Raises
    `SettingsError` for a sender that is no mail address.
    """
    pictures = images or {}
    body = html_part(_with_cids(html, pictures, edition), quoted=quoted)
    if pictures:
        inline = [_picture(name, content, edition) for name, content in sorted(pictures.items())]
        body = multipart('related; type="text/html"', [body, *inline])
    return b"".join(_head(edition)) + multipart("alternative", [text_part(text), body])


def message_id(edition: Edition) -> str:
    """Return the Message-ID with its angle brackets: a hash of newsletter and key.

    A repeated delivery carries the same one, so that servers and readers can tell.
    """
    name = sha256(f"{edition.newsletter.id}\0{edition.key}".encode()).hexdigest()[:32]
    return f"<{name}@{_domain(edition)}>"


def message_facts(edition: Edition) -> dict[str, str]:
    """Return what the manifest says about the message: id, subject, sender, date, list."""
    return {
        "message_id": message_id(edition),
        "subject": subject(edition.subject),
        "from": line(edition.newsletter.sender),
        "date": edition.dated.isoformat(),
        "list_id": edition.newsletter.list_id,
    }


def subject(text: str) -> str:
    """Return a subject as the message carries it: cut, and with no merge tag that a sender would evaluate."""
    return defusing.plain(cut_subject(text))


def cut_subject(text: str) -> str:
    """Return a subject of one line and at most 150 characters, cut after a word where there is one."""
    clean = line(text)
    if len(clean) <= SUBJECT:
        return clean
    import regex

    head = ""
    for cluster in regex.findall(r"\X", clean[: SUBJECT * 2]):
        if len(head) + len(cluster) > SUBJECT - 1:
            break
        head += cluster
    whole, _, _ = head.rpartition(" ")
    cut = head if clean[len(head)] == " " or len(whole) < SUBJECT // 2 else whole
    return cut.rstrip(" ,;:.-–—") + "…"


def multipart(kind: str, parts: list[bytes]) -> bytes:
    """Join parts, each with its headers, below a Content-Type field of this kind.

    The boundary is a hash of the parts: "=_" can stand in no quoted-printable or
    base64 line, and no text holds its own hash.
    """
    boundary = "=_" + sha256(b"\0".join(parts)).hexdigest()[:40]
    subtype, _, more = kind.partition("; ")
    extra = f" {more};" if more else ""
    head = f'Content-Type: multipart/{subtype};{extra}\r\n boundary="{boundary}"\r\n\r\n'.encode()
    fence = f"--{boundary}".encode()
    middle = b"".join(fence + b"\r\n" + part + b"\r\n" for part in parts)
    return head + middle + fence + b"--\r\n"


def _head(edition: Edition) -> list[bytes]:
    paper = edition.newsletter
    urls = sorted(paper.unsubscribe, key=lambda url: not url.startswith("https:"))
    fields = [
        headers.address_field("From", paper.sender),
        headers.address_field("To", paper.to or paper.sender),
        headers.address_field("Reply-To", paper.reply_to) if paper.reply_to else b"",
        headers.text_field("Subject", subject(edition.subject)),
        headers.date_field(edition.dated),
        headers.plain_field("Message-ID", message_id(edition)),
        headers.list_id_field(paper.name, paper.list_id) if paper.list_id else b"",
        headers.urls_field("List-Unsubscribe", urls),
    ]
    if urls and urls[0].startswith("https:"):
        # RFC 8058: one click unsubscribes; only an https address can take the POST.
        fields.append(headers.plain_field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    if paper.precedence:
        fields.append(headers.plain_field("Precedence", paper.precedence))
    if paper.auto_submitted:
        # RFC 3834, 5: tells responders not to answer.
        fields.append(headers.plain_field("Auto-Submitted", "auto-generated"))
    if paper.feedback_id:
        fields.append(headers.plain_field("Feedback-ID", paper.feedback_id.replace("{slot}", edition.slot)))
    return [*fields, headers.plain_field("MIME-Version", "1.0")]


def _domain(edition: Edition) -> str:
    own = edition.newsletter.list_id.strip("<> ").lower()
    if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", own):
        return own
    return headers.mailbox(edition.newsletter.sender, where="newsletter.from")[1].rpartition("@")[2]


def _cid(name: str, edition: Edition) -> str:
    return f"{sha256(name.encode()).hexdigest()[:16]}.{message_id(edition)[1:-1]}"


def _with_cids(html: str, pictures: Mapping[str, bytes], edition: Edition) -> str:
    def cid(found: re.Match[str]) -> str:
        name = found[2].removeprefix("./")
        return f"{found[1]}cid:{_cid(name, edition)}{found[3]}" if name in pictures else found[0]

    return _SRC.sub(cid, html) if pictures else html


def _picture(name: str, content: bytes, edition: Edition) -> bytes:
    media = _MEDIA.get(name.rpartition(".")[2], "application/octet-stream")
    return image_part(name, content, cid=_cid(name, edition), media_type=media)
