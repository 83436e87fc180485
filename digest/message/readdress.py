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


def with_field(message: bytes, name: str, field: bytes) -> bytes:
    """Return *message* with its field *name* replaced, or the field added at the end of the header."""
    head, blank, body = message.partition(b"\r\n\r\n")
    head += b"\r\n"
    wanted = name.lower().encode("ascii")
    for found in _FIELD.finditer(head):
        if found[1].lower() == wanted:
            return head[: found.start()] + field + head[found.end() :] + blank[2:] + body
    return head + field + blank[2:] + body
