"""iCalendar: the posting plan as a calendar, one event a post, its text in the description.

For people who post by hand and want to be told when.  Lines are folded at 75
octets, text is escaped (RFC 5545, 3.1 and 3.3.11); times are UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from digest.export._scheduling import Batch, readable

KIND = "scheduler"
ABOUT = "the posting plan as a calendar"
FILE = "posts.ics"
LONGEST = 75  # octets of a line, its end not counted


def export(batch: Batch) -> dict[str, str]:
    """Return the calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//digest//posts//EN", "CALSCALE:GREGORIAN"]
    for post, when in batch.scheduled():
        lines += _event(batch, post, when)
    lines.append("END:VCALENDAR")
    return {FILE: "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))}


def _event(batch: Batch, post: Mapping[str, Any], when: datetime) -> Iterator[str]:
    place = f" {post['thread']['part']}/{post['thread']['of']}" if post["thread"]["of"] > 1 else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(post['id'])}@{batch.key}"
    yield f"DTSTAMP:{_moment(batch.at)}"
    yield f"DTSTART:{_moment(when)}"
    yield f"DTEND:{_moment(when + timedelta(minutes=5))}"
    summary = f"{post['network']}{place}: {post['headline']}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(readable(post))}"
    if post["link"]:
        yield f"URL:{post['link']}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    for char in "\\;,":
        value = value.replace(char, "\\" + char)
    return value.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Break a line at 75 octets, never inside a character; what follows begins with a space."""
    part, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > LONGEST:
            yield part
            part, size = " ", 1
        part += char
        size += octets
    yield part
