"""The ledger for its operators: list it, correct it, export and import it, rebuild it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from typing import Any, BinaryIO

from digest.errors import DataError
from digest.ledger.database import Ledger, Row, open_ledger
from digest.ledger.segments import open_lists
from digest.line.history import manifests
from digest.outbox.read import exists
from digest.workspace import Workspace


def with_ledger(workspace: Workspace, ask: Callable[[Ledger], list[Row]]) -> list[Row]:
    """Return what *ask* reads from the ledger, brought in line with the outbox; [] where there is no ledger yet."""
    known = list(manifests(workspace))
    if not known and not workspace.ledger.exists():
        return []
    with open_ledger(workspace.ledger, workspace.readers) as ledger:
        ledger.reconcile(known, exists=lambda key: exists(workspace.outbox, key))
        return ask(ledger)


def of_segments(workspace: Workspace, names: str) -> dict[str, list[Row]]:
    """Return what the ledger holds of each segment that *names* means, by its name; brought in line first."""
    from digest.jobs.segments import segments_named
    from digest.line.pool import reconcile

    segments = segments_named(workspace.settings, names)
    if not workspace.ledger.exists() and not any(next(manifests(workspace.of(s.name)), None) for s in segments):
        return {one.name: [] for one in segments}
    with open_lists(workspace.ledger, workspace.settings.newsletter.id) as lists:
        reconcile(workspace, lists)
        return {one.name: lists.of(one.name).rows() for one in segments}


def forget(workspace: Workspace, name: str) -> list[Row]:
    """Take the rows that *name* means out of the ledger and return them."""
    with open_ledger(workspace.ledger, workspace.readers) as ledger:
        rows = ledger.find(name)
        ledger.forget(rows)
        return rows


def retract(workspace: Workspace, names: Sequence[str], why: str) -> tuple[list[Row], list[str]]:
    """Mark the rows as retracted that the first of *names* means which the ledger knows.

    Returns them and the steps of their correction; `UsageError` where it knows none.
    """
    with open_ledger(workspace.ledger, workspace.readers) as ledger:
        ledger.reconcile(manifests(workspace), exists=lambda key: exists(workspace.outbox, key))
        rows = ledger.find(*names)
        ledger.retract(rows, why)
    slots = dict.fromkeys(row.slot for row in rows)
    return rows, [f"digest build --slot {slot} --revise {json.dumps(why, ensure_ascii=False)}" for slot in slots]


def exported(workspace: Workspace) -> str:
    """Return the ledger as JSON lines, sorted by slot and story, the keys of a line sorted too."""
    rows = sorted(
        with_ledger(workspace, lambda ledger: ledger.rows(forgotten=True)), key=lambda row: (row.slot, row.story)
    )
    return "".join(json.dumps(asdict(row), ensure_ascii=False, sort_keys=True) + "\n" for row in rows)


def imported(workspace: Workspace, source: BinaryIO, where: str) -> int:
    """Read what `exported` wrote; `DataError` names a line that is not a row of a ledger."""
    rows: list[dict[str, Any]] = []
    for number, raw in enumerate(source, 1):
        if raw.strip():
            rows.append(_row(raw, f"{where}, line {number}"))
    with open_ledger(workspace.ledger, workspace.readers) as ledger:
        return ledger.put_back(rows)


def _row(raw: bytes, where: str) -> dict[str, Any]:
    try:
        row = json.loads(raw)
        facts = json.loads(row["facts"])
    except (ValueError, TypeError, KeyError, RecursionError):
        row, facts = {}, None
    names = {spec.name for spec in fields(Row)}
    texts = isinstance(row, dict) and set(row) == names and all(isinstance(value, str) for value in row.values())
    if not texts or not isinstance(facts, dict):
        raise DataError("the line is not a row of a ledger", where=where, fix="write it with digest ledger export")
    return dict(row)


def rebuild(workspace: Workspace) -> int:
    """Rebuild the ledger from the outbox's manifests; return how many stories it holds then.

    A damaged one is set aside; what was retracted comes back from the corrections
    that were published.
    """
    known = list(manifests(workspace))
    try:
        return _rebuilt(workspace, known)
    except DataError:
        for ending in ("", "-wal", "-shm"):
            file = workspace.ledger.with_name(workspace.ledger.name + ending)
            if file.is_file():
                file.replace(file.with_name(file.name + ".damaged"))
        return _rebuilt(workspace, known)


def _rebuilt(workspace: Workspace, known: Sequence[dict[str, Any]]) -> int:
    with open_ledger(workspace.ledger, workspace.readers) as ledger:
        ledger.clear()
        ledger.reconcile(known, exists=lambda key: exists(workspace.outbox, key))
        return len(ledger.rows())
