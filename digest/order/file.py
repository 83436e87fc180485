"""The running order on disk: read whole, replaced in one step, published only when signed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from digest import private
from digest.errors import ApprovalError
from digest.order import saved
from digest.order.approval import approved, bound, signed
from digest.order.posts_file import posts_sheet
from digest.order.sheet import OrderSheet, machine_table, read_sheet
from digest.picks.slots import Slot
from digest.workspace import Workspace

WHAT = "the running order"
_REMEMBERS = re.compile(r"(?m)^\s*(\[\s*machine\b|machine\s*=)")


def order_text(workspace: Workspace, slot: Slot) -> str:
    """Return the editor's running order for *slot*, '' where there is none.

    Where an editor deleted the last story and the machine's table with it, the table that
    was written last is used: without it the story would come back, and every line would
    count as an edit.
    """
    path, where = workspace.running_order(slot.name), order_name(workspace, slot)
    text = saved.read(path, WHAT, where)
    if not text.strip() or _REMEMBERS.search(text):
        return text
    table = _remembered(workspace, slot)
    known = table.read_text("utf-8") if table.is_file() else ""
    return f"{text.rstrip()}\n\n{known}" if known else text


def _remembered(workspace: Workspace, slot: Slot) -> Path:
    return workspace.cache / "running-order" / f"{workspace.running_order(slot.name).stem}.machine.toml"


def order_name(workspace: Workspace, slot: Slot) -> str:
    """Return how messages name a slot's running order."""
    return f"running-order/{workspace.running_order(slot.name).name}"


def write_order(workspace: Workspace, slot: Slot, text: str, *, before: str) -> None:
    """Replace the running order in one step: an editor never sees half of it, and no crash leaves half.

    *before* is the text that *text* was made of.  Raises `BusyError` when an editor
    saved another meanwhile; the version replaced is kept in the cache.  Line ends
    stay those of the file.
    """
    path, where = workspace.running_order(slot.name), order_name(workspace, slot)
    saved.refuse_overwriting(order_text(workspace, slot), before, WHAT, where, "run it again")
    private.write(_remembered(workspace, slot), machine_table(text).encode())
    saved.replace(path, text, workspace.cache / "running-order" / path.name)


def with_posts(sheet: OrderSheet, workspace: Workspace, slot: Slot) -> OrderSheet:
    """Return a running order with what the slot's file of posts adds: who signs, signs both."""
    return replace(sheet, posts=(*sheet.posts, *posts_sheet(workspace, slot.name).posts))


def require_approval(workspace: Workspace, slot: Slot, gone: frozenset[str] = frozenset()) -> None:
    """Raise `ApprovalError` unless an editor signed exactly the present running order, the stories *gone* left out.

    A name that is met for the first time is bound to the content it stands under.
    """
    if workspace.settings.picks.approval != "required":
        return
    text = order_text(workspace, slot)
    where = order_name(workspace, slot)
    fix = f'digest pick --slot {slot.name} --approve NAME, or write approved_by = "NAME" at its top'
    if not text:
        fix = f"digest pick --slot {slot.name}, look at {where}, then {fix.partition(', or')[0]}"
        raise ApprovalError("the edition waits for an editor's approval", where=where, fix=fix)
    sheet = with_posts(read_sheet(text, where), workspace, slot)
    if not approved(sheet, gone):
        was = str(sheet.values.get("approved_by", ""))
        since = "a story was retracted" if approved(sheet) else "the running order changed"
        what = f"{since} after {was} approved it" if was else "the running order is not approved yet"
        if was:
            again = f"digest pick --slot {slot.name} --approve NAME"
            fix = f"{again}, or delete the line approved = … at its end to sign it again"
        raise ApprovalError(what, where=f"{where}, line {sheet.line_of('approved_by')}", fix=fix)
    if not bound(sheet, gone):
        write_order(workspace, slot, signed(text, sheet, gone=gone), before=text)
