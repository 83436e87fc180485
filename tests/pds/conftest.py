"""Bluesky's own server with a database of its own, on a free port of the loopback; `make test-networks`."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pds", metavar="DIR", default="", help="a folder that tests/pds/install.sh has filled")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == HERE and not config.getoption("--pds", default=""):
            item.add_marker(pytest.mark.skip(reason="a real PDS: make test-networks"))


@dataclass(frozen=True)
class Account:
    """An account on the server, and how to talk to it."""

    address: str
    did: str
    token: str

    def call(self, method: str, body: object, *, kind: str = "application/json") -> dict[str, Any]:
        """Return the server's answer; an error of its own is a `ValueError` with its words."""
        return call(self.address, method, body, token=self.token, kind=kind)

    def create(self, record: dict[str, Any]) -> dict[str, Any]:
        """Create a post, held against the lexicons; return its ``uri`` and ``cid``."""
        body = {"repo": self.did, "collection": record["$type"], "record": record, "validate": True}
        return self.call("com.atproto.repo.createRecord", body)

    def read(self, uri: str) -> dict[str, Any]:
        """Return a record as the server keeps it."""
        query = f"?repo={self.did}&collection=app.bsky.feed.post&rkey={uri.rpartition('/')[2]}"
        found: dict[str, Any] = call(self.address, f"com.atproto.repo.getRecord{query}", None)["value"]
        return found


def call(address: str, method: str, body: object, *, token: str = "", kind: str = "application/json") -> dict[str, Any]:
    """Call one method of the server on the loopback."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
    headers = {"content-type": kind} | ({"authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(f"{address}/xrpc/{method}", data=data, headers=headers)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
            found: dict[str, Any] = json.load(answer)
            return found
    except urllib.error.HTTPError as fault:
        raise ValueError(fault.read().decode()) from fault


@pytest.fixture(scope="session")
def account(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    home = tmp_path_factory.mktemp("pds")
    packages = Path(request.config.getoption("--pds")).absolute()
    command = ["node", str(HERE / "serve.mjs"), str(packages), str(home)]
    with (home / "log").open("wb") as log, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log) as server:
        assert server.stdout
        address = ""
        while not address.startswith("http://"):  # its own log comes first
            line = server.stdout.readline().decode()
            assert line, (home / "log").read_text()
            address = line.strip()
        try:
            body = {"handle": "desk.test", "email": "desk@daily.example", "password": "only-for-this-test"}
            made = call(address, "com.atproto.server.createAccount", body)
            yield Account(address=address, did=made["did"], token=made["accessJwt"])
        finally:
            server.terminate()
