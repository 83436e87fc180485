"""Work shared among this process and forks of it: they have all that is in memory, and give back lines.

A fork that is killed leaves the whole lines that it wrote; what is missing is for the
caller to do.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile
from typing import IO, TypeVar

import msgspec

One = TypeVar("One")
Share = TypeVar("Share")
YOUNG = 20_000  # objects: a third of what an edition makes


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for circles after `YOUNG` new objects, not after 700: for each edition it would be done a hundred times."""
    before = gc.get_threshold()
    gc.set_threshold(YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def in_forks(
    shares: Sequence[Share],
    work: Callable[[Share], Iterable[object]],
    kind: type[One],
    *,
    at_once: int,
    here: Callable[[Share], Iterable[One]],
) -> Iterator[One]:
    """Run *work* on each of *shares*, some *at_once*; yield what they gave, as values of *kind*, in no order.

    One at a time is done by this process, which has *here* for it, each other one by a fork.
    What a fork looks at becomes its own copy, and goes with it: few forks, and small shares, keep memory small.
    """
    gc.collect()
    gc.freeze()  # what is here stays: no fork looks through it again, and so none gets copies of its pages
    waiting = deque(shares)
    running: dict[int, IO[bytes]] = {}

    def begin() -> None:
        while waiting and len(running) < at_once - 1:
            file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed when its fork has ended
            running[_fork(waiting.popleft(), work, file)] = file

    try:
        begin()
        while waiting:
            for value in here(waiting.pop()):
                yield value
                yield from _ended(running, kind, os.WNOHANG)
                begin()
        while running:
            yield from _ended(running, kind)
    finally:
        gc.unfreeze()
        for file in running.values():  # something ended us early; they stop when we are gone
            file.close()


def _ended(running: dict[int, IO[bytes]], kind: type[One], how: int = 0) -> Iterator[One]:
    """Take forks out of *running* that have ended, and yield what they gave; *how* is waitpid's: 0 waits for them."""
    for child in list(running):
        if os.waitpid(child, how)[0]:
            with running.pop(child) as out:
                out.seek(0)
                for line in out:
                    with suppress(msgspec.DecodeError):  # the last line of one that was killed
                        yield msgspec.json.decode(line, type=kind)


def _fork(share: Share, work: Callable[[Share], Iterable[object]], out: IO[bytes]) -> int:
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        for value in work(share):
            if os.getppid() != parent:
                break  # it was killed, and nobody asks for the rest
            left = memoryview(msgspec.json.encode(value) + b"\n")
            while left:
                left = left[os.write(out.fileno(), left) :]
        code = 0
    finally:
        os._exit(code)  # nothing of the parent's is closed, flushed or told twice
