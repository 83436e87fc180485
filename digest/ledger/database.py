"""The ledger: what was published when, and what an earlier run has looked at.

SQLite in WAL mode (sqlite.org/wal.html), so a reader never waits for a writer.
It is a convenience: everything in it that matters also stands in the manifests of
the outbox, and `reconcile` puts it back.  A row is one story of one slot, first
reserved and, once its edition is there, published; a published story is unique by
newsletter, by what it is known by, its canonical address or its text, and by its slot.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from digest import private
from digest.errors import BusyError, DataError, DiskError, UsageError, in_words
from digest.ledger.published import known_by, printed
from digest.picks.memory import BACKGROUND, Memory, told_from
from digest.picks.slots import Slot
from digest.stories.gist import read
from digest.text.urls import canonical_url

WAIT = 5.0  # seconds for another run to let go
SEEN_DAYS = 40  # how long a looked-at article is remembered; look_back is hours.  One without a date: for ever

_TOLD = """
CREATE TABLE IF NOT EXISTS told (
  newsletter TEXT NOT NULL, slot TEXT NOT NULL, story TEXT NOT NULL, key TEXT NOT NULL,
  known TEXT NOT NULL, state TEXT NOT NULL, place TEXT NOT NULL, headline TEXT NOT NULL,
  url TEXT NOT NULL, retracted TEXT NOT NULL DEFAULT '', facts TEXT NOT NULL,
  PRIMARY KEY (newsletter, known, slot));
