"""Work shared among forks of this process: they have all that is in memory, and give back lines.

A fork that is killed leaves the whole lines that it wrote; what is missing is for the
caller to do.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO, TypeVar

import msgspec

One = TypeVar("One")
Share = TypeVar("Share")


def in_forks(
    shares: Sequence[Share], work: Callable[[Share], Iterable[object]], kind: type[One], *, at_once: int
) -> Iterator[One]:
    """Run *work* on each of *shares* in a fork of its own, some *at_once*; yield what they gave, as values of *kind*.

    What a fork looks at becomes its own copy, and goes with it: small shares keep memory small.
    """
    gc.collect()
    gc.freeze()  # what is here stays: no fork looks through it again, and so none gets copies of its pages
    running: deque[tuple[int, IO[bytes]]] = deque()
    try:
        for share in shares:
            if len(running) == at_once:
                yield from _ended(*running.popleft(), kind)
            file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed when its fork has ended
            running.append((_fork(share, work, file), file))
        while running:
            yield from _ended(*running.popleft(), kind)
    finally:
        gc.unfreeze()
        for _, file in running:  # something ended us early; they stop when we are gone
            file.close()


def _ended(child: int, out: IO[bytes], kind: type[One]) -> Iterator[One]:
    """Wait for a fork and yield what it gave."""
    with out:
        os.waitpid(child, 0)
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
