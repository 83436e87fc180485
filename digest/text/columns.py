"""How many columns text takes where every character has one or two: a terminal, a text part (UAX 11)."""

from __future__ import annotations

from digest.text.graphemes import pieces


def width(text: str) -> int:
    """Return the columns of *text*; what has no width (joiners, marks, isolates, controls) takes none."""
    if text.isascii() and text.isprintable():
        return len(text)
    import wcwidth  # its tables cost 20 ms: only for text that needs them

    # In pieces: a run of flags costs it the square of its length.
    return sum(int(wcwidth.width(piece, control_codes="ignore")) for piece in pieces(text))


def clip(text: str, room: int) -> str:
    """Return *text* in at most *room* columns, with an ellipsis where it was cut; no cluster is broken."""
    if width(text) <= room:
        return text
    import wcwidth

    return str(wcwidth.clip(text[: 8 * room], 0, max(room - 1, 0), fillchar="", control_codes="ignore")) + "…"
