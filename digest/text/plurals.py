"""Numbers with their nouns, in the English of messages; a locale's own plurals are CLDR's (`press.locales`)."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 story, 3 stories, 1,200 copies; *many* defaults to *one* and an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
