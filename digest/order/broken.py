"""A running order that is no TOML: which line, what is wrong with it, and what to type."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence

from digest.errors import DataError
from digest.text.toml_lines import line_of_keys
from digest.text.toml_text import TomlFault

_SPOT = re.compile(r"line (\d+), column (\d+)")
_OPEN = ("Unclosed", "Unterminated")  # found where the next thing begins, or at the end
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


def refusal(text: str, pieces: Sequence[str], fault: TomlFault, where: str) -> DataError:
    """Return the error that says which line of *text* is wrong and how to fix it.

    *pieces* are its head and stories: a fault is looked for in each by itself, so
    that a mark that is not closed is not found at the end of the file.
    """
    if not isinstance(fault.__cause__, tomllib.TOMLDecodeError):  # beyond the bounds: no parser may look at it again
        what = f"the running order cannot be read: {fault.what}"
        return DataError(what, where=f"{where}, line {fault.line}", fix=fault.fix)
    first, piece, said = next(_faults(pieces), (0, text, fault.__cause__))
    rows = text.split("\n")
    row = first + _row(piece, str(said))
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


def _row(piece: str, said: str) -> int:
    """Return the line of *piece* that a fault stands in; of what was never closed, where it begins."""
    spot = _SPOT.search(said)
    row = int(spot[1]) if spot else piece.count("\n") + 1
    if spot and not said.startswith(_OPEN):
        return row
    keys = [line for key, line in line_of_keys(piece).items() if not key.endswith((".", "]"))]
    at_start = spot is not None and not piece.split("\n")[row - 1][: int(spot[2]) - 1].strip()
    return max((line for line in keys if line < row or (line == row and not at_start)), default=row)


def _faults(pieces: Sequence[str]) -> Iterator[tuple[int, str, Exception]]:
    """Yield each piece that has a fault: the lines before it, its text, the fault."""
    before = 0
    for piece in pieces:
        try:
            tomllib.loads(piece)
        except (ValueError, RecursionError) as fault:
            yield before, piece, fault
        before += piece.count("\n")


def _twice(row: str) -> str:
    return next(iter(line_of_keys(row)), "")
