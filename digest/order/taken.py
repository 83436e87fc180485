"""What a running order changes, in words, so that an editor sees that it was read."""

from __future__ import annotations

from collections.abc import Iterator

from digest.order.keys import BY_ITEM
from digest.order.merging import absent
from digest.order.sheet import OrderBlock, OrderSheet

_TOP = ("subject", "preheader", "note", "quote_of_the_day", "sponsor")
_CHOICES = ("headline", "section", "byline", "update", "quotes", "highlights")
_ADDED = ("place", "deck", "kicker", "note", "split", "join", "path")


def taken_over(sheet: OrderSheet) -> tuple[str, ...]:
    """Return a line for what was changed at the top of a running order, and one for each story that was."""
    top = [name.replace("_", " ") for name in _TOP if sheet.values.get(name)]
    if sheet.values.get("order") == "yours":
        top.append("order")
    lines = [f"top: {', '.join(top)}"] if top else []
    if out := absent(sheet):
        lines.append(f"taken out: {', '.join(out)}")
    for block in sheet.blocks:
        if words := ", ".join(_changes(block)):
            lines.append(f"{block.id or block.values.get('path', '')}: {words}")
    lines += [f"post: {_post(one)}" for one in sheet.posts]
    return tuple(lines)


def _post(block: OrderBlock) -> str:
    named = (block.values.get(name) for name in ("network", "story", "quote"))
    which = ", ".join(", ".join(one) if isinstance(one, list) else str(one) for one in named if one)
    told = {"skip": "not sent", "text": "your words", "wording": "another wording", "alt": "your alt text"}
    told |= {"when": "your time", "approved": "approved"}
    what = [words for key, words in told.items() if block.values.get(key)]
    return f"{which or 'all'}: {', '.join(what) or 'sent'}"


def _changes(block: OrderBlock) -> Iterator[str]:
    if block.values.get("drop") is True:
        yield "dropped"
        return
    if block.values.get("lock") is True:
        yield "locked"
    yield from (name for name in _CHOICES if block.edited(name))
    for name in BY_ITEM:
        if gone := len(block.taken_out(name)):
            yield f"{gone} of {name} taken out"
        elif block.edited(name):
            yield name
    yield from (name for name in _ADDED if block.values.get(name))
