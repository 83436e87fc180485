"""What a site asks robots to leave alone: robots.txt, by RFC 9309."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from protego import Protego

MOST_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB must be read
LONGEST_DELAY = 10.0  # seconds; a Crawl-delay beyond that would stop a morning's run


@dataclass(frozen=True, slots=True)
class Rules:
    """One site's wishes.  Without rules: everything is allowed, or with `closed` nothing."""

    rules: Protego | None = field(default=None, repr=False)
    closed: bool = False

    def allows(self, url: str, agent: str) -> bool:
        """Say whether *agent* (its product token) may fetch *url*; the robots.txt itself always may."""
        if self.rules is None or urlsplit(url).path == "/robots.txt":
            return not self.closed
        return self.rules.can_fetch(url, agent)

    def delay(self, agent: str) -> float:
        """Return the seconds that the site wants between two requests, 0 when it says nothing."""
        wanted = self.rules.crawl_delay(agent) if self.rules else None
        return min(max(wanted or 0.0, 0.0), LONGEST_DELAY)


def rules_of(status: int, body: bytes) -> Rules:
    """Return what an answer to ``/robots.txt`` means (RFC 9309, 2.3.1).

    4xx: no rules.  5xx: nothing may be fetched.  Rules that cannot be read are no rules.
    """
    if status >= 500:
        return Rules(closed=True)
    if status >= 300:
        return Rules()
    from protego import Protego

    return Rules(Protego.parse(body[:MOST_BYTES].decode("utf-8", "replace")))


def address(url: str) -> str:
    """Return where the rules for *url* are."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
