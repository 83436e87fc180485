"""What a call costs, measured in a process of its own that cannot take more than it may."""

from __future__ import annotations

import json
import os
import resource
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

PAGE = 4096


class Cost(NamedTuple):
    """Processor time in seconds, and what went wrong: '' for nothing."""

    seconds: float
    fault: str = ""


def costs(
    work: Callable[[str], object], cases: Mapping[str, str], *, seconds: int = 10, megabytes: int = 2048
) -> dict[str, Cost]:
    """Return what *work* costs for each named text: a child process does one after the other.

    A case that takes *seconds* of processor time is stopped with its process, and
    the others go on in the next; one that takes more than *megabytes* beyond what
    the process had fails with `MemoryError`.
    """
    found: dict[str, Cost] = {}
    while left := {name: text for name, text in cases.items() if name not in found}:
        begun, done = _in_a_child(work, left, seconds, megabytes)
        found |= done
        for name in begun - done.keys():
            found[name] = Cost(seconds, f"stopped after {seconds} s")
        if not begun:
            raise AssertionError("the measuring process ended without a word")
    return found


def _in_a_child(
    work: Callable[[str], object], cases: Mapping[str, str], seconds: int, megabytes: int
) -> tuple[set[str], dict[str, Cost]]:
    ours, theirs = os.pipe()
    if (child := os.fork()) == 0:
        try:
            os.close(ours)
            _measure(work, cases, seconds, megabytes, theirs)
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, encoding="utf-8") as told:
        rows = [json.loads(row) for row in told]
    os.waitpid(child, 0)
    return {row[0] for row in rows}, {row[0]: Cost(*row[1:]) for row in rows if len(row) > 1}


def _measure(work: Callable[[str], object], cases: Mapping[str, str], seconds: int, megabytes: int, told: int) -> None:
    room = int(Path("/proc/self/statm").read_text().split()[0]) * PAGE + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name, text in cases.items():
        since = time.process_time()
        resource.setrlimit(resource.RLIMIT_CPU, (int(since) + seconds + 1, resource.RLIM_INFINITY))
        os.write(told, (json.dumps([name]) + "\n").encode())
        fault = ""
        try:
            work(text)
        except Exception as error:
            fault = f"{type(error).__name__}: {str(error)[:200]}"
        os.write(told, (json.dumps([name, time.process_time() - since, fault]) + "\n").encode())
