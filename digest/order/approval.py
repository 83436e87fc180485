"""An editor's signature under exactly one content.

``approved_by`` names the editor.  When a command first meets that name it adds
``approved``, a mark of the content and one of the name; from then on any change
to what readers would see asks again, until the name is written again.  Scores,
reasons and offers are the machine's remarks and change nothing.
"""

from __future__ import annotations

from digest.order.marks import mark
from digest.order.sheet import OrderSheet, texts_of
from digest.order.writing import machine

REMARKS = ("score", "reason", "articles", "offered", "machine")
CONTENT = ("subject", "preheader", "note", "sponsor")


def content_mark(sheet: OrderSheet, gone: frozenset[str] = frozenset()) -> str:
    """Return the mark of what readers would see of a running order; the stories *gone* were retracted since."""
    head = {name: value for name, value in sheet.values.items() if name in CONTENT}
    if quote := sheet.values.get("quote_of_the_day"):
        head["quote_of_the_day"] = quote
    if sheet.posts:
        head["posts"] = [{k: v for k, v in one.values.items() if k != "approved"} for one in sheet.posts]
    stories = [
        {name: v for name, v in one.values.items() if name not in REMARKS}
        for one in sheet.blocks
        if one.values.get("id") not in gone
    ]
    return mark([head, stories])


def approved(sheet: OrderSheet, gone: frozenset[str] = frozenset()) -> bool:
    """Say whether an editor signed the present content, or wrote a name that is not bound to any content yet.

    A name other than the one that was bound is a new signature.  Without the stories
    *gone*, retracted since, it is another content.
    """
    name = _name(sheet)
    content, _, who = sheet.signed.partition(" ")
    return bool(name) and (not content or content == content_mark(sheet, gone) or who != mark(name))


def bound(sheet: OrderSheet, gone: frozenset[str] = frozenset()) -> bool:
    """Say whether the signature is bound to the present content already."""
    return sheet.signed == f"{content_mark(sheet, gone)} {mark(_name(sheet))}"


def signed(text: str, sheet: OrderSheet, *, by: str = "", gone: frozenset[str] = frozenset()) -> str:
    """Return the running order's text with the signature bound to its content, *by* as the name when given."""
    name = by.strip() or _name(sheet)
    import tomlkit  # 6 ms, and most runs sign nothing

    head, *rest = texts_of(text)
    document = tomlkit.parse(head)
    document.pop("approved", None)  # where earlier versions kept it
    if document.get("approved_by") != name:
        document["approved_by"] = name
    table = machine(sheet.known, f"{content_mark(sheet, gone)} {mark(name)}")
    return "\n\n".join(part.strip("\n") for part in (tomlkit.dumps(document), *rest, table)) + "\n"


def _name(sheet: OrderSheet) -> str:
    return str(sheet.values.get("approved_by", "")).strip()
