"""What agencies' formats share: who may use an item when, and what happens to one that is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from digest.sources import Desk, Retraction

GONE = frozenset({"canceled", "cancelled", "killed", "kill"})


def wire_id(identifier: str) -> str:
    """Return the article id that all versions of an agency's item share."""
    return f"w-{sha256(identifier.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def take(
    desk: Desk, fields: Mapping[str, object], *, identifier: str, status: str, version: object, place: str
) -> None:
    """Add an item by its status: usable, withheld (left out), or canceled (withdraws what came before)."""
    name = status.rpartition(":")[2].casefold() or "usable"
    number = int(version) if isinstance(version, int) or (isinstance(version, str) and version.isdecimal()) else 0
    if identifier and name in GONE:
        why = str(fields.get("headline") or "")[:120]
        where = f"{desk.origin.where}, {place}" if place else desk.origin.where
        desk.retractions.append(Retraction(id=wire_id(identifier), version=number, where=where, why=f"{name}: {why}"))
        desk.leave_out(f"its sender has withdrawn it ({name})", where=place)
        return
    if name != "usable":
        desk.leave_out(f"its sender does not want it published ({name})", where=place)
        return
    known = {name: value for name, value in fields.items() if value not in ("", None, [])}
    desk.admit({**known, "id": wire_id(identifier) if identifier else "", "version": version or ""}, place=place)
