"""What readers had: the ledger in line with the outbox, read once a run, and told of what is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from digest.articles import Article
from digest.ledger.database import open_ledger
from digest.outbox.keys import segment_of
from digest.outbox.read import exists, published
from digest.picks.choose import Pick
from digest.picks.memory import Memory, facts_of, keys_of
from digest.picks.slots import Slot
from digest.stories.fingerprints import Fingerprinter
from digest.stories.gist import GistTaker
from digest.workspace import Workspace


def memory(workspace: Workspace, slot: Slot) -> Memory:
    """Return what readers already had, the ledger brought in line with the outbox first.

    Without a ledger and without editions nothing is remembered, and no file is made.
    """
    known = list(manifests(workspace))
    if not known and not workspace.ledger.exists():
        return Memory()
    picks = workspace.settings.picks
    with open_ledger(workspace.ledger, workspace.readers) as ledger:
        ledger.reconcile(known, exists=lambda key: exists(workspace.outbox, key))
        return ledger.memory(slot, repeat_days=picks.repeat_days, quote_editions=picks.quote_editions)


def manifests(workspace: Workspace) -> Iterator[dict[str, Any]]:
    """Yield the manifests of this newsletter's editions, the oldest first; of what gc removed, what the mark kept.

    Those of its segments are lists of their own.
    """
    paper = workspace.settings.newsletter.id

    def ours(key: str) -> bool:
        return key.startswith(f"{paper}-") and segment_of(key, paper) == workspace.segment

    for found in published(workspace.outbox, ours):
        if found.get("newsletter", paper) == paper:
            yield found


class Book:
    """What a list's readers get, on the way into the ledger: one slot's edition, known, reserved, confirmed."""

    def __init__(self, workspace: Workspace, slot: Slot, looked_at: Sequence[Article]) -> None:
        self.workspace, self.slot, self.looked_at = workspace, slot, looked_at

    def facts(self, picks: Sequence[Pick]) -> dict[str, dict[str, object]]:
        """Return by story id what a manifest's items must hold beside their own, for later editions.

        All articles of the slot tell what a word is worth.
        """
        press = Fingerprinter(self.looked_at)
        own = [member for pick in picks for member in pick.story.members]
        batch = list({article.id: article for article in (*self.looked_at, *own)}.values())
        taker = GistTaker(batch, self.workspace.settings.columns)
        return {
            pick.story.id: facts_of(
                pick.story, press.pair(pick.story.lead, pick.story.members), taker.gist(pick.story.members)
            )
            for pick in picks
        }

    def more(self) -> dict[str, Any]:
        """Return what the manifest says besides."""
        return {}

    def reserve(self, key: str, items: Sequence[dict[str, Any]]) -> None:
        """Claim the manifest's *items* before publishing; `BusyError` when another run has them."""
        with open_ledger(self.workspace.ledger, self.workspace.readers) as ledger:
            ledger.reserve(self.slot.name, key, items)

    def confirm(self, key: str, day_quote: str = "") -> None:
        """Note that the edition is there, which articles were looked at, and its quote of the day."""
        with open_ledger(self.workspace.ledger, self.workspace.readers) as ledger:
            ledger.confirm(key)
            dated, undated = ([a for a in self.looked_at if (a.published is None) is no] for no in (False, True))
            ledger.look_at(self.slot.name, _names(dated), _names(undated), day_quote)


def _names(articles: Iterable[Article]) -> list[str]:
    return [name for article in articles for name in keys_of(article)]


def retracted(workspace: Workspace, slot: Slot) -> list[dict[str, Any]]:
    """Return what was retracted of *slot*, for the manifest of its correction; no ledger is made for nothing."""
    if not workspace.ledger.exists():
        return []
    with open_ledger(workspace.ledger, workspace.readers) as ledger:
        return ledger.retracted_of(slot.name)
