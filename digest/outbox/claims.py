"""Claim an edition, then say how its delivery ended; an operator may order another try.

A consumer's duty: claim, check, send, mark done.  Nobody else delivers while a
claim's owner is alive; when it died, the next attempt has the next number.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from digest.errors import BusyError, CheckError, UsageError
from digest.outbox.folder import Outbox, opened, read_file, remove_file
from digest.outbox.manifest import MANIFEST, fingerprint
from digest.outbox.marks import Marks, State, has_mark, newest_attempt, read_mark, superseded_by, write_mark
from digest.outbox.proof import faults
from digest.outbox.read import open_edition
from digest.outbox.said import read_object
from digest.outbox.sweep import workplace

# What a done mark keeps of a manifest: enough for the ledger, after gc too.
REMEMBERED = ("beside", "day_quote", "items", "message", "newsletter", "retracted", "slot")


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to deliver an edition now; valid while the context that gave it lasts."""

    box: Outbox
    key: str
    attempt: int

    def read(self, name: str) -> bytes:
        """Return one file of the edition."""
        with open_edition(self.box, self.key) as fd:
            return read_file(fd, name)

    def done(self, result: str, by: str = "") -> bool:
        """Mark the edition delivered; False when it was already."""
        return _finish(self.box, self.key, self.attempt, result, by)

    def failed(self, reason: str, by: str = "") -> None:
        """Mark the edition failed: final until an operator's retry."""
        _fail(self.box, self.key, self.attempt, reason, by)


@contextmanager
def claimed(root: Path, key: str, *, by: str) -> Iterator[Claim]:
    """Hold the claim on an edition while the block runs; a kill sets it free at once.

    The edition is checked first.  Raises `BusyError` (75) while another owner is
    alive, `UsageError` (2) when it is done, failed, withdrawn or superseded by a
    correction, `CheckError` (1) when damaged.
    """
    with opened(root) as box:
        _check_whole(box, key)
        with _taken(box, key, {"by": by, "lock": True}) as attempt:
            yield Claim(box, key, attempt)


def take(root: Path, key: str, *, by: str, lease: float) -> int:
    """Claim an edition for *lease* seconds without holding a lock; return the attempt's number.

    For callers that end before the delivery does, such as a line of shell.
    Errors as in `claimed`.
    """
    with opened(root) as box:
        _check_whole(box, key)
        with _taken(box, key, {"by": by, "lock": False, "lease": lease}) as attempt:
            return attempt


def refuse_unless_ready(root: Path, key: str, *, again: bool = False) -> None:
    """Raise what `claimed` would raise now about the edition's state; claims nothing.

    With *again* one that has failed or is done may be tried once more, unless a
    correction stands for it.
    """
    with opened(root) as box, open_edition(box, key):
        state = Marks(box, only=key).state(key)
        if again and state.name == "failed" and (newer := superseded_by(box, key)):
            raise _superseded(box, key, newer)
        if not again or state.name not in {"done", "failed"}:
            _refuse_unless_ready(box, key, state)


def done(root: Path, key: str, *, result: str, by: str, attempt: int = 0) -> bool:
    """Mark an edition delivered, by its newest attempt or the one named; False when it was already."""
    with opened(root) as box, open_edition(box, key):
        return _finish(box, key, _attempt(box, key, attempt), result, by)


def failed(root: Path, key: str, *, reason: str, by: str, attempt: int = 0) -> None:
    """Mark an edition failed; `UsageError` when it was delivered, `BusyError` when a newer attempt runs."""
    with opened(root) as box, open_edition(box, key):
        _fail(box, key, _attempt(box, key, attempt), reason, by)


def retry(root: Path, key: str, *, reason: str, by: str) -> int:
    """Order another try of a failed edition; return the number of the attempt that says so.

    It is a claim whose owner is dead from the start: any consumer may take the
    next one.  Raises `UsageError` unless the edition stands failed.
    """
    with opened(root) as box, open_edition(box, key):
        state = Marks(box, only=key).state(key)
        if state.name == "failed" and (newer := superseded_by(box, key)):
            raise _superseded(box, key, newer)
        if state.name != "failed":
            # A retry that was killed between its two steps: finish it.
            if state.mark.get("retry"):
                remove_file(box.folder("failed"), key)
                return state.attempt
            raise UsageError(f"{key} has not failed, it is {state.name}", where=str(root), fix="digest outbox ls")
        before = {"after": dict(state.mark), "reason": reason, "by": by, "retry": True, "lock": True}
        attempt = max(state.attempt, newest_attempt(box, key)) + 1
        _link_mark(box, "claims", f"{key}.{attempt}", {"key": key, "attempt": attempt, **before})
        remove_file(box.folder("failed"), key)
        os.fsync(box.folder("failed"))
        return attempt


def withdraw(root: Path, key: str, *, reason: str, by: str) -> None:
    """Take an edition back for good, before or between deliveries; a correction may still be built.

    It is a claim that ends at once: whoever delivers now is not interrupted
    (`BusyError`), and what is delivered stays so (`UsageError`).
    """
    with opened(root) as box, open_edition(box, key):
        if Marks(box, only=key).state(key).name == "failed":
            retry(root, key, reason=reason, by=by)
        state = Marks(box, only=key).state(key)
        if state.name != "superseded":  # else nobody can claim it any more
            _refuse_unless_ready(box, key, state)
        with _claim(box, key, state.attempt + 1, {"by": by, "lock": True}):
            if state.name != "superseded":
                _step_back_if_ended(box, key, state.attempt + 1)
            mark = {"key": key, "attempt": state.attempt + 1, "result": reason, "by": by, "withdrawn": True}
            _link_mark(box, "failed", key, mark)


