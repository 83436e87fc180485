"""``digest edit``: the running order in the editor's own text editor, then checked and picked again."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from digest.errors import DataError, UsageError, in_words
from digest.jobs.pick import Proposed, propose
from digest.line.choose import Tell
from digest.order.file import order_text
from digest.picks.slots import Slot
from digest.workspace import Workspace

_TAKES_LINE = {"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "joe", "mg", "kak", "ne"}
_LINE = re.compile(r", line (\d+)$")


def ensured(workspace: Workspace, slot: Slot, *, now: datetime, tell: Tell) -> Path:
    """Return the running order of *slot*, picked first where there is none."""
    if not order_text(workspace, slot).strip():
        propose(workspace, slot, now=now, tell=tell)
    return workspace.running_order(slot.name)


def open_editor(command: Sequence[str], path: Path, *, line: int = 0) -> None:
    """Let a person edit *path* with *command* and wait until the editor is closed.

    It opens at *line* where the editor takes one.  Raises `UsageError` when there is
    no such editor, or it ends with an error.
    """
    at = [f"+{line}"] if line and Path(command[0]).name in _TAKES_LINE else []
    fix = 'set EDITOR to a text editor that waits, such as EDITOR="nano" or EDITOR="code --wait"'
    try:
        done = subprocess.run([*command, *at, str(path)], check=False)  # noqa: S603 - the user's own editor
    except OSError as fault:
        raise UsageError(f"{command[0]} cannot be started: {in_words(fault)}", where="EDITOR", fix=fix) from fault
    if done.returncode:
        what = f"{command[0]} ended with an error ({done.returncode}); the file is as it left it"
        raise UsageError(what, where="EDITOR", fix=fix)


def picked_again(
    workspace: Workspace, slot: Slot, *, now: datetime, tell: Tell
) -> tuple[Proposed | None, DataError | None]:
    """Pick again over what was edited, and return what came of it, and the first edit that does not fit."""
    try:
        found = propose(workspace, slot, now=now, tell=tell)
    except DataError as broken:
        return None, broken
    if not found.misfits:
        return found, None
    first = found.misfits[0]
    rest = tuple(notice for notice in found.notices if notice not in found.misfits)
    return replace(found, notices=rest), DataError(first.what, where=first.where, fix=first.fix)


def line_in(fault: DataError) -> int:
    """Return the line that a fault names, 0 when it names none."""
    place = _LINE.search(fault.where)
    return int(place[1]) if place else 0
