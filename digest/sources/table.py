"""Tables of links, CSV or XLSX: the sheet in which an editor collects what goes in.

Columns are known by name, in any order: headline, url, note, section, quote, author,
date, deck, text, image, language, site.  A row with only an address is fetched.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from digest.errors import DataError, nearest
from digest.sources import Batch, Desk, Link, Origin
from digest.sources._charset import text_of_page
from digest.sources._metadata import byline, names_in, text_of, unquoted
from digest.text.clean import plain
from digest.text.dates import read_date
from digest.text.urls import safe_url, untracked

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

SUFFIXES = (".csv", ".tsv", ".xlsx")
MEDIA = ("text/csv", "text/tab-separated-values", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")

MAX_ROWS = 20_000
MAX_COLUMNS = 100
SHOWN = 5  # of the columns that mean nothing here; a spreadsheet has many
MAX_OPENED = 200_000_000  # bytes that a workbook may open to
MAX_TABLE = 50_000_000

_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("headline", "title", "titel", "titre", "titulo", "überschrift"), "headline"),
    **dict.fromkeys(("url", "link", "address", "href", "web", "adresse"), "url"),
    **dict.fromkeys(("note", "notes", "comment", "why", "notiz"), "note"),
    **dict.fromkeys(("section", "category", "column", "ressort", "rubrik", "rubrique"), "section"),
    **dict.fromkeys(("quote", "quotation", "zitat", "citation"), "quote"),
    **dict.fromkeys(("author", "authors", "byline", "by", "autor"), "author"),
    **dict.fromkeys(("date", "published", "datum", "fecha"), "published"),
    **dict.fromkeys(("deck", "summary", "description", "excerpt", "subtitle"), "deck"),
    **dict.fromkeys(("text", "body", "content"), "text"),
    **dict.fromkeys(("image", "picture", "photo"), "image"),
    **dict.fromkeys(("image_alt", "alt"), "image_alt"),
    **dict.fromkeys(("tags", "subjects", "keywords"), "subjects"),
    **dict.fromkeys(("language", "lang"), "language"),
    **dict.fromkeys(("site", "source", "publication"), "site"),
    "id": "id",
}


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are a workbook; a CSV file is known by its name."""
    return (
        2
        if head.startswith(b"PK\x03\x04") and (b"xl/" in head or (b"[Content_Types].xml" in head and b"xl/" in head))
        else 0
    )


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the rows of a table as articles, and as links those that are only addresses."""
    desk = Desk(origin)
    try:
        if len(raw) > MAX_TABLE:
            raise DataError(f"the table is larger than {MAX_TABLE:,} bytes", fix="split it")
        rows = _workbook(raw) if raw.startswith(b"PK\x03\x04") else _lines(raw, desk)
        _take(rows, desk)
    except DataError as refusal:
        desk.refuse(refusal)
    return desk.batch()


def _lines(raw: bytes, desk: Desk) -> Iterator[Sequence[object]]:
    text, fault = text_of_page(raw)
    if fault:
        desk.warn(fault, fix="save it as UTF-8")
    rows = plain(text).split("\n")
    first = rows[0] if rows else ""
    if re.fullmatch(r"sep=.", first):
        mark, rows = first[-1], rows[1:]
    else:
        mark = max(",;\t|", key=first.count)
    try:
        yield from csv.reader((f"{row}\n" for row in rows), delimiter=mark)
    except csv.Error as fault_:
        raise DataError(f"the table is no CSV: {fault_}", fix="save it as CSV again") from fault_


def _workbook(raw: bytes) -> Iterator[Sequence[object]]:
    """Yield the rows of the sheet called "picks", else of the first one."""
    book = _opened(raw)
    try:
        names = {name.casefold(): name for name in book.sheetnames}
        sheet = book[names.get("picks", book.sheetnames[0])]
        yield from sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS)
    except Exception as fault:  # openpyxl has no error of its own: a broken workbook raises any
        raise DataError(
            f"the workbook cannot be read ({type(fault).__name__})", fix="save it again, or as CSV"
        ) from fault
    finally:
        book.close()


def _opened(raw: bytes) -> Workbook:
    from io import BytesIO  # bytes in memory; no file is opened
    from zipfile import BadZipFile, ZipFile

    try:
        size = sum(one.file_size for one in ZipFile(BytesIO(raw)).infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise DataError("the workbook is broken", fix="save it again, or as CSV") from fault
    if size > MAX_OPENED:
        raise DataError(f"the workbook opens to more than {MAX_OPENED:,} bytes", fix="split it")
    from openpyxl import load_workbook  # a third of a second that only workbooks pay

    try:
        return load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    except Exception as fault:  # as above
        raise DataError(
            f"the workbook cannot be read ({type(fault).__name__})", fix="save it again, or as CSV"
        ) from fault


def _take(rows: Iterator[Sequence[object]], desk: Desk) -> None:
    columns: dict[int, str] = {}
    for number, row in enumerate(rows, 1):
        if number > MAX_ROWS:
            desk.warn(f"a table has at most {MAX_ROWS:,} rows; the rest was not read", fix="part it")
            return
        if not any(_cell(value) for value in row):
            continue
        if not columns:
            columns = _columns(row, desk, number)
            continue
        fields = {name: row[at] for at, name in columns.items() if at < len(row) and _cell(row[at])}
        if fields:
            _row(fields, desk, f"row {number}")
    if not columns:
        desk.leave_out("the table is empty")


def _columns(row: Sequence[object], desk: Desk, number: int) -> dict[int, str]:
    """Return the columns that are known, by position; raise when no column is a headline or an address."""
    names = [_cell(value).casefold().replace(" ", "_") for value in row[:MAX_COLUMNS]]
    known = {at: _NAMES[name] for at, name in enumerate(names) if name in _NAMES}
    if not {"headline", "url"} & set(known.values()):
        wanted = "give the first row the names headline, url, note, section, quote"
        raise DataError("no column is called headline or url", where=f"row {number}", fix=wanted)
    strange = [name for name in names if name and name not in _NAMES]
    hints = {name: hint for name in strange if (hint := nearest(name, sorted(_NAMES)))}
    for name, hint in hints.items():
        desk.warn(f"there is no column {name!r}; it was ignored", where=f"row {number}", fix=f"did you mean {hint}?")
    if rest := [name for name in strange if name not in hints]:
        shown = ", ".join(map(repr, rest[:SHOWN])) + (f" and {len(rest) - SHOWN} more" if len(rest) > SHOWN else "")
        what = f"there is no column {shown}; it was ignored" if len(rest) == 1 else f"columns ignored: {shown}"
        desk.warn(what, where=f"row {number}", fix="call those that are meant headline, url, note, section or quote")
    return known


def _row(fields: Mapping[str, object], desk: Desk, place: str) -> None:
    cells = {name: plain(_cell(value)).strip() for name, value in fields.items()}
    url = cells.get("url", "")
    url = untracked(url) if safe_url(url) else url
    published = read_date(fields.get("published", ""), desk.origin.zone) or cells.get("published", "")
    title = text_of(cells.get("headline", ""))
    section = text_of(cells.get("section", ""))
    if not title:
        _link(url, section, desk, place)
        return
    quote, note = cells.get("quote", ""), cells.get("note", "")
    made: dict[str, object] = {
        **{name: text_of(cells.get(name, "")) for name in ("deck", "site", "language", "image_alt", "id")},
        "headline": title,
        "url": url,
        "section": section,
        "published": published,
        "text": cells.get("text", ""),
        "author": byline(names_in(cells.get("author", "").split(","))),
        "subjects": list(names_in(cells.get("subjects", "").split(","))),
        "image": cells.get("image", ""),
        "takeaways": [{"text": unquoted(quote) or quote, "note": note}] if quote else [],
        "analysis": note if note and not quote else "",
    }
    article = desk.admit({name: value for name, value in made.items() if value not in ("", None, [])}, place=place)
    if article is not None and article.url and not article.text:
        desk.links.append(Link(url=article.url, kind="page", title=title, section=section, optional=True))


def _link(url: str, section: str, desk: Desk, place: str) -> None:
    if safe_url(url):
        desk.links.append(Link(url=url, kind="page", section=section, where=f"{desk.origin.where}, {place}"))
    else:
        desk.warn("skipped: the row has neither a headline nor an address", where=place, fix="give it one")


def _cell(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return "" if value is None else str(value).strip()
