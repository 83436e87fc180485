"""One entry of a file of ``[[post]]`` at a time: what is in it, and the file with one changed.

For programs that edit what people may edit too: the desk, the share sheet's file.
Comments, order and whatever else stands in the file stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from digest.errors import DataError
from digest.order.keys import POST
from digest.order.sheet import OrderBlock, OrderSheet, read_sheet
from digest.order.writing import toml

NOTE = """\
# What marketing wants of the posts of {slot}: the share sheet and the desk write it, and you may.
# One [[post]] each: network, story or quote, then text, wording, alt, when, approved or skip = true.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEntry:
    """One ``[[post]]``: which posts it is about, and what is wanted of them.

    `network` is one name ('' for every network); `kind`, `story` and `quote` say which of
    its posts.  What is not wanted is '' or False; `approved` is True or the mark of
    one text.
    """

    network: str = ""
    kind: str = ""
    story: str = ""
    quote: str = ""
    text: str = ""
    wording: str = ""
    markup: bool = False
    alt: str = ""
    skip: bool = False
    approved: bool | str = False
    when: str = ""

    @property
    def about(self) -> tuple[str, str, str, str]:
        """Which posts it is about."""
        kind = self.kind or ("quote" if self.quote else "story" if self.story else "edition")
        return (self.network, kind, "" if self.quote else self.story, self.quote)

    @property
    def wants_nothing(self) -> bool:
        """Whether it says no more than which posts it is about; of a quote that is enough to send it."""
        return not (self.text or self.wording or self.alt or self.skip or self.approved or self.when)


def read_posts_file(text: str, where: str) -> OrderSheet:
    """Take a file of posts apart; `DataError` with file and line for what has no place in it."""
    sheet = read_sheet(text, where)
    if sheet.blocks or sheet.values:
        row = sheet.blocks[0].line_of("id") if sheet.blocks else sheet.line_of(next(iter(sheet.values)))
        what = "a story, or a key above the first [[post]], stands in a file of posts"
        raise DataError(what, where=f"{where}, line {row}", fix="move it to the running order")
    return sheet


def entries(text: str, where: str) -> tuple[PostEntry, ...]:
    """Return the entries of a file of posts, one of several networks once for each."""
    found: list[PostEntry] = []
    for block in read_posts_file(text, where).posts:
        found += [_entry(block, network) for network in _networks(block)]
    return tuple(found)


def with_entry(text: str, entry: PostEntry, *, where: str, slot: str = "") -> str:
    """Return a file of posts with *entry* in it: in the place of those about the same posts, else at its end.

    An entry that wants nothing takes them out; one of a quote without a network stays,
    as it says that the quote goes out.  A table of several networks keeps the others.
    """
    import tomlkit  # 6 ms, and most runs write nothing

    read_posts_file(text, where)  # a broken file is never written over
    document = tomlkit.parse(text.replace("\r\n", "\n") or NOTE.format(slot=slot))
    tables: Any = document.get("post", [])
    place = -1
    for number in reversed(range(len(tables))):
        table = tables[number]
        names = [table.get("network", "")] if isinstance(table.get("network", ""), str) else list(table["network"])
        if entry.network not in names or _read(table, entry.network).about != entry.about:
            continue
        if len(names) > 1:
            table["network"] = [name for name in names if name != entry.network]
        elif place < 0 and not _gone(entry):
            place = number
        else:
            del tables[number]
            place -= place > number
    if place >= 0:
        _fill(tables[place], entry)
    elif "post" in document and not tables:
        del document["post"]
    kept = tomlkit.dumps(document)
    if place >= 0 or _gone(entry):
        return kept
    return f"{kept.rstrip()}\n\n{_written(entry)}".lstrip("\n")


def _gone(entry: PostEntry) -> bool:
    return entry.wants_nothing and not (entry.quote and not entry.network)


def _networks(block: OrderBlock) -> list[str]:
    names = block.values.get("network", "")
    return [names] if isinstance(names, str) else [*map(str, names)] or [""]


def _entry(block: OrderBlock, network: str) -> PostEntry:
    return _read(block.values, network)


def _read(values: Mapping[str, Any], network: str) -> PostEntry:
    told: dict[str, Any] = {spec.name: values[spec.name] for spec in fields(PostEntry) if spec.name in values}
    for name, value in told.items():
        if not isinstance(value, bool):
            told[name] = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return PostEntry(**{**told, "network": network})


def _values(entry: PostEntry) -> dict[str, object]:
    return {name: value for name in POST if (value := getattr(entry, name))}


def _fill(table: Any, entry: PostEntry) -> None:
    """Write *entry* into a table that is there: its keys in place, those that are no longer wanted gone."""
    import tomlkit

    wanted = _values(entry)
    for name in POST:
        if name in table and name not in wanted:
            del table[name]
    for name, value in wanted.items():
        old = table.get(name)
        now = old.isoformat() if hasattr(old, "isoformat") else old
        if now != value and now != [value]:
            table[name] = tomlkit.value(_toml(name, value))


def _written(entry: PostEntry) -> str:
    return "\n".join(["[[post]]", *(f"{name} = {_toml(name, value)}" for name, value in _values(entry).items())]) + "\n"


def _toml(name: str, value: object) -> str:
    return str(value) if name == "when" and _bare_moment(str(value)) else toml(value)


def _bare_moment(text: str) -> bool:
    """Say whether TOML writes a moment as it is: it needs seconds."""
    import tomllib

    try:
        return not isinstance(tomllib.loads(f"when = {text}")["when"], str | int | float | bool)
    except ValueError:
        return False
