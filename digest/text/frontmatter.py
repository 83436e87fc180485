"""Front matter: a block of TOML, YAML or JSON between ``---`` (or ``+++``) lines, or a JSON object, before a page.

Also lines such as ``Title: …`` without a fence, as Pelican and MultiMarkdown have them.
"""

from __future__ import annotations

import json as _json
import re
from collections.abc import Mapping

from digest.errors import DataError
from digest.text.toml_text import TomlFault, read_toml

MAX_CHARS = 100_000  # of the block; all fields of a long page have 10,000
MAX_OPENERS = 1000  # brackets and braces of a YAML block: its reader takes their square

# Eleventy names the language behind the dashes: ---json.
_FENCE = re.compile(r"(?:[ \t]*\n)*(---|\+\+\+)[ \t]*(json|toml|ya?ml)?[ \t]*\n")
_HEADER = re.compile(r"([A-Za-z][A-Za-z_-]{1,30}):[ \t]+(\S.*)")
_TOML_LINE = re.compile(r"""^\s*(\[|[\w."'-]+\s*=)""", re.M)


def split_front_matter(text: str, *, json: bool = False) -> tuple[Mapping[str, object], str, int]:
    """Return the fields, the rest of the text, and the line (from 1) where the rest starts.

    With *json* an object that opens the text is front matter, too, as Hugo has it.
    Text without front matter comes back whole.  Raises `DataError` when the block
    is never closed, is neither TOML nor YAML, is not a table, or is beyond
    `MAX_CHARS`.
    """
    if json and re.match(r"\{\s*[\n\"]", text):
        return _object(text)
    opening = _FENCE.match(text)
    if not opening:
        return {}, text, 1
    closing = re.compile(rf"^{re.escape(opening[1])}[ \t]*$\n?", re.M).search(text, opening.end())
    if not closing:
        raise DataError(
            f"the front matter is opened with {opening[1]} but never closed",
            where="line 1",
            fix=f"put a line {opening[1]} after the last field",
        )
    block = text[opening.end() : closing.start()]
    if len(block) > MAX_CHARS:
        raise DataError(f"the front matter has more than {MAX_CHARS:,} characters", where="line 1", fix="shorten it")
    return (
        _fields(block, "toml" if opening[1] == "+++" else opening[2] or ""),
        text[closing.end() :],
        text.count("\n", 0, closing.end()) + 1,
    )


def split_headers(text: str) -> tuple[Mapping[str, object], str, int]:
    """Return what `split_front_matter` does, of a page that begins with lines such as ``Title: …`` and no fence.

    They end with the first empty line, and a line that is indented goes on with the one
    before.  One of two or more must be the title: else the lines are the page's own words.
    """
    block, _, rest = text.lstrip("\n").partition("\n\n")
    fields: dict[str, object] = {}
    name = ""
    for row in block.split("\n") if len(block) <= MAX_CHARS else ():
        if found := _HEADER.fullmatch(row):
            name = found[1].casefold()
            fields[name] = found[2].strip()
        elif name and row[:1] in (" ", "\t"):
            fields[name] = f"{fields[name]} {row.strip()}"
        else:
            return {}, text, 1
    if len(fields) < 2 or not fields.get("title"):
        return {}, text, 1
    return fields, rest, text.count("\n", 0, len(text) - len(rest)) + 1


def _fields(block: str, language: str) -> Mapping[str, object]:
    """Return the fields of a block in the *language* that it names, or that it looks like."""
    if language == "json" and block.lstrip().startswith("{"):
        return _object(block.lstrip())[0]
    return _toml(block) if language == "toml" or (not language and _looks_like_toml(block)) else _yaml(block)


def _object(text: str) -> tuple[Mapping[str, object], str, int]:
    try:
        fields, end = _json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError) as fault:
        what = "nested too deep" if isinstance(fault, RecursionError) else str(fault)
        raise DataError(
            f"the front matter is not JSON: {what}", where="front matter", fix="correct it there"
        ) from fault
    return fields, text[end:].lstrip("\n"), text.count("\n", 0, end) + 2


def _looks_like_toml(block: str) -> bool:
    first = next((row for row in block.splitlines() if row.strip() and not row.lstrip().startswith("#")), "")
    return bool(_TOML_LINE.match(first))


def _toml(block: str) -> Mapping[str, object]:
    try:
        return read_toml(block)
    except TomlFault as fault:
        place = f"line {fault.line + 1}" + (f": {fault.key}" if fault.key else "")  # a fence stands before it
        raise DataError(f"the front matter is refused as TOML: {fault.what}", where=place, fix=fault.fix) from fault


def _yaml(block: str) -> Mapping[str, object]:
    import yaml

    if block.count("[") + block.count("{") > MAX_OPENERS:
        what = f"the YAML front matter has more than {MAX_OPENERS:,} brackets"
        raise DataError(what, where="front matter", fix="write lists one entry a line, with a dash")
    try:
        # Every plain value stays the text that was typed: "no" is a word, 0777 a number
        # as written; only quotes, lists and nesting mean what YAML says.  The loader in C
        # is ten times as fast and not everywhere.
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        fields = yaml.load(block, Loader=loader)  # noqa: S506 - a BaseLoader builds only str, list and dict
    except (yaml.YAMLError, RecursionError) as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f"line {mark.line + 2}" if mark else "front matter"
        raise DataError(
            f"the front matter is not YAML: {getattr(fault, 'problem', fault)}", where=where, fix="correct it there"
        ) from fault
    if fields is None or fields == "":
        return {}
    if not isinstance(fields, dict):
        raise DataError("the front matter is not a table of fields", where="line 2", fix="write lines such as url: …")
    return fields
