"""A certificate is checked against the name, though the connection goes to an address that was looked at."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from shutil import which

import pytest
from fetch.serving import NOW, QUICK, Handler, Site

from digest.errors import FetchError
from digest.fetch.visits import Answer, Visitor
from digest.fetch.wire import Limits, Wire


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of its own authority for post.example, with its key in the same folder."""
    if which("openssl") is None:
        pytest.skip("openssl is not here")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "36500", "-subj", "/CN=post.example",
         "-addext", "subjectAltName=DNS:post.example", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return folder / "cert.pem"


@pytest.fixture
def site(certificate: Path) -> Iterator[Site]:
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"site": site}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    site.base = f"https://post.example:{server.server_port}"
    site.pages["/feed"] = b"<rss/>"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


async def _here(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def visit(url: str) -> Answer:
    async def run() -> Answer:
        hosts = ("post.example", "other.example")
        async with Wire(agent="t", allowed=hosts, limits=Limits(connect=2, total=5), resolve=_here) as wire:
            return await Visitor(wire, QUICK, NOW).visit(url)

    return asyncio.run(run())


def test_a_good_certificate_is_taken_for_its_name(
    site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert visit(site.url("/feed")).body == b"<rss/>"


def test_it_is_not_taken_for_another_name(site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(FetchError, match=r"CERTIFICATE_VERIFY_FAILED|certificate"):
        visit(site.url("/feed").replace("post.example", "other.example"))


def test_a_certificate_of_nobody_we_know_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with pytest.raises(FetchError, match=r"CERTIFICATE_VERIFY_FAILED|certificate"):
        visit(site.url("/feed"))
    assert site.asked == []
