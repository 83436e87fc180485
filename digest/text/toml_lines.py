"""Where each key of a TOML text stands, for messages that name a line.

The standard parser gives values only.  This one reads no values: it follows
table headers and ``key =`` at line starts, which is enough to point at them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADER = re.compile(r"\s*+(\[\[?)\s*+([^\[\]]++)\]\]?\s*+(?:#.*)?")
_KEY = re.compile(r"""\s*+((?:[\w-]++|"[^"]*+"|'[^']*+')(?:\s*+\.\s*+(?:[\w-]++|"[^"]*+"|'[^']*+'))*+)\s*+=(.*)""")
# What a value is made of, as far as quotes go: several lines, a string of one line, a comment.
_PART = re.compile(r"""(\"{3}|'{3})|"(?:[^"\\]|\\.)*+"|'[^']*+'|\#.*""")


def line_of_keys(text: str) -> dict[str, int]:
    """Return the line (from 1) of each dotted key; the n-th ``[[table]]`` is ``table[n]``.

    A key inside an inline table is found by its parent's line.
    """
    found: dict[str, int] = {}
    for name, number in keys_with_lines(text):
        found.setdefault(name, number)
    return found


def keys_with_lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield each dotted key and its line (from 1), in order, and each table by its name with and without a dot."""
    counts: dict[str, int] = {}
    table = ""
    fence = ""
    for number, row in enumerate(text.split("\n"), 1):
        if fence:
            fence = open_after(row, fence)
            continue
        if header := _HEADER.fullmatch(row):
            table = _table(header, counts)
            yield table, number
            yield table + ".", number
        elif key := _KEY.fullmatch(row):
            name = re.sub(r"[\"'\s]", "", key[1])
            yield f"{table}.{name}" if table else name, number
            fence = _left_open(key[2])


def open_after(row: str, fence: str = "") -> str:
    """Return the marks of a text of several lines that is still open after *row*; *fence* was open before it."""
    if not fence:
        return _left_open(row)
    end = row.find(fence)
    return fence if end < 0 else _left_open(row[end + len(fence) :])


def _left_open(value: str) -> str:
    """Return the marks of a text of several lines that begins in *value* and does not end there, '' for none.

    The same marks inside a text of one line, or in a comment, open nothing.
    """
    at = 0
    while part := _PART.search(value, at):
        at = part.end()
        if marks := part[1]:
            end = value.find(marks, at)
            if end < 0:
                return marks
            at = end + len(marks)
    return ""


def _table(header: re.Match[str], counts: dict[str, int]) -> str:
    name = re.sub(r"[\"'\s]", "", header[2])
    if header[1] == "[":
        parent = name.split(".", 1)[0]
        return name.replace(parent, f"{parent}[{counts[parent] - 1}]", 1) if parent in counts else name
    counts[name] = counts.get(name, 0) + 1
    return f"{name}[{counts[name] - 1}]"
