"""Send the copies that `digest merge` made over several connections, each once, even if the process is killed.

Every part has a journal of its own, so that memory does not grow with the list.  A
connection goes on only when its answer is on disk; answers of several connections are
forced to disk together.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from digest.copies.parts import ENDING, IndexLine, PartFile
from digest.deliver.answers import Answer
from digest.deliver.breaker import IN_A_ROW, Breaker, Stop
from digest.deliver.delivery import DeliveryOutcome, Plan, Route, claim, stopped
from digest.deliver.journal import FINAL, ROUNDS, Journal, states
from digest.deliver.pace import Pace, RateLimits
from digest.deliver.suppression import Suppression, bounced
from digest.deliver.twice import Twice
from digest.errors import BusyError, CheckError, DataError, NothingToPublishError, UsageError
from digest.outbox import claims

HEAD, FORMAT = "MERGE.json", "digest/copies/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """What is to be sent: the copies in `folder`, of the editions `keys`.

    `sender` is the envelope's; `connections` are open at once, within `limits`.
    `stop_after`, `again`, `by` and `now` are those of `delivery.Plan`.
    """

    folder: Path
    keys: tuple[str, ...]
    sender: str
    connections: int = 1
    limits: RateLimits = field(default_factory=RateLimits)
    stop_after: int = IN_A_ROW
    again: bool = False
    by: str = ""
    now: datetime


@dataclass(slots=True)
class _Open:
    """A part that is being sent, its journal, and how many of its messages have no answer yet."""

    part: PartFile
    book: Journal
    waiting: int = 0
    read: bool = False
    closed: bool = False


Item = tuple[_Open, IndexLine]


def merged(folder: Path) -> tuple[str, ...]:
    """Return the keys of the editions that *folder* holds copies of.

    `UsageError` for a folder that no merge made; `DataError` (65) when parts are missing.
    """
    try:
        said = json.loads((folder / HEAD).read_bytes())
        if (said["format"], said["form"]) != (FORMAT, "parts"):
            raise ValueError("not parts")
        keys, parts = tuple(map(str, said["keys"])), int(said["parts"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        fix = "digest merge KEY --recipients FILE -o DIR makes one"
        raise UsageError("no folder of parts", where=str(folder), fix=fix) from fault
    whole = len(_paths(folder))
    if whole != parts:
        raise DataError(f"{whole} of {parts} parts are there", where=str(folder), fix="run digest merge again first")
    return keys


@dataclass(slots=True)
class Ahead:
    """What a run would do: copies to send and their octets, those who are suppressed by now, second copies."""

    count: int = 0
    octets: int = 0
    suppressed: int = 0
    doubled: int = 0


def dry_run(plan: Many, suppression: Suppression, journals: Path) -> Ahead:
    """Return what a run would do; sends nothing."""
    found, first = Ahead(), Twice(_paths(plan.folder)).firsts()
    for path in _paths(plan.folder):
        known = _known(journals / f"{path.stem}.jsonl")
        with PartFile(path) as part:
            for line in part.lines:
                if not first(line.address):
                    found.doubled += 1
                elif line.address in suppression:
                    found.suppressed += 1
                elif known.get(line.address.casefold()) not in _final(plan):
                    found.count, found.octets = found.count + 1, found.octets + line.size
    return found


def deliver(
    root: Path,
    plan: Many,
    route: Route,
    *,
    journals: Path,
    suppression: Suppression,
    tell: Callable[[int], None],
) -> DeliveryOutcome:
    """Send every copy that nobody has got yet, and mark the editions; errors are those of `delivery.deliver`."""
    with ExitStack() as stack:
        held = [
            claim(
                stack,
                root,
                Plan(edition=key, recipients=(), sender=plan.sender, again=plan.again, by=plan.by, now=plan.now),
            )
            for key in plan.keys
        ]
        twice = Twice(_paths(plan.folder))
        run = _Run(plan, suppression, journals, tell, twice)
        stop = run.send(route)
        if stop:
            raise stopped(stop, journals)
        run.write_off()
        done, waiting = _counted(plan, suppression, journals, twice)
        if waiting:
            _went_round(journals, run.ended(), done, waiting)
        _see_that_all_is_said(plan, done, waiting, journals)
        return _finished([one for one in held if one], plan, done, journals)


class _Run:
    """One run: threads that take the next message, send it, and see its answer on disk."""

    def __init__(
        self, plan: Many, suppression: Suppression, journals: Path, tell: Callable[[int], None], twice: Twice
    ) -> None:
        self._plan, self._suppression, self._journals, self._tell = plan, suppression, journals, tell
        self._first = twice.firsts()
        self._began = time.monotonic()
        self._breaker = Breaker(plan.stop_after)
        self._pace = Pace(self._items(), plan.limits)
        self._lock = threading.Lock()
        self._written = _Together()
        self._refused: list[tuple[Path, str, str, bool]] = []  # journal, address, words, no such mailbox
        self._stop: Stop | None = None
        self._fault: BaseException | None = None
        self._over = threading.Event()
        self._sent = 0
        self._opened: list[_Open] = []

    def send(self, route: Route) -> Stop | None:
        """Send until nothing is left; return why the run had to stop, None when it came to its end."""
        threads = [
            threading.Thread(target=self._work, args=(route,), daemon=True) for _ in range(self._plan.connections)
        ]
        for thread in threads:
            thread.start()
        try:
            for thread in threads:
                thread.join()
        finally:
            self._over.set()  # Ctrl-C: each ends the message it is at
            for thread in threads:
                thread.join()
            for opened in self._opened:
                opened.waiting = 0
                self._close(opened)
        if self._fault:
            raise self._fault
        return self._stop

    def write_off(self) -> None:
        """Believe the refusals: final for this edition, and no such mailbox for every later one."""
        gone = [(address, said) for _, address, said, no_mailbox in self._refused if no_mailbox]
        if gone:
            journals = [self._journals / f"{path.stem}.jsonl" for path in _paths(self._plan.folder)]
            taken = sum(state == "sent" for journal in journals for state in _known(journal).values())
            self._suppression.add(bounced(gone, taken=taken, day=self._plan.now.date()))
        for path in dict.fromkeys(row[0] for row in self._refused):
            book = Journal(path)
            book.note_all([(address, "refused", said) for one, address, said, _ in self._refused if one == path])
            book.close()

    def ended(self) -> datetime:
        """Return the moment: that of the plan, and what has passed since."""
        return self._plan.now + timedelta(seconds=time.monotonic() - self._began)

    def _work(self, route: Route) -> None:
        try:
            item = self._next()
            if item is None:
                return
            with route() as send:
                while item is not None:
                    opened, line = item
                    answer = send(self._plan.sender, line.address, opened.part.message(line))
                    self._see(opened, line, answer)
                    item = self._next()
        except BaseException as fault:  # told by the main thread, after the others have ended theirs
            self._fault = self._fault or fault
            self._over.set()

    def _next(self) -> Item | None:
        """Wait for the next message that may go; None when the run is over."""
        while not self._over.is_set():
            with self._lock:
                found = self._pace.take(time.monotonic())
            if not isinstance(found, float):
                return found
            self._over.wait(found)
        return None

    def _items(self) -> Iterator[tuple[str, Item]]:
        """Yield what nobody has got yet, part by part; a part is closed with its last answer."""
        for path in _paths(self._plan.folder):
            opened = _Open(PartFile(path), Journal(self._journals / f"{path.stem}.jsonl", today=self._plan.now.date()))
            self._opened = [*(one for one in self._opened if one.waiting), opened]
            for line in opened.part.lines:
                first = self._first(line.address)
                if not first or opened.book.state(line.address) in _final(self._plan):
                    continue
                if line.address in self._suppression:
                    continue
                opened.waiting += 1
                yield line.address.rpartition("@")[2].lower(), (opened, line)
            opened.read = True
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        if not opened.waiting and (opened.read or self._over.is_set()) and not opened.closed:
            opened.closed = True
            opened.part.close()
            opened.book.close()

    def _see(self, opened: _Open, line: IndexLine, answer: Answer) -> None:
        refused = answer.state == "refused"
        # Whether a refusal is about the recipient or about us, the end of the run shows.
        self._written.note(opened.book, line.address, "doubtful" if refused else answer.state, answer.said)
        with self._lock:
            opened.waiting -= 1
            self._close(opened)
            self._sent += 1
            if refused:
                self._refused.append((opened.book.path, line.address, answer.said, answer.about == "mailbox"))
            stop = self._breaker.sees(answer)
            if stop:
                self._stop = self._stop or stop
                self._over.set()
            self._tell(self._sent)


class _Together:
    """Forces the answers of several threads to disk in one go: who comes while the disk is busy goes with the next."""

    def __init__(self) -> None:
        self._ready = threading.Condition()
        self._rows: list[tuple[Journal, str, str, str]] = []
        self._busy = False
        self._asked = self._done = 0
        self._fault: BaseException | None = None

    def note(self, book: Journal, address: str, state: str, said: str) -> None:
        """Return when the answer is on disk; `DiskError` when it cannot be."""
        with self._ready:
            self._rows.append((book, address, *book.kept(address, state, said)))
            self._asked += 1
            mine = self._asked
            while self._done < mine and not self._fault:
                if self._busy:
                    self._ready.wait()
                else:
                    self._write()
            if self._fault:
                raise self._fault

    def _write(self) -> None:
        rows, self._rows, self._busy = self._rows, [], True
        self._ready.release()
        try:
            for book in dict.fromkeys(row[0] for row in rows):
                book.note_all([row[1:] for row in rows if row[0] is book])
        except BaseException as fault:  # every thread that waits has to know
            self._fault = fault
        finally:
            self._ready.acquire()
            self._busy = False
            self._done += len(rows)
            self._ready.notify_all()


def _finished(held: Sequence[claims.Claim], plan: Many, done: DeliveryOutcome, journals: Path) -> DeliveryOutcome:
    """Set the marks; `CheckError` when nobody took it."""
    if not done.sent and not done.unknown:
        for one in held:
            one.failed("refused by every recipient's server", by=plan.by)
        raise CheckError("nobody took the message", where=str(journals), fix="look at the words, then --retry-refused")
    parts = [f"{done.sent} sent"]
    parts += [f"{len(group)} {name}" for group, name in ((done.refused, "refused"), (done.unknown, "unknown")) if group]
    for one in held:
        one.done(", ".join(parts), by=plan.by)
    return done


def _counted(plan: Many, suppression: Suppression, journals: Path, twice: Twice) -> tuple[DeliveryOutcome, int]:
    """Return how it stands, and how many must be tried again."""
    found: dict[str, list[str]] = {"refused": [], "unknown": []}
    sent = waiting = suppressed = doubled = 0
    first = twice.firsts()
    for path in _paths(plan.folder):
        known = _known(journals / f"{path.stem}.jsonl")
        with PartFile(path) as part:
            for line in part.lines:
                if not first(line.address):
                    doubled += 1
                    continue
                state = known.get(line.address.casefold(), "")
                sent += state == "sent"
                if state in found:
                    found[state].append(line.address)
                elif state != "sent" and line.address in suppression:
                    suppressed += 1
                else:
                    waiting += state != "sent"
    refused, unknown = tuple(found["refused"]), tuple(found["unknown"])
    done = DeliveryOutcome(
        status="done", sent=sent, refused=refused, unknown=unknown, suppressed=suppressed, doubled=doubled
    )
    return done, waiting


def _went_round(journals: Path, ended: datetime, done: DeliveryOutcome, waiting: int) -> None:
    """Note that a run came to its end, for `digest health`."""
    book = Journal(journals / ROUNDS)
    book.went_round(ended, done.sent + len(done.refused) + len(done.unknown) + waiting, waiting)
    book.close()


def _see_that_all_is_said(plan: Many, done: DeliveryOutcome, waiting: int, journals: Path) -> None:
    """Raise `BusyError` when some must wait, `NothingToPublishError` when there was nobody."""
    if waiting:
        fix = "run it again later: only those are tried"
        raise BusyError(f"{waiting} recipients must wait", where=str(journals), fix=fix)
    if not done.sent and not done.refused and not done.unknown:
        raise NothingToPublishError("there was nobody to send to", where=str(plan.folder), fix="look at rejects.csv")


def _known(journal: Path) -> dict[str, str]:
    with suppress(OSError):
        return states(journal.read_bytes())
    return {}


def _final(plan: Many) -> Sequence[str]:
    return ("sent",) if plan.again else FINAL


def _paths(folder: Path) -> list[Path]:
    """Return the parts that have their note: those are complete."""
    return sorted(path for path in folder.glob(f"part-*{ENDING}") if path.with_suffix(".json").exists())
