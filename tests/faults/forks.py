"""Commands that run whole, here or in a fork: a kill then costs a fraction of an interpreter's start."""

from __future__ import annotations

import io
import os
import signal
import sys
import time
from pathlib import Path

from digest.cli import run


def quietly(command: list[str]) -> int:
    """Run a command without a word; return its exit code."""
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    try:
        return run(command)
    finally:
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__


def forked(command: list[str], log: Path, kill_after: float | None = None, *, group: bool = False) -> int:
    """Run a command in a fork, killed after some seconds, alone or with its *group*; negative for a signal."""
    pid = os.fork()
    if pid == 0:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
        os._exit(run(command))
    if kill_after is not None:
        time.sleep(kill_after)
        (os.killpg if group else os.kill)(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
