"""Commands in processes of their own that cost no interpreter's start: forks of one that has imported what they need.

That one has a single thread, knows nothing of the tests, and ends with them.  It is this
file, run with the number of its socket.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST = 65_536  # bytes of one request
IMPORTED = (
    "digest.jobs.desk", "digest.jobs.build", "digest.jobs.preview", "digest.cli.desk", "digest.press.guard",
    "digest.press.plates", "digest.quotes.of_article", "digest.posts.making", "digest.sources.markdown",
    "digest.sources.jsonl", "babel.dates", "typer.main", "starlette.applications", "uvicorn.lifespan.on",
    "uvicorn.loops.asyncio", "uvicorn.protocols.http.h11_impl",
)  # fmt: skip


class Started:
    """One command's process: its output, and how it ends."""

    def __init__(self, line: socket.socket, pid: int, output: int) -> None:
        self._line, self.pid = line, pid
        self.stdout = os.fdopen(output, encoding="utf-8")

    def poll(self) -> int | None:
        """Return how it ended, below 0 for a signal; None while it runs."""
        self._line.send(json.dumps({"asked": self.pid}).encode())
        ended: int | None = json.loads(self._line.recv(MOST))
        return ended

    def wait(self, seconds: float) -> int:
        """Return how it ended; `TimeoutError` if it has not after *seconds*."""
        until = time.monotonic() + seconds
        while (ended := self.poll()) is None:
            if time.monotonic() > until:
                raise TimeoutError(f"process {self.pid} still runs after {seconds:g} s")
            time.sleep(0.01)
        return ended

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)


class Starter:
    """Starts commands; it is one for all tests of a process."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        command = [sys.executable, __file__, str(theirs.fileno())]
        self._server = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=env)
        theirs.close()
        atexit.register(self._end)

    def _end(self) -> None:
        self._line.close()
        self._server.wait(10)

    def start(self, args: list[str], environ: Mapping[str, str]) -> Started:
        """Start a command in the folder of this process; its errors go nowhere."""
        reads, writes = os.pipe()
        request = json.dumps({"args": args, "environ": dict(environ), "folder": str(Path.cwd())})
        socket.send_fds(self._line, [request.encode()], [writes])
        os.close(writes)
        return Started(self._line, json.loads(self._line.recv(MOST)), reads)


def serve(line: socket.socket) -> None:
    """Fork whenever a command is to be started; in the fork, run it and leave as a command does, by `SystemExit`."""
    from digest.cli import main

    for name in IMPORTED:
        import_module(name)
    ended: dict[int, int] = {}
    while True:
        raw, fds, _, _ = socket.recv_fds(line, MOST, 1)
        if not raw:
            return
        request = json.loads(raw)
        if "asked" in request:
            pid = request["asked"]
            if pid not in ended and (status := os.waitpid(pid, os.WNOHANG))[0]:
                ended[pid] = os.waitstatus_to_exitcode(status[1])
            line.send(json.dumps(ended.get(pid)).encode())
            continue
        pid = os.fork()
        if pid:
            os.close(fds[0])
            line.send(json.dumps(pid).encode())
            continue
        line.close()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for to, stream in enumerate((nowhere, fds[0], nowhere)):
            os.dup2(stream, to)
        for one in {nowhere, fds[0]} - {0, 1, 2}:
            os.close(one)
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update(request["environ"])
        main(request["args"])


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
