"""Which reports of a large batch are weighed against each other: those that share what few have, the nearest first."""

from __future__ import annotations

import pytest

from digest.stories.agreeing import ALL, CROWD, NEAREST, proposed
from digest.stories.features import Row

EVERYBODY = 0


def batch(shared: dict[int, dict[int, float]], size: int = ALL + 40) -> list[Row]:
    """Return *size* reports that have one feature in common and one of their own, and what else is *shared*."""
    rows = [{EVERYBODY: 1.0, 1 + number: 1.0} for number in range(size)]
    for number, features in shared.items():
        rows[number] |= {1000 + feature: weight for feature, weight in features.items()}
    return [(row, 1.0) for row in rows]


def test_in_a_small_batch_every_pair_is_weighed_once_the_later_first() -> None:
    assert list(proposed(batch({}, 4))) == [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)]
    assert len(list(proposed(batch({}, ALL)))) == ALL * (ALL - 1) // 2


def test_in_a_large_one_those_alone_that_share_what_few_have() -> None:
    assert list(proposed(batch({3: {1: 1.0}, 90: {1: 1.0}, 120: {1: 1.0, 2: 1.0}, 121: {2: 1.0}}))) == [
        (90, 3),
        (120, 3),
        (120, 90),
        (121, 120),
    ]


def test_what_a_crowd_has_proposes_nobody_and_one_fewer_does() -> None:
    crowd = {number: {1: 1.0} for number in range(CROWD)}
    assert max(one for one, _ in proposed(batch(crowd))) == CROWD - 1
    assert not list(proposed(batch(crowd | {CROWD: {1: 1.0}})))


@pytest.mark.parametrize("near", [{1: 1.0, 2: 0.5}, {1: 2.0}], ids=["two features", "a heavy one"])
def test_the_nearest_are_those_that_share_most_however_late_they_came(near: dict[int, float]) -> None:
    last = 2 * NEAREST
    crowd = {number: {1: 1.0} for number in range(last)} | {last - 1: near}
    pairs = [two for one, two in proposed(batch(crowd | {last: {1: 1.0, 2: 1.0}})) if one == last]
    assert pairs == [*range(NEAREST - 1), last - 1]
