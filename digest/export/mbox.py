"""mbox: one message as mailbox files hold it (mboxrd), lines ending in LF."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from digest.export import Bundle, check_options

KIND = "sender"
ABOUT = "the message as an mbox, to append to a mailbox file"
FILE = "edition.mbox"
WHOLE = True  # the message as it is, its pictures inside
OPTIONS: dict[str, str] = {}
_FROM = re.compile(rb"^(>*From )", re.MULTILINE)
_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def export(bundle: Bundle) -> bytes:
    """Return the separator line, the message and a blank line.

    The separator's date is the slot's, in UTC, in English whatever the locale (RFC 4155).
    """
    check_options(bundle, OPTIONS)
    found = _ADDRESS.search(str(bundle.newsletter["sender"]))
    at = datetime.fromisoformat(bundle.edition["at"]).astimezone(UTC)
    stamp = f"{_DAYS[at.weekday()]} {_MONTHS[at.month - 1]} {at.day:2} {at:%H:%M:%S} {at.year}"
    lines = bundle.message.replace(b"\r\n", b"\n")
    return (
        f"From {found[0] if found else 'MAILER-DAEMON'} {stamp}\n".encode("ascii") + _FROM.sub(rb">\1", lines) + b"\n"
    )
