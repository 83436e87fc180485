"""An editor's signature under exactly one content.

``approved_by`` names the editor.  When a command first meets that name it adds
``approved``, a mark of the content; from then on any change to what readers
would see asks again.  Scores, reasons and offers are the machine's remarks and
change nothing.
"""

from __future__ import annotations

import tomlkit

from digest.picks.order.sheet import Sheet, mark

REMARKS = ("score", "reason", "articles", "offered", "machine")


def content_mark(sheet: Sheet) -> str:
    """Return the mark of what readers would see of a running order."""
    head = {name: value for name, value in sheet.values.items() if name in ("subject", "preheader", "note")}
    stories = [{name: v for name, v in one.values.items() if name not in REMARKS} for one in sheet.blocks]
    return mark([head, stories])


def approved(sheet: Sheet) -> bool:
    """Say whether an editor's name stands under the present content, or under none yet."""
    signed = str(sheet.values.get("approved", ""))
    return bool(str(sheet.values.get("approved_by", "")).strip()) and signed in ("", content_mark(sheet))


def signed(text: str, sheet: Sheet, *, by: str = "") -> str:
    """Return the running order's text with the present content's mark, and *by* as the name when given."""
    head = tomlkit.parse(sheet.head)
    if by:
        head["approved_by"] = by
    head["approved"] = content_mark(sheet)
    rest = text.replace("\r\n", "\n").removeprefix(sheet.head)
    return tomlkit.dumps(head).rstrip("\n") + "\n\n" + rest.lstrip("\n")
