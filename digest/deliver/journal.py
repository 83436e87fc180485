"""Who has it already: one line a recipient, forced to disk before the next one is sent.

After kill -9 a delivery goes on where the journal ends; at most the one recipient
whose answer was not written yet gets the message twice, with the same Message-ID.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from digest import private
from digest.errors import BusyError, DiskError
from digest.outbox.folder import write_all

# What no later run tries again by itself.  "unsure" is tried once more, and "unknown" after that.
FINAL = ("sent", "refused", "unknown")


class Journal:
    """The journal of one edition's delivery; its file has mode 600, for it holds addresses.

    Beside what servers answer, a recipient can be doubtful: refused, but the run
    has not shown yet that the refusal was about this recipient and not about us.
    Raises `BusyError` while another delivery has it open, `DiskError` when the disk
    does not take a line: then nothing more is sent.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.states: dict[str, str] = {}
        with _told(path, "open"):
            private.make_folder(path.parent)
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._fd)
            raise BusyError("another delivery writes this journal", where=str(path), fix="try again later") from None
        with os.fdopen(os.dup(self._fd), "rb") as file:
            content = file.read()
        self.states = states(content)
        if content and not content.endswith(b"\n"):
            self._write("\n")  # cut short by a kill: the next line must not join it

    def state(self, address: str) -> str:
        """Return what became of a recipient, '' for one whom nobody tried."""
        return self.states.get(address.casefold(), "")

    def note(self, address: str, state: str, said: str) -> str:
        """Write what became of one recipient, and force it to disk; return the state that is kept."""
        kept = self.kept(address, state)
        self.note_all([(address, kept, said)])
        return kept

    def kept(self, address: str, state: str) -> str:
        """Return the state that is kept of an answer: unsure for the second time is unknown."""
        return "unknown" if state == "unsure" and self.state(address) == "unsure" else state

    def note_all(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Write what became of several recipients (address, state, words) in one go."""
        rows = list(rows)
        lines = (json.dumps({"to": to, "state": state, "said": said}, ensure_ascii=False) for to, state, said in rows)
        self._write("".join(line + "\n" for line in lines))
        self.states |= {to.casefold(): state for to, state, _ in rows}

    def close(self) -> None:
        """Close the file and let others at it."""
        os.close(self._fd)

    def _write(self, text: str) -> None:
        with _told(self.path, "write"):
            write_all(self._fd, text.encode("utf-8", "replace"))
            os.fsync(self._fd)


def states(content: bytes) -> dict[str, str]:
    """Read a journal's bytes: the newest state by address, case folded; what is no line of one is passed over."""
    found: dict[str, str] = {}
    for line in content.splitlines():
        try:
            row = json.loads(line)
            to, state = row["to"], row["state"]
        except (ValueError, KeyError, TypeError, RecursionError):
            continue  # cut short by a kill, or no line of ours: that recipient counts as not tried
        if isinstance(to, str) and isinstance(state, str):
            found[to.casefold()] = state
    return found


def counts(path: Path) -> Counter[str]:
    """Count the recipients in a journal by state, without touching it; empty when there is none."""
    try:
        return Counter(states(path.read_bytes()).values())
    except OSError:
        return Counter()


@contextmanager
def _told(path: Path, doing: str) -> Iterator[None]:
    """Turn an `OSError` into an error that names the journal."""
    try:
        yield
    except OSError as fault:
        what = f"cannot {doing} the journal: {(fault.strerror or str(fault)).lower()}"
        raise DiskError(what, where=str(path), fix="free the disk, then run again; or --journal DIR") from fault
