"""Mail: newsletters that one receives, as .eml files or a whole .mbox; each message is an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from digest.errors import DataError
from digest.sources import Batch, Desk, Origin
from digest.sources._charset import usable
from digest.sources._metadata import image_of, text_of
from digest.sources._parsing import parsed
from digest.sources._prose import Prose, ProseBlock, joined, prose_of
from digest.text.clean import line, plain
from digest.text.urls import safe_url, untracked

if TYPE_CHECKING:
    from email.message import Message

SUFFIXES = (".eml", ".mbox")
MEDIA = ("message/rfc822", "application/mbox")

MAX_MESSAGE = 50_000_000  # bytes
MAX_MESSAGES = 10_000
MAX_PARTS = 200
MAX_HEADER = 2_000  # characters
TOP = 5  # blocks in which a message repeats its subject

_HEADERS = re.compile(rb"(?:From [^\r\n]+\r?\n)?(?:[!-9;-~]+:[ \t]?[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2}", re.M)
_NEEDED = re.compile(rb"(?im)^(?:from|subject|message-id|received|list-id):")
_FROM = re.compile(rb"(?m)^From [^\r\n]{3,200}\r?\n")
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|rv)\s*:\s*|\[[^\]]{1,40}\]\s*)+", re.I)
_FOOT = re.compile(
    r"(?:.{0,80}\b)?(?:unsubscribe|view (?:this (?:e?mail|message|issue) )?(?:in (?:your )?browser|online|on the web)"
    r"|read (?:it |this )?online|update your (?:preferences|profile)|manage (?:your )?(?:preferences|subscription)"
    r"|you(?:'re| are) receiving this|forwarded this|abmelden|im browser (?:ansehen|öffnen|anzeigen)|se désabonner"
    r"|version en ligne|darse de baja|all rights reserved)\b.*",
    re.I | re.S,
)
_BUTTON = r"(?:like|comments?|share|restack|reply|forward|listen|play|tweet|read in app|open in app|subscribe(?: now)?)"
_BUTTONS = re.compile(rf"{_BUTTON}(?:[\s|·•/]+{_BUTTON})*+", re.I)  # one way to part them, so that none is tried twice
_ONLINE = re.compile(r"\b(?:browser|online|on the web|version en ligne)\b", re.I)


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are mail: headers, one of which only mail has."""
    return 3 if _HEADERS.match(head) and _NEEDED.search(head.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]) else 0


def read(raw: bytes, origin: Origin) -> Batch:
    """Return each message as an article."""
    desk = Desk(origin)
    for number, message in enumerate(_messages(raw), 1):
        if number > MAX_MESSAGES:
            desk.warn(f"a mailbox has at most {MAX_MESSAGES:,} messages; the rest was not read", fix="part it")
            break
        place = f"message {number}" if raw.startswith(b"From ") else ""
        try:
            if len(message) > MAX_MESSAGE:
                raise DataError(
                    f"the message is larger than {MAX_MESSAGE:,} bytes",
                    fix="take its attachments away, or leave the message out",
                )
            _take(message, desk, place)
        except RecursionError:  # the library goes down one call for each message in a message
            fix = "leave the message out: nobody reads what is wrapped so often"
            desk.refuse(DataError("parts are nested too deep", fix=fix), f"{origin.where}, {place}" if place else "")
        except DataError as refusal:
            desk.refuse(refusal, f"{origin.where}, {place}" if place else "")
    return desk.batch()


def _messages(raw: bytes) -> Iterator[bytes]:
    """Yield the messages of a mailbox (RFC 4155), each without its separator; a single one as it is."""
    if not raw.startswith(b"From "):
        yield raw
        return
    starts = [(found.start(), found.end()) for found in _FROM.finditer(raw) if _begins(raw, found.start())]
    for number, (_, start) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(raw)
        yield re.sub(rb"(?m)^>(>*From )", rb"\1", raw[start:end])


def _begins(raw: bytes, at: int) -> bool:
    return at == 0 or (raw[max(0, at - 2) : at] in (b"\n\n", b"\r\n") and raw[max(0, at - 4) : at].count(b"\n") >= 2)


