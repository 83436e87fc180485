"""How many columns text takes where every character has one or two: a terminal, a text part (UAX 11)."""

from __future__ import annotations

import re
from collections.abc import Callable

from digest.text.graphemes import pieces

# Latin letters, spaces and punctuation that go with them, the euro: each one column, and none joins another.
_ONE_EACH = re.compile("[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u20ac]*")


def width(text: str) -> int:
    """Return the columns of *text*; what has no width (joiners, marks, isolates, controls) takes none."""
    if _ONE_EACH.fullmatch(text):
        return len(text)
    import wcwidth  # its tables cost 20 ms: only for text that needs them

    # In pieces: a run of flags costs it the square of its length.
    return sum(int(wcwidth.width(piece, control_codes="ignore")) for piece in pieces(text))


def ruler(text: str) -> Callable[[str], int]:
    """Return what tells the columns of pieces of *text*, as `width` does; sooner where each character has one."""
    return len if _ONE_EACH.fullmatch(text) else width


def clip(text: str, room: int) -> str:
    """Return *text* in at most *room* columns, with an ellipsis where it was cut; no cluster is broken."""
    if width(text) <= room:
        return text
    if _ONE_EACH.fullmatch(text):
        return text[: max(room - 1, 0)] + "…"
    import wcwidth

    return str(wcwidth.clip(text[: 8 * room], 0, max(room - 1, 0), fillchar="", control_codes="ignore")) + "…"
