"""The other end of the local pool: one process that works task by task until its pipe ends."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import IO, Any

from digest.machines import as_words

SIZE = 8  # octets before each frame: its length


def main() -> None:
    """Read the work and what all tasks share, then tasks; answer each, until the parent is gone."""
    # Ctrl-C reaches the whole group: the parent decides what becomes of us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not print into the answers
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        begin, held = _frame(tasks), None
        while True:
            task = _frame(tasks)
            try:
                held = held or pickle.loads(begin)  # noqa: S301 - from our own parent, through a pipe
                work, shared = held
                answer: tuple[bool, Any] = (True, work(shared, pickle.loads(task)))  # noqa: S301
            except Exception as fault:  # whatever it is, the parent tells it
                answer = (False, as_words(fault))
            send(answers, answer)
    except (EOFError, BrokenPipeError):
        os._exit(0)


def send(pipe: IO[bytes], value: object) -> None:
    """Write one frame."""
    content = pickle.dumps(value)
    pipe.write(len(content).to_bytes(SIZE, "big") + content)
    pipe.flush()


def _frame(pipe: IO[bytes]) -> bytes:
    size = pipe.read(SIZE)
    content = pipe.read(int.from_bytes(size, "big")) if len(size) == SIZE else b""
    if len(size) < SIZE or len(content) < int.from_bytes(size, "big"):
        raise EOFError
    return content


if __name__ == "__main__":
    sys.path[:] = sys.argv[1:]
    main()
