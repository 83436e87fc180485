"""Who gets nothing any more: hard bounces and unsubscribes, in a file of the workspace.

``suppressed.csv`` is read at every delivery.  It is a table that a person may edit and
another service can read: address, reason, since, note.  Mode 600: it holds addresses.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest import private
from digest.deliver.recipients import addresses
from digest.errors import DataError, DiskError, Notice, UsageError, in_words

FILE = "suppressed.csv"
FIELDS = ("address", "reason", "since", "note")
REASONS = ("bounced", "unsubscribed", "complained", "other")
# How other services head the column, letters and digits only.
_ADDRESS_HEADS = ("address", "email", "emailaddress", "recipient", "mail", "subscriberemail")
_UNSAFE = "=+-@\t\r"  # a spreadsheet takes a cell that begins so for a formula


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressed:
    """One address that gets nothing: why (one of `REASONS`), since which day, and somebody's words."""

    address: str
    reason: str = "other"
    since: str = ""
    note: str = ""


class Suppression:
    """The list in the file at *path*; one that is not there yet is empty.

    Raises `DataError` for a file that cannot be read as such a table: sending as if it were
    empty would be worse than not sending.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows = {row.address.casefold(): row for row in _stored(path)}

    def __contains__(self, address: str) -> bool:
        return address.casefold() in self._rows

    def rows(self) -> tuple[Suppressed, ...]:
        """Return every entry, in the order they came."""
        return tuple(self._rows.values())

    def add(self, rows: Iterable[Suppressed]) -> int:
        """Put addresses on the list and the disk; return how many were new.  One that is there stays as it is."""
        with _alone(self.path):
            self._rows = {row.address.casefold(): row for row in _stored(self.path)}
            before = len(self._rows)
            for row in rows:
                self._rows.setdefault(row.address.casefold(), row)
            if len(self._rows) > before:
                _store(self.path, self._rows.values())
            return len(self._rows) - before

    def remove(self, gone: Sequence[str]) -> tuple[str, ...]:
        """Take addresses off the list; return those that were on it."""
        with _alone(self.path):
            self._rows = {row.address.casefold(): row for row in _stored(self.path)}
            found = tuple(address for address in gone if self._rows.pop(address.casefold(), None))
            if found:
                _store(self.path, self._rows.values())
            return found


def bounced(gone: Sequence[tuple[str, str]], *, taken: int, day: date) -> list[Suppressed]:
    """Return an entry for each mailbox that does not exist (address, the server's words), found on *day*.

    None where fewer than as many others took the message: a server that refuses everybody means us.
    """
    if taken < len(gone):
        return []
    return [Suppressed(address=address, reason="bounced", since=day.isoformat(), note=said) for address, said in gone]


def entries(given: Sequence[str], *, reason: str, since: str, note: str = "") -> tuple[Suppressed, ...]:
    """Return an entry for each address; `UsageError` for what is no address, and for a reason we do not know."""
    found, wrong = addresses(given, where="ADDRESS")
    if wrong:
        raise UsageError(wrong[0].what.removeprefix("skipped: "), where="ADDRESS", fix="reader@example.org")
    return tuple(Suppressed(address=a, reason=known_reason(reason), since=since, note=note) for a in found)


def known_reason(reason: str) -> str:
    """Return *reason* when it is one of `REASONS`; `UsageError` otherwise."""
    if reason not in REASONS:
        raise UsageError(f"no reason is called {reason!a}", where="--reason", fix=f"use one of: {', '.join(REASONS)}")
    return reason


def from_file(path: Path, *, reason: str, since: str) -> tuple[tuple[Suppressed, ...], tuple[Notice, ...]]:
    """Read a CSV file as `parsed` does, ``-`` for standard input; `UsageError` when it cannot be read."""
    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        fix = "save it as CSV in UTF-8" if isinstance(fault, ValueError) else "name a file that is there; - is stdin"
        raise UsageError(f"cannot read the table: {in_words(fault)}", where=str(path), fix=fix) from fault
    return parsed(text, where=str(path), reason=reason, since=since)


def table(rows: Iterable[Suppressed]) -> str:
    """Return entries as CSV with a head, lines ending in LF."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows([row.address, row.reason, row.since, _tame(row.note)] for row in rows)
    return made.getvalue()


def parsed(text: str, *, where: str, reason: str, since: str) -> tuple[tuple[Suppressed, ...], tuple[Notice, ...]]:
    """Read a CSV table of ours or of another service; return its entries, and a notice for each row without an address.

    The column of addresses is found by its head (address, email, recipient, …); a
    table without a head has them first.  Where a row names no reason that we know, it
    is *reason*.  Raises `DataError` for text that is no CSV.
    """
    try:
        text = text.removeprefix("\ufeff")
        # Where a comma marks decimals, spreadsheets separate columns by semicolons.
        mark = max(",;\t", key=text.partition("\n")[0].count)
        # strict: an open quotation mark would swallow the rest of the list without a word.
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=mark))
    except csv.Error as fault:
        raise DataError(f"not a table: {fault}", where=where, fix="save it as CSV in UTF-8") from fault
    head = [_letters(cell) for cell in rows[0]] if rows else []
    named = next((head.index(name) for name in _ADDRESS_HEADS if name in head), None)
    column = named or 0
    found: list[Suppressed] = []
    notices: list[Notice] = []
    for number, row in enumerate(rows, 1):
        if not any(row) or (named is not None and number == 1):
            continue
        cell = row[column] if column < len(row) else ""
        address, wrong = addresses([cell or "(no address)"], where=where)
        notices += [Notice(what=n.what, where=f"{where}, row {number}", fix=n.fix) for n in wrong]
        said = dict(zip(head, row, strict=False)) if named is not None else {}
        found += [_row(one, said, reason, since) for one in address]
    return tuple(found), tuple(notices)


def _row(address: str, said: dict[str, str], reason: str, since: str) -> Suppressed:
    told = said.get("reason", "").strip().lower()
    return Suppressed(
        address=address,
        reason=told if told in REASONS else reason,
        since=said.get("since", "").strip() or since,
        note=said.get("note", "").strip(),
    )


def _stored(path: Path) -> tuple[Suppressed, ...]:
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as fault:
        fix = "correct it, or move it away and digest suppress import FILE"
        raise DataError(f"cannot read the suppression list: {in_words(fault)}", where=str(path), fix=fix) from fault
    rows, wrong = parsed(text, where=str(path), reason="other", since="")
    if wrong:
        raise DataError(f"the suppression list: {wrong[0].what}", where=wrong[0].where, fix="correct the row")
    return rows


def _store(path: Path, rows: Iterable[Suppressed]) -> None:
    try:
        private.write(path, table(rows).encode(), sync=True)
    except OSError as fault:
        what = f"cannot write the suppression list: {in_words(fault)}"
        raise DiskError(what, where=str(path), fix="free the disk, then run again") from fault


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep others from changing the file meanwhile: it is replaced, so the folder is what is locked."""
    fd = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def _letters(head: str) -> str:
    return "".join(c for c in head.casefold() if c.isalnum())


def _tame(cell: str) -> str:
    clean = "".join(c if c.isprintable() else " " for c in cell)
    return f"'{clean}" if clean[:1] in _UNSAFE and clean else clean
