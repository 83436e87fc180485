"""Mastodon: 500 characters, and every link counts as 23.

The limit is the default of a server; its own stands in ``GET /api/v2/instance``
under ``configuration.statuses``.  The server counts grapheme clusters of the
content warning and the text together, after replacing each http(s) address by 23
characters and each ``@name@host`` by ``@name``; a host without a scheme is not
linked and counts in full.

An address is found by X's rules.  The server's own let a path go on through any
script, so it may count less than we do (``https://example.com/مقال``); it counts one
more only where a path ends in "=".

Sources: github.com/mastodon/mastodon, app/validators/status_length_validator.rb (4.x),
app/lib/extractor.rb, config/initializers/twitter_regex.rb, app/models/account.rb
(MENTION_RE), all read; docs.joinmastodon.org/entities/Instance.  Unverified: 1,500
for a description is a constant of its media model that was not read again.
Checked 2026-11.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from digest.networks import Draft, Look, Network, query
from digest.text.counting import Count
from digest.text.links import find_links
from digest.text.tags import find_hashtags

LINK = 23
SERVER = "https://mastodon.social"

# A name may hold dots and hyphens inside; nothing that is part of a word or an
# address stands before the sign, no second sign and no address after it.  \w is spelt
# out and the match is held by a look-ahead, so that a browser reads it alike.
_WORD = r"\p{L}\p{M}\p{Nd}\p{Pc}"
_NAME = r"(?<name>[a-z0-9_]+(?:[.\-]+[a-z0-9_]+)*)"
_MENTION = (
    rf"(?<![=/{_WORD}])(?=(@{_NAME}(?:@[{_WORD}]+(?:[.\-]+[{_WORD}]+)*)?))\1"
    r"(?![@＠À-ÖØ-öø-ÿĀ-ɏ]|://)"
)


def links(text: str) -> list[tuple[int, int]]:
    """Find the addresses the server links: those with a scheme."""
    return [(link.start, link.end) for link in find_links(text) if not link.bare]


def mentions(text: str) -> list[tuple[int, int]]:
    """Find whom the server would notify, here and on other servers."""
    return [match.span() for match in _mention().finditer(text)] if "@" in text else []


def intent(draft: Draft) -> str:
    """Return the share page of the configured server; every server has the same path."""
    return query(f"{draft.server or SERVER}/share", {"text": draft.text})


def api(draft: Draft) -> dict[str, str]:
    """Return the fields of ``POST /api/v1/statuses``; the picture is uploaded first, its id added there."""
    fields = {"status": draft.text, "visibility": draft.visibility, "language": draft.lang.partition("-")[0]}
    return {**fields, "spoiler_text": draft.warning} if draft.warning else fields


@cache
def _mention() -> Any:
    import regex

    return regex.compile(_MENTION, regex.IGNORECASE)


NETWORK = Network(
    name="Mastodon",
    limit=500,
    unit="characters",
    measure=Count(unit="graphemes", link=LINK, names=_MENTION),
    source="https://docs.joinmastodon.org/user/posting/",
    mentions=mentions,
    hashtags=find_hashtags,
    links=links,
    intent=intent,
    api=api,
    threads=True,
    warns=True,
    images=4,
    alt_limit=1500,
    look=Look(link=30),
)
