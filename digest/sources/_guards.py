"""What is looked at before any parser: size, depth, entities, compression.

A parser that never sees a bomb needs no luck.  Each refusal names its limit.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from digest.errors import DataError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_DOCUMENT = 100_000_000  # bytes of one XML or JSON document; a year of a large newsroom has 60 million
MAX_OPENED = 200_000_000  # bytes that a compressed file may open to
MAX_RATIO = 200  # times its size; text is seldom smaller than a twentieth when compressed
MAX_EXPANSION = 1_000_000  # characters that a document's own entities may stand for
MAX_JSON_DEPTH = 60  # arrays and objects inside one another; ninjs has eight
MAX_ROOM = 1_000_000  # bytes that any file may open to, whatever its size

MAX_ATTRIBUTES = 500  # of one element

_CROWDED = re.compile(
    rb"<[a-zA-Z][\w:-]*+(?>\s++[\w:@.*-]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>=`]++))?+){%d}" % MAX_ATTRIBUTES
)
_ENTITY = re.compile(rb"<!ENTITY\s+(%\s+)?([\w.:-]+)\s+(SYSTEM|PUBLIC|\"[^\"]*\"|'[^']*')", re.I)
_REFERENCE = re.compile(rb"&(?!#)[\w.:-]+;")


def opened(raw: bytes) -> bytes:
    """Return what a gzip file holds; `DataError` when it opens to more than is sensible, or is broken."""
    limit = min(MAX_OPENED, max(MAX_ROOM, len(raw) * MAX_RATIO))
    parts: list[bytes] = []
    size, rest = 0, raw
    try:
        while rest.startswith(b"\x1f\x8b"):
            member = zlib.decompressobj(wbits=31)
            part = member.decompress(rest, limit - size + 1)
            size += len(part)
            if size > limit:
                raise DataError(f"the file opens to more than {limit:,} bytes", fix="unpack it and look at it")
            if not member.eof:
                raise DataError("the compressed file breaks off", fix="fetch it again")
            parts.append(part)
            rest = member.unused_data
    except zlib.error as fault:
        raise DataError(f"the compressed file is broken: {fault}", fix="fetch it again") from fault
    return b"".join(parts)


def check_entities(raw: bytes) -> None:
    """Refuse a document whose own entities are many, nested, or come from elsewhere.

    Raises `DataError`.  The few that old feeds declare for a space or a letter pass.
    """
    if b"<!ENTITY" not in raw and b"<!entity" not in raw:
        return
    total = 0
    for parameter, name, value in _ENTITY.findall(raw):
        if parameter or value[:1] not in b"\"'":
            raise DataError("the file declares external entities; none is read", fix="remove the <!ENTITY …> lines")
        if _REFERENCE.search(value):
            raise DataError(
                "the file declares entities made of entities; at most plain ones are read",
                fix="write out what they stand for",
            )
        total += (len(value) - 2) * raw.count(b"&" + name + b";")
    if total > MAX_EXPANSION:
        what = f"the file's own entities stand for more than {MAX_EXPANSION:,} characters"
        raise DataError(what, fix="remove the <!ENTITY …> lines")


def check_tags(raw: bytes) -> None:
    """Refuse markup with a tag of very many attributes: a parser compares each with all before it.

    Raises `DataError`.
    """
    if _CROWDED.search(raw):
        raise DataError(f"a tag has more than {MAX_ATTRIBUTES:,} attributes", fix="look at the file")


def xml_tree(raw: bytes) -> _Element:
    """Return the root of a well-formed XML document, entities unresolved, nothing fetched.

    Raises `DataError` for what is not well-formed, too large or too deep.
    """
    from lxml import etree  # 30 ms that only formats in XML pay

    if len(raw) > MAX_DOCUMENT:
        raise DataError(f"the file is larger than {MAX_DOCUMENT:,} bytes", fix="split it")
    if b"<!DOCTYPE" in raw:  # in XML no entity is declared without it, nor in small letters
        check_entities(raw)
    check_tags(raw)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        said = str(fault)
        if "depth" in said:
            raise DataError("elements are nested deeper than 256 levels", fix="look at the file") from fault
        if "huge" in said.lower() or "too long" in said.lower():
            raise DataError("one element is larger than 10,000,000 bytes", fix="look at the file") from fault
        row = getattr(fault, "lineno", 0) or 0
        where = f"line {row}" if row else ""
        raise DataError(f"the file is not XML: {said.split(', line')[0]}", where=where, fix="correct it") from fault


def json_value(text: str) -> tuple[object, list[str]]:
    """Return a JSON document by RFC 8259, and the names that an object gives twice.

    Raises `DataError` for NaN, what is nested too deep, and what is no JSON.
    """
    twice: list[str] = []

    def table(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            names = [name for name, _ in pairs]
            twice.extend(sorted(name for name, times in Counter(names).items() if times > 1))
        return made

    if too_deep(text):
        raise DataError(f"values are nested deeper than {MAX_JSON_DEPTH} levels", fix="look at the file")
    try:
        return json.loads(text, object_pairs_hook=table, parse_constant=_no_number), twice
    except (ValueError, RecursionError) as fault:
        row = getattr(fault, "lineno", 0)
        said = str(fault).split(": line")[0]
        where = f"line {row}" if row else ""
        raise DataError(f"the file is not JSON: {said}", where=where, fix="correct it") from fault


def too_deep(text: str) -> bool:
    """Say whether brackets outside strings lie deeper than `MAX_JSON_DEPTH`."""
    if text.count("[") + text.count("{") <= MAX_JSON_DEPTH:
        return False
    depth = 0
    for found in _BRACKETS.finditer(text):
        mark = found[0]
        if mark in "[{":
            depth += 1
            if depth > MAX_JSON_DEPTH:
                return True
        elif mark in "]}":
            depth -= 1
    return False


_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]')


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no JSON number")
