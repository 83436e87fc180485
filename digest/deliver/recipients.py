"""Who gets it: addresses from a file or from what a command prints, one a line."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterable
from pathlib import Path

from digest.errors import DataError, Notice, SettingsError, UsageError
from digest.message.headers import mailbox

_PATIENCE = 300  # seconds for a command that asks a database


def from_file(path: Path) -> list[str]:
    """Return the lines of a file; `UsageError` when it cannot be read."""
    try:
        return path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(f"cannot read the recipients: {fault}", where=str(path), fix="--recipients FILE") from fault


def from_command(command: str) -> list[str]:
    """Return the lines a command prints; `DataError` when it fails: half a list is no list."""
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command, given on the command line
            shlex.split(command), capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as fault:
        raise DataError(f"the command did not run: {fault}", where=command, fix="try it by hand") from fault
    if done.returncode:
        said = done.stderr.strip().splitlines()
        what = f"the command ended with {done.returncode}: {said[-1] if said else 'no message'}"
        raise DataError(what, where=command, fix="try it by hand")
    return done.stdout.splitlines()


def addresses(lines: Iterable[str], *, where: str) -> tuple[tuple[str, ...], tuple[Notice, ...]]:
    """Return each address once, in order, and a notice for every line that holds none.

    Blank lines and lines that begin with # are skipped; ``Name <address>`` is taken too.
    """
    found: dict[str, str] = {}
    notices = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            _, address = mailbox(line, where=where)
        except SettingsError as fault:
            notices.append(Notice(what=f"skipped: {fault.what}", where=f"{where}, line {number}", fix="mend the line"))
            continue
        found.setdefault(address.casefold(), address)
    return tuple(found.values()), tuple(notices)
