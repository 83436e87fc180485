"""Dates as sources write them, read without guessing.

ISO 8601 / RFC 3339, the dates of RFC 5322 mail and feeds, and Unix times in
seconds or milliseconds.  What two readers could read differently (07/08/2025)
is no date.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

EARLIEST, LATEST = 1900, 2100

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?", re.I
)
_MAIL = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:[A-Z]{1,5}|[+-]\d{4})")
_UNIX = re.compile(r"\d{9,10}|\d{12,13}")


def read_date(raw: object, zone: tzinfo) -> datetime | None:
    """Return the moment *raw* names, with a zone; None when it names none for sure.

    A bare day is its midnight in *zone*, and so is a time without an offset
    (of two, in an overlap, the first).  A leap second becomes the second before.
    """
    try:
        moment = _read(raw, zone)
    except (ValueError, OverflowError, OSError):
        return None
    if moment is None or not EARLIEST <= moment.year <= LATEST:
        return None
    return moment


def _read(raw: object, zone: tzinfo) -> datetime | None:
    if isinstance(raw, datetime):
        return raw if raw.tzinfo else raw.replace(tzinfo=zone)
    if isinstance(raw, date):
        return datetime(raw.year, raw.month, raw.day, tzinfo=zone)
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return None
    text = str(raw).strip()
    if _UNIX.fullmatch(text):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    if match := _ISO.fullmatch(text):
        return _iso(match, zone)
    if not _MAIL.fullmatch(text):
        return None
    from email.utils import parsedate_to_datetime  # brings half of the mail package along

    return parsedate_to_datetime(text)


def _iso(match: re.Match[str], zone: tzinfo) -> datetime:
    year, month, day, hour, minute, second = (int(g or 0) for g in match.groups()[:6])
    return datetime(year, month, day, hour, minute, 59 if second == 60 else second, tzinfo=_offset(match[7], zone))


def _offset(written: str | None, zone: tzinfo) -> tzinfo:
    if not written:
        return zone
    if written in "Zz":
        return UTC
    digits = written[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(timedelta(minutes=minutes if written[0] == "+" else -minutes))
