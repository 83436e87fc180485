"""Article JSON lines: one article a line, the way in for any other tool.

The fields are those of `digest.articles.Article`; the schema is
``digest/data/schema/article.schema.json``.  `headline` and `text` are required,
though `text` may be empty.  JSON is RFC 8259: no NaN, and a name given twice is
reported (the last one counts).
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from digest.errors import DataError, Notice
from digest.sources import FIELDS, Batch, Desk, Origin, decode

SUFFIXES = (".jsonl", ".ndjson")
MEDIA = ("application/jsonl", "application/x-ndjson", "application/jsonlines")
MAX_FILE = 1_000_000_000  # bytes; a hundred thousand long reads


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
    reader = _Reader()
    for number, row in enumerate(text.split("\n"), 1):
        if row.strip():
            _line(desk, reader, row, number, strange)
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
            names = [name for name, _ in pairs]
            self.twice += sorted({name for name in names if names.count(name) > 1})
        return made


def _line(desk: Desk, reader: _Reader, row: str, number: int, strange: dict[str, int]) -> None:
    try:
        fields = reader.read(row)
    except (ValueError, RecursionError) as fault:
        why = "nested too deep" if isinstance(fault, RecursionError) else str(fault).split(": line")[0]
        desk.refuse(DataError(f"the line is not JSON: {why}", fix="write one object a line"), _at(desk, number))
        return
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        what = "the line is no object" if not isinstance(fields, dict) else "text is missing"
        desk.refuse(DataError(what, fix='write {"headline": …, "text": …}'), _at(desk, number))
        return
    for name in reader.twice:
        desk.notices.append(Notice(what=f"{name} is given twice; the last one counts", where=_at(desk, number)))
    for name in fields.keys() - FIELDS:
        strange.setdefault(name, number)
    desk.admit(fields, line_number=number)


def _at(desk: Desk, number: int) -> str:
    return f"{desk.origin.where}, line {number}"


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no JSON number")
