"""The text of a running order, taken apart so that nothing of it is lost.

A sheet is a head (keys above the first story), blocks (one ``[[story]]`` each,
with the comments right above it) and a tail of bench lines that start with
``#|``.  Blocks are kept as text and parsed one by one, so a comment stays where
its author put it, whatever moves around it.

The machine signs what it writes: ``machine`` in a block holds a mark for each
value, ``name:mark``; a value that no longer has its mark is the editor's, and so
for ever: its mark becomes ``!``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from json import dumps
from typing import Any

from digest.errors import DataError, nearest
from digest.text.toml_lines import line_of_keys

BENCH = "#|"
EDITED = "!"
MINE = ("headline", "section", "quotes", "highlights", "score", "reason", "articles", "offered")
YOURS = ("id", "place", "lock", "drop", "deck", "kicker", "note", "path")
HEAD = ("subject", "preheader", "note", "approved_by", "approved", "order", "dropped", "wrote", "sponsor")
YES_OR_NO = ("lock", "drop")
LISTS = ("quotes", "highlights", "articles", "offered", "dropped", "wrote")
CHOICES = {"place": ("lead", "story", "brief"), "order": ("machine", "yours")}

_HEADER = re.compile(r"\s*\[\[\s*story\s*\]\]\s*(?:#.*)?")
_MACHINE = re.compile(r"\s*machine\s*=")
_FENCE = re.compile('"""|' + "'''")


@dataclass(frozen=True, slots=True)
class Block:
    """One ``[[story]]`` with its text, its values, and the line it starts on (from 1)."""

    text: str
    values: Mapping[str, Any]
    line: int

    @property
    def id(self) -> str:
        """The story it is about; '' where only a path is given."""
        return str(self.values.get("id", ""))

    @property
    def marks(self) -> dict[str, str]:
        """What the machine signed, by key; empty when the line is gone: then all is the editor's."""
        pairs = (word.partition(":") for word in str(self.values.get("machine", "")).split())
        return {name: signed for name, _, signed in pairs}

    def edited(self, name: str) -> bool:
        """Say whether a value of the machine's is now the editor's, changed or taken out."""
        signed = self.marks.get(name)
        if signed is None:
            return name in self.values
        return signed == EDITED or name not in self.values or mark(self.values[name]) != signed

    @property
    def touched(self) -> bool:
        """Whether anybody changed anything in it, a comment included."""
        return self.marks.get("all") != mark(_unsigned(self.text))

    def line_of(self, key: str) -> int:
        """Return the line of a key in the whole file, else the block's first."""
        found = line_of_keys(self.text).get(f"story[0].{key}")
        return self.line + found - 1 if found else self.line + _header_at(self.text)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A running order, taken apart; `loose` are the editor's own lines among the bench."""

    head: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    loose: str = ""

    def line_of(self, key: str) -> int:
        """Return the line of a key above the stories, 1 when it is not there."""
        return line_of_keys(self.head).get(key, 1)


def read_sheet(text: str, where: str) -> Sheet:
    """Take a running order apart; `DataError` names file and line of what is wrong with it."""
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        spot = re.search(r"line (\d+)", str(fault))
        what = f"the running order is no TOML: {str(fault).partition(' (at ')[0]}"
        place = f"{where}, line {spot[1] if spot else text.count(chr(10)) + 1}"
        raise DataError(what, where=place, fix="mend that line, or delete the file to begin anew") from fault
    pieces = list(_pieces(text))
    head = pieces[0][0]
    values = tomllib.loads(head)
    _check(values, HEAD, head, where, 1, "")
    blocks: list[Block] = []
    loose = ""
    for piece, line in pieces[1:]:
        own, tail = _without_bench(piece)
        loose += tail
        block = block_of(own, line)
        _check(tomllib.loads(own), ("story",), own, where, line, "")
        _check(block.values, (*MINE, *YOURS, "machine"), own, where, line, "story[0].")
        blocks.append(block)
    return Sheet(head, values, tuple(blocks), loose)


