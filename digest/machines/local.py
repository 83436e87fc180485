"""local: a pool of processes on this machine that outlives kill -9 of any of them.

The standard library's pools do not: `multiprocessing.Pool` waits for ever for the task
of a worker that was killed, and `ProcessPoolExecutor` gives up all the others.  Here each
worker has one task at a time and pipes of its own; when they end, its task goes to a new
worker.  When the parent is killed, the workers' pipes end, and so do they.
"""

from __future__ import annotations

import os
import pickle
import selectors
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from digest.machines import TRIES, Work, died, raised
from digest.machines._worker import SIZE, send

# -P: a module called json.py in the current folder must not become ours.
_START = "import sys; sys.path[:] = sys.argv[1:]; from digest.machines._worker import main; main()"


def run(work: Work, shared: Any, tasks: Iterable[Any], *, workers: int = 0, address: str = "") -> Iterator[Any]:
    """Yield ``work(shared, task)`` for every task as it is done, on *workers* processes (0: one a core)."""
    pool = _Pool(work, shared, tasks)
    try:
        pool.start(workers or len(os.sched_getaffinity(0)))
        while pool.busy:
            yield from pool.answers()
    finally:
        pool.stop()


class _Worker:
    """One process, its task, and what came of its answer so far."""

    def __init__(self, begin: bytes) -> None:
        command = [sys.executable, "-P", "-c", _START, *(path for path in sys.path if path)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - ourselves
        assert self.process.stdin and self.process.stdout
        self.stdin, self.stdout = self.process.stdin, self.process.stdout
        self.task: Any = None
        self.answer = bytearray()
        with suppress(BrokenPipeError):  # it died already: its output has ended, too
            self.stdin.write(begin)
            self.stdin.flush()

    def give(self, task: Any) -> None:
        self.task = task
        with suppress(BrokenPipeError):
            send(self.stdin, task)

    def take(self) -> tuple[bool, Any] | None:
        """Return a whole answer, None for a piece of one; `EOFError` when the process has ended."""
        more = os.read(self.stdout.fileno(), 1 << 16)
        if not more:
            raise EOFError
        self.answer += more
        size = int.from_bytes(self.answer[:SIZE], "big")
        if len(self.answer) < SIZE or len(self.answer) < SIZE + size:
            return None
        content, self.answer = bytes(self.answer[SIZE : SIZE + size]), self.answer[SIZE + size :]
        found: tuple[bool, Any] = pickle.loads(content)  # noqa: S301 - from our own child, through a pipe
        return found

    def end(self, *, kill: bool) -> None:
        if kill:
            self.process.kill()
        for pipe in (self.stdin, self.stdout):
            with suppress(OSError):
                pipe.close()
        self.process.wait()


class _Pool:
    """The supervisor: who does what, and what is still to do."""

    def __init__(self, work: Work, shared: Any, tasks: Iterable[Any]) -> None:
        content = pickle.dumps((work, shared))
        self._begin = len(content).to_bytes(SIZE, "big") + content
        self._tasks = iter(tasks)
        self._again: deque[Any] = deque()
        self._deaths: Counter[str] = Counter()
        self._watch = selectors.DefaultSelector()
        self._workers: set[_Worker] = set()

    @property
    def busy(self) -> bool:
        """Say whether any worker has a task."""
        return bool(self._workers)

    def start(self, count: int) -> None:
        for _ in range(count):
            self._hire()

    def answers(self) -> Iterator[Any]:
        """Wait for something to happen; yield what was done."""
        for key, _ in self._watch.select():
            worker: _Worker = key.data
            try:
                answer = worker.take()
            except EOFError:
                self._replace(worker)
                continue
            if answer is None:
                continue
            fine, value = answer
            if not fine:
                raise raised(value)
            self._next(worker)
            yield value

    def stop(self) -> None:
        """End every worker; one that still works is killed: its part is made again next time."""
        for worker in tuple(self._workers):
            self._dismiss(worker, kill=True)
        self._watch.close()

    def _hire(self) -> None:
        tasks = self._more()
        if not tasks:
            return
        worker = _Worker(self._begin)
        self._workers.add(worker)
        self._watch.register(worker.stdout, selectors.EVENT_READ, worker)
        worker.give(tasks[0])

    def _next(self, worker: _Worker) -> None:
        tasks = self._more()
        if tasks:
            worker.give(tasks[0])
        else:
            self._dismiss(worker, kill=False)

    def _replace(self, worker: _Worker) -> None:
        task = worker.task
        self._deaths[repr(task)] += 1
        self._dismiss(worker, kill=True)
        if self._deaths[repr(task)] >= TRIES:
            raise died(task)
        self._again.append(task)
        self._hire()

    def _more(self) -> list[Any]:
        """Return the next task in a list, an empty one when there is none."""
        if self._again:
            return [self._again.popleft()]
        return list(islice(self._tasks, 1))

    def _dismiss(self, worker: _Worker, *, kill: bool) -> None:
        self._watch.unregister(worker.stdout)
        self._workers.discard(worker)
        worker.end(kill=kill)
