"""iCalendar: the posting plan as a calendar, one event a post or thread, its text in the description, with an alarm.

For people who post by hand and want to be told when.  Lines are folded at 75
octets, text is escaped (RFC 5545, 3.1, 3.3.11 and 3.6.6); times are UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from digest.export._scheduling import PostBatch, readable, thread_of, together

KIND = "scheduler"
ABOUT = "the posting plan as a calendar"
FILE = "posts.ics"
BEFORE = 5  # minutes that an alarm rings before a post is due
PARTED = "\n\n---\n\n"  # between the parts of a thread
LONGEST = 75  # octets of a line, without its line break


def export(batch: PostBatch) -> dict[str, str]:
    """Return the calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//digest//posts//EN", "CALSCALE:GREGORIAN"]
    for parts in together(batch.scheduled()):
        lines += _event(batch, [post for post, _ in parts], parts[0][1])
    lines.append("END:VCALENDAR")
    return {FILE: "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))}


def _event(batch: PostBatch, parts: Sequence[Mapping[str, Any]], when: datetime) -> Iterator[str]:
    first, of = parts[0], f" ({len(parts)})" if len(parts) > 1 else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(thread_of(first))}@{batch.key}"
    yield f"DTSTAMP:{_moment(batch.at)}"
    yield f"DTSTART:{_moment(when)}"
    yield f"DTEND:{_moment(when + timedelta(minutes=5))}"
    summary = _text(f"{first['network']}{of}: {first['headline']}")
    yield f"SUMMARY:{summary}"
    yield f"DESCRIPTION:{_text(PARTED.join(readable(part) for part in parts))}"
    if link := next((part["link"] for part in parts if part["link"]), ""):
        yield f"URL:{link}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{summary}"
    yield f"TRIGGER:-PT{BEFORE}M"
    yield "END:VALARM"
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
