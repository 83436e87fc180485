"""Which texts name a moment, and which."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from digest.text.dates import read_date

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("raw", "utc"),
    [
        ("2026-08-10T06:00:00+02:00", "2026-08-10T04:00:00"),
        ("2026-08-10T06:00:00Z", "2026-08-10T06:00:00"),
        ("2026-08-10 06:00", "2026-08-10T04:00:00"),
        ("20260810T060000Z", "2026-08-10T06:00:00"),
        ("2026-08-10T06:00:00.123456Z", "2026-08-10T06:00:00"),
        ("2026-08-10", "2026-08-09T22:00:00"),  # a bare day is its midnight in the newsletter's zone
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59"),  # a leap second
        ("1754524800000", "2025-08-07T00:00:00"),
        (1754524800, "2025-08-07T00:00:00"),
        ("Thu, 07 Aug 2025 10:00:00 +0200", "2025-08-07T08:00:00"),
        ("Thurs, 7 Aug 25 10:00:00 GMT", "2025-08-07T10:00:00"),  # a two-digit year, a long weekday
        ("07 Aug 2025 10:00 -0000", "2025-08-07T10:00:00"),
        ("Thu, 07 Aug 2025 10:00:00 EST", "2025-08-07T15:00:00"),
        ("2025-08-07 22:10:00 GMT", "2025-08-07T22:10:00"),
        ("2013-03-20 1:38:03 -0400", "2013-03-20T05:38:03"),
        ("August 7, 2025", "2025-08-06T22:00:00"),
        ("7 August 2025", "2025-08-06T22:00:00"),
        ("Aug. 7, 2025, 6:30 pm", "2025-08-07T16:30:00"),
        ("7th Sept 2025", "2025-09-06T22:00:00"),
        ("Fri 6:45 PM, Feb 16, 2018", "2018-02-16T17:45:00"),
        ("6:45 PM, Feb 16, 2018", "2018-02-16T17:45:00"),
        ("10:30 a.m. EST on March 4, 2016", "2016-03-04T15:30:00"),
        ("Friday, 18:45 16 February 2018", "2018-02-16T17:45:00"),
        ("2025/08/07", "2025-08-06T22:00:00"),
        ("2025/08/07 10:00:00", "2025-08-07T08:00:00"),
        ("28.11.2025", "2025-11-27T23:00:00"),  # only one of the two can be a month
        ("11/28/2025 10:00", "2025-11-28T09:00:00"),
        ("8.8.2025", "2025-08-07T22:00:00"),  # both ways the same day
        ("2025年8月7日", "2025-08-06T22:00:00"),
        ("28-Nov-2025", "2025-11-27T23:00:00"),
        ("Fri Nov 28 22:10:00 2025", "2025-11-28T21:10:00"),
        ("Fri Nov  7 22:10:00 GMT 2025", "2025-11-07T22:10:00"),
        ("Fri Nov 28 2025 22:10:00 GMT+0100 (Central European Standard Time)", "2025-11-28T21:10:00"),
        ("2025-11-28T22:10:00+01:00[Europe/Berlin]", "2025-11-28T21:10:00"),
        ("2025-11-28 22:10:00 CET", "2025-11-28T21:10:00"),
        ("2025-11-28 22:10:00 EST", "2025-11-29T03:10:00"),
        ("2025-10-26T02:30:00", "2025-10-26T00:30:00"),  # twice on that night: the first
        ("2025-03-30T02:30:00", "2025-03-30T01:30:00"),  # never on that night
    ],
)
def test_a_clear_date_is_one_moment(raw: object, utc: str) -> None:
    assert read_date(raw, BERLIN) is not None
    assert read_date(raw, BERLIN).astimezone(UTC) == datetime.fromisoformat(f"{utc}+00:00")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "raw",
    [
        "07/08/2025",
        "6:45 PM, 07/08/2025",
        "07.08.2025",
        "28/13/2025",
        "2025-11-28 22:10:00 IST",
        "2025/11/28 soon",
        "18:45 PM, Feb 16, 2018",
        "6:45 PM, Feb 16",
        "yesterday",
        "",
        "2025-13-01",
        "2025-02-30",
        "2025-08-07T10:00:00+25:00",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01",
        "12345",
        True,
        None,
        [],
        "2025-08-07T25:00:00Z",
        "Thu, 07 Aug 2025 10:00:00 IST",  # Israel, India or Ireland
        "Thu, 07 Aug 2025 10:00:00 XYZ",
        "7 Augmented 2025",
        "31 Feb 2025",
        "7 Aug 25",  # the year or the day?
        "13:00 pm, Aug 7, 2025",
        "Aug 7, 2025 13:00 pm",
        "2025-08-07T10:00:00+02:00\nX: y",
    ],
)
def test_what_is_unclear_is_no_date(raw: object) -> None:
    assert read_date(raw, BERLIN) is None
