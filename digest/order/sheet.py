"""The text of a running order, taken apart so that nothing of it is lost.

A sheet is a head (keys above the first story), blocks (one ``[[story]]`` each,
with the comments right above it), bench lines that start with ``#|``, and last the
table ``[machine]``, where the machine keeps the marks of what it wrote (`marks`).
Blocks are kept as text and parsed one by one, so a comment stays where its author
put it, whatever moves around it.

Earlier versions kept the marks in each block, in a line ``machine = …``; it is read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from digest.errors import DataError
from digest.order.broken import refusal
from digest.order.keys import BY_ITEM, HEAD, HEAD_RETIRED, MINE, POST, RETIRED, YOURS, fault_of
from digest.order.marks import EDITED, Marks, line_mark, line_marks, mark, mark_of, read
from digest.text.toml_lines import line_of_keys, open_after
from digest.text.toml_text import TomlFault, read_toml

BENCH = "#|"
JOINED = "joined"  # the mark of what was a story by itself until it was joined to another
MACHINE_NOTE = "# What the machine wrote, to tell your edits from its own lines. Leave it here, at the end."

_HEADER = re.compile(r"\s*\[\[\s*(?:story|post)\s*\]\]\s*(?:#.*)?")
_MACHINE = re.compile(r"\s*\[\s*machine\s*(?:\.\s*\w+\s*)?\]\s*(?:#.*)?")
_OLD_MARKS = re.compile(r"\s*machine\s*=")
_MARKS = re.compile(r"(?:\w+:\S*(?: |$))*")


@dataclass(frozen=True, slots=True)
class OrderBlock:
    """One ``[[story]]``: its text, its values, the line it starts on (from 1), and what the machine wrote in it.

    A ``[[post]]`` is one, too; then `table` says so.
    """

    text: str
    values: Mapping[str, Any]
    line: int
    marks: Marks = field(default_factory=dict)
    table: str = "story"

    @property
    def id(self) -> str:
        """The story it is about; '' where only a path is given."""
        return str(self.values.get("id", ""))

    def lines(self, name: str) -> list[str]:
        """Return a list of texts; an empty one where the key is not there."""
        return list(self.values.get(name, ()))

    def edited(self, name: str) -> bool:
        """Say whether a value of the machine's is now the editor's, changed or taken out."""
        signed = self.marks.get(name)
        if signed is None:
            return name in self.values
        if name in BY_ITEM:
            return [line_mark(name, line) for line in self.lines(name)] != [*signed.split(".")] and (
                bool(self.lines(name)) or signed != "-"
            )
        return signed == EDITED or name not in self.values or mark_of(name, self.values[name]) != signed

    def taken_out(self, name: str) -> frozenset[str]:
        """Return the marks of the lines that an editor took out of a list by item."""
        return line_marks(self.marks, name) - {line_mark(name, line) for line in self.lines(name)}

    @property
    def touched(self) -> bool:
        """Whether anybody changed anything in it, a comment included."""
        return self.marks.get("all") != mark(bare(self.text))

    def line_of(self, key: str) -> int:
        """Return the line of a key in the whole file, else the block's first."""
        found = line_of_keys(self.text).get(f"{self.table}[0].{key}")
        return self.line + found - 1 if found else self.line + _header_at(self.text)


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """A running order, taken apart: its head, its stories, its posts.

    `loose` are the editor's own lines among the bench, `known` the marks of all
    stories that the machine wrote or knows to be taken out, by id, and `signed` the
    mark of the content that was approved.
    """

    head: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    blocks: tuple[OrderBlock, ...] = ()
    posts: tuple[OrderBlock, ...] = ()
    loose: str = ""
    known: Mapping[str, Marks] = field(default_factory=dict)
    signed: str = ""

    def line_of(self, key: str) -> int:
        """Return the line of a key above the stories, 1 when it is not there."""
        return line_of_keys(self.head).get(key, 1)

    @property
    def wrote(self) -> list[str]:
        """The ids of the stories whose blocks the machine wrote last, in order."""
        return [id for id, marks in self.known.items() if "all" in marks]

    def was_story(self, id: str) -> bool:
        """Say whether the machine wrote a block by this *id*, now or before it was joined to another story."""
        return not self.known.get(id, {}).keys().isdisjoint(("all", JOINED))

    @property
    def joined(self) -> frozenset[str]:
        """Every id that a block joins to its story."""
        return frozenset(id for one in self.blocks for id in one.lines("join"))


