"""One request, one answer: the only module that opens a socket.

A name is resolved once, every address it has is looked at, and the connection goes
to the address that was looked at; the certificate is still checked against the name.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlsplit

import httpcore2 as http

from digest.errors import DataError, FetchError, UnaskedError
from digest.fetch.addresses import refused
from digest.fetch.unpacking import ACCEPTED, Unpacker, too_large

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/html;q=0.9, application/xhtml+xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)


_FAULTS = (http.NetworkError, http.ProtocolError, http.TimeoutException, http.UnsupportedProtocol)
_AS_IT_IS = "%/:?#[]@!$&'()*+,;=~"  # of a URL; whatever else is beyond ASCII letters is percent-encoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may take: seconds to connect, seconds in all, bytes before and after unpacking."""

    connect: float = 10.0
    total: float = 60.0
    size: int = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One answer as it came: header names in lower case, the body unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def location(self) -> str:
        """Where a redirect leads, '' for any other answer."""
        if self.status not in (301, 302, 303, 307, 308):
            return ""
        # Browsers read it as UTF-8 where it is (Fetch Standard, 4.4).
        raw = self.headers.get("location", "").strip().encode("latin-1")
        return raw.decode("utf-8", "replace")


class Wire:
    """Connections to many hosts, kept open while they are used; `allowed` names hosts inside a network."""

    def __init__(self, *, agent: str, allowed: Collection[str], limits: Limits, resolve: Resolve | None = None) -> None:
        self.limits = limits
        self._agent = agent
        backend = _Checked(allowed, resolve or system_resolver)
        self._pool = http.AsyncConnectionPool(
            max_connections=None,  # who asks decides how many at once
            max_keepalive_connections=16,
            keepalive_expiry=5.0,
            http2=find_spec("h2") is not None,
            network_backend=backend,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._pool.aclose()

    async def get(self, url: str, headers: Mapping[str, str] | None = None, *, size: int = 0) -> Hop:
        """Ask for *url* once and return what came, redirects as they are.

        *size* replaces the limit of bytes.  Raises `FetchError` with what went wrong.
        """
        try:
            async with asyncio.timeout(self.limits.total):
                return await self._get(url, dict(headers or {}), size or self.limits.size)
        except TimeoutError as late:
            what = f"no whole answer within {self.limits.total:g} seconds"
            raise FetchError(what, where=url, fix="try again later, or raise fetch.timeout") from late
        except DataError as refusal:
            raise FetchError(refusal.what, where=url, fix=refusal.fix, final=True) from refusal
        except (*_FAULTS, OSError, UnicodeError) as fault:
            raise FetchError(_said(fault), where=url, fix="try again later; open it in a browser") from fault

    async def _get(self, url: str, headers: dict[str, str], size: int) -> Hop:
        asked = {"Host": _host_header(url), "User-Agent": self._agent, "Accept": ACCEPT, "Accept-Encoding": ACCEPTED}
        times = {"connect": self.limits.connect, "read": self.limits.total, "write": self.limits.connect}
        # What a server wrote into its tags comes back byte for byte: Latin-1 (RFC 9110, 5.5).
        sent = [(name.encode(), value.encode("latin-1")) for name, value in (asked | headers).items()]
        async with self._pool.stream("GET", _ascii(url), headers=sent, extensions={"timeout": times}) as answer:
            got = _headers(answer.headers)
            body = b"" if answer.status in (204, 304) else await _body(answer, got, size)
            return Hop(url=url, status=answer.status, headers=got, body=body)


async def _body(answer: http.Response, headers: Mapping[str, str], size: int) -> bytes:
    said = headers.get("content-length", "")
    if said.isdecimal() and int(said) > size:
        raise too_large(size)
    unpacker = Unpacker(headers.get("content-encoding", ""), size)
    came, pieces = 0, []
    async for piece in answer.aiter_stream():
        came += len(piece)
        if came > size:
            raise too_large(size)
        pieces.append(unpacker.feed(piece))
    return b"".join(pieces) + unpacker.end()


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by name in lower case; of one that comes twice, both, separated by a comma."""
    found: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1").strip()
        found[key] = f"{found[key]}, {text}" if key in found and key not in ("location", "content-type") else text
    return found


def _ascii(url: str) -> str:
    """Return *url* with its path and query in ASCII, as they go over the wire (URL Standard, 1.3)."""
    return url if url.isascii() and " " not in url else quote(url, safe=_AS_IT_IS)


def _host_header(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _said(fault: Exception) -> str:
    if isinstance(fault, http.ConnectTimeout):
        return "the server does not take the connection"
    if isinstance(fault, http.TimeoutException):
        return "the server is silent"
    if isinstance(fault, http.RemoteProtocolError):
        return f"the answer broke off or is no HTTP ({fault})"
    return f"the connection failed: {fault}" if str(fault) else "the connection failed"


class _Checked(http.AsyncNetworkBackend):
    """Connects to addresses that were looked at after the name was resolved, and to no other."""

    def __init__(self, allowed: Collection[str], resolve: Resolve) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._backend = http.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[http.SOCKET_OPTION] | None = None,
    ) -> http.AsyncNetworkStream:
        found = await self._addresses(host, port)
        if why := refused(host, found, self._allowed):
            fix = f'if that is meant, add it to the settings: [fetch] allow_hosts = ["{host}"]'
            raise UnaskedError(why, where=host, fix=fix)
        failed: Exception = http.ConnectError(f"{host} has no address")
        for address in found:
            try:
                return await self._backend.connect_tcp(address, port, (timeout or 10.0) / len(found))
            except (http.ConnectError, http.ConnectTimeout) as fault:
                failed = fault
        raise failed

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            return list(dict.fromkeys(await self._resolve(host, port)))
        except OSError as fault:
            raise FetchError(f"there is no host called {host}", where=host, fix="check the address") from fault

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def system_resolver(host: str, port: int) -> list[str]:
    """Return the addresses that this machine's resolver has for *host*; `OSError` when none."""
    from socket import SOCK_STREAM

    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=SOCK_STREAM)
    return [str(where[0]) for *_, where in found]
