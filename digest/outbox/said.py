"""Read what a JSON file of the outbox says, whatever somebody wrote into it.

A shell, another consumer or a half-written disk may leave anything: arrays within
arrays a hundred thousand deep, numbers of four hundred digits, half a surrogate pair.
Such a file is data that says nothing, never a reason to stop.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, ValidationError, convert

DEEP = 64  # levels; an edition's manifest has five
_WIDEST = 10**9  # attempts, and seconds of a lease: thirty years
_Number = Annotated[int, Meta(ge=0, le=_WIDEST)]
_Told = dict[str, object]
_FIELDS: Mapping[str, Any] = {
    **dict.fromkeys(("key", "at", "by", "host", "reason", "result", "slot"), str),
    **dict.fromkeys(("lock", "retry", "withdrawn"), bool),
    **dict.fromkeys(("attempt", "pid"), _Number),
    "lease": _Number | Annotated[float, Meta(ge=0, le=_WIDEST)],
    "content": Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")],
    **dict.fromkeys(("after", "message"), _Told),
    "items": list[object],
}


def read_object(content: bytes) -> dict[str, object]:
    """Return the JSON object in *content*; `ValueError` for anything else, too deep a one included."""
    try:
        said = json.loads(content)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(said, dict):
        raise ValueError("no JSON object")
    _check_depth(said)
    # Half a surrogate pair can be written as JSON, but neither printed nor stored.
    clean: dict[str, object] = json.loads(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))
    return clean


def mark_fields(content: bytes) -> dict[str, object]:
    """Return what a mark says; a field of ours with another type than ours is left out.

    Empty when *content* is no JSON object.  Fields that we do not know stay.
    """
    try:
        said = read_object(content)
    except ValueError:
        return {}
    return {name: value for name, value in said.items() if _fits(name, value)}


def is_mark(content: bytes) -> bool:
    """Say whether a mark is empty, as a shell makes it, or says all it says in our types."""
    try:
        return not content.strip() or all(_fits(name, value) for name, value in read_object(content).items())
    except ValueError:
        return False


def _fits(name: str, value: object) -> bool:
    try:
        convert(value, _FIELDS.get(name, object))
    except ValidationError:
        return False
    return True


def _check_depth(value: object) -> None:
    layer, level = [value], 0
    while layer:
        level += 1
        if level > DEEP:
            raise ValueError("nested too deep")
        layer = [inner for outer in layer for inner in _inside(outer)]


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
