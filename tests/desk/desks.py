"""A workspace with a morning's articles, and a real desk over it: a process of its own, spoken to over loopback."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any, Self

from starter import Starter

from digest.jobs.desk import prepared, serve
from digest.workspace import open_workspace

NOW = datetime(2026, 8, 10, 5, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
SLOT = "2026-08-10"
ORDER = f"running-order/{SLOT}.toml"


def sample(folder: Path) -> Path:
    """Copy the sample workspace's articles and settings."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "digest.toml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


@dataclass
class Answer:
    """What the desk answered."""

    status: int
    heads: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Asked:
    """What can be asked of a desk at `address`; `cookie` is a browser's that opened it."""

    folder: Path
    address: str
    host: str
    cookie: str

    def open(self) -> Self:
        """Open the printed address as a browser does, and keep its cookie."""
        answer = self.ask("GET", "/" + self.address.split("/", 3)[3])
        self.cookie = answer.heads["set-cookie"].partition(";")[0]
        return self

    def ask(self, method: str, path: str, body: object = None, **heads: str) -> Answer:
        """Ask as this page does; *heads* replace or add headers ('' for none)."""
        own = {"Host": self.host, "Cookie": self.cookie}
        if method == "POST":
            own |= {"Origin": f"http://{self.host}", "Content-Type": "application/json"}
        own = {
            name: value for name, value in (own | {n.replace("_", "-"): v for n, v in heads.items()}).items() if value
        }
        raw = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
        name, _, port = self.host.rpartition(":")
        line = http.client.HTTPConnection(name, int(port), timeout=30)
        try:
            line.request(method, path, raw, own)
            answer = line.getresponse()
            return Answer(answer.status, {n.lower(): v for n, v in answer.getheaders()}, answer.read())
        finally:
            line.close()

    def state(self) -> Any:
        """Return the whole order."""
        return self.ask("GET", "/api/state").json

    def change(self, *changes: dict[str, Any], seen: str = "", goes_on: bool = False) -> Answer:
        """Ask for changes."""
        return self.ask("POST", "/api/change", {"changes": list(changes), "seen": seen, "goes_on": goes_on})

    def order(self) -> Any:
        """Return the running order as the file has it."""
        return tomllib.loads(self.text())

    def text(self) -> str:
        """Return the running order's text."""
        return (self.folder / ORDER).read_text("utf-8")


@cache
def starter() -> Starter:
    """Return what starts the desks of all tests of this process."""
    return Starter()


class Desk(Asked):
    """A running `digest desk`, a process of its own."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(folder)}
        env |= {"XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]}
        command = ["desk", "--no-open", "-w", str(folder), "--slot", SLOT, *options]
        self.process = starter().start(command, env)
        self.address = self.process.stdout.readline().strip()
        self.host = self.address.split("/")[2] if self.address else ""
        self.cookie = ""

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> int:
        """Stop it as Ctrl-C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(10)


class Here(Asked):
    """A desk in this process, so that a test can hold one of its works up."""

    def __init__(self, folder: Path) -> None:
        ready = prepared(lambda: open_workspace(folder), slot=SLOT, now=lambda: NOW)
        Thread(target=serve, args=(ready,), daemon=True).start()
        self.folder, self.address, self.cookie = folder, ready.address, ""
        self.host = self.address.split("/")[2]
