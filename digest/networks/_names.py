"""What people call networks besides the shelf's names; a shared note of this folder, not an entry."""

from __future__ import annotations

from collections.abc import Iterable

ALL = "all"
ALIASES = {
    "twitter": "x", "ig": "instagram", "insta": "instagram", "bsky": "bluesky", "fb": "facebook", "in": "linkedin",
    "masto": "mastodon", "tg": "telegram", "wa": "whatsapp",
}  # fmt: skip


def network_named(name: str) -> str:
    """Return a network's name here for another name that people use, such as x for twitter."""
    return ALIASES.get(name.casefold(), name)


def networks_named(names: Iterable[str]) -> tuple[str, ...]:
    """Return the shelf's names for *names*, each once; ``all`` among them means every network, as does none: ()."""
    found = tuple(dict.fromkeys(network_named(name) for name in names))
    return () if ALL in found else found
