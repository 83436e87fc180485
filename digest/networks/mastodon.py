"""Mastodon: 500 characters, and every link counts as 23.

The limit is the default of a server; its own stands in ``GET /api/v2/instance``
under ``configuration.statuses``.  The server counts grapheme clusters of the
content warning and the text together, after replacing each http(s) address by 23
characters and each ``@name@host`` by ``@name``; a host without a scheme is not
linked and counts in full.

Sources: app/validators/status_length_validator.rb and its published behaviour;
docs.joinmastodon.org/entities/Instance; description limit 1,500.
Checked 2026-11.
"""

from __future__ import annotations

import re

from digest.networks import Draft, Network, query
from digest.text.graphemes import count
from digest.text.links import find_links
from digest.text.tags import find_hashtags

LINK = 23

# A name may hold dots and hyphens inside; nothing that is part of a word or an
# address stands before the sign.
_MENTION = re.compile(
    r"(?<![=/\w])@(?P<name>[a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)(?P<host>@[\w.-]+\w)?", re.IGNORECASE
)


def measure(text: str) -> int:
    """Count as the server does, so we never cut a post it would accept."""
    parts = []
    end = 0
    for start, stop in links(text):
        parts += [_without_hosts(text[end:start]), "x" * LINK]
        end = stop
    return count("".join([*parts, _without_hosts(text[end:])]))


def links(text: str) -> list[tuple[int, int]]:
    """Find the addresses the server links: those with a scheme."""
    return [(link.start, link.end) for link in find_links(text) if not link.bare]


def mentions(text: str) -> list[tuple[int, int]]:
    """Find whom the server would notify, here and on other servers."""
    return [match.span() for match in _MENTION.finditer(text)]


def intent(draft: Draft) -> str:
    """Return the share page of mastodon.social; a reader's own server has the same path."""
    return query("https://mastodon.social/share", {"text": draft.text})


def _without_hosts(text: str) -> str:
    return _MENTION.sub(lambda match: "@" + match["name"], text) if "@" in text else text


NETWORK = Network(
    name="Mastodon",
    limit=500,
    unit="characters",
    measure=measure,
    source="https://docs.joinmastodon.org/user/posting/",
    mentions=mentions,
    hashtags=find_hashtags,
    links=links,
    intent=intent,
    threads=True,
    images=4,
    alt_limit=1500,
)
