"""How the outbox looks on a terminal: tables, sizes, ages."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.cli import _say
from digest.text.plurals import counted

if TYPE_CHECKING:
    from digest.outbox.doctor import Oddity
    from digest.outbox.gc import Collected
    from digest.outbox.read import OutboxEntry

_HEAD = ("edition", "state", "attempt", "size", "since", "note")
STATES = ("ready", "claimed", "done", "failed", "withdrawn", "superseded")
_ROLES = {"ready": "good", "failed": "stop"}
_AGES = (
    (86400 * 2, 86400, "days"),
    (86400, 86400, "day"),
    (7200, 3600, "hours"),
    (3600, 3600, "hour"),
    (60, 60, "min"),
)


def place(workspace: Path, outbox: Path | None) -> Path:
    """Return the outbox meant: the one named, which needs no workspace, or the workspace's."""
    if outbox is not None:
        return outbox.absolute()
    from digest.workspace import open_workspace

    return open_workspace(workspace).outbox


def raw(content: bytes) -> None:
    """Write a file's bytes to stdout as they are."""
    with _say.writing():
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def formats() -> list[str]:
    """Return the names of the export formats for senders, read off the folder."""
    if "export" not in sys.argv:
        return []  # the other commands start faster without looking into every format
    from digest.jobs.export import senders

    return senders()


def who() -> str:
    """Return who runs this, for marks: user@host."""
    import getpass
    import os

    return f"{getpass.getuser()}@{os.uname().nodename}"


def listing(found: Sequence[OutboxEntry], root: Path, most: int) -> Iterator[str]:
    """Lay out the editions as a table with a summary; on a terminal at most *most* rows."""
    if not found:
        yield nothing_in(root)
        return
    rows = found[:most] if sys.stdout.isatty() else found
    now = time.time()  # noqa: TID251 - the command line knows the clock
    cells = [
        (e.key, e.state, str(e.attempt or "–"), kilobytes(e.size), age(now - e.since), e.note.split("\n")[0])
        for e in rows
    ]
    lines = _say.table(_HEAD, cells, widths=(0, 0, -1, -1, 0, 0), cut=5)
    head = len(lines) - len(rows)
    yield from lines[:head]
    for line, entry in zip(lines[head:], rows, strict=True):
        role = _ROLES.get(entry.state)
        yield line.replace(f"  {entry.state} ", f"  {_say.paint(role, entry.state, sys.stdout)} ", 1) if role else line
    if sys.stdout.isatty():
        yield ""
        yield _summary(found, len(rows))


def portrait(found: Mapping[str, Any]) -> Iterator[str]:
    """Lay out one edition: message, state, files."""
    said = found["manifest"]
    message = said.get("message") or {}
    for name, value in (
        ("edition", found["key"]),
        ("slot", said.get("slot", "")),
        ("subject", message.get("subject", "")),
        ("from", message.get("from", "")),
        ("message", message.get("message_id", "")),
        ("state", f"{found['state']}, attempt {found['attempt']}" if found["attempt"] else found["state"]),
        ("since", found["since"]),
        ("revision", said.get("revision", "")),
        ("folder", found["path"]),
    ):
        if value:
            yield f"{name:<9} {_say.bare(str(value))}"
    yield ""
    files = [(f["path"], kilobytes(f["size"]), f["role"]) for f in said.get("files", ())]
    yield from _say.table(("file", "size", "role"), files, widths=(0, -1, 0))


def nothing_in(root: Path) -> str:
    """Say that an outbox holds no edition."""
    return f"No editions in {shown(root)}/ yet. digest build makes one."


def verdicts(found: Sequence[tuple[str, Sequence[str]]], root: Path) -> Iterator[str]:
    """Say of each edition whether it is whole."""
    if not found:
        yield nothing_in(root)
    for key, wrong in found:
        sign = _say.paint("stop", "✕", sys.stdout) if wrong else _say.paint("good", "✓", sys.stdout)
        yield f"{sign} {key}" + (f"  {wrong[0]}" if wrong else "")
        yield from (f"  {' ' * len(key)}  {more}" for more in wrong[1:])


def collected(gone: Collected, *, dry_run: bool) -> Iterator[str]:
    """Say what gc removed, or would."""
    verb = "would be removed" if dry_run else "removed"
    for name, keys in (("edition", gone.editions), ("mark", gone.marks), ("leftover", gone.leftovers)):
        yield from (f"{name} {key} {verb}" for key in keys)
    if not (gone.editions or gone.marks or gone.leftovers):
        yield "Nothing is old enough."


def diagnosis(found: Sequence[Oddity], repaired: Sequence[Oddity]) -> Iterator[str]:
    """Yield what is wrong, where, and what was repaired or is left to do."""
    for oddity in repaired:
        yield f"{_say.paint('good', '✓', sys.stdout)} {oddity.repair}: {oddity.where}"
    for oddity in found:
        sign = _say.paint("stop", "✕", sys.stdout) if oddity.grave else _say.paint("look", "!", sys.stdout)
        yield f"{sign} {oddity.what}"
        yield f"  where  {oddity.where}"
        yield f"  --fix  {oddity.repair}" if oddity.repair else f"  fix    {oddity.advice}"
    if not found:
        yield "Nothing is wrong." if not repaired else "Nothing is wrong any more."


def shown(path: Path) -> str:
    """Return a path as short as it can be typed from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def kilobytes(octets: int) -> str:
    """Return a size in kilobytes of 1,000 octets, as the limits are counted: 38 KB."""
    return f"{max(1, round(octets / 1000))} KB" if octets else "–"


def age(seconds: float) -> str:
    """Return a length of time as people say it: 4 min, 1 day."""
    for least, unit, name in _AGES:
        if seconds >= least:
            return f"{int(seconds // unit)} {name}"
    return "now"


def _summary(found: Sequence[OutboxEntry], drawn: int) -> str:
    counts = Counter(e.state for e in found)
    parts = ", ".join(f"{counts[name]} {name}" for name in STATES if counts[name])
    text = f"{counted(len(found), 'edition')}: {parts}."
    if drawn < len(found):
        text += f" {len(found) - drawn:,} older ones: --all."
    return text + (" Retry with digest outbox retry KEY." if counts["failed"] else "")
