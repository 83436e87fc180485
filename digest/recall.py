"""Between the slots: the ledger in line with the outbox, the editor's file read and written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from typing import Any, BinaryIO

from digest.articles import Article
from digest.errors import ApprovalError, BusyError, DataError
from digest.ledger import Ledger, Row, open_ledger
from digest.outbox.keys import in_order
from digest.outbox.read import entries, exists, manifest
from digest.picks.choose import Pick
from digest.picks.fingerprints import Press
from digest.picks.memory import Memory, facts_of, keys_of
from digest.picks.slots import Slot
from digest.workspace import Workspace

MAX_ORDER = 2_000_000  # characters of a running order


def memory(workspace: Workspace, slot: Slot) -> Memory:
    """Return what readers already had, the ledger brought in line with the outbox first.

    Without a ledger and without editions nothing is remembered, and no file is made.
    """
    known = list(manifests(workspace))
    if not known and not workspace.ledger.exists():
        return Memory()
    picks = workspace.settings.picks
    with open_ledger(workspace.ledger, workspace.settings.newsletter.id) as ledger:
        ledger.reconcile(known, exists=lambda key: exists(workspace.outbox, key))
        return ledger.memory(slot, repeat_days=picks.repeat_days, quote_editions=picks.quote_editions)


def manifests(workspace: Workspace) -> Iterator[dict[str, Any]]:
    """Yield the manifests of this newsletter's editions in the outbox, the oldest first."""
    prefix = f"{workspace.settings.newsletter.id}-"
    for key in sorted((entry.key for entry in entries(workspace.outbox)), key=in_order):
        if key.startswith(prefix):
            found = manifest(workspace.outbox, key)
            if found.get("newsletter", workspace.settings.newsletter.id) == workspace.settings.newsletter.id:
                yield found


def story_facts(picks: Sequence[Pick], batch: Sequence[Article]) -> dict[str, dict[str, object]]:
    """Return by story id what a manifest's items must hold beside their own, for later editions.

    *batch* are all articles of the slot: they tell what a word is worth.
    """
    press = Press(batch)
    return {pick.story.id: facts_of(pick.story, press.pair(pick.story.lead, pick.story.members)) for pick in picks}


def reserve(workspace: Workspace, slot: Slot, key: str, items: Sequence[dict[str, Any]]) -> None:
    """Claim the manifest's *items* for *slot* before publishing; `BusyError` when another run has them."""
    with open_ledger(workspace.ledger, workspace.settings.newsletter.id) as ledger:
        ledger.reserve(slot.name, key, items)


def confirm(workspace: Workspace, slot: Slot, key: str, looked_at: Sequence[Article], day_quote: str = "") -> None:
    """Note that the edition is there, which articles were looked at, and its quote of the day."""
    with open_ledger(workspace.ledger, workspace.settings.newsletter.id) as ledger:
        ledger.confirm(key)
        dated, undated = ([a for a in looked_at if (a.published is None) is without] for without in (False, True))
        ledger.look_at(slot.name, _names(dated), _names(undated), day_quote)


def _names(articles: Iterable[Article]) -> list[str]:
    return [name for article in articles for name in keys_of(article)]


def order_text(workspace: Workspace, slot: Slot) -> str:
    """Return the editor's running order for *slot*, '' where there is none."""
    path = workspace.running_order(slot.name)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as fault:
        raise DataError("the running order is not UTF-8", where=order_name(slot), fix="save it as UTF-8") from fault
    if len(text) > MAX_ORDER:
        raise DataError(f"the running order is longer than {MAX_ORDER:,} characters", where=order_name(slot))
    return text.removeprefix("\ufeff")


def order_name(slot: Slot) -> str:
    """Return how messages name a slot's running order."""
    return f"running-order/{slot.name}.toml"


