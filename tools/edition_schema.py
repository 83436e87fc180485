"""Write ``digest/data/schema/edition.schema.json`` from the edition's own types.

python tools/edition_schema.py
"""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from inspect import getdoc
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from digest.edition.model import SCHEMA, Edition  # noqa: E402 - the checkout comes first

SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of ``edition.json``."""
    found: dict[str, Any] = {}
    whole = table(Edition, found)
    whole["properties"] = {"schema": {"const": SCHEMA}} | whole["properties"]
    whole["required"] = ["schema", *whole["required"]]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "edition.schema.json"}
    return (
        head
        | {"title": "An edition: the finished content of one slot"}
        | whole
        | {"$defs": dict(sorted(found.items()))}
    )


def table(kind: type[Any], found: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one dataclass; others it names are added to *found*."""
    hints = get_type_hints(kind)
    properties = {spec.name: value(hints[spec.name], found) for spec in fields(kind)}
    described = (getdoc(kind) or "").replace("\n", " ").replace("``", "")
    return {
        "type": "object",
        "description": described,
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def value(hint: Any, found: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one field's type."""
    args = get_args(hint)
    if hint in SIMPLE:
        return {"type": SIMPLE[hint]}
    if hint is datetime:
        return {"type": "string", "format": "date-time"}
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in found:
            found[hint.__name__] = {}
            found[hint.__name__] = table(hint, found)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if get_origin(hint) in (Union, types.UnionType):
        return {"anyOf": [{"type": "null"} if arg is type(None) else value(arg, found) for arg in args]}
    if get_origin(hint) is tuple:
        items = [arg for arg in args if arg is not Ellipsis]
        if Ellipsis in args:
            return {"type": "array", "items": value(items[0], found)}
        return {
            "type": "array",
            "prefixItems": [value(i, found) for i in items],
            "minItems": len(items),
            "items": False,
        }
    if issubclass(get_origin(hint), Mapping):
        return {"type": "object", "additionalProperties": value(args[1], found)}
    raise TypeError(f"no schema for {hint}")


def written() -> str:
    """Return the file's text."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (ROOT / "digest" / "data" / "schema" / "edition.schema.json").write_text(written(), "utf-8")
