"""What was done at the desk, one line an edit, so that it can be undone: also tomorrow, and after a crash.

The first line holds the running order as it was; each further one what was cut out
and what was put in its place.  A line that a crash cut short is skipped: the running order
is written before its line in the journal, so no text is lost with it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from digest import private

KEPT = 500  # steps that can still be undone after a long journal is shortened
MOST = 2_000  # lines of a journal
OUTSIDE = "outside"  # somebody else wrote the file
UNDO, REDO = "undo", "redo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change of the text: what kind, what it was about, where in the text, and what stood there before and after.

    `goes_on` says that it continues the step before: typing in one field is one thing to undo.
    """

    kind: str
    what: Mapping[str, Any] = field(default_factory=dict)
    at: int = 0
    old: str = ""
    new: str = ""
    goes_on: bool = False

    def forth(self, text: str) -> str:
        """Return *text* after the step."""
        return text[: self.at] + self.new + text[self.at + len(self.old) :]

    def back(self, text: str) -> str:
        """Return *text* before the step."""
        return text[: self.at] + self.old + text[self.at + len(self.new) :]


def step(kind: str, before: str, after: str, what: Mapping[str, Any], *, goes_on: bool = False) -> Step:
    """Return the step from one text to another: the one stretch in which they differ."""
    start = _alike(before, after)
    most = min(len(before), len(after)) - start
    end = _alike(before[len(before) - most :][::-1], after[len(after) - most :][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    return Step(kind=kind, what=what, at=start, old=old, new=new, goes_on=goes_on)


def _alike(one: str, other: str) -> int:
    """Count the characters that two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        half = (low + high + 1) // 2
        low, high = (half, high) if one[low:half] == other[low:half] else (low, half - 1)
    return low


def name_of(text: str) -> str:
    """Return a short name for a text: equal texts have the same."""
    return sha256(text.encode()).hexdigest()[:16]


class EditJournal:
    """The journal of one slot, in a file that only its owner reads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.start = ""
        self.steps: list[Step] = []
        self.text = ""
        self._size = -1

    def read(self, present: str) -> None:
        """Read the file, unless nobody wrote it since, and bring it up to *present*, what the running order says."""
        size = self.path.stat().st_size if self.path.is_file() else 0
        if size != self._size:
            self._load()
        if not self._size or len(self.steps) > MOST:
            self._begin(present)
        if self.text != present:
            self.add(step(OUTSIDE, self.text, present, {}))

    def add(self, done: Step) -> None:
        """Write a step down; it is on disk when this returns."""
        self._append(_written(done))
        self.steps.append(done)
        self.text = done.forth(self.text)

    def undone(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Return what can be undone and what can be redone, each as its first and last step, the next one last."""
        past: list[tuple[int, int]] = []
        future: list[tuple[int, int]] = []
        for number, one in enumerate(self.steps):
            if one.kind == UNDO and past:
                future.append(past.pop())
            elif one.kind == REDO and future:
                past.append(future.pop())
            elif one.kind == OUTSIDE:
                continue
            elif one.goes_on and past and past[-1][1] == number - 1:
                past[-1] = (past[-1][0], number)
            elif one.kind not in (UNDO, REDO):
                past.append((number, number))
                future.clear()
        return past, future

    def text_before(self, number: int) -> str:
        """Return the text before step *number*, counted from 0; after the last step, the present text."""
        text = self.start
        for one in self.steps[:number]:
            text = one.forth(text)
        return text

    def _load(self) -> None:
        raw = self.path.read_bytes() if self.path.is_file() else b""
        rows = _whole_rows(raw)
        self.start = str(rows[0].get("text", "")) if rows else ""
        self.steps = [_read(row) for row in rows[1:]]
        self.text = self.text_before(len(self.steps))
        self._size = len(raw) if rows else 0
        if rows and len(rows) < raw.count(b"\n") + (not raw.endswith(b"\n")):  # a crash cut the last line short
            self._write()

    def _begin(self, present: str) -> None:
        """Begin the file: with the last steps of a long one, else with what the running order says now."""
        kept = self.steps[-KEPT:]
        self.start = self.text_before(len(self.steps) - len(kept)) if kept else present
        self.steps = kept
        self.text = self.text_before(len(kept))
        self._write()

    def _write(self) -> None:
        lines = [{"text": self.start}, *map(_written, self.steps)]
        private.write(self.path, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode())
        self._size = self.path.stat().st_size

    def _append(self, row: Mapping[str, Any]) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        with os.fdopen(os.open(self.path, flags, private.FILE_MODE), "ab") as file:
            file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
            self._size = file.tell()


def _written(one: Step) -> dict[str, Any]:
    row = {"kind": one.kind, "what": dict(one.what), "at": one.at, "old": one.old, "new": one.new}
    return row | ({"goes_on": True} if one.goes_on else {})


def _read(row: Mapping[str, Any]) -> Step:
    return Step(
        kind=str(row.get("kind", OUTSIDE)),
        what=dict(row.get("what", {})),
        at=int(row.get("at", 0)),
        old=str(row.get("old", "")),
        new=str(row.get("new", "")),
        goes_on=bool(row.get("goes_on", False)),
    )


def _whole_rows(raw: bytes) -> Sequence[dict[str, Any]]:
    """Return the lines that can be read, up to the first that cannot: what comes after it has no text to stand on."""
    rows: list[dict[str, Any]] = []
    for line in raw.split(b"\n"):
        if not line:
            continue
        try:
            row = json.loads(line)
        except ValueError:
            break
        rows.append(row if isinstance(row, dict) else {})
    return rows
