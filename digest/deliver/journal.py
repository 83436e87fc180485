"""Who has it already: one line a recipient, forced to disk before the next one is sent.

After kill -9 a delivery goes on where the journal ends; at most the one recipient
whose answer was not written yet gets the message twice, with the same Message-ID.
"""

from __future__ import annotations

import fcntl
import json
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from digest import private
from digest.errors import BusyError, DigestError, DiskError, OutboxError, OutputError, in_words
from digest.outbox.folder import read_file, write_all

# What no later run tries again by itself.  "unsure" is tried once more, and "unknown" after that.
FINAL = ("sent", "refused", "unknown")
PATIENCE = timedelta(days=5)  # RFC 5321, 4.5.4.1: give up after four to five days
ROUNDS = "rounds.jsonl"  # of a delivery in parts, beside their journals: its runs that came to an end
FEW = 0.05  # of the recipients: with so few waiting, `digest health` calls an edition delivered


class Journal:
    """The journal of one edition's delivery; its file has mode 600, for it holds addresses.

    Beside what servers answer, a recipient can be doubtful: refused, but the run
    has not shown yet that the refusal was about this recipient and not about us.
    Raises `BusyError` while another delivery has it open, `DiskError` when the disk
    does not take a line: then nothing more is sent.
    """

    def __init__(self, path: Path, *, today: date | None = None) -> None:
        self.path = path
        self.states: dict[str, str] = {}
        self._today = today
        with _explained(path, "open"):
            private.make_folder(path.parent)
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK
            self._fd = os.open(path, flags, 0o600)
        try:
            _trust(self._fd, path)
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._fd)
            raise BusyError("another delivery writes this journal", where=str(path), fix="try again later") from None
        except DigestError:
            os.close(self._fd)
            raise
        with os.fdopen(os.dup(self._fd), "rb") as file:
            content = file.read()
        self.states = states(content)
        self._since = _deferred_since(content)
        if content and not content.endswith(b"\n"):
            self._write("\n")  # cut short by a kill: the next line must not join it

    def state(self, address: str) -> str:
        """Return what became of a recipient, '' for one who was not tried yet."""
        return self.states.get(address.casefold(), "")

    def note(self, address: str, state: str, said: str) -> str:
        """Write what became of one recipient, and force it to disk; return the state that is kept."""
        kept, said = self.kept(address, state, said)
        self.note_all([(address, kept, said)])
        return kept

    def kept(self, address: str, state: str, said: str) -> tuple[str, str]:
        """Return what is kept of an answer: unsure for the second time is unknown, deferred for `PATIENCE` refused."""
        if state == "unsure" and self.state(address) == "unsure":
            return "unknown", said
        if state == "deferred" and self._today:
            first = self._since.setdefault(address.casefold(), self._today)
            if self._today - first >= PATIENCE:
                return "refused", f"given up after {PATIENCE.days} days: {said}"
        return state, said

    def note_all(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Write what became of several recipients (address, state, words) in one go."""
        rows = list(rows)
        self._write("".join(map(self._line, rows)))
        self.states |= {to.casefold(): state for to, state, _ in rows}

    def went_round(self, at: datetime, people: int, waiting: int) -> None:
        """Note that a run came to its end at *at*: of *people* in all, *waiting* must be tried again."""
        row = {"round": at.isoformat(timespec="seconds"), "people": people, "waiting": waiting}
        self._write(json.dumps(row) + "\n")

    def _line(self, row: tuple[str, str, str]) -> str:
        to, state, said = row
        since = self._since.get(to.casefold()) if state == "deferred" else None
        told = {"to": to, "state": state, "said": said} | ({"since": since.isoformat()} if since else {})
        return json.dumps(told, ensure_ascii=False) + "\n"

    def close(self) -> None:
        """Close the file and let others at it."""
        os.close(self._fd)

    def _write(self, text: str) -> None:
        with _explained(self.path, "write"):
            write_all(self._fd, text.encode("utf-8", "replace"))
            os.fsync(self._fd)


def states(content: bytes) -> dict[str, str]:
    """Read a journal's bytes: the newest state by address, case folded; broken lines are skipped."""
    found: dict[str, str] = {}
    for row in _rows(content):
        to, state = row.get("to"), row.get("state")
        if isinstance(to, str) and isinstance(state, str):
            found[to.casefold()] = state
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """What a journal says to somebody who only looks.

    `counts` are the recipients by state.  `but_for_a_few` is when a run first came to
    its end with at most `FEW` of them waiting, None while none did.
    """

    counts: Counter[str]
    but_for_a_few: datetime | None = None


def tally(path: Path) -> Tally:
    """Read a journal without touching it; empty when there is none, or what stands there is no file.

    Beside it may lie the folder of those of a delivery in parts (``KEY.parts`` beside ``KEY.jsonl``).
    """
    parts = path.with_name(f"{path.stem}.parts")
    counts: Counter[str] = Counter()
    rounds: list[datetime] = []
    for one in (path, *(sorted(parts.glob("*.jsonl")) if parts.is_dir() else ())):
        content = _content(one)
        counts.update(states(content).values())
        ends = (_round(row) for row in _rows(content) if "round" in row)
        rounds += [end for end in ends if end][:1]
    return Tally(counts, min(rounds, default=None))


def _content(path: Path) -> bytes:
    with suppress(OSError, OutboxError):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            return read_file(folder, path.name)
        finally:
            os.close(folder)
    return b""


def _round(row: Mapping[str, object]) -> datetime | None:
    at, people, waiting = row.get("round"), row.get("people"), row.get("waiting")
    if not isinstance(at, str) or not isinstance(people, int) or not isinstance(waiting, int):
        return None
    try:
        end = datetime.fromisoformat(at)
    except ValueError:
        return None
    return end if end.tzinfo and waiting <= people * FEW else None


def _deferred_since(content: bytes) -> dict[str, date]:
    """Return since when each recipient has been deferred, case folded."""
    found: dict[str, date] = {}
    for row in _rows(content):
        to, since = row.get("to"), row.get("since")
        if isinstance(to, str) and isinstance(since, str):
            with suppress(ValueError):
                found.setdefault(to.casefold(), date.fromisoformat(since))
    return found


def _rows(content: bytes) -> Iterator[Mapping[str, object]]:
    """Yield the objects in a journal; a line cut short by a kill is none: that recipient counts as not tried."""
    for line in content.splitlines():
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            yield row


def _trust(fd: int, path: Path) -> None:
    """Refuse what is no plain file of our own: who could write it could say that everybody has the message."""
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        raise OutputError("the journal is no plain file", where=str(path), fix="move away what stands there")
    private.trust(path, system=False)


@contextmanager
def _explained(path: Path, doing: str) -> Iterator[None]:
    """Turn an `OSError` into an error that names the journal."""
    try:
        yield
    except OSError as fault:
        what = f"cannot {doing} the journal: {in_words(fault)}"
        raise DiskError(what, where=str(path), fix="free the disk, then run again; or --journal DIR") from fault