@lru_cache(maxsize=8)  # one run asks for the same text again and again; nobody changes what comes back
def read_sheet(text: str, where: str) -> OrderSheet:
    """Take a running order apart; `DataError` names file and line of what is wrong with it."""
    text = text.replace("\r\n", "\n")
    pieces = list(_pieces(text))
    try:
        read_toml(text)
    except TomlFault as fault:
        raise refusal(text, [piece for piece, _ in pieces], fault, where) from fault
    head, loose = _without_bench(pieces[0][0])
    values = tomllib.loads(head)
    _check(values, (*HEAD, *HEAD_RETIRED), head, where, 1)
    sheet = OrderSheet(head, values, loose=loose, known=_old_known(values), signed=str(values.get("approved", "")))
    for piece, line in pieces[1:]:
        add = _with_machine if _is_machine(piece) else _with_block
        sheet = add(sheet, piece, where, line)
    present = {one.id for one in sheet.blocks}
    missing = {id: marks for id, marks in sheet.known.items() if id not in present and "all" in marks}
    return replace(sheet, blocks=tuple(_marked(one, sheet.known, missing) for one in sheet.blocks))


def texts_of(text: str) -> list[str]:
    """Return the texts of a running order's head and stories, and an editor's remarks in the machine's table.

    Together they are all that an editor wrote; the machine's table itself is left out.
    """
    return [own for piece, _ in _pieces(text) if (own := _remarks(piece) if _is_machine(piece) else piece)]


def laid_out(text: str) -> tuple[str, list[str], str, str]:
    """Return a running order's head, its stories and posts, the bench, and the machine's table, all as they stand.

    With the bench comes whatever an editor wrote below its first line.
    """
    head, *rest = [piece for piece, _ in _pieces(text)]
    parted = [_at_the_bench(piece) for piece in (head, *(one for one in rest if not _is_machine(one)))]
    table = "".join(piece for piece in rest if _is_machine(piece))
    (own, _), *blocks = parted
    return own, [block for block, _ in blocks], "".join(bench for _, bench in parted), table


def machine_table(text: str) -> str:
    """Return the machine's table of a running order, '' where there is none."""
    return "\n".join(piece.strip("\n") + "\n" for piece, _ in _pieces(text) if _is_machine(piece))


def block_of(text: str, line: int, marks: Marks | None = None) -> OrderBlock:
    """Return the block that a text of one ``[[story]]`` is."""
    stories: Sequence[Mapping[str, Any]] = tomllib.loads(text).get("story", [{}])
    return OrderBlock(text, stories[0], line, marks or {})


def bare(text: str) -> str:
    """Return a block's text without what stands around it, and without the marks that earlier versions wrote in it."""
    kept = [row for row, inside in _rows(text) if inside or not _OLD_MARKS.match(row)]
    return "\n".join(kept).strip("\n")


def _with_block(sheet: OrderSheet, piece: str, where: str, line: int) -> OrderSheet:
    own, loose = _without_bench(piece)
    tables = tomllib.loads(own)
    _check({k: v for k, v in tables.items() if k not in ("story", "post")}, ("story",), own, where, line)
    if "post" in tables:
        post = OrderBlock(own, tables["post"][0], line, table="post")
        _check(post.values, POST, own, where, line, "post[0].")
        return replace(sheet, posts=(*sheet.posts, post), loose=sheet.loose + loose)
    block = block_of(own, line)
    _check(block.values, (*MINE, *YOURS, *RETIRED), own, where, line, "story[0].")
    return replace(sheet, blocks=(*sheet.blocks, block), loose=sheet.loose + loose)


def _with_machine(sheet: OrderSheet, piece: str, where: str, line: int) -> OrderSheet:
    """Add what the machine's table says; what an editor wrote below it is refused, or kept where it is a comment."""
    values = tomllib.loads(piece)
    table = values.pop("machine", {})
    _check(values, ("story",), piece, where, line)
    known = table.pop("stories", {}) if isinstance(table, dict) else {}
    strangers = {f"machine.stories.{name}": name for name, v in known.items() if not _MARKS.fullmatch(str(v))}
    strangers |= {f"machine.{name}": name for name in table if name != "approved"}
    for place, name in strangers.items():
        row = line_of_keys(piece).get(place, 1) + line - 1
        fix = "move it to the top of the file, or into its [[story]]"
        raise DataError(f"{name} stands in the machine's own table", where=f"{where}, line {row}", fix=fix)
    marks = {id: read(str(text)) for id, text in known.items()}
    signed = str(table.get("approved", sheet.signed))
    return replace(sheet, known={**sheet.known, **marks}, signed=signed, loose=sheet.loose + _remarks(piece))


