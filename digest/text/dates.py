"""Dates as sources write them, read without guessing.

ISO 8601 / RFC 3339, the dates of RFC 5322 mail and feeds with what writers make of
them, days with a month in English, those of C, Java and JavaScript, days in figures,
and Unix times in seconds or milliseconds.  What two readers could read differently
(07/08/2025) is no date; 28/11/2025 is one.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

EARLIEST, LATEST = 1900, 2100

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:(?:T| +)(\d\d|\d(?=:)):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*([A-Z]{1,5}|[+-]\d{1,2}(?::?\d\d)?)?)?",
    re.I,
)
# Year first: nobody reads that in two ways.
_YEAR_FIRST = re.compile(r"(\d{4})(?:([/.])(\d{1,2})\2(\d{1,2})|\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日)(.*)")
# Year last: clear only where one number can be no month, or both are the same.
_YEAR_LAST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}),?(| .+)")
_REMARK = re.compile(
    r"\s*(?:\[[\w/+-]{1,40}\]|\([^()]{1,50}\))$"
)  # the zone's name behind its offset: Java, JavaScript
_OFF_GMT = re.compile(r"\b(?:GMT|UTC)(?=[+-]\d)")
# "Sat Nov 28 22:10:00 GMT 2026": C's ctime, Unix' date, Ruby.
_CTIME = re.compile(
    r"(?:[A-Za-z]{3} +)?([A-Za-z]{3} +\d{1,2}) +(\d\d:\d\d:\d\d)((?: +(?:[A-Z]{1,5}|[+-]\d{4}))?) +(\d{4})"
)
_NAMED_DAY = re.compile(
    r"(?:[A-Za-z]{3,9},? +)?"
    r"(?:(\d{1,2})(?:st|nd|rd|th|\.)?[ -]+([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?),?"
    r"[ -]+(\d{4}|\d\d(?= +\d\d:))"
    r"(?:(?:,| at|,? +)? *(\d{1,2}):(\d\d)(?::(\d\d))? *([AaPp]\.?[Mm]\.?)? *(Z|[A-Z]{1,5}|[+-]\d\d:?\d\d)?)?"
)
# "Fri 6:45 PM, Feb 16, 2018": the time before the day, as event pages and some generators have it.
_TIME_FIRST = re.compile(
    r"(?:[A-Za-z]{3,9},? +)?(\d{1,2}:\d\d(?::\d\d)?(?: *[AaPp]\.?[Mm]\.?)?(?: +[A-Z]{2,5})?),?(?: +on)? +(.+)"
)
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTHS = tuple(name[:3] for name in _MONTH_NAMES)
# RFC 5322, 4.3, and those of Europe that nobody else has, in hours.  IST, for one, is three zones, so it is none.
_ZONES = {"UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7,
          "PDT": -7, "PST": -8, "CET": 1, "CEST": 2, "WET": 0, "WEST": 1, "EET": 2, "EEST": 3}  # fmt: skip
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
    text = _OFF_GMT.sub("", _REMARK.sub("", str(raw).strip()[:200]))
    if _UNIX.fullmatch(text):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    if len(text) > 60:
        return None
    if match := _ISO.fullmatch(text):
        return _iso(match, zone)
    if match := _ISO.fullmatch(_in_figures(text)):
        return _iso(match, zone)
    return _written_out(text, zone)


def _in_figures(text: str) -> str:
    """Return a day in figures with its year first and hyphens; '' when it is none that is clear."""
    if match := _YEAR_FIRST.fullmatch(text):
        return f"{match[1]}-{match[3] or match[5]:0>2}-{match[4] or match[6]:0>2}{match[7]}"
    if not (match := _YEAR_LAST.fullmatch(text)):
        return ""
    one, two = int(match[1]), int(match[3])
    if one != two and (one > 12) == (two > 12):
        return ""
    day, month = (one, two) if one > 12 else (two, one)
    return f"{match[4]}-{month:02}-{day:02}{match[5]}"


def _written_out(text: str, zone: tzinfo) -> datetime | None:
    if match := _TIME_FIRST.fullmatch(text):
        text = f"{match[2]}, {match[1]}"
    elif match := _CTIME.fullmatch(text):
        text = f"{match[1]} {match[4]} {match[2]}{match[3]}"
    return _named_day(match, zone) if (match := _NAMED_DAY.fullmatch(text)) else None


def _named_day(match: re.Match[str], zone: tzinfo) -> datetime | None:
    """Read a date that writes its month out: that of mail and feeds, "August 10, 2026", "10 Aug 2026, 6:30 pm"."""
    number = _month((match[2] or match[3]).lower())
    hour = _hour(int(match[6] or 0), (match[9] or "").replace(".", "").lower())
    offset = _named_zone(match[10] or "", zone)
    if not number or hour is None or offset is None:
        return None
    year = int(match[5])
    if year < 100:  # RFC 5322, 4.3
        year += 2000 if year < 50 else 1900
    second = 59 if match[8] == "60" else int(match[8] or 0)
    return datetime(year, number, int(match[1] or match[4]), hour, int(match[7] or 0), second, tzinfo=offset)


def _month(name: str) -> int:
    """Return the number of a month's English name, whole or cut short, 0 when it is none."""
    number = _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0
    return number if number and _MONTH_NAMES[number - 1].startswith(name if name != "sept" else "sep") else 0


def _hour(hour: int, half: str) -> int | None:
    """Return the hour of the day; *half* is am, pm or ''. None for a time such as 18 pm."""
    if not half:
        return hour
    return hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else None


def _named_zone(written: str, zone: tzinfo) -> tzinfo | None:
    if not written or written[0] in "+-":
        return _offset(written, zone)
    hours = _ZONES.get(written)
    return None if hours is None else timezone(timedelta(hours=hours)) if hours else UTC


def _iso(match: re.Match[str], zone: tzinfo) -> datetime | None:
    offset = _named_zone((match[7] or "").upper(), zone)
    if offset is None:
        return None
    year, month, day, hour, minute, second = (int(g or 0) for g in match.groups()[:6])
    return datetime(year, month, day, hour, minute, 59 if second == 60 else second, tzinfo=offset)


def _offset(written: str | None, zone: tzinfo) -> tzinfo:
    if not written:
        return zone
    digits = written[1:].replace(":", "")
    digits = (digits if len(digits) != 1 and len(digits) != 3 else "0" + digits).ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(timedelta(minutes=minutes if written[0] == "+" else -minutes))
