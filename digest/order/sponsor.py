"""The sponsor of an edition: the table ``[sponsor]`` above the stories of a running order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.errors import DataError, nearest
from digest.picks.edits import SponsorWish
from digest.text.clean import line
from digest.text.urls import safe_url

if TYPE_CHECKING:
    from digest.order.sheet import OrderSheet

LABELS = ("sponsored", "advertisement")
_KEYS = ("name", "text", "url", "label", "picture", "alt")
_NEEDED = {"name": "who pays", "text": "what they say"}


def sponsor_of(sheet: OrderSheet, where: str) -> SponsorWish | None:
    """Return the sponsor that a running order names, None for none.

    Raises `DataError` with file and line for a key that is not known, a value that
    is no text, a name or text that is missing, a label or an address that will not do.
    """
    table = sheet.values.get("sponsor")
    if table is None:
        return None
    values = _texts(table, sheet, where)
    for name, means in _NEEDED.items():
        if not values.get(name):
            raise _refusal(f"the sponsor has no {name}", sheet, where, "", f'write {name} = "…": {means}')
    if (label := values.setdefault("label", LABELS[0])) not in LABELS:
        raise _refusal(f"label cannot be {label!r}", sheet, where, "label", f"use one of: {', '.join(LABELS)}")
    if (url := values.get("url", "")) and not safe_url(url).startswith(("https:", "http:", "mailto:")):
        raise _refusal("the sponsor's address cannot be linked", sheet, where, "url", 'write url = "https://…"')
    if "url" in values:
        values["url"] = safe_url(values["url"])
    return SponsorWish(**values, where=f"{where}, line {sheet.line_of('sponsor')}")


def _texts(table: object, sheet: OrderSheet, where: str) -> dict[str, str]:
    if not isinstance(table, dict):
        raise _refusal("sponsor is no table", sheet, where, "", 'write [sponsor], and name = "…" below it')
    for name, value in table.items():
        if name not in _KEYS:
            near = nearest(name, _KEYS)
            fix = f"did you mean {near}?" if near else f"known here: {', '.join(_KEYS)}"
            raise _refusal(f"a sponsor has no key {name}", sheet, where, name, fix)
        if not isinstance(value, str):
            raise _refusal(f"{name} is no text", sheet, where, name, f'write {name} = "…"')
    return {name: line(value) for name, value in table.items()}


def _refusal(what: str, sheet: OrderSheet, where: str, key: str, fix: str) -> DataError:
    row = sheet.line_of(f"sponsor.{key}" if key else "sponsor")
    return DataError(what, where=f"{where}, line {row}", fix=fix)
