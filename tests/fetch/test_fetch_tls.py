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
from typing import Any

import pytest
from fetch.second import Second, serving
from fetch.serving import NOW, QUICK, Handler, Site

from digest.errors import FetchError
from digest.fetch.visits import Response, Visitor
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


def visit(url: str) -> Response:
    async def run() -> Response:
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


@pytest.fixture
def second(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Second]:
    pytest.importorskip("h2", reason="the extra http2")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(certificate) as site:
        yield site


def visits(*urls: str, size: int = 1_000) -> list[Response | FetchError]:
    async def run() -> list[Response | FetchError]:
        limits = Limits(connect=2, total=5, size=size)
        async with Wire(agent="t", allowed=("post.example",), limits=limits, resolve=_here) as wire:
            visitor = Visitor(wire, QUICK, NOW)
            found = await asyncio.gather(*map(visitor.visit, urls), return_exceptions=True)
            return [one for one in found if isinstance(one, Response | FetchError)]

    return asyncio.run(run())


def test_what_a_server_offers_in_http_2_is_fetched_over_one_connection(second: Second) -> None:
    second.pages |= {f"/{name}": f"<rss>{name}</rss>".encode() for name in "abc"}
    found = visits(*(f"{second.base}/{name}" for name in "abc"))
    assert sorted(one.body for one in found if isinstance(one, Response)) == [
        b"<rss>a</rss>",
        b"<rss>b</rss>",
        b"<rss>c</rss>",
    ]
    assert second.connections == 1
    assert {asked["user-agent"] for asked in second.asked} == {"t"}
    assert {asked[":authority"] for asked in second.asked} == {second.base.removeprefix("https://")}


def test_http_2_is_held_to_the_same_limits(second: Second) -> None:
    second.pages["/large"] = b"x" * 1_500
    (refused,) = visits(f"{second.base}/large")
    assert isinstance(refused, FetchError)
    assert "larger than" in refused.what


def test_a_stream_that_is_broken_off_is_told_as_such(second: Second) -> None:
    def broken(talk: Any, stream: int) -> None:
        talk.send_headers(stream, [(":status", "200")])
        talk.send_data(stream, b"<rss>")
        talk.reset_stream(stream)

    second.pages["/broken"] = broken
    (fault,) = visits(f"{second.base}/broken")
    assert isinstance(fault, FetchError)
    assert "broke off" in fault.what