def _remarks(piece: str) -> str:
    return "".join(f"{row}\n" for row, inside in _rows(piece) if not inside and _is_comment(row))


def _old_known(values: Mapping[str, Any]) -> dict[str, Marks]:
    """Return what `wrote` and `dropped` of earlier versions remember: ``id mark`` each."""
    found: dict[str, Marks] = {}
    for key, more in (("dropped", {}), ("wrote", {"all": EDITED})):
        for name in values.get(key, ()):
            id, _, text = name.partition(" ")
            if text or more:
                found[id] = ({"text": text} if text else {}) | more
    return found


def _marked(one: OrderBlock, known: Mapping[str, Marks], missing: Mapping[str, Marks]) -> OrderBlock:
    """Return a block with what the machine wrote in it.

    One whose line `id` was deleted is still about the story, of those that are
    *missing*, that most of its lines were written for.
    """
    if "machine" in one.values:
        return replace(one, marks=read(str(one.values["machine"])))
    if not one.id and "path" not in one.values:
        same = {id: sum(mark_of(n, v) == marks.get(n) for n, v in one.values.items()) for id, marks in missing.items()}
        if best := max(same, key=lambda id: same[id], default="") if any(same.values()) else "":
            one = replace(one, values={"id": best, **one.values})
    return replace(one, marks=known.get(one.id, {}))


def _check(values: Mapping[str, Any], known: Sequence[str], text: str, where: str, line: int, table: str = "") -> None:
    """Raise `DataError` with its line for the first key that is misspelt or has a value of the wrong kind."""
    if fault := fault_of(values, known, in_story=bool(table)):
        name, what, fix = fault
        place = f"{where}, line {line_of_keys(text).get(table + name, 1) + line - 1}"
        raise DataError(what, where=place, fix=fix)


def _is_machine(piece: str) -> bool:
    return any(not inside and _MACHINE.fullmatch(row) for row, inside in _rows(piece)) and not any(
        not inside and _HEADER.fullmatch(row) for row, inside in _rows(piece)
    )


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """Yield the head, then each story and the machine's table, with the line it starts on.

    Comments right above a story go with it.
    """
    rows = list(_rows(text))
    starts = [0]
    last_was_machine = False
    for number, (row, inside) in enumerate(rows):
        if inside or not (_HEADER.fullmatch(row) or _MACHINE.fullmatch(row)):
            continue
        if machine := bool(_MACHINE.fullmatch(row)):
            if not last_was_machine:
                starts.append(number)
            last_was_machine = machine
            continue
        last_was_machine = False
        start = number
        while start > starts[-1] and _is_comment(rows[start - 1][0]):
            start -= 1
        # A comment that opens the file is about the file, not about its first story.
        starts.append(number if start == 0 else start)
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield "".join(row + "\n" for row, _ in rows[start:end]), start + 1


def _is_comment(row: str) -> bool:
    """Say whether a line is an editor's comment, and none of the machine's."""
    return row.startswith("#") and not row.startswith(BENCH) and row != MACHINE_NOTE


def _rows(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a TOML text, each with whether it stands inside a text of several lines."""
    fence = ""
    for row in text.replace("\r\n", "\n").removesuffix("\n").split("\n"):
        inside = bool(fence)
        fence = open_after(row, fence)
        yield row, inside


def _without_bench(text: str) -> tuple[str, str]:
    """Return a block without its bench lines, and what the editor wrote after the first of them."""
    own: list[str] = []
    loose: list[str] = []
    benched = False
    for row, inside in _rows(text):
        if not inside and row.startswith(BENCH):
            benched = True
        elif benched and not inside and (not row.strip() or row.startswith("#")):
            loose.append(row)
        else:
            own.append(row)
    kept = "\n".join(loose).strip("\n")
    return "\n".join(own).strip("\n") + "\n", f"{kept}\n" if kept else ""


def _at_the_bench(piece: str) -> tuple[str, str]:
    """Split a piece where its bench begins."""
    rows = list(_rows(piece))
    at = next((n for n, (row, inside) in enumerate(rows) if not inside and row.startswith(BENCH)), len(rows))
    own, bench = ("".join(f"{row}\n" for row, _ in part) for part in (rows[:at], rows[at:]))
    return own, bench


def _header_at(text: str) -> int:
    rows = enumerate(_rows(text))
    return next((number for number, (row, inside) in rows if not inside and _HEADER.fullmatch(row)), 0)
