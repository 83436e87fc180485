"""What the outbox's manifests say was published: what the ledger must know, whatever happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from digest.text.urls import canonical_url


@dataclass(frozen=True, slots=True)
class PublishedStory:
    """One story of one edition: its slot, the edition's key, and the manifest's item."""

    slot: str
    key: str
    item: Mapping[str, Any]

    @property
    def retracted(self) -> str:
        """Why it was taken back, '' when it was not."""
        return str(self.item.get("retracted", ""))


@dataclass(frozen=True, slots=True)
class PublishedEditions:
    """All editions together: their keys, each story by slot and `known_by`, the quotes of the day by slot."""

    keys: set[str] = field(default_factory=set)
    stories: dict[tuple[str, str], PublishedStory] = field(default_factory=dict)
    day_quotes: dict[str, str] = field(default_factory=dict)


def printed(manifests: Iterable[Mapping[str, Any]]) -> PublishedEditions:
    """Return what *manifests*, the oldest first, say together: of a slot's corrections the last."""
    found = PublishedEditions()
    for manifest in manifests:
        slot, key = str(manifest.get("slot", "")), str(manifest.get("key", ""))
        found.keys.add(key)
        if not slot:
            continue
        for item in (*manifest.get("items", ()), *manifest.get("retracted", ())):
            found.stories[slot, known_by(item)] = PublishedStory(slot, key, item)
        if quote := str(manifest.get("day_quote", "")):
            found.day_quotes[slot] = quote
    return found


def known_by(item: Mapping[str, Any]) -> str:
    """Return what a published story is unique by: its lead's canonical address, else its text's key."""
    url = str(item.get("url", ""))
    keys = item.get("keys") or [f"id:{item.get('id', '')}"]
    return canonical_url(url) if url else str(keys[0])
