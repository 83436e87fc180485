"""The ledger of many lists at once: what each segment's readers had, and each story that anybody had, once.

Segments are lists like any other: rows under ``newsletter/segment``.  What a story is
known again by is kept once for all of them, under ``newsletter/``; theirs are light,
so that a thousand segments cost what their stories cost.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from digest.articles import Article
from digest.ledger.database import Ledger, open_ledger
from digest.ledger.published import printed
from digest.picks.memory import Told, told_from
from digest.picks.recognition import Had
from digest.picks.slots import Slot

LIGHT = ("id", "place", "headline", "url", "keys")  # of an item, in a segment's own rows


class SegmentLedger:
    """The open ledger of a newsletter's segments; made by `open_lists`."""

    def __init__(self, everybody: Ledger, newsletter: str) -> None:
        self.everybody = everybody
        self.newsletter = newsletter
        self.database = everybody.database

    def of(self, segment: str) -> Ledger:
        """Return the ledger of one list: a segment's, or with the newsletter's id that of its own edition."""
        name = segment if segment == self.newsletter else f"{self.newsletter}/{segment}"
        return Ledger(self.database, name, self.everybody.path)

    def keys(self) -> set[str]:
        """Return the keys of the segments' editions that stand here as published."""
        query = "SELECT DISTINCT key FROM told WHERE newsletter > ?1 || '/' AND newsletter < ?1 || '0' AND state != ?2"
        return {row["key"] for row in self.database.execute(query, (self.newsletter, "reserved"))}

    def told(self, slot: Slot, repeat_days: int, *, besides: bool = False) -> Iterator[tuple[str, Told]]:
        """Yield each story that any segment had within *repeat_days*, one at a time, with what it is known by.

        With *besides* those of the newsletter's own edition, too.
        """
        since = (slot.date - timedelta(days=repeat_days)).isoformat()
        names = (f"{self.newsletter}/", self.newsletter if besides else "")
        query = "SELECT known, slot, facts, retracted FROM told WHERE newsletter IN (?, ?) AND state != 'forgotten'"
        for row in self.database.execute(f"{query} AND (retracted != '' OR slot >= ?)", (*names, since)):
            yield row["known"], told_from(json.loads(row["facts"]), slot=row["slot"])

    def had(self, lists: Sequence[str], slot: Slot, repeat_days: int) -> dict[str, Had]:
        """Return what the readers of *lists* had in earlier slots, by what the ledger knows it by."""
        since = (slot.date - timedelta(days=repeat_days)).isoformat()
        found: dict[str, Had] = {}
        query = (
            "SELECT known, slot, place, headline, facts, retracted FROM told WHERE newsletter = ?"
            " AND state != 'forgotten' AND (retracted != '' OR (slot < ? AND slot >= ?)) ORDER BY slot"
        )
        for name in lists:
            for row in self.database.execute(query, (self.of(name).newsletter, slot.name, since)):
                found[row["known"]] = Had(
                    slot=row["slot"],
                    headline=row["headline"],
                    articles=frozenset(json.loads(row["facts"]).get("keys", ())),
                    led=row["place"] == "lead",
                    retracted=row["retracted"],
                )
        return found

    def beside(self, segment: str, slot: str) -> list[str]:
        """Return the articles that lead the stories of a segment's edition of *slot*, [] where there is none."""
        query = "SELECT story FROM told WHERE newsletter = ? AND slot = ? AND state = 'published'"
        return [row["story"] for row in self.database.execute(query, (self.of(segment).newsletter, slot))]

    def last(self, segment: str, slot: str) -> str:
        """Return the newest slot before *slot* of which a segment had an edition, '' for none."""
        query = "SELECT MAX(slot) AS last FROM told WHERE newsletter = ? AND slot < ?"
        return self.database.execute(query, (self.of(segment).newsletter, slot)).fetchone()["last"] or ""

    def seen(self, slot: str, keys: Iterable[str]) -> dict[str, str]:
        """Return which of *keys*, of articles, runs for segments looked at before *slot*, with the first such slot."""
        found: dict[str, str] = {}
        query = (
            "SELECT slot FROM seen WHERE newsletter = ?1 AND article = ?2 AND slot < ?3"
            " UNION ALL SELECT slot FROM undated WHERE newsletter = ?1 AND article = ?2 AND slot < ?3"
        )
        for key in keys:
            row = self.database.execute(query, (f"{self.newsletter}/", key, slot)).fetchone()
            if row:
                found[key] = row["slot"]
        return found

    def look_at(self, slot: str, articles: Iterable[Article], keys: Mapping[str, Iterable[str]]) -> None:
        """Remember what a run looks at, before any of its editions is there; *keys* are by article id.

        For a segment it counts as seen once that has an edition of this slot or a later one.
        """
        dated: list[str] = []
        undated: list[str] = []
        for article in articles:
            (undated if article.published is None else dated).extend(keys[article.id])
        self.everybody.look_at(slot, dated, undated)

    def reserve(self, segment: str, slot: str, key: str, items: Sequence[Mapping[str, Any]]) -> None:
        """Claim *items* for a segment's edition before publishing; what they are known by is kept for all."""
        self.of(segment).reserve(slot, key, [_light(item) for item in items])
        self.everybody.keep(slot, key, items)

    def confirm(self, segment: str, slot: str, key: str, day_quote: str) -> None:
        """Note that a segment's edition is published, and its quote of the day."""
        own = self.of(segment)
        own.confirm(key)
        if day_quote:
            own.look_at(slot, (), (), day_quote)

    def reconcile(self, manifests: Mapping[str, Sequence[Mapping[str, Any]]], *, exists: Callable[[str], bool]) -> None:
        """Bring each segment's rows in line with *manifests*: those that are not known here yet, by segment."""
        waiting = "SELECT DISTINCT newsletter FROM told WHERE state = 'reserved' AND newsletter > ?1 || '/'"
        rows = self.database.execute(f"{waiting} AND newsletter < ?1 || '0'", (self.newsletter,))
        open_ones = {row["newsletter"].partition("/")[2] for row in rows}
        for segment in sorted({*manifests, *open_ones}):
            found = manifests.get(segment, ())
            light = [{**one, "items": [_light(item) for item in one.get("items", ())]} for one in found]
            self.of(segment).reconcile(light, exists=exists)
            for one in printed(found).stories.values():
                self.everybody.keep(one.slot, one.key, [one.item])


def _light(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in LIGHT if name in item}


@contextmanager
def open_lists(path: Path, newsletter: str) -> Iterator[SegmentLedger]:
    """Open the ledger at *path* for the segments of *newsletter*; raises as `open_ledger` does."""
    with open_ledger(path, f"{newsletter}/") as everybody:
        yield SegmentLedger(everybody, newsletter)
