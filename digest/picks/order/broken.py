"""A running order that is no TOML: which line, what is wrong with it, and what to type."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence

from digest.errors import DataError
from digest.text.toml_lines import line_of_keys

_SPOT = re.compile(r"line (\d+)")
# What the standard parser says, in its order of likelihood here, and how an editor would fix it.
_FIXES = (
    ("Illegal character", 'close the text with " at the end of its line'),
    ("Unterminated string", "close the text with the marks that it began with"),
    ("Expected newline", 'a " inside a text is written \\" (or use “ and ”); everything else belongs after a #'),
    ("Unclosed array", "close the list above with ]; a comma stands between its texts"),
    ("Invalid value", 'put the text between marks: "…"'),
    ("Cannot overwrite", "the key is given twice: delete one of the lines"),
    ("Cannot declare", "the table is there twice: delete one of them"),
    ("Expected '='", 'write it as name = "…", or put a # before a remark'),
    ("Invalid statement", 'write it as name = "…", or put a # before a remark'),
    ("Unescaped", "write \\\\ for a backslash"),
)


def refusal(text: str, pieces: Sequence[str], fault: Exception, where: str) -> DataError:
    """Return the error that says which line of *text* is wrong and how to fix it.

    *pieces* are its head and stories: a fault is looked for in each by itself, so
    that a mark that is not closed is not found at the end of the file.
    """
    first, said = next(_faults(pieces), (0, fault))
    spot = _SPOT.search(str(said))
    rows = text.split("\n")
    row = min(first + int(spot[1]) if spot else first + text[: len(text)].count("\n") + 1, len(rows))
    while row > 1 and not rows[row - 1].strip():  # what is not closed is told of at the next thing that follows
        row -= 1
    what = str(said).partition(" (at ")[0]
    fix = next((fix for begins, fix in _FIXES if begins in what), "correct the line")
    if "Cannot overwrite" in what and (name := _twice(rows[row - 1])):
        what = f"{name} is there twice"
    return DataError(
        f"the running order cannot be read: {what[:1].lower()}{what[1:]}",
        where=f"{where}, line {row}",
        near=rows[row - 1].strip()[:100],
        fix=fix,
    )


def _faults(pieces: Sequence[str]) -> Iterator[tuple[int, Exception]]:
    """Yield each piece's fault with the lines that stand before the piece."""
    before = 0
    for piece in pieces:
        try:
            tomllib.loads(piece)
        except (tomllib.TOMLDecodeError, RecursionError) as fault:
            yield before, fault
        before += piece.count("\n")


def _twice(row: str) -> str:
    return next(iter(line_of_keys(row)), "")
