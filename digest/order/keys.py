"""The keys of a running order: who writes each, what kind its value is, and what is said of a wrong one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from digest.errors import nearest

# The machine writes these and an editor may change them; `reason` and `offered` are remarks, and print nothing.
MINE = (
    "headline", "section", "byline", "update", "quotes", "highlights", "also", "related", "reason", "offered",
)  # fmt: skip
YOURS = ("id", "place", "lock", "drop", "deck", "kicker", "note", "path", "split", "join")
# What earlier versions wrote: still read, never written.
RETIRED = ("score", "articles", "machine")
HEAD = ("subject", "preheader", "note", "quote_of_the_day", "approved_by", "order", "dropped", "sponsor")
HEAD_RETIRED = ("approved", "wrote")
POST = ("network", "kind", "story", "quote", "text", "wording", "markup", "alt", "skip", "approved", "when")
BY_ITEM = ("also", "related")  # lists of which each line is kept or taken out for itself

_MARK = re.compile(r"[0-9a-f]{8}")
YES_OR_NO = ("lock", "drop", "update", "skip", "markup")
LISTS = ("quotes", "highlights", "also", "related", "articles", "offered", "split", "join", "dropped", "wrote")
# How a post may be worded: as always, or opening with the article's own question, a figure, or who says it.
WORDINGS = ("plain", "question", "number", "speaker")
CHOICES = {
    "place": ("lead", "story", "brief"),
    "order": ("machine", "yours"),
    "kind": ("story", "quote", "thread", "edition"),
    "wording": WORDINGS,
}
ANYTHING = ("score", "sponsor", "machine")  # looked at by whoever reads them


def wrong_value(name: str, value: object) -> tuple[str, str] | None:
    """Return what is wrong with a key's value and how to fix it; None when nothing is."""
    if name in ANYTHING:
        return None
    if name in YES_OR_NO:
        return None if isinstance(value, bool) else (f"{name} is neither true nor false", f"write {name} = true")
    if name == "when":
        return None if is_moment(value) else (f"{name} is no moment", "write when = 2026-08-10T09:30:00")
    if name in LISTS or (name == "network" and not isinstance(value, str)):
        return None if _is_texts(value) else (f"{name} is no list of texts", f'write {name} = ["…"]')
    if not isinstance(value, str):
        return f"{name} is no text", f'write {name} = "…"'
    choices = CHOICES.get(name, (value,))
    return None if value in ("", *choices) else (f"{name} cannot be {value!r}", f"use one of: {', '.join(choices)}")


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def is_moment(value: object) -> bool:
    """Say whether a value is a day with a time: TOML's own, or as ISO 8601 writes it."""
    if not isinstance(value, str):
        return isinstance(value, datetime)
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return len(value) > len("2026-08-10")


def unknown_key(name: str, known: Sequence[str], *, in_story: bool) -> tuple[str, str]:
    """Return what is wrong with a key that is not known here, and how to fix it."""
    if name in (*HEAD, *HEAD_RETIRED):  # it belongs to the whole file, and would be lost with the story
        shown = name if in_story else f"[{name}]"
        return f"{shown} stands below a story", f"move {shown} to the top, above the first [[story]]"
    if not in_story and "story" in known:
        return f"there is no key {name}", "delete it: a story and a post have keys and no tables"
    hint = nearest(name, known)
    plain = [one for one in known if one not in (*RETIRED, *HEAD_RETIRED)]
    return f"there is no key {name}", f"did you mean {hint}?" if hint in plain else f"known here: {', '.join(plain)}"


def fault_of(values: Mapping[str, object], known: Sequence[str], *, in_story: bool) -> tuple[str, str, str] | None:
    """Return the first key that is misspelt or has a value of the wrong kind: its name, what is wrong, the fix."""
    for name, value in values.items():
        if name == "approved" and known is POST:
            if not isinstance(value, bool) and not (isinstance(value, str) and _MARK.fullmatch(value)):
                return name, "approved is neither true nor the mark of a text", "write approved = true"
            continue
        if fault := wrong_value(name, value) if name in known else unknown_key(name, known, in_story=in_story):
            return name, *fault
    return None