def mark(value: object) -> str:
    """Return eight hex digits that stand for a value."""
    return sha256(dumps(value, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()[:8]


def sign(text: str, signed: Mapping[str, str]) -> str:
    """Return a block's text with its ``machine`` line made anew; ``all`` is the text's mark unless given."""
    whole = signed.get("all", mark(_unsigned(text)))
    words = [f"{name}:{value}" for name, value in signed.items() if name != "all"]
    return f'{_unsigned(text).rstrip()}\nmachine = "{" ".join([*words, f"all:{whole}"])}"\n'


def _unsigned(text: str) -> str:
    """Return a block's text without its ``machine`` line and what stands around it."""
    kept = [row for row, inside in _rows(text) if inside or not _MACHINE.match(row)]
    return "\n".join(kept).strip("\n")


def block_of(text: str, line: int) -> Block:
    """Return the block that a text of one ``[[story]]`` is."""
    stories: Sequence[Mapping[str, Any]] = tomllib.loads(text).get("story", [{}])
    return Block(text, stories[0], line)


def _check(values: Mapping[str, Any], known: Sequence[str], text: str, where: str, line: int, table: str) -> None:
    """Raise `DataError` with its line for the first key that is misspelt or has a value of the wrong kind."""
    for name, value in values.items():
        if wrong := _wrong(name, value) if name in known else _strange(name, known, table):
            place = f"{where}, line {line_of_keys(text).get(table + name, 1) + line - 1}"
            raise DataError(wrong[0], where=place, fix=wrong[1])


def _strange(name: str, known: Sequence[str], table: str) -> tuple[str, str]:
    """Say that there is no such key, and what to do about it."""
    if name in HEAD:  # it belongs to the whole file, and would be lost with the story
        shown = name if table else f"[{name}]"
        return f"{shown} stands behind a story", f"move {shown} to the top, above the first [[story]]"
    if not table and (*known,) == ("story",):
        return f"there is no key {name}", "delete it: a story has keys and no tables"
    hint = nearest(name, known)
    return f"there is no key {name}", f"did you mean {hint}?" if hint else f"known here: {', '.join(known)}"


def _wrong(name: str, value: object) -> tuple[str, str] | None:
    """Say what is wrong with a key's value and what to write; None when nothing is."""
    if name in ("story", "score", "sponsor"):
        return None
    if name in YES_OR_NO:
        return None if isinstance(value, bool) else (f"{name} is neither true nor false", f"write {name} = true")
    if name in LISTS:
        good = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return None if good else (f"{name} is no list of texts", f'write {name} = ["…"]')
    if not isinstance(value, str):
        return f"{name} is no text", f'write {name} = "…"'
    choices = CHOICES.get(name, ("",))
    if value and choices != ("",) and value not in choices:
        return f"{name} cannot be {value!r}", f"use one of: {', '.join(choices)}"
    return None


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """Yield the head, then each story, with the line it starts on; comments right above a story go with it."""
    rows = list(_rows(text))
    headers = [number for number, (row, inside) in enumerate(rows) if not inside and _HEADER.fullmatch(row)]
    starts = [0]
    for header in headers:
        start = header
        while start > starts[-1] and rows[start - 1][0].startswith("#") and not rows[start - 1][0].startswith(BENCH):
            start -= 1
        # A comment that opens the file is about the file, not about its first story.
        starts.append(header if start == 0 else start)
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield "".join(row + "\n" for row, _ in rows[start:end]), start + 1


def _rows(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a TOML text, each with whether it stands inside a text of several lines."""
    fence = ""
    for row in text.replace("\r\n", "\n").removesuffix("\n").split("\n"):
        inside = bool(fence)
        rest = row
        while found := _FENCE.search(rest) if not fence else re.search(re.escape(fence), rest):
            if not fence and "#" in rest[: found.start()] and not _in_quotes(rest[: found.start()]):
                break
            fence = "" if fence else found[0]
            rest = rest[found.end() :]
        yield row, inside


def _in_quotes(start: str) -> bool:
    return start.count('"') % 2 == 1 or start.count("'") % 2 == 1


def _without_bench(text: str) -> tuple[str, str]:
    """Part a block from bench lines, which go, and from what the editor wrote after the first of them."""
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


def _header_at(text: str) -> int:
    rows = enumerate(_rows(text))
    return next((number for number, (row, inside) in rows if not inside and _HEADER.fullmatch(row)), 0)
