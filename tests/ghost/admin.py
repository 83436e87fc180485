"""The Admin API of a Ghost that runs."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from typing import Any


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

    def ask(self, path: str, body: bytes | None = None) -> tuple[int, dict[str, Any]]:
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

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        head = {"Content-Type": "application/json", "Origin": self.root}
        status, answer = self._send(self._session, path, json.dumps(body).encode(), head)
        assert status in {200, 201}, (path, answer)
        return answer

    def _send(
        self, opener: urllib.request.OpenerDirector, path: str, body: bytes | None, head: dict[str, str]
    ) -> tuple[int, dict[str, Any]]:
        request = urllib.request.Request(f"{self.root}/ghost/api/admin/{path}", data=body, headers=head)
        try:
            with opener.open(request, timeout=60) as answer:
                return answer.status, _json(answer.read())
        except urllib.error.HTTPError as fault:
            return fault.code, _json(fault.read())


def _json(text: bytes) -> dict[str, Any]:
    found: dict[str, Any] = (
        json.loads(text) if text[:1] == b"{" else {}
    )  # while it makes its database it answers with a page
    return found


def _b64(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")
