"""How long ago, in one unit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digest.text.ages import age


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("moments", {"seconds": -5}),
        ("moments", {"seconds": 59}),
        ("1 minute", {"seconds": 60}),
        ("59 minutes", {"minutes": 59, "seconds": 59}),
        ("1 hour", {"minutes": 119}),
        ("23 hours", {"hours": 23}),
        ("1 day", {"hours": 24}),
        ("400 days", {"days": 400}),
    ],
)
def test_the_largest_unit_that_fits(words: str, span: dict[str, int]) -> None:
    assert age(timedelta(**span)) == words
