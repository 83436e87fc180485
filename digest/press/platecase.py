"""The plate case: pressed templates kept in the workspace's cache folder, by content hash.

Safe to delete at any time.  An entry is written beside its place and moved
there in one step; one that is torn, or not ours, is ignored and made again.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from digest import __version__
from digest.press.plates import Plate
from digest.workspace import Templates

FORM = 2  # of the file; a new form makes all old entries foreign


def key(templates: Templates, folders: Iterable[str], facts: Mapping[str, object]) -> str:
    """Return the content hash of all templates below *folders* and of *facts*, as 32 hex digits.

    The versions of mjml-python, premailer and digest count too: another one may
    press the same template differently.
    """
    versions = [FORM, __version__, _version("mjml"), _version("premailer"), _own()]
    seal = sha256(json.dumps([versions, facts], sort_keys=True, default=str).encode())
    for folder in sorted(folders):
        for name in templates.names(folder):
            if name.endswith((".j2", ".toml")):
                seal.update(f"\0{name}\0{templates.overridden(name)}\0{templates.read(name)}".encode())
    return seal.hexdigest()[:32]


def load(folder: Path | None, name: str) -> dict[str, Plate] | None:
    """Return the plates kept under *name*, or None when there is no whole entry."""
    if folder is None:
        return None
    try:
        head, _, body = (folder / f"{name}.json").read_text("utf-8").partition("\n")
        if head != _seal(body):
            return None
        kept: dict[str, Any] = json.loads(body)
        return {n: Plate(n, p["text"], tuple((a, b, c) for a, b, c in p["lines"]), p["own"]) for n, p in kept.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def save(folder: Path | None, name: str, plates: Mapping[str, Plate]) -> None:
    """Keep *plates* under *name*; a folder that cannot be written costs time, not the edition."""
    if folder is None:
        return
    body = json.dumps(
        {n: {"text": p.text, "lines": p.lines, "own": p.own} for n, p in plates.items()}, ensure_ascii=False
    )
    beside = folder / f".{name}.{os.getpid()}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_text(f"{_seal(body)}\n{body}", "utf-8")
        beside.replace(folder / f"{name}.json")
    except OSError:
        beside.unlink(missing_ok=True)


def _seal(body: str) -> str:
    return f"digest plate {FORM} {sha256(body.encode()).hexdigest()}"


def _own() -> str:
    """Return a hash of the press itself: whoever changes it must see the change at once."""
    return sha256(b"".join(p.read_bytes() for p in sorted(Path(__file__).parent.glob("*.py")))).hexdigest()


def _version(package: str) -> str:
    """Return the installed version of a package without importing it, nor the slow metadata reader."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return f"none {sys.version_info[:2]}"
    site = Path(spec.origin).parent.parent
    return ",".join(sorted(p.name for p in site.glob(f"{package}*.dist-info")))
