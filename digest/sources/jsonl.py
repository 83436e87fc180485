"""Article JSON lines: one article a line, the way in for any other tool.

The fields are those of `digest.articles.Article`; the schema is
``digest/data/schema/article.schema.json``.  `headline` and `text` are required,
though `text` may be empty.  JSON is RFC 8259: no NaN, and a name given twice is
reported (the last one counts).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from digest.errors import DataError, Notice
from digest.sources import FIELDS, Batch, Desk, Origin, decode
from digest.sources._prose import prose
from digest.text.clean import plain
from digest.text.repair import repaired

SUFFIXES = (".jsonl", ".ndjson")
MEDIA = ("application/jsonl", "application/x-ndjson", "application/jsonlines")
MAX_FILE = 1_000_000_000  # bytes; a hundred thousand long reads


_Told = dict[tuple[str, str], list[int]]  # field and kind of leftover → the lines that had it
_AS_GIVEN = frozenset({"id", "url", "image", "src", "path", "published", "updated", "language"})
_LONG = frozenset({"text", "analysis"})  # fields of several paragraphs


def claims(head: bytes) -> int:
    """Say that no bytes alone tell: only the file's name makes it one of these."""
    return 0


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the articles of a JSON lines file; a bad line is skipped with a notice."""
    desk = Desk(origin, captured=True)
    try:
        text = decode(raw, limit=MAX_FILE)
    except DataError as refusal:
        desk.refuse(refusal)
        return desk.batch()
    strange: dict[str, int] = {}
    told: _Told = {}
    reader = _Reader()
    for number, row in enumerate(text.split("\n"), 1):
        if row.strip() and (fields := _read_line(desk, reader, row, number, strange)):
            try:
                right = _put_right(fields, number, told)
            except DataError as refusal:  # markup that is nested without end
                desk.refuse(refusal, _at(desk, number))
                continue
            desk.admit(right, line_number=number)
    for (name, kind), lines in told.items():
        many = f" (and in {len(lines) - 1:,} more lines)" if len(lines) > 1 else ""
        what = f"{name}: {kind} were put right{many}; offsets count in the text without them"
        desk.warn(what, where=f"line {lines[0]}", fix="write plain text in UTF-8, without HTML")
    for name, number in strange.items():
        desk.see_field(name, f"line {number}")
    return desk.batch()


class _Reader:
    """One decoder for all lines of a file; `twice` names what the last line gave more than once."""

    def __init__(self) -> None:
        self.twice: list[str] = []
        decoder = json.JSONDecoder(object_pairs_hook=self._table, parse_constant=_no_number)
        self._decode, self._first = decoder.decode, decoder.raw_decode

    def read(self, row: str) -> object:
        """Return the value of a line; `ValueError` when it is none."""
        self.twice = []
        try:
            value, end = self._first(row)
        except ValueError:
            end = -1
        # `decode` allows white space around; a hundred thousand good lines are read in a third less without.
        return value if end == len(row) else self._decode(row)

    def _table(self, pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            self.twice += sorted(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        return made


def _read_line(desk: Desk, reader: _Reader, row: str, number: int, strange: dict[str, int]) -> dict[str, object] | None:
    """Return the fields of a line; None, and a notice, where it gives no article."""
    try:
        fields = reader.read(row)
    except (ValueError, RecursionError) as fault:
        why = "nested too deep" if isinstance(fault, RecursionError) else str(fault).split(": line")[0]
        desk.refuse(DataError(f"the line is not JSON: {why}", fix="write one object a line"), _at(desk, number))
        return None
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        what = "the line is no object" if not isinstance(fields, dict) else "text is missing"
        desk.refuse(DataError(what, fix='write {"headline": …, "text": …}'), _at(desk, number))
        return None
    for name in reader.twice:
        desk.notices.append(
            Notice(what=f"{name} is given twice; the last one counts", where=_at(desk, number), fix="take one out")
        )
    for name in fields.keys() - FIELDS:
        strange.setdefault(name, number)
    return fields


def _put_right(fields: Mapping[str, object], number: int, told: _Told) -> dict[str, object]:
    """Return the fields without what machines left in their texts; what there was is added to *told*."""

    def right(name: str, value: object) -> object:
        if isinstance(value, str):
            return value if name in _AS_GIVEN else words(name, value)
        if isinstance(value, list):
            return [right(name, one) for one in value]
        if isinstance(value, dict):
            return {key: right(key if key in _AS_GIVEN else name, one) for key, one in value.items()}
        return value

    def words(name: str, text: str) -> str:
        found = repaired(text)
        for kind in found.kinds:
            lines = told.setdefault((name, kind), [])
            lines += [number] if lines[-1:] != [number] else []
        if not found.is_html:
            return found.text
        read = prose(plain(found.text))
        return read.text if name in _LONG else " ".join(block.text for block in read.blocks)

    return {name: right(name, value) for name, value in fields.items()}


def _at(desk: Desk, number: int) -> str:
    return f"{desk.origin.where}, line {number}"


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no JSON number")
