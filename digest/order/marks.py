"""What the machine remembers of what it wrote, so that it can tell an editor's edit from its own line.

A mark is a hash of a value.  Where a value no longer has its mark, it is the editor's
and stays so: its mark becomes ``!``.  Of the lists in `BY_ITEM` every
line has a mark of its own, since an editor takes out one line and wants the rest
to follow the machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from json import dumps

from digest.order.keys import BY_ITEM

EDITED = "!"
_SHORT = 6  # hex digits of the mark of one line of a list

Marks = Mapping[str, str]


def mark(value: object) -> str:
    """Return eight hex digits that stand for a value."""
    return sha256(dumps(value, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()[:8]


def mark_of(name: str, value: object) -> str:
    """Return the mark of the value of the key *name*; of a list by item, those of its lines."""
    if name in BY_ITEM and isinstance(value, list | tuple):
        return ".".join(line_mark(name, line) for line in value) or "-"
    return mark(value)


def line_mark(name: str, line: str) -> str:
    """Return the mark of one line of the list by item *name*; a line of `also` is known by the id it begins with."""
    return mark(id_of(line) if name == "also" else line)[:_SHORT]


def id_of(line: str) -> str:
    """Return the id that a line such as ``id: headline (site)`` begins with; else the whole line."""
    name, colon, _ = line.partition(": ")
    return name if colon and name and " " not in name else line


def line_marks(marks: Marks, name: str) -> frozenset[str]:
    """Return the marks of the lines that the machine last had for a list by item."""
    return frozenset(marks.get(name, "").split(".")) - {"", "-"}


def written(marks: Marks) -> str:
    """Return marks as one text; `read` takes it apart."""
    return " ".join(f"{name}:{value}" for name, value in marks.items())


def read(text: str) -> dict[str, str]:
    """Return the marks that `written` wrote."""
    return {name: value for name, _, value in (word.partition(":") for word in text.split()) if name}


def three_ways(name: str, listed: Sequence[str], before: frozenset[str], now: Sequence[str]) -> list[str]:
    """Merge the list by item *name*: what an editor has *listed*, the machine's lines *before* (marks) and *now*.

    A line the editor took out stays out, one the editor wrote stays, a new one of
    the machine's comes last, one that the machine no longer has goes.  The
    editor's order holds; a line that the machine still has is brought up to date.
    """
    today = {line_mark(name, line): line for line in now}
    asked = {line_mark(name, line): line for line in listed}
    kept = [today.get(key, line) for key, line in asked.items() if key in today or key not in before]
    return [*kept, *(line for key, line in today.items() if key not in asked and key not in before)]
