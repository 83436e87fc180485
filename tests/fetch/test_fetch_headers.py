"""How long an answer stays fresh, and when to come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.fetch.headers import LONGEST_FRESH, fresh_until, moment, retry_after

NOW = datetime(2026, 8, 10, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({}, 0),
        ({"cache-control": "max-age=600"}, 10),
        ({"cache-control": "public, Max-Age=600"}, 10),
        ({"cache-control": 'max-age="600"'}, 10),
        ({"cache-control": "max-age=600", "age": "300"}, 5),
        ({"cache-control": "max-age=600", "age": "900"}, 0),
        ({"cache-control": "max-age=600, no-cache"}, 0),
        ({"cache-control": "no-store"}, 0),
        ({"cache-control": "s-maxage=600"}, 0),                       # for shared caches, which this is not
        ({"cache-control": "max-age=ten"}, 0),
        ({"cache-control": "max-age=99999999999"}, 0),
        ({"cache-control": "max-age=31536000"}, 24 * 60),             # a year: still looked at daily
        ({"expires": "Mon, 10 Aug 2026 04:30:00 GMT"}, 30),
        ({"expires": "Mon, 10 Aug 2026 06:30:00 GMT", "date": "Mon, 10 Aug 2026 06:00:00 GMT"}, 30),  # its clock is off
        ({"expires": "Mon, 10 Aug 2026 03:30:00 GMT"}, 0),
        ({"expires": "0"}, 0),
        ({"expires": "Mon, 10 Aug 2026 05:00:00 GMT", "cache-control": "max-age=60"}, 1),
    ],
)  # fmt: skip
def test_an_answer_stays_fresh_as_long_as_the_server_says(headers: dict[str, str], minutes: int) -> None:
    assert fresh_until(headers, NOW) == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Mon, 10 Aug 2026 04:02:00 GMT", 120),
        ("Mon, 10 Aug 2026 03:00:00 GMT", 0),
        ("9999999999", 7 * 86_400),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: int | None) -> None:
    wait = retry_after({"retry-after": value}, NOW)
    assert (None if wait is None else wait.total_seconds()) == seconds


@given(
    st.dictionaries(st.sampled_from(["cache-control", "expires", "date", "age", "retry-after"]), st.text(max_size=40))
)
def test_no_header_breaks_the_reading(headers: dict[str, str]) -> None:
    assert NOW <= fresh_until(headers, NOW) <= NOW + LONGEST_FRESH
    retry_after(headers, NOW)
    moment(headers.get("date", ""))
