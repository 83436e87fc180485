"""Work shared with forks: all of it comes back, and that of one that dies is simply missing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from digest.edition.model import Watch
from digest.line.forks import in_forks


def doubled(share: list[str]) -> Iterator[Watch]:
    for word in share:
        yield Watch(heading=word, text=word * 2)


def test_every_share_is_worked_on_and_comes_back() -> None:
    shares = [["a", "é"], [], ["漢" * 40_000], ["b"]]
    found = list(in_forks(shares, doubled, Watch, at_once=2, here=doubled))
    assert sorted(one.heading for one in found) == ["a", "b", "é", "漢" * 40_000]
    assert all(one.text == one.heading * 2 for one in found)


def who(share: str) -> Iterator[Watch]:
    yield Watch(heading=share, text=str(os.getpid()))


@pytest.mark.parametrize("at_once", [2, 3, 4])
def test_this_process_works_too_and_the_others_are_forks(at_once: int) -> None:
    shares = "abcd"[:at_once]
    told = {one.text for one in in_forks(list(shares), who, Watch, at_once=at_once, here=who)}
    assert len(told) == at_once and str(os.getpid()) in told


def test_what_a_fork_gave_before_it_was_killed_is_kept() -> None:
    def dies(share: str) -> Iterator[Watch]:
        yield Watch(heading="", text=share)
        if share == "b":
            os.kill(os.getpid(), signal.SIGKILL)
        yield Watch(heading="", text=share.upper())

    found = in_forks(["a", "b", "c"], dies, Watch, at_once=3, here=dies)
    assert sorted(one.text for one in found) == ["A", "C", "a", "b", "c"]


def test_what_breaks_in_a_fork_ends_that_fork_alone(capfd: object) -> None:
    def breaks(share: str) -> Iterator[Watch]:
        if share == "b":
            raise ValueError("b")
        yield Watch(heading="", text=share)

    found = in_forks(["a", "b", "c"], breaks, Watch, at_once=3, here=breaks)
    assert sorted(one.text for one in found) == ["a", "c"]
