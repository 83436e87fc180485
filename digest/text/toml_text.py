"""Read TOML that anybody may have written: within bounds, and a fault names line and key.

The standard parser does the reading.  A key of 40,000 dotted parts costs it 22 s and
gigabytes, so such keys are refused before it sees them; a key given twice it reports
without the key's name.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from digest.text.toml_lines import keys_with_lines

MAX_PARTS = 16  # of one dotted key; ours have four
MAX_CHARS = 1_000_000

_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
# Where a key can begin: a line, a table's header, an inline table.
_DEEP = re.compile(rf"(?:^[ \t]*+\[{{0,2}}|[{{,])[ \t]*+(?:{_PART}){{{MAX_PARTS}}}", re.M)
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_TWICE = ("Cannot overwrite a value", "Cannot declare", "Cannot mutate", "Cannot redefine")


class TomlFault(ValueError):
    """A text that is not TOML, or not within the bounds; `line` counts from 1, `key` is '' when no key is at fault."""

    def __init__(self, what: str, *, line: int, key: str = "", fix: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.key = key
        self.fix = fix

    def place(self, file: str) -> str:
        """Return where the fault is in *file*, as messages say it."""
        return f"{file}, line {self.line}" + (f": {self.key}" if self.key else "")


def read_toml(text: str, *, limit: int = MAX_CHARS) -> dict[str, Any]:
    """Return the table that *text* is; `TomlFault` names line and key.

    Raised too for more than *limit* characters, for keys of more than `MAX_PARTS`
    parts and for values nested beyond Python's own stack.  Cost: O(len(text)).
    """
    if len(text) > limit:
        raise TomlFault(f"it is larger than {limit:,} characters", line=1, fix="make it smaller")
    if deep := _DEEP.search(text):
        what = f"a key has more than {MAX_PARTS} parts"
        raise TomlFault(what, line=text.count("\n", 0, deep.end()) + 1, fix="write shorter keys")
    try:
        return tomllib.loads(text)
    except RecursionError as fault:
        raise TomlFault("values are nested deeper than the reader goes", line=1, fix="write a flat list") from fault
    except ValueError as fault:  # also for a number of more digits than Python reads
        raise _explained(str(fault), text) from fault


def _explained(said: str, text: str) -> TomlFault:
    place = _PLACE.search(said)
    line = int(place[1]) if place and place[1] else text.count("\n") + 1 if place else 1
    what = said[: place.start()] if place else said.partition(":")[0]
    if not what.startswith(_TWICE):
        return TomlFault(f"not TOML: {what}", line=line, fix="see https://toml.io")
    places = list(keys_with_lines(text))
    key = next((name for name, at in places if at == line), "")
    first = next((at for name, at in places if name == key), line)
    if not key or first == line:
        return TomlFault("a key or table is given twice", line=line, key=key, fix="keep one of them")
    return TomlFault(f"{key} is given twice", line=line, key=key, fix=f"keep one; the other is in line {first}")
