"""ninjs 1 to 3 (IPTC news in JSON): agencies' items with embargo, versions and kills.

One item a file, a list of items, or one a line.  Pictures and packages are left out;
a picture that a text names among its associations is the text's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from digest.errors import DataError
from digest.sources import Batch, Desk, Origin, decode
from digest.sources._guards import json_value
from digest.sources._metadata import byline, deck_of, names_in, section_of, text_of
from digest.sources._prose import joined, prose
from digest.sources._wire import take
from digest.text.clean import plain
from digest.text.languages import language_tag

SUFFIXES = (".ninjs", ".json")
MEDIA = ("application/ninjs+json",)

MAX_ITEMS = 10_000

_OWN = re.compile(
    rb'"(?:versioncreated|versionCreated|pubstatus|pubStatus|body_xhtml|body_text|body_html|contentcreated|firstcreated)"\s*:'
    rb"|\"name\"\s*:\s*\"ninjs\""
)
_URI = re.compile(rb'"uri"\s*:')
_Table = Mapping[str, object]


def claims(head: bytes) -> int:
    """Say how sure bytes that begin with *head* are ninjs: its own members tell."""
    if head[:1] not in b"{[" or not _URI.search(head):
        return 0
    return 2 if _OWN.search(head) else 1


def read(raw: bytes, origin: Origin) -> Batch:
    """Return the text items of a ninjs file as articles."""
    desk = Desk(origin)
    try:
        for number, (item, twice) in enumerate(_items(decode(raw), desk), 1):
            if number > MAX_ITEMS:
                desk.warn(f"a file has at most {MAX_ITEMS:,} items; the rest was not read", fix="part it")
                break
            for name in sorted(set(twice)):
                desk.warn(
                    f"{name} is given twice; the last one counts", where=f"item {number}: {name}", fix="take one out"
                )
            _admitted(item, desk, f"item {number}")
    except DataError as refusal:
        desk.refuse(refusal)
    return desk.batch()


def _admitted(item: _Table, desk: Desk, place: str) -> None:
    try:
        _item(item, desk, place)
    except DataError as refusal:
        desk.refuse(refusal, f"{desk.origin.where}, {place}")


def _items(text: str, desk: Desk) -> Iterator[tuple[_Table, list[str]]]:
    """Yield the items of an object, a list, or of lines with one object each."""
    try:
        found = [json_value(text)]
    except DataError:
        rows = [row for row in text.split("\n") if row.strip()]
        if len(rows) < 2 or not all(row.lstrip().startswith("{") for row in rows[:50]):
            raise
        found = [json_value(row) for row in rows]
    for value, twice in found:
        items = value.get("items", [value]) if isinstance(value, dict) else value
        for item in items if isinstance(items, list) else [value]:
            if isinstance(item, dict):
                yield item, twice
            else:
                desk.refuse(DataError("the item is no object", fix="write each item as {…}"))


def _item(raw: _Table, desk: Desk, place: str) -> None:
    item = {name.lower(): value for name, value in raw.items()}
    kind = str(item.get("type") or "text")
    if kind not in ("text", "composite"):
        desk.leave_out(f"it is a {kind[:40]}, not a text", where=place)
        return
    body = _body(item)
    subjects = [name for key in ("subject", "subjects", "keywords") for name in names_in(item.get(key))]
    fields: dict[str, object] = {
        "headline": _headline(item),
        "text": body,
        "deck": deck_of(_first_value(item, "descriptions", "description_text", "description_html"), body),
        "published": _first_text(item, "firstcreated", "contentcreated", "versioncreated"),
        "updated": _text(item, "versioncreated"),
        "embargo": item.get("embargoed") or item.get("embargo"),
        "url": next((one for name in ("url", "href", "link", "uri") if "://" in (one := _text(item, name))), ""),
        "language": language_tag(_text(item, "language")),
        "author": byline([text_of(told)] if (told := _first_text(item, "byline", "by")) else names_in(item.get("by"))),
        "located": text_of(_text(item, "located")),
        "urgency": item.get("urgency"),
        "section": _section(item) if item.get("section") or subjects else "",
        "subjects": subjects,
        "usage": text_of(_text(item, "usageterms") or _rights(item)),
        "site": text_of(_text(item, "copyrightholder") or next(names_in(item.get("infosources")), "")),
        "image": _picture(item),
    }
    identifier = _first_text(item, "uri", "guid")
    version = item.get("version")
    take(desk, fields, identifier=identifier, status=_text(item, "pubstatus"), version=_whole(version), place=place)


def _section(item: _Table) -> str:
    named = next((item[name] for name in ("section", "subject", "subjects") if item.get(name)), None)
    return section_of(names_in(named))


def _first_text(item: _Table, *names: str) -> str:
    return next((text for name in names if (text := _text(item, name))), "")


def _whole(version: object) -> object:
    if isinstance(version, str) and version.isdecimal():
        return int(version)
    return version if isinstance(version, int) else ""


def _headline(item: _Table) -> object:
    """Return the headline; what is no text goes on as it is, to be refused by name."""
    given = item.get("headline")
    if given in (None, "") and isinstance(item.get("headlines"), list):
        given = _first_value(item, "headlines")
    if given in (None, ""):
        given = item.get("slugline") or item.get("title")
    return text_of(escape(given, quote=False)) if isinstance(given, str) else given


def _body(item: _Table) -> str:
    for name in ("body_html", "body_xhtml"):
        if text := _text(item, name):
            return joined(prose(plain(text)).blocks)
    for one in _tables(item.get("bodies")):
        if text := _text(one, "value"):
            html = "html" in (_text(one, "contenttype") or "html")
            return joined(prose(plain(text)).blocks) if html else _plain_body(text)
    return _plain_body(_text(item, "body_text"))


def _plain_body(text: str) -> str:
    parts = (part.strip() for part in re.split(r"\n\s*\n|\n(?=\S)", plain(text)))
    return "\n\n".join(part for part in parts if part)


def _first_value(item: _Table, many: str, *names: str) -> str:
    """Return the main one of a list of {role, value} (ninjs 2), else the first of the named members."""
    rows = list(_tables(item.get(many)))
    rows.sort(key=lambda row: _text(row, "role") not in ("", "main", "summary"))
    values = [_text(row, "value") for row in rows] + [_text(item, name) for name in names]
    return next((text_of(value) for value in values if value), "")


def _picture(item: _Table) -> object:
    """Return the first picture among an item's associations, in its largest rendition."""
    given = item.get("associations")
    rows = list(given.values()) if isinstance(given, dict) else given
    for one in _tables(rows):
        if _text(one, "type") != "picture":
            continue
        renditions = one.get("renditions")
        found = list(_tables(list(renditions.values()) if isinstance(renditions, dict) else renditions))
        best = max(found, key=lambda row: _number(row.get("width")), default=None)
        if best is not None:
            return {
                "src": _text(best, "href"),
                "width": best.get("width"),
                "height": best.get("height"),
                "alt": text_of(_text(one, "altText") or _text(one, "alttext") or _text(one, "headline")),
                "caption": _first_value(one, "descriptions", "description_text"),
                "credit": text_of(_text(one, "creditline") or _text(one, "byline")),
            }
    return None


def _rights(item: _Table) -> str:
    rights = item.get("rightsinfo")
    table = rights[0] if isinstance(rights, list) and rights else rights
    return _text(table, "usageterms") if isinstance(table, dict) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _tables(value: object) -> Iterator[_Table]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        yield from (one for one in value if isinstance(one, dict))


def _text(table: _Table, name: str) -> str:
    value = table.get(name)
    return value if isinstance(value, str) else ""
