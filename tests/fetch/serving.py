"""A real web server on loopback whose pages behave as badly as a test wants."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from digest.fetch.visits import Manners

NOW = datetime(2026, 8, 10, 4, 0, tzinfo=UTC)
QUICK = Manners(agent="digest-test", pause=0.0, backoff=0.01, robots=False)

Page = Callable[["Handler"], None]


@dataclass
class Site:
    """What the server has, by path, and what it was asked for, in order."""

    pages: dict[str, Page | bytes | str | int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    base: str = ""

    def url(self, path: str) -> str:
        """Return the address of *path*."""
        return self.base + path

    def times(self, path: str) -> int:
        """Say how often *path* was asked for."""
        return self.asked.count(path)


class Handler(BaseHTTPRequestHandler):
    """Answers from the site's pages: a function acts itself, text and bytes are sent, a number is a status."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        self.site.headers.append(dict(self.headers.items()))
        page = self.site.pages.get(self.path, 404)
        if callable(page):
            page(self)
        elif isinstance(page, int):
            self.give(b"", status=page)
        else:
            self.give(page.encode() if isinstance(page, str) else page)

    def give(self, body: bytes, *, status: int = 200, **headers: str) -> None:
        """Send a whole answer; header names are written with underscores."""
        self.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Type": "application/xml"} | named).items():
            self.send_header(name, value)
        if "Content-Length" not in named:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve() -> Iterator[Site]:
    """Serve a site on a free port of 127.0.0.1 while the block runs."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"site": site}))
    server.daemon_threads = True
    site.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
