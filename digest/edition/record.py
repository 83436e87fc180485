"""What the manifest says about an edition, beside its files.

`items` is what was published, so that the ledger can be rebuilt from the outbox
alone; no recipient's address is ever part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from digest import __version__
from digest.edition.model import Edition, Item
from digest.errors import Notice


def manifest_facts(edition: Edition, notices: Sequence[Notice], *, forced: Sequence[str] = ()) -> dict[str, Any]:
    """Return slot, generator, items, warnings and, where it is one, the correction's reason."""
    facts: dict[str, Any] = {
        "slot": edition.slot,
        "number": edition.number,
        "newsletter": edition.newsletter.id,
        "generator": f"digest {__version__}",
        "items": [item_facts(item) for item in edition.items()],
        "warnings": [notice.as_dict() for notice in notices],
    }
    if edition.revision:
        facts["revision"] = edition.revision
    if forced:
        facts["forced"] = list(forced)
    return facts


def item_facts(item: Item) -> dict[str, object]:
    """Return what later editions must know of a published story."""
    return {
        "id": item.id,
        "place": item.place,
        "headline": item.headline,
        "url": item.url,
        "articles": list(item.members),
        "quotes": [quote.id for quote in item.quotes],
    }
