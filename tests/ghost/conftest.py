"""A real Ghost with a database of its own, on a free port of the loopback; `make test-ghost`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from ghost.admin import Ghost

HERE = Path(__file__).parent
Opener = urllib.request.OpenerDirector


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--ghost", metavar="DIR", default="", help="a folder that tests/ghost/install.sh has filled")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == HERE:
            item.add_marker(pytest.mark.ghost)
            if not config.getoption("--ghost", default=""):
                item.add_marker(pytest.mark.skip(reason="a real Ghost: make test-ghost"))


@pytest.fixture(scope="session")
def ghost(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ghost]:
    package = Path(request.config.getoption("--ghost")).absolute() / "package"
    home = tmp_path_factory.mktemp("ghost")
    shutil.copytree(package / "content", home / "content", symlinks=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Settings as environment variables: a double underscore is a level.
    settings = {
        "NODE_ENV": "production",
        "url": f"http://127.0.0.1:{port}",
        "server__host": "127.0.0.1",
        "server__port": str(port),
        "database__client": "sqlite3",
        "database__connection__filename": str(home / "ghost.db"),
        "database__useNullAsDefault": "true",
        "mail__from": "ann@example.org",
        "paths__contentPath": str(home / "content"),
        "privacy__useUpdateCheck": "false",
        "privacy__useGravatar": "false",
        "privacy__useRpcPing": "false",
        "logging__level": "error",
        "security__staffDeviceVerification": "false",
    }
    log = (home / "log").open("wb")
    command = ["node", str(package / "index.js")]
    server = subprocess.Popen(command, cwd=package, env=os.environ | settings, stdout=log, stderr=log)
    try:
        running = Ghost(port)
        deadline = time.monotonic() + 180
        while not running.answers():
            assert server.poll() is None, (home / "log").read_text()[-3000:]
            assert time.monotonic() < deadline, (home / "log").read_text()[-3000:]
            time.sleep(0.5)
        running.set_up()
        yield running
    finally:
        server.terminate()
        server.wait(20)
