"""What all tests share: the measuring data beside the checkout, and the rule that nothing reaches a network."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

# A law holds or it does not, however slow the machine; in CI the same examples every time.
settings.register_profile("laws", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "laws")

# Plates are kept in the user's cache folder: a run of tests has one of its own, which all its processes share.
if "PYTEST_XDIST_WORKER" not in os.environ:
    _CACHE = TemporaryDirectory(prefix="digest-tests-")
    os.environ["XDG_CACHE_HOME"] = _CACHE.name

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(Path(__file__).resolve().parent))

LOOPBACK = {"::1", "localhost", "0.0.0.0", "::", ""}


def _is_loopback(host: str) -> bool:
    try:
        return host in LOOPBACK or socket.inet_aton(host)[0] == 127  # also 127.1 and 0x7f.1
    except OSError:
        return False


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="the long form of tests that have one (growth, faults)")
    parser.addoption("--approve", action="store_true", help="take what is compared with approved files as it is now")


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Whether the long form was asked for."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data beside the checkout; its tests are skipped where it is absent."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("the measuring data (../shared) is not here")
    return path


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout, which is itself the sample workspace."""
    return ROOT


_seen: list[str] = []
_hook_on = {"armed": False}


def _audit(event: str, args: tuple[object, ...]) -> None:
    if not _hook_on["armed"] or event not in {"socket.connect", "socket.getaddrinfo"}:
        return
    target = args[1] if event == "socket.connect" else args[0]
    host = target[0] if isinstance(target, tuple) else target
    if isinstance(host, str) and not host.startswith("/") and not _is_loopback(host):
        _seen.append(f"{event} {target}")


sys.addaudithook(_audit)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fail any test in which this process reaches for another machine."""
    _seen.clear()
    _hook_on["armed"] = True
    yield
    _hook_on["armed"] = False
    assert not _seen, f"the network was asked for: {_seen}"