@contextmanager
def _taken(box: Outbox, key: str, said: Mapping[str, object]) -> Iterator[int]:
    attempt = _refuse_unless_ready(box, key, Marks(box, only=key).state(key)) + 1
    with _claim(box, key, attempt, said):
        _step_back_if_ended(box, key, attempt)
        yield attempt


@contextmanager
def _claim(box: Outbox, key: str, attempt: int, said: Mapping[str, object]) -> Iterator[None]:
    box.make()
    name = f"{key}.{attempt}"
    mark = {"key": key, "attempt": attempt, "host": os.uname().nodename, "pid": os.getpid(), **said}
    with workplace(box, name, folder=False) as (temporary, fd):
        # Not forced to disk: a claim that a power cut loses was a claim nobody holds.
        write_mark(fd, mark)
        try:
            os.link(temporary, name, src_dir_fd=box.folder("tmp"), dst_dir_fd=box.folder("claims"))
        except FileExistsError:
            raise _busy(box, key, "another consumer was faster") from None
        remove_file(box.folder("tmp"), temporary)
        yield


def _step_back_if_ended(box: Outbox, key: str, attempt: int) -> None:
    """Step back when the attempt before ended, or a correction came, between our look and our claim."""
    ended = "done" if has_mark(box, "done", key) else "failed" if has_mark(box, "failed", key) else ""
    if ended == "failed":
        mark, _ = read_mark(box, "failed", key)
        ended = "failed" if mark.get("attempt", attempt - 1) == attempt - 1 else ""
    newer = "" if ended else superseded_by(box, key)
    if ended or newer:
        remove_file(box.folder("claims"), f"{key}.{attempt}")
        _refuse_unless_ready(box, key, State(name=ended or "superseded", attempt=attempt - 1, newer=newer))


def _refuse_unless_ready(box: Outbox, key: str, state: State) -> int:
    if state.name == "claimed":
        raise _busy(box, key, f"{state.mark.get('by') or 'a shell'} is delivering it, attempt {state.attempt}")
    if state.name == "done":
        raise UsageError(f"{key} is delivered already", where=str(box.root), fix="nothing to do")
    if state.name == "failed":
        raise UsageError(f"the delivery of {key} failed", where=str(box.root), fix=f"digest outbox retry {key}")
    if state.name == "withdrawn":
        fix = 'digest build --revise "reason" makes another'
        raise UsageError(f"{key} was withdrawn: {state.mark.get('result') or 'no reason given'}", fix=fix)
    if state.name == "superseded":
        raise _superseded(box, key, state.newer)
    return state.attempt


def _superseded(box: Outbox, key: str, newer: str) -> UsageError:
    where = str(box.root / "editions" / newer)
    return UsageError(f"{key} is superseded by {newer}", where=where, fix=f"deliver {newer} instead")


def _finish(box: Outbox, key: str, attempt: int, result: str, by: str) -> bool:
    mark = {"key": key, "attempt": attempt, "result": result, "by": by, **kept_facts(box, key)}
    return _link_mark(box, "done", key, mark)


def _fail(box: Outbox, key: str, attempt: int, reason: str, by: str) -> None:
    if has_mark(box, "done", key):
        raise UsageError(f"{key} is delivered already", where=str(box.root), fix="nothing to do")
    if newest_attempt(box, key) > attempt:
        raise _busy(box, key, f"attempt {attempt} was given up, a newer one runs")
    mark = {"key": key, "attempt": attempt, "result": reason, "by": by}
    while not _link_mark(box, "failed", key, mark):
        old, _ = read_mark(box, "failed", key)
        if old.get("attempt", attempt) == attempt:
            return
        # Left by a retry that was killed before it could remove it.
        remove_file(box.folder("failed"), key)


def kept_facts(box: Outbox, key: str) -> dict[str, object]:
    """Return what a done mark keeps of an edition, so that it may be removed and yet not be built again.

    Empty when its manifest cannot be read.
    """
    with open_edition(box, key) as fd:
        try:
            raw = read_file(fd, MANIFEST)
            said = read_object(raw)
            kept = {name: value for name, value in said.items() if name in REMEMBERED}
            return {"content": fingerprint(raw), **kept}
        except (FileNotFoundError, ValueError):
            return {}


def _link_mark(box: Outbox, folder: str, name: str, mark: Mapping[str, object]) -> bool:
    """Make a mark appear whole; False when there is one of this name."""
    box.make()
    with workplace(box, name, folder=False) as (temporary, fd):
        write_mark(fd, mark)
        os.fsync(fd)
        try:
            os.link(temporary, name, src_dir_fd=box.folder("tmp"), dst_dir_fd=box.folder(folder))
        except FileExistsError:
            return False
        finally:
            os.fsync(box.folder(folder))
    return True


def _check_whole(box: Outbox, key: str) -> None:
    with open_edition(box, key) as fd:
        if damage := faults(fd):
            raise CheckError(
                f"the edition is damaged and must not be delivered: {damage[0]}",
                where=str(box.root / "editions" / key),
                fix=f"digest outbox verify {key}",
            )


def _attempt(box: Outbox, key: str, wanted: int) -> int:
    newest = newest_attempt(box, key)
    if wanted > newest:
        raise UsageError(f"{key} has no attempt {wanted}", where=str(box.root / "claims"), fix="digest outbox ls")
    return wanted or newest


def _busy(box: Outbox, key: str, why: str) -> BusyError:
    return BusyError(f"{key} is not free: {why}", where=str(box.root / "claims"), fix="try again later")