CREATE INDEX IF NOT EXISTS told_by_slot ON told (newsletter, slot);
"""
_TABLES = f"""{_TOLD}
CREATE TABLE IF NOT EXISTS seen (
  newsletter TEXT NOT NULL, article TEXT NOT NULL, slot TEXT NOT NULL, PRIMARY KEY (newsletter, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS undated (
  newsletter TEXT NOT NULL, article TEXT NOT NULL, slot TEXT NOT NULL, PRIMARY KEY (newsletter, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS day_quotes (
  newsletter TEXT NOT NULL, slot TEXT NOT NULL, quote TEXT NOT NULL, PRIMARY KEY (newsletter, slot));
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One story as the ledger has it; `facts` is what it is known again by, as JSON."""

    newsletter: str
    slot: str
    story: str
    key: str
    known: str
    state: str
    place: str
    headline: str
    url: str
    retracted: str
    facts: str


class Ledger:
    """An open ledger of one newsletter; made by `open_ledger`."""

    def __init__(self, database: sqlite3.Connection, newsletter: str, path: Path) -> None:
        self.database = database
        self.newsletter = newsletter
        self.path = path

    def rows(self, *, forgotten: bool = False) -> list[Row]:
        """Return every story, the newest slot first, in the order of the page; those *forgotten* on request."""
        query = "SELECT * FROM told WHERE newsletter = ? ORDER BY slot DESC, rowid"
        found = [Row(**dict(row)) for row in self.database.execute(query, (self.newsletter,))]
        return found if forgotten else [row for row in found if row.state != "forgotten"]

    def memory(self, slot: Slot, *, repeat_days: int, quote_editions: int) -> Memory:
        """Return what readers of earlier slots had, within *repeat_days* before *slot*.

        Rows of the slot itself and of later ones are left out, so that building it
        again, however late, gives the same edition; what was retracted counts for ever.
        The `BACKGROUND` stories before those tell how rare a word is in this newsletter.
        """
        since = slot.date - timedelta(days=repeat_days)
        rows = self.rows()
        told = [row for row in rows if row.retracted or (row.slot < slot.name and _day(row.slot) >= since)]
        before = [row for row in rows if not row.retracted and _day(row.slot) < since][:BACKGROUND]
        return Memory(
            told=tuple(told_from(_facts(row), slot=row.slot, retracted=row.retracted) for row in told),
            quotes=self.day_quotes(slot, quote_editions),
            seen=self._seen(slot),
            background=tuple(read(str(_facts(row).get("gist", ""))) for row in before),
        )

    def reserve(self, slot: str, key: str, stories: Sequence[Mapping[str, Any]]) -> None:
        """Claim *stories* (a manifest's items) for *slot* in one transaction, before publishing.

        Raises `BusyError` when another slot's run claimed one of them meanwhile.
        """
        with self._writing():
            for item in stories:
                self._refuse_taken(slot, item)
            self._forget_reserved(slot)
            for item in stories:
                self._put(slot, key, item, "reserved")

    def keep(self, slot: str, key: str, stories: Iterable[Mapping[str, Any]]) -> None:
        """Keep what *stories* (a manifest's items) are known by, whoever gets them: once, with the last slot."""
        before = "DELETE FROM told WHERE newsletter = ? AND known = ? AND slot < ? AND retracted = '' AND state != ?"
        with self._writing():
            for item in stories:
                self._run(before, known_by(item), slot, "forgotten")
                self._put(slot, key, item, "published")

    def confirm(self, key: str) -> None:
        """Note that the edition *key* is published."""
        with self._writing():
            self._run(
                "UPDATE told SET state = 'published' WHERE newsletter = ? AND key = ? AND state = 'reserved'", key
            )

    def look_at(self, slot: str, articles: Iterable[str], undated: Iterable[str] = (), day_quote: str = "") -> None:
        """Remember the articles (by `keys_of`) that a run for *slot* looked at, and its quote of the day.

        Those *undated* would be as new on any day, so they are never let go.
        """
        with self._writing():
            looked_at, without = ([(self.newsletter, key, slot) for key in keys] for keys in (articles, undated))
            self.database.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", looked_at)
            self.database.executemany("INSERT OR IGNORE INTO undated VALUES (?, ?, ?)", without)
            stale = (_day(slot) - timedelta(days=SEEN_DAYS)).isoformat()
            self._run("DELETE FROM seen WHERE newsletter = ? AND slot < ?", stale)
            if day_quote:
                self._run("INSERT OR REPLACE INTO day_quotes VALUES (?, ?, ?)", slot, day_quote)

    def reconcile(self, manifests: Iterable[Mapping[str, Any]], *, exists: Callable[[str], bool]) -> int:
        """Bring the ledger in line with the outbox; return how many stories were put back.

        *manifests* come oldest first.  What is published there stands here, with what
        was retracted and the quotes of the day; what was forgotten stays so.  What was
        reserved and did not get there is let go: its edition never appeared, or the
        outbox had another one under that key.
        """
        told = printed(manifests)
        with self._writing():
            for row in self.rows():
                if row.state == "reserved" and (row.key in told.keys or not exists(row.key)):
                    self._run("DELETE FROM told WHERE newsletter = ? AND known = ? AND slot = ?", row.known, row.slot)
            rows = {(row.slot, row.known): row for row in self.rows(forgotten=True)}
            forgotten = {
                row.known: row.slot
                for row in sorted(rows.values(), key=lambda row: row.slot)
                if row.state == "forgotten"
            }
            # What was forgotten stays so with all of its tellings up to then.
            news = {(slot, known) for slot, known in told.stories.keys() - rows if forgotten.get(known, "") < slot}
            for name, one in told.stories.items():
                if name in news:
                    self._put(one.slot, one.key, one.item, "published")
                if one.retracted and (name in news or (name in rows and rows[name].state == "published")):
                    self._mark_retracted(name[1], one.retracted)
            for slot, quote in told.day_quotes.items():
                self._run("INSERT OR IGNORE INTO day_quotes VALUES (?, ?, ?)", slot, quote)
        return len(news)

    def retracted_of(self, slot: str) -> list[dict[str, Any]]:
        """Return what was retracted of *slot* as its next manifest tells it: the item, with the reason."""
        rows = [row for row in self.rows() if row.slot == slot and row.retracted]
        return [{**_facts(row), "retracted": row.retracted} for row in rows]

    def find(self, *names: str) -> list[Row]:
        """Return every row of the stories that a name means, by id, address or slot; `UsageError` for none.

        Of several *names* the first counts that means any.
        """
        rows = self.rows()
        for name in names:
            if meant := {row.known for row in rows if _is_meant(row, name)}:
                return [row for row in rows if row.known in meant]
        fix = "digest ledger ls shows what is there"
        asked = "".join(names[:1])
        raise UsageError(f"the ledger knows no story, address or slot {asked!r}", where=str(self.path), fix=fix)

    def forget(self, rows: Iterable[Row]) -> None:
        """Let the stories of *rows* be published again; a note stays, or the outbox would put them back."""
        with self._writing():
            for row in rows:
                query = "UPDATE told SET state = 'forgotten', retracted = '' WHERE newsletter = ? AND known = ?"
                self._run(query, row.known)
                for key in _facts(row).get("keys", ()):
                    self._run("DELETE FROM seen WHERE newsletter = ? AND article = ?", key)
                    self._run("DELETE FROM undated WHERE newsletter = ? AND article = ?", key)

    def retract(self, rows: Iterable[Row], why: str) -> None:
        """Mark *rows* as retracted: their stories stay out of every later edition."""
        with self._writing():
            for row in rows:
                self._mark_retracted(row.known, why)

    def _mark_retracted(self, known: str, why: str) -> None:
        self._run("UPDATE told SET retracted = ?2 WHERE newsletter = ?1 AND known = ?3", why, known)

    def put_back(self, rows: Iterable[Mapping[str, Any]]) -> int:
        """Add exported rows, replacing those they are about; return how many."""
        lines = list(rows)
        with self._writing():
            for line in lines:
                row = Row(**{**line, "newsletter": self.newsletter})
                values = tuple(asdict(row).values())
                self.database.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        return len(lines)

    def clear(self) -> None:
        """Delete everything but what was retracted or forgotten: that is a person's word, and in no manifest yet."""
        with self._writing():
            self._run("DELETE FROM told WHERE newsletter = ? AND retracted = '' AND state != 'forgotten'")
            self._run("DELETE FROM seen WHERE newsletter = ?")
            self._run("DELETE FROM undated WHERE newsletter = ?")
            self._run("DELETE FROM day_quotes WHERE newsletter = ?")

    def _put(self, slot: str, key: str, item: Mapping[str, Any], state: str) -> None:
        url = str(item.get("url", ""))
        facts = json.dumps(dict(item), ensure_ascii=False, sort_keys=True)
        row = (slot, str(item.get("id", "")), key, known_by(item), state, str(item.get("place", "")))
        rest = (str(item.get("headline", "")), url, facts)
        self._run(
            "INSERT INTO told VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, COALESCE("
            "(SELECT MAX(retracted) FROM told WHERE newsletter = ?1 AND known = ?5), ''), ?10)"
            " ON CONFLICT DO UPDATE SET story = ?3, key = ?4, state = ?6, place = ?7, headline = ?8, url = ?9,"
            " facts = ?10 WHERE retracted = '' AND state != 'forgotten'",
            *row,
            *rest,
        )

    def _refuse_taken(self, slot: str, item: Mapping[str, Any]) -> None:
        query = "SELECT * FROM told WHERE newsletter = ? AND known = ? AND slot != ? AND state = 'reserved'"
        taken = self.database.execute(query, (self.newsletter, known_by(item), slot)).fetchone()
        if taken:
            what = f"{taken['headline']!r} is being published for {taken['slot']} right now"
            raise BusyError(what, where=str(self.path), fix="run it again when that run has ended")

    def _forget_reserved(self, slot: str) -> None:
        self._run("DELETE FROM told WHERE newsletter = ? AND slot = ? AND state = 'reserved'", slot)

    def day_quotes(self, slot: Slot, editions: int) -> tuple[str, ...]:
        """Return the quotes of the day of the newest *editions* before *slot*, the newest first."""
        query = "SELECT quote FROM day_quotes WHERE newsletter = ? AND slot < ? ORDER BY slot DESC LIMIT ?"
        return tuple(row["quote"] for row in self.database.execute(query, (self.newsletter, slot.name, editions)))

    def _seen(self, slot: Slot) -> frozenset[str]:
        query = (
            "SELECT article FROM seen WHERE newsletter = ?1 AND slot < ?2"
            " UNION SELECT article FROM undated WHERE newsletter = ?1 AND slot < ?2"
        )
        return frozenset(row["article"] for row in self.database.execute(query, (self.newsletter, slot.name)))

    def _run(self, query: str, *values: str) -> None:
        self.database.execute(query, (self.newsletter, *values))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self.database.in_transaction:  # on a full disk SQLite has rolled back itself
                self.database.execute("ROLLBACK")
            raise
        self.database.execute("COMMIT")


@contextmanager
def open_ledger(path: Path, newsletter: str) -> Iterator[Ledger]:
    """Open the ledger at *path*, making it where there is none.

    Raises `BusyError` when another run holds it for longer than `WAIT`, and
    `DataError` when the file is no ledger.
    """
    try:
        private.make_folder(path.parent)
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, private.FILE_MODE))  # SQLite's own is 644
    except OSError as fault:
        what = f"the ledger's folder cannot be made: {in_words(fault)}"
        raise DiskError(what, where=str(path.parent), fix="move what is in its way, or set its permissions") from fault
    try:
        database = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
        database.row_factory = sqlite3.Row
        try:
            _write_ahead(database)
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("PRAGMA trusted_schema = OFF")  # the file may have come with somebody's workspace
            database.executescript(_TABLES)
            _make_room(database)
            yield Ledger(database, newsletter, path)
        finally:
            database.close()
    except sqlite3.OperationalError as fault:
        if "locked" in str(fault) or "busy" in str(fault):
            raise BusyError("another run is writing the ledger", where=str(path), fix="try again") from fault
        raise DiskError(f"the ledger cannot be used: {fault}", where=str(path), fix=_cure(fault)) from fault
    except sqlite3.DatabaseError as fault:
        fix = "digest ledger rebuild makes it anew: the outbox knows what was published"
        raise DataError(f"the ledger is damaged: {fault}", where=str(path), fix=fix) from fault


def _make_room(database: sqlite3.Connection) -> None:
    """Let a story have a row for each slot that told it, where an older ledger kept the last one only."""

    def full() -> bool:
        return not any(row["pk"] for row in database.execute("PRAGMA table_info(told)") if row["name"] == "slot")

    if not full():
        return
    database.execute("BEGIN IMMEDIATE")
    if full():  # another run may have done so meanwhile
        database.execute("DROP INDEX IF EXISTS told_by_slot")
        database.execute("ALTER TABLE told RENAME TO told_last")
        for statement in filter(str.strip, _TOLD.split(";")):
            database.execute(statement)
        database.execute("INSERT INTO told SELECT * FROM told_last ORDER BY rowid")
        database.execute("DROP TABLE told_last")
    database.execute("COMMIT")


def _cure(fault: sqlite3.Error) -> str:
    """Return what to do about a file that cannot be used: where SQLite maps memory, a full disk is an I/O error."""
    main = getattr(fault, "sqlite_errorcode", 0) & 0xFF  # the rest says where in SQLite
    if main in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return "free some space (df) or look at the disk (dmesg), then run again"
    return "correct the permissions of the file and its folder"


def _write_ahead(database: sqlite3.Connection) -> None:
    """Switch to WAL, waiting for another run that does so: SQLite answers "locked" at once here, timeout or not."""
    give_up = monotonic() + WAIT
    while database.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if monotonic() > give_up:
                raise
            sleep(0.01)


def _is_meant(row: Row, name: str) -> bool:
    address = canonical_url(name) if "/" in name else ""
    return name in (row.story, row.slot) or bool(address and canonical_url(row.url) == address)


def _facts(row: Row) -> dict[str, Any]:
    return dict(json.loads(row.facts))


def _day(slot: str) -> date:
    try:
        return date.fromisoformat(slot[:10])
    except ValueError:
        return date.min
