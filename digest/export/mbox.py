"""mbox: one message as mailbox files hold it (mboxrd), lines ending in LF.

Source: RFC 4155 for the separator (its opening only was read); mboxrd puts one
more ">" before every line of the message that is "From " after any number of
them, and readers take it off.
"""

from __future__ import annotations

import re
from datetime import UTC

from digest.export import Bundle, Option, read_options

KIND = "sender"
ABOUT = "the message as an mbox, to append to a mailbox file"
FILE = "edition.mbox"
WHOLE = True  # the message as it is, its pictures inside
OPTIONS: dict[str, Option] = {}
_FROM = re.compile(rb"^(>*From )", re.MULTILINE)
_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def export(bundle: Bundle) -> bytes:
    """Return the separator line, the message and a blank line.

    The separator's date is the slot's, in UTC, in English whatever the locale (RFC 4155).
    """
    read_options(bundle, OPTIONS)
    at = bundle.edition.at.astimezone(UTC)
    stamp = f"{_DAYS[at.weekday()]} {_MONTHS[at.month - 1]} {at.day:2} {at:%H:%M:%S} {at.year}"
    separator = f"From {_sender(bundle)} {stamp}\n".encode("ascii")
    lines = bundle.message.replace(b"\r\n", b"\n")
    end = b"\n" if lines.endswith(b"\n") else b"\n\n"
    return separator + _FROM.sub(rb">\1", lines) + end


def _sender(bundle: Bundle) -> str:
    # The separator is ASCII; an address beyond it, or none, goes by the name that mail systems use.
    found = _ADDRESS.search(bundle.edition.newsletter.sender)
    return found[0] if found and found[0].isascii() else "MAILER-DAEMON"
