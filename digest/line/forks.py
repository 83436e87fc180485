"""Work shared among forks of this process: they have all that is in memory, and give back lines.

A fork that is killed leaves the whole lines that it wrote; what is missing is for the
caller to do.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from tempfile import TemporaryFile
from typing import IO, TypeVar

import msgspec

One = TypeVar("One")
Share = TypeVar("Share")


def in_forks(shares: Sequence[Share], work: Callable[[Share], Iterable[object]], kind: type[One]) -> Iterator[One]:
    """Run *work* on each of *shares* in a fork of its own and yield what all of them gave, as values of *kind*."""
    gc.collect()
    gc.freeze()  # what is here stays: no fork looks through it again, and so none gets copies of its pages
    with ExitStack() as open_files:
        files = [open_files.enter_context(TemporaryFile()) for _ in shares]
        try:
            children = [_fork(share, work, file) for share, file in zip(shares, files, strict=True)]
            for child in children:
                os.waitpid(child, 0)
        finally:
            gc.unfreeze()
        for file in files:
            file.seek(0)
            for line in file:
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
