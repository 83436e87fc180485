"""How far back a first edition looks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from digest.jobs.init import ENOUGH, window_of

AT = datetime(2026, 8, 10, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "days"),
    [
        ([], 1),
        ([1] * ENOUGH, 1),
        ([1, 2, 3, 4, 30], 2),
        ([1, 2, 3, 4, 5, 900], 1),           # enough without the old one
        ([1, 30], 2),                        # few, but all of them
        ([24 * 20] * ENOUGH, 31),
        ([24 * 724] * ENOUGH, 725),          # an archive
        ([-5, -6], 1),                       # nothing before the slot
        ([-5, 24 * 6], 7),
    ],
)  # fmt: skip
def test_it_looks_back_as_far_as_it_takes_to_have_something_to_tell(hours: list[int], days: int) -> None:
    assert window_of([AT - timedelta(hours=hour) for hour in hours], AT) == timedelta(days=days)
