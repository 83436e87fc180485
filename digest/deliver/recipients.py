"""Who gets it: addresses from a file or from what a command prints, one a line."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterable
from pathlib import Path
from unicodedata import category

from digest.errors import BusyError, DataError, Notice, SettingsError, UsageError, in_words
from digest.message.headers import mailbox

_PATIENCE = 300  # seconds for a command that asks a database


def from_file(path: Path) -> list[str]:
    """Return the lines of a file; `UsageError` when it cannot be read."""
    try:
        return _lines(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as fault:
        what = f"cannot read the recipients: {in_words(fault)}"
        raise UsageError(what, where=str(path), fix="--recipients FILE") from fault


def from_command(command: str) -> list[str]:
    """Return the lines a command prints.

    Half a list is no list: `BusyError` (75) when the command fails or takes too long, as the
    database that it asks may be down for now.  `SettingsError` (78) when it cannot be run,
    `DataError` (65) when it prints something else than UTF-8.
    """
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command, given on the command line
            shlex.split(command), capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as fault:
        raise BusyError(f"no answer within {_PATIENCE} s", where=command, fix="try it by hand") from fault
    except (OSError, ValueError, IndexError) as fault:
        words = in_words(fault) if isinstance(fault, OSError | ValueError) else "it is empty"
        wrong = UsageError(f"the command cannot be run: {words}", where=command, fix="--recipients-from COMMAND")
        raise SettingsError([wrong]) from fault
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        ended = f"ended with {done.returncode}" if done.returncode > 0 else f"was stopped by signal {-done.returncode}"
        what = f"the command {ended}: {said[-1] if said else 'no message'}"
        raise BusyError(what, where=command, fix="try it by hand")
    try:
        return _lines(done.stdout.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        what = f"what the command printed is no text: {in_words(fault)}"
        raise DataError(what, where=command, fix="let it print UTF-8") from fault


def addresses(lines: Iterable[str], *, where: str) -> tuple[tuple[str, ...], tuple[Notice, ...]]:
    """Return each address once, in order, and a notice for every line that holds none.

    Blank lines and lines that begin with # are skipped; ``Name <address>`` is taken
    too.  A line with a character that nobody sees (a NUL, a joiner, a change
    of direction) is not repaired: only its owner knows which address is meant.
    """
    found: dict[str, str] = {}
    notices = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            address = address_in(line, where=where)
        except SettingsError as fault:
            notices.append(
                Notice(what=f"skipped: {fault.what}", where=f"{where}, line {number}", fix="correct the line")
            )
            continue
        found.setdefault(address.casefold(), address)
    return tuple(found.values()), tuple(notices)


def address_in(line: str, *, where: str) -> str:
    """Return the address in a line; `SettingsError` when it holds none, or a character that nobody sees."""
    # In a display name, joiners and marks of direction are how some scripts are written.
    shown, _, address = line.strip().rpartition("<")
    hidden = [c for c in shown if category(c) in {"Cc", "Cs"}]
    hidden += [c for c in address if category(c) in {"Cc", "Cf", "Cs"}]
    if hidden:
        what = f"a hidden character, U+{ord(hidden[0]):04X}, in {line.strip()[:80]!a}"
        raise SettingsError([UsageError(what, where=where)])
    return mailbox(line, where=where)[1]


def _lines(text: str) -> list[str]:
    # Not splitlines(): that parts at a dozen characters, and half an address is another one.
    return [line.removesuffix("\r") for line in text.split("\n")]
