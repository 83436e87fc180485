"""A running order's text with one thing changed in it; all else stays to the letter, comments included."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from digest.order.sheet import BENCH, laid_out
from digest.order.writing import toml

Value = str | bool | list[str] | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Laid:
    """One ``[[story]]`` or ``[[post]]`` as it stands: by which `name` it is known, its text, its values."""

    name: str
    table: str
    text: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """A running order in parts that together are all of it."""

    head: str
    values: Mapping[str, Any]
    blocks: tuple[Laid, ...]
    bench: str
    machine: str

    @property
    def text(self) -> str:
        """The whole file."""
        return "".join([self.head, *(block.text for block in self.blocks), self.bench, self.machine])

    @property
    def names(self) -> list[str]:
        """How its stories and posts are known, in order."""
        return [block.name for block in self.blocks]

    def block(self, name: str) -> Laid | None:
        """Return the story or post known as *name*."""
        return next((block for block in self.blocks if block.name == name), None)


@lru_cache(maxsize=8)
def layout(text: str) -> Layout:
    """Take a running order that can be read (`digest.order.sheet.read_sheet`) into its parts."""
    head, blocks, bench, machine = laid_out(text)
    return Layout(head, tomllib.loads(head), tuple(_laid(blocks)), bench, machine)


def with_top(page: Layout, key: str, value: Value | None) -> Layout:
    """Return *page* with a key above the stories set, or taken out (None)."""
    import tomlkit

    document = tomlkit.parse(page.head)
    if value is None:
        document.pop(key, None)
    elif isinstance(value, Mapping):
        table = tomlkit.table()
        for name, text in value.items():
            table[name] = tomlkit.value(toml(text))
        document[key] = table
    elif document.get(key) != value:
        document[key] = tomlkit.value(toml(value))
    head = tomlkit.dumps(document)
    return replace(page, head=_parted(head) if isinstance(value, Mapping) else head, values=tomllib.loads(head))


def with_value(page: Layout, name: str, key: str, value: Value | None) -> Layout:
    """Return *page* with a key of a story or post set, or taken out (None); unchanged where there is no such block."""
    import tomlkit

    block = page.block(name)
    if block is None or (block.values.get(key) == value if value is not None else key not in block.values):
        return page
    body = block.text.rstrip("\n")
    document = tomlkit.parse(body + "\n")
    tables: Any = document[block.table]
    table = tables[0]
    if value is None:
        del table[key]
    else:
        table[key] = tomlkit.value(toml(value))
    text = tomlkit.dumps(document).rstrip("\n") + block.text[len(body) :]
    return _with(page, replace(block, text=text, values=tomllib.loads(text)[block.table][0]))


def placed_after(page: Layout, name: str, after: str) -> Layout:
    """Return *page* with a block moved after the one known as *after*, '' for the first place."""
    block = page.block(name)
    if block is None or after == name or (after and page.block(after) is None):
        return page
    rest = [one for one in page.blocks if one.name != name]
    return _inserted(replace(page, blocks=tuple(rest)), block, after)


def in_order(page: Layout, names: Sequence[str]) -> Layout:
    """Return *page* with the blocks of *names* in that order, in the places that they have together."""
    wanted = {block.name: block for block in page.blocks if block.name in names}
    queue = iter([replace(wanted[name], text=_parted(wanted[name].text)) for name in names if name in wanted])
    return replace(page, blocks=tuple(next(queue) if block.name in wanted else block for block in page.blocks))


def added(page: Layout, text: str, after: str | None = None) -> Layout:
    """Return *page* with one more block: after the one known as *after* ('' for first place), else last of its kind."""
    (block,) = _laid([text], taken=page.names)
    if after is None or (after and page.block(after) is None):
        same = [one.name for one in page.blocks if one.table == block.table]
        after = same[-1] if same else page.names[-1] if page.blocks and block.table == "post" else ""
    return _inserted(page, block, after)


def removed(page: Layout, name: str) -> Layout:
    """Return *page* without a block."""
    return replace(page, blocks=tuple(block for block in page.blocks if block.name != name))


def off_the_bench(page: Layout, id: str) -> Layout:
    """Return *page* with the bench's lines about a story taken away: it is no longer there."""
    rows = page.bench.split("\n")
    starts = [n for n, row in enumerate(rows) if row.startswith(BENCH) and "[[story]]" in row]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=False):
        last = next((n for n in range(start, end) if not rows[n].startswith(BENCH)), end)
        if any(row == f"{BENCH} id = {toml(id)}" for row in rows[start:last]):
            end = last
            while end > start and rows[end - 1].strip() == BENCH:
                end -= 1
            begin = start - 1 if start and rows[start - 1].strip() == BENCH else start
            return replace(page, bench="\n".join([*rows[:begin], *rows[end:]]))
    return page


def story_block(id: str, headline: str, path: str = "") -> str:
    """Return the block of a story that an editor brings in: by its *id*, or by the *path* of its page."""
    named = f"path = {toml(path)}" if path else f"id = {toml(id)}"
    return (
        "\n".join(["[[story]]", named, *([f"headline = {toml(headline)}"] if headline and not path else [])]) + "\n\n"
    )


def post_block(values: Mapping[str, Value]) -> str:
    """Return the block of a post."""
    return "\n".join(["[[post]]", *(f"{key} = {toml(value)}" for key, value in values.items())]) + "\n\n"


def story_name(values: Mapping[str, Any]) -> str:
    """Return how a story's block is known: its id, else its path."""
    return str(values.get("id") or f"path:{values.get('path', '')}")


def post_name(values: Mapping[str, Any]) -> str:
    """Return how a post's block is known: by the posts it is about."""
    network = values.get("network", "")
    names = ",".join(map(str, network)) if isinstance(network, list) else str(network)
    return "post:" + json.dumps([names, *(str(values.get(key, "")) for key in ("kind", "story", "quote"))])


def _laid(texts: Iterable[str], taken: Sequence[str] = ()) -> list[Laid]:
    found: list[Laid] = []
    for text in texts:
        tables = tomllib.loads(text)
        table = "post" if "post" in tables else "story"
        values = tables.get(table, [{}])[0]
        plain = name = post_name(values) if table == "post" else story_name(values)
        count = 1
        while name in taken or any(one.name == name for one in found):
            count += 1
            name = f"{plain}~{count}"
        found.append(Laid(name, table, text, values))
    return found


def _with(page: Layout, block: Laid) -> Layout:
    return replace(page, blocks=tuple(block if one.name == block.name else one for one in page.blocks))


def _inserted(page: Layout, block: Laid, after: str) -> Layout:
    """Return *page* with *block* inserted after another one, a blank line between them."""
    at = page.names.index(after) + 1 if after else 0
    before = [replace(one, text=_parted(one.text)) if one.name == after else one for one in page.blocks[:at]]
    own = replace(block, text=_parted(block.text))
    return replace(page, head=_parted(page.head), blocks=(*before, own, *page.blocks[at:]))


def _parted(text: str) -> str:
    return text if text.endswith("\n\n") or not text.strip() else text.rstrip("\n") + "\n\n"
