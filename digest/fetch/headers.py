"""What an answer's headers say about time: how long it stays fresh, when to come back.

The rules are those of RFC 9111 (HTTP caching) for a private cache, and of RFC 9110,
10.2.3, for Retry-After.  A header that cannot be read counts as absent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_FRESH = timedelta(days=1)  # a daily paper looks once a day, whatever the server hopes
LONGEST_WAIT = timedelta(days=7)

_DIRECTIVE = re.compile(r'([a-z-]+)\s*(?:=\s*"?([^",\s]*)"?)?', re.IGNORECASE)


def directives(value: str) -> dict[str, str]:
    """Return the directives of a Cache-Control header, names in lower case; '' where one has no value."""
    return {name.lower(): given for name, given in _DIRECTIVE.findall(value)}


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime:
    """Return until when an answer that came at *now* need not be asked for again.

    That is *now* itself when the server says nothing, or forbids it.  Never more
    than `LONGEST_FRESH` ahead.
    """
    said = directives(headers.get("cache-control", ""))
    if "no-store" in said or "no-cache" in said:
        return now
    if "max-age" in said:
        age = _seconds(headers.get("age", "")) or timedelta()
        life = (_seconds(said["max-age"]) or timedelta()) - age
    else:
        expires = moment(headers.get("expires", ""))
        life = expires - (moment(headers.get("date", "")) or now) if expires else timedelta()
    return now + min(max(life, timedelta()), LONGEST_FRESH)


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long the server asks to wait, in seconds or until a date; None when it does not say."""
    value = headers.get("retry-after", "").strip()
    wait = _seconds(value)
    if wait is None and (until := moment(value)):
        wait = until - now
    return None if wait is None else min(max(wait, timedelta()), LONGEST_WAIT)


def moment(value: str) -> datetime | None:
    """Return an HTTP date (RFC 9110, 5.6.7) in UTC, or None."""
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _seconds(value: str) -> timedelta | None:
    return timedelta(seconds=int(value)) if re.fullmatch(r"[0-9]{1,10}", value.strip()) else None
