"""A real Ghost with a database of its own, on a free port of the loopback; `make test-ghost`."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

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


class Ghost:
    """A Ghost that runs: its Admin API, signed in by a key of its own (JWT, HS256, five minutes)."""

    def __init__(self, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self._session = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._key = ""

    def answers(self) -> bool:
        """Say whether it is up and its database made."""
        try:
            return self._send(self._session, "site/", None, {})[0] == 200
        except OSError:
            return False

    def set_up(self) -> None:
        """Make the owner, sign in, and take the Admin API key of a new integration."""
        owner = {"name": "Ann Lee", "email": "ann@example.org", "password": "a long pass phrase", "blogTitle": "Daily"}
        self._post("authentication/setup/", {"setup": [owner]})
        self._post("session/", {"username": owner["email"], "password": owner["password"]})
        made = self._post("integrations/?include=api_keys", {"integrations": [{"name": "digest"}]})
        self._key = next(key["secret"] for key in made["integrations"][0]["api_keys"] if key["type"] == "admin")

    def ask(self, path: str, body: bytes | None = None) -> tuple[int, dict]:
        """Call the Admin API with our key as our documentation's curl does; return status and answer."""
        head = {"Authorization": f"Ghost {self._token()}", "Content-Type": "application/json"}
        return self._send(urllib.request.build_opener(), path, body, head)

    def _token(self) -> str:
        name, secret = self._key.split(":")
        now = int(time.time())
        head = {"alg": "HS256", "typ": "JWT", "kid": name}
        parts = [head, {"iat": now, "exp": now + 300, "aud": "/admin/"}]
        signed = b".".join(_b64(json.dumps(part).encode()) for part in parts)
        return (signed + b"." + _b64(hmac.new(bytes.fromhex(secret), signed, hashlib.sha256).digest())).decode()

    def _post(self, path: str, body: dict) -> dict:
        head = {"Content-Type": "application/json", "Origin": self.root}
        status, answer = self._send(self._session, path, json.dumps(body).encode(), head)
        assert status in {200, 201}, (path, answer)
        return answer

    def _send(
        self, opener: urllib.request.OpenerDirector, path: str, body: bytes | None, head: dict
    ) -> tuple[int, dict]:
        request = urllib.request.Request(f"{self.root}/ghost/api/admin/{path}", data=body, headers=head)
        try:
            with opener.open(request, timeout=60) as answer:
                return answer.status, _json(answer.read())
        except urllib.error.HTTPError as fault:
            return fault.code, _json(fault.read())


def _json(text: bytes) -> dict:
    return json.loads(text) if text[:1] == b"{" else {}  # while it makes its database it answers with a page


def _b64(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")


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
