"""Work shared among forks: all of it comes back, and that of one that dies is simply missing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

from digest.edition.model import Watch
from digest.line.forks import in_forks


def doubled(share: list[str]) -> Iterator[Watch]:
    for word in share:
        yield Watch(heading=word, text=word * 2)


def test_every_share_is_worked_on_and_comes_back_in_order() -> None:
    found = list(in_forks([["a", "é"], [], ["漢" * 40_000]], doubled, Watch, at_once=2))
    assert [one.heading for one in found] == ["a", "é", "漢" * 40_000]
    assert [one.text for one in found] == ["aa", "éé", "漢" * 80_000]


def test_the_forks_are_other_processes() -> None:
    def who(share: str) -> Iterator[Watch]:
        yield Watch(heading=share, text=str(os.getpid()))

    told = {one.text for one in in_forks(["a", "b"], who, Watch, at_once=2)}
    assert len(told) == 2 and str(os.getpid()) not in told


def test_what_a_fork_gave_before_it_was_killed_is_kept() -> None:
    def dies(share: str) -> Iterator[Watch]:
        yield Watch(heading="", text=share)
        if share == "b":
            os.kill(os.getpid(), signal.SIGKILL)
        yield Watch(heading="", text=share.upper())

    assert [one.text for one in in_forks(["a", "b", "c"], dies, Watch, at_once=2)] == ["a", "A", "b", "c", "C"]


def test_what_breaks_in_a_fork_ends_that_fork_alone(capfd: object) -> None:
    def breaks(share: str) -> Iterator[Watch]:
        if share == "b":
            raise ValueError("b")
        yield Watch(heading="", text=share)

    assert [one.text for one in in_forks(["a", "b", "c"], breaks, Watch, at_once=2)] == ["a", "c"]
