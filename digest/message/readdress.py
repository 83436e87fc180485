"""Change single header fields of a finished message, its body untouched."""

from __future__ import annotations

import re

from digest.message.headers import address_field, plain_field, text_field

_FIELD = re.compile(rb"^([!-9;-~]+):.*(?:\r\n[ \t].*)*\r\n", re.MULTILINE)
TEST_MARK = "Test: "


def readdressed(message: bytes, to: str) -> bytes:
    """Return *message* with To naming one recipient; `SettingsError` when that is no address."""
    return with_field(message, "To", address_field("To", to))


def marked_as_test(message: bytes, to: str, *, subject: str, message_id: str) -> bytes:
    """Return a copy that everybody can tell from the real one.

    Its subject says so, and it has a Message-ID of its own: a mailbox that has
    seen the test must not take the real message for a repeat.
    """
    made = readdressed(message, to)
    made = with_field(made, "Subject", text_field("Subject", TEST_MARK + subject))
    local, at, domain = message_id.strip("<>").partition("@")
    made = with_field(made, "Message-ID", plain_field("Message-ID", f"<test.{local}{at}{domain}>"))
    return plain_field("X-Digest-Test", "yes") + made


def field_of(message: bytes, name: str) -> str:
    """Return the value of a header field on one line, '' when the message has none."""
    found = _found(message, name)
    return " ".join(found[0].decode("utf-8", "replace").partition(":")[2].split()) if found else ""


def with_field(message: bytes, name: str, field: bytes) -> bytes:
    """Return *message* with its field *name* replaced, or the field added at the end of the header."""
    found = _found(message, name)
    if found:
        return message[: found.start()] + field + message[found.end() :]
    head, blank, body = message.partition(b"\r\n\r\n")
    return head + b"\r\n" + field + blank[2:] + body


def without_field(message: bytes, name: str) -> bytes:
    """Return *message* without its field *name*; one that has none comes back as it is."""
    found = _found(message, name)
    return message[: found.start()] + message[found.end() :] if found else message


def _found(message: bytes, name: str) -> re.Match[bytes] | None:
    end = message.find(b"\r\n\r\n")
    head = message[: end + 2] if end >= 0 else message
    wanted = name.lower().encode("ascii")
    return next((found for found in _FIELD.finditer(head) if found[1].lower() == wanted), None)