def _take(raw: bytes, desk: Desk, place: str) -> None:
    # The older of the two policies: the newer takes long headers apart in the square of their length.
    from email import message_from_bytes  # the whole mail package, for mail alone

    message = message_from_bytes(raw)
    html, text = _parts(message)
    tree = parsed(html.encode()) if html else None
    found = prose_of(tree) if tree is not None else _plain(text)
    subject = line(_REPLY.sub("", _header(message, "subject"), count=1)) or _header(message, "subject")
    blocks = [block for block in found.blocks if not _FOOT.fullmatch(block.text) and not _BUTTONS.fullmatch(block.text)]
    again = next((n for n, block in enumerate(blocks[:TOP]) if block.text.casefold() == subject.casefold()), None)
    if again is not None:  # the subject once more, over the text
        del blocks[again]
    sender = _sender(_header(message, "from"))
    picture = next((one for one in found.pictures if one.src.startswith("https://") and _shows(one.width)), None)
    fields: dict[str, object] = {
        "headline": subject,
        "text": joined(blocks),
        "author": sender,
        "site": _list_name(_header(message, "list-id")) or sender,
        "published": _header(message, "date"),
        "url": _address(message, tree),
        "language": text_of(_header(message, "content-language")),
        "image": image_of(picture, "") if picture else None,
    }
    desk.admit({key: value for key, value in fields.items() if value not in ("", None, [])}, place=place)


def _shows(width: int) -> bool:
    return width == 0 or width >= 200  # else a logo, or a dot that counts readers


def _parts(message: Message) -> tuple[str, str]:
    """Return the first HTML part and the first plain part that are no attachments."""
    html = text = ""
    for number, part in enumerate(message.walk()):
        if number > MAX_PARTS:
            raise DataError(
                f"the message has more than {MAX_PARTS} parts",
                fix="forward only the letter itself, or leave the message out",
            )
        if part.get_content_disposition() == "attachment" or part.is_multipart():
            continue
        kind = part.get_content_type()
        if kind == "text/html" and not html:
            html = _decoded(part)
        elif kind == "text/plain" and not text:
            text = _decoded(part)
    return html, text


def _decoded(part: Message) -> str:
    raw = part.get_payload(decode=True)
    codec = usable(part.get_content_charset() or "") or "utf-8"
    return plain(raw.decode(codec, "replace")) if isinstance(raw, bytes) else ""


def _plain(text: str) -> Prose:
    """Return the paragraphs of a plain part, its lines joined; a quoted line stays quoted."""
    blocks = []
    for part in re.split(r"\n[ \t]*\n", text.partition("\n-- \n")[0]):
        rows = [row.strip() for row in part.split("\n") if row.strip()]
        if rows:
            keep = rows[0].startswith((">", "-", "*"))
            blocks.append(ProseBlock("text", ("\n" if keep else " ").join(rows)))
    return Prose(tuple(blocks))


def _header(message: Message, name: str) -> str:
    """Return a header as text: its encoded words (RFC 2047) decoded, raw UTF-8 taken for what it is."""
    from email.errors import MessageError
    from email.header import decode_header, make_header

    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")[:MAX_HEADER]
    text = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return line(str(make_header(decode_header(text))))
    except (MessageError, ValueError, LookupError, AssertionError):
        return line(text)  # an encoded word that is none stands as it was sent


def _sender(raw: str) -> str:
    from email.utils import parseaddr

    name, address = parseaddr(raw)
    return text_of(name) or address


def _list_name(raw: str) -> str:
    """Return the phrase of a List-Id (RFC 2919), else the id itself."""
    phrase, _, rest = raw.partition("<")
    return text_of(phrase.strip(' "')) or rest.strip("<> ")


def _address(message: Message, tree: object) -> str:
    """Return where the message stands on the web: its header says, or its link for browsers."""
    for name in ("archived-at", "x-archived-at"):
        if url := safe_url(_header(message, name).strip("<>")):
            return untracked(url)
    if tree is not None:
        for node in tree.iter("a"):  # type: ignore[attr-defined]
            if _ONLINE.search(" ".join(node.text_content().split())[:80]) and (
                url := safe_url((node.get("href") or "").strip())
            ):
                return untracked(url) if url.startswith("http") else ""
    return ""
