"""Fifty and five hundred feeds in one run: memory must not grow with their number.

A server on loopback gives feeds of about 100 KB each, with tags; `digest fetch` runs in
a process of its own.  Told: seconds and peak memory of each run, and of a second run in
which the server answers "not modified".
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import perf_counter

FEW, MANY = 50, 500
GROWTH = 1.25  # peak memory of many feeds against few
LIMIT = 250  # MB

WORDS = "The gates closed an hour before high water and stood against the surge until the wind turned at four. "


def feed(number: int) -> bytes:
    """Return a feed of forty items, about 100 KB."""
    items = "".join(
        f"<item><title>Story {n} of paper {number}</title><link>https://p{number}.example/{n}</link>"
        f"<guid>p{number}-{n}</guid><pubDate>Mon, 10 Aug 2026 0{n % 6}:00:00 GMT</pubDate>"
        f"<description>{WORDS * 24}</description></item>"
        for n in range(40)
    )
    return f"<rss version='2.0'><channel><title>Paper {number}</title>{items}</channel></rss>".encode()


class Paper(BaseHTTPRequestHandler):
    """Answers any path with the feed of its number."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Give the feed, or say that it did not change."""
        known = self.headers.get("If-None-Match") == '"1"'
        body = b"" if known or self.path == "/robots.txt" else feed(int(self.path[1:]))
        self.send_response(304 if known else 404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def measured(folder: Path) -> tuple[float, float]:
    """Run `digest fetch` in *folder*: seconds and peak megabytes."""
    begun = perf_counter()
    command = [sys.executable, "-m", "digest", "fetch", "-q", "-w", str(folder)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"digest fetch ended with {os.waitstatus_to_exitcode(status)}")
    return perf_counter() - begun, used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    """Print the figures; exit 1 when memory grows with the number of feeds."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    peaks = {}
    with tempfile.TemporaryDirectory() as room:
        for number in (FEW, MANY):
            folder = Path(room) / str(number)
            folder.mkdir()
            settings = '[newsletter]\nid = "post"\nname = "Post"\n[fetch]\nallow_hosts = ["127.0.0.1"]\n'
            settings += "pause = 0.0\nper_host = 16\n"
            sources = (f'[[source]]\nurl = "http://127.0.0.1:{server.server_port}/{n}"\n' for n in range(number))
            (folder / "digest.toml").write_text(settings + "".join(sources))
            took, peaks[number] = measured(folder)
            again, _ = measured(folder)
            print(f"{number:4} feeds: {took:6.1f} s, peak {peaks[number]:5.0f} MB; not modified: {again:5.1f} s")
    growth = peaks[MANY] / peaks[FEW]
    print(f"peak grows × {growth:.2f} (limit {GROWTH}), {peaks[MANY]:.0f} MB (limit {LIMIT})")
    sys.exit(growth > GROWTH or peaks[MANY] > LIMIT)


if __name__ == "__main__":
    main()
