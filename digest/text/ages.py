"""How long ago, in the words of a message: one unit, the largest that fits."""

from __future__ import annotations

from datetime import timedelta

from digest.text.plurals import counted

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def age(span: timedelta) -> str:
    """Return "3 days", "1 hour", "12 minutes" or "moments"; a span below zero counts as none."""
    seconds = span.total_seconds()
    for size, name in _UNITS:
        if seconds >= size:
            number = int(seconds // size)
            return counted(number, name)
    return "moments"
