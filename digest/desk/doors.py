"""Who may ask: this browser on this machine, with the token of this start; nobody's page in another tab.

A request through a name pointed at this address later (DNS rebinding) has another Host; a page of
another site has another Origin; neither has the cookie.  Nothing is ever allowed to
other origins.  Over a network a password opens, never the token's address alone.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST = 1_500_000  # bytes of a request's body: a long article that is pasted
LONGEST_PATH = 400
TRIES = 10  # wrong passwords; after that none opens until the desk is started again
PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass
class Doors:
    """The rules of one start: on which hosts and port it answers, its token, and the password where there is one."""

    hosts: frozenset[str]
    port: int
    password: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    wrong: int = 0

    @property
    def cookie(self) -> str:
        """The cookie's name: cookies do not know ports, so each desk has one of its own."""
        return f"desk-{self.port}"

    def hosted(self, host: str) -> bool:
        """Say whether a request's Host is one of ours; with a password any bare address is, which nobody can rebind."""
        name = _name_of(host)
        return name in self.hosts or (bool(self.password) and _is_address(name))

    def ours(self, origin: str, host: str) -> bool:
        """Say whether an Origin is the very page that this Host shows."""
        parts = urlsplit(origin)
        return parts.scheme in ("http", "https") and parts.netloc == host

    def opens(self, given: str) -> bool:
        """Say whether a password opens; after `TRIES` wrong ones none does."""
        if not self.password or self.wrong >= TRIES:
            return False
        right = hmac.compare_digest(given.encode(), self.password.encode())
        self.wrong = 0 if right else self.wrong + 1
        return right

    def knows(self, cookies: str) -> bool:
        """Say whether the cookie of this start is there."""
        try:
            found = SimpleCookie(cookies).get(self.cookie)
        except CookieError:
            return False
        return found is not None and hmac.compare_digest(found.value, self.session)

    def has_token(self, query: str) -> bool:
        """Say whether an address holds the token of this start."""
        return any(hmac.compare_digest(one, self.token) for one in parse_qs(query).get("token", []) if one.isascii())

    def grant(self) -> str:
        """Return the header that gives a browser the cookie."""
        return f"{self.cookie}={self.session}; HttpOnly; SameSite=Strict; Path=/"


def guarded(app: App, doors: Doors) -> App:
    """Return *app* behind *doors*: what they refuse never reaches it."""

    async def ask(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await app(scope, receive, send)
        if scope["type"] != "http":
            return None
        heads = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        status, why, grants = _verdict(scope, heads, doors)
        if status:
            return await _refuse(send, status, why)
        return await app(scope, _bounded(receive), _with_heads(send, [doors.grant()] if grants else []))

    return ask


def _verdict(scope: Scope, heads: MutableMapping[str, str], doors: Doors) -> tuple[int, str, bool]:
    """Return the status to refuse with, 0 for none, why, and whether the cookie is to be given."""
    path, method = str(scope["path"]), str(scope["method"])
    if refusal := _stranger(scope, heads, doors) or (_posted(heads, path) if method == "POST" else None):
        return (*refusal, False)
    if doors.knows(heads.get("cookie", "")):
        return 0, "", False
    if doors.password:
        if path in ("/login", "/login.css"):
            return 0, "", False
        if path == "/":
            return 401, "", False
    elif (method, path) == ("GET", "/") and doors.has_token(_query(scope)):
        return 0, "", True
    return 403, "open the address that `digest desk` printed when it started", False


def _stranger(scope: Scope, heads: MutableMapping[str, str], doors: Doors) -> tuple[int, str] | None:
    """Return why a request does not come from this page, by its headers (status, reason); None when nothing says so."""
    host, origin = heads.get("host", ""), heads.get("origin")
    path, method = str(scope["path"]), str(scope["method"])
    if not doors.hosted(host):
        return 403, "this desk does not answer to that name"
    if origin is not None and not doors.ours(origin, host):
        return 403, "another page asked"
    if heads.get("sec-fetch-site", "none") not in ("none", "same-origin") and not _is_visit(heads, method, path):
        return 403, "another site asked"
    if max(len(path), len(scope.get("query_string", b""))) > LONGEST_PATH:
        return 414, "the address is too long"
    return None if method in ("GET", "POST") else (405, "only GET and POST")


def _posted(heads: MutableMapping[str, str], path: str) -> tuple[int, str] | None:
    """Return why a POST is refused: a form of another page cannot send JSON, and has another Origin."""
    kind = heads.get("content-type", "").partition(";")[0].strip().lower()
    if "origin" not in heads:
        return 403, "no page asked"
    if kind != ("application/x-www-form-urlencoded" if path == "/login" else "application/json"):
        return 415, "send JSON"
    size = heads.get("content-length", "")
    if not size.isdigit():
        return 411, "say how long it is"
    return (413, f"that has {int(size):,} bytes, and {MOST:,} are taken at once") if int(size) > MOST else None


def _is_visit(heads: MutableMapping[str, str], method: str, path: str) -> bool:
    """Say whether somebody followed a link to the page itself, from a mail or a terminal in the browser."""
    return method == "GET" and path == "/" and heads.get("sec-fetch-dest") == "document"


def _query(scope: Scope) -> str:
    return bytes(scope.get("query_string", b"")).decode("latin-1")


def _bounded(receive: Receive) -> Receive:
    """Return *receive* limited to the length that the request announced: what comes after it is dropped."""
    left = MOST

    async def take() -> MutableMapping[str, Any]:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return take


def _with_heads(send: Send, cookies: Iterable[str]) -> Send:
    """Return *send* with the headers that hold for every answer, unless the answer has its own policy."""

    async def give(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message["headers"]}
            heads = [(name, value) for name, value in HEADS if name not in given]
            heads += [(b"set-cookie", cookie.encode()) for cookie in cookies]
            message = {**message, "headers": [*message["headers"], *heads]}
        await send(message)

    return give


HEADS = (
    (b"content-security-policy", PAGE.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cache-control", b"no-store"),
)


async def _refuse(send: Send, status: int, why: str) -> None:
    if status == 401:
        heads = [(b"location", b"/login"), *HEADS]
        await send({"type": "http.response.start", "status": 303, "headers": heads})
        return await send({"type": "http.response.body", "body": b""})
    heads = [(b"content-type", b"text/plain; charset=utf-8"), *HEADS]
    await send({"type": "http.response.start", "status": status, "headers": heads})
    return await send({"type": "http.response.body", "body": f"{why}\n".encode()})


def _name_of(host: str) -> str:
    """Return the name in a Host header, without its port."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() and not host.endswith("]") else host
    return name.strip("[]").lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