def write_order(workspace: Workspace, slot: Slot, text: str, *, before: str) -> None:
    """Replace the running order in one step: an editor never sees half of it, and no crash leaves half.

    *before* is the text that *text* was made of.  Raises `BusyError` when an editor
    saved another meanwhile; the version replaced is kept in the cache.  Line ends
    stay those of the file.
    """
    path = workspace.running_order(slot.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if order_text(workspace, slot) != before:
        what = "the running order was saved by somebody else meanwhile; their words stand"
        raise BusyError(what, where=order_name(slot), fix="run it again")
    if path.exists():
        last = path.read_bytes()
        kept = workspace.cache / "running-order" / path.name
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(last)
        if b"\r\n" in last:
            text = text.replace("\n", "\r\n")
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with part.open("wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def require_approval(workspace: Workspace, slot: Slot) -> None:
    """Raise `ApprovalError` unless an editor signed exactly the present running order.

    A name that is met for the first time is bound to the content it stands under.
    """
    if workspace.settings.picks.approval != "required":
        return
    from digest.picks.order.approval import approved, bound, signed
    from digest.picks.order.sheet import read_sheet

    text = order_text(workspace, slot)
    where = order_name(slot)
    fix = f'digest pick --slot {slot.name} --approve NAME, or write approved_by = "NAME" at its top'
    if not text:
        fix = f"digest pick --slot {slot.name}, look at {where}, then {fix.partition(', or')[0]}"
        raise ApprovalError("the edition waits for an editor's approval", where=where, fix=fix)
    sheet = read_sheet(text, where)
    if not approved(sheet):
        was = str(sheet.values.get("approved_by", ""))
        what = f"the running order changed after {was} approved it" if was else "the running order is not approved yet"
        if was:
            fix = f"digest pick --slot {slot.name} --approve NAME, or delete the line approved = … to sign it anew"
        raise ApprovalError(what, where=f"{where}, line {sheet.line_of('approved_by')}", fix=fix)
    if not bound(sheet):
        write_order(workspace, slot, signed(text, sheet), before=text)


def with_ledger(workspace: Workspace, ask: Callable[[Ledger], list[Row]]) -> list[Row]:
    """Return what *ask* reads off the ledger, brought in line with the outbox; no file is made for nothing."""
    known = list(manifests(workspace))
    if not known and not workspace.ledger.exists():
        return []
    with open_ledger(workspace.ledger, workspace.settings.newsletter.id) as ledger:
        ledger.reconcile(known, exists=lambda key: exists(workspace.outbox, key))
        return ask(ledger)


def forget(workspace: Workspace, name: str) -> list[Row]:
    """Take the rows that *name* means out of the ledger and return them."""
    with open_ledger(workspace.ledger, workspace.settings.newsletter.id) as ledger:
        rows = ledger.find(name)
        ledger.forget(rows)
        return rows


def retract(workspace: Workspace, name: str, why: str) -> tuple[list[Row], list[str]]:
    """Mark the rows that *name* means as retracted; return them and the steps of their correction."""
    with open_ledger(workspace.ledger, workspace.settings.newsletter.id) as ledger:
        ledger.reconcile(manifests(workspace), exists=lambda key: exists(workspace.outbox, key))
        rows = ledger.find(name)
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
    """Read what `exported` wrote; `DataError` names the line that is no row of a ledger."""
    rows: list[dict[str, Any]] = []
    for number, raw in enumerate(source, 1):
        if raw.strip():
            rows.append(_row(raw, f"{where}, line {number}"))
    with open_ledger(workspace.ledger, workspace.settings.newsletter.id) as ledger:
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
        raise DataError("the line is no row of a ledger", where=where, fix="write it with digest ledger export")
    return dict(row)


def rebuild(workspace: Workspace) -> int:
    """Make the ledger anew from the outbox's manifests; return how many stories it holds then.

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
    with open_ledger(workspace.ledger, workspace.settings.newsletter.id) as ledger:
        ledger.clear()
        ledger.reconcile(known, exists=lambda key: exists(workspace.outbox, key))
        return len(ledger.rows())


def retracted(workspace: Workspace, slot: Slot) -> list[dict[str, Any]]:
    """Return what was retracted of *slot*, for the manifest of its correction; no ledger is made for nothing."""
    if not workspace.ledger.exists():
        return []
    with open_ledger(workspace.ledger, workspace.settings.newsletter.id) as ledger:
        return ledger.retracted_of(slot.name)
