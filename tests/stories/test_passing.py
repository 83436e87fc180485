"""One pass over vectors: who is near enough joins, the first group like any other."""

from __future__ import annotations

from digest.stories.passing import Pass


def test_each_joins_the_group_it_is_nearest_to_or_opens_one() -> None:
    pier, fair = ({0: 0.8, 1: 0.6}, 1.0), ({2: 0.8, 3: 0.6}, 1.0)
    assert Pass(0.5, 4).run([pier, pier, fair, pier, fair]) == [[0, 1, 3], [2, 4]]


def test_what_shares_too_little_stays_alone() -> None:
    assert Pass(0.5, 4).run([({0: 0.9, 1: 0.436}, 1.0), ({1: 0.436, 2: 0.9}, 1.0)]) == [[0], [1]]
