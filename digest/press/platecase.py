"""The plate case: pressed templates kept in the workspace's cache folder, by content hash.

Safe to delete at any time.  An entry is written beside its place and moved there
in one step.  It carries a seal that only this installation can make, so one that
is torn, or came with somebody's files, is ignored and made again: an entry holds
Python code, and a folder that was downloaded must not run any.
"""

from __future__ import annotations

import hmac
import json
import marshal
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import CodeType
from typing import Any

from digest import __version__
from digest.press import locales
from digest.press.plate import Plate
from digest.workspace import Templates

FORM = 3  # of the file; a new form makes all old entries foreign


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry: the plates of an edition's renditions, their code, and the locale's card."""

    plates: Mapping[str, Plate]
    card: locales.Card
    codes: Mapping[str, CodeType] = field(default_factory=dict)


def key(templates: Templates, folders: Iterable[str], facts: Mapping[str, object]) -> str:
    """Return the content hash of all templates below *folders* and of *facts*, as 32 hex digits.

    The versions of Python and of what presses count too: another one may press
    the same template differently.
    """
    versions = [FORM, sys.implementation.cache_tag, sys.hexversion, __version__, _own()]
    versions += [_version(package) for package in ("mjml", "premailer", "jinja2", "babel")]
    seal = sha256(json.dumps([versions, facts], sort_keys=True, default=str).encode())
    for folder in sorted(folders):
        for name in templates.names(folder):
            if name.endswith((".j2", ".toml")):
                seal.update(f"\0{name}\0{templates.overridden(name)}\0{templates.read(name)}".encode())
    return seal.hexdigest()[:32]


def load(folder: Path | None, name: str) -> Kept | None:
    """Return what is kept under *name*, or None when there is no whole entry of ours."""
    if folder is None:
        return None
    try:
        body = _unsealed((folder / f"{name}.plates").read_bytes())
        size = int.from_bytes(body[:8], "big")
        told: dict[str, Any] = json.loads(body[8 : 8 + size])
        plates = {n: _plate(n, made) for n, made in told["plates"].items()}
        codes: dict[str, CodeType] = marshal.loads(body[8 + size :])  # noqa: S302 - sealed by this installation
        return Kept(plates, locales.card_from(told["card"]), codes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError):
        return None


def save(folder: Path | None, name: str, kept: Kept) -> None:
    """Keep an entry under *name*; a folder that cannot be written costs time, not the edition."""
    if folder is None:
        return
    plates = {n: {"name": p.name, "text": p.text, "lines": p.lines, "own": p.own} for n, p in kept.plates.items()}
    told = json.dumps({"plates": plates, "card": locales.as_kept(kept.card)}, ensure_ascii=False).encode()
    body = len(told).to_bytes(8, "big") + told + marshal.dumps(dict(kept.codes))
    beside = folder / f".{name}.{os.getpid()}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(_seal(body) + body)
        beside.replace(folder / f"{name}.plates")
    except OSError:
        beside.unlink(missing_ok=True)


def _plate(name: str, made: Mapping[str, Any]) -> Plate:
    lines = tuple((row, file, number) for row, file, number in made["lines"])
    return Plate(made["name"], made["text"], lines, made["own"])


def _unsealed(entry: bytes) -> bytes:
    seal, body = entry[:32], entry[32:]
    if not hmac.compare_digest(seal, _seal(body)):
        raise ValueError("not sealed by this installation")
    return body


def _seal(body: bytes) -> bytes:
    # The time at which this file came to this disk, to the nanosecond, and its place there:
    # whoever packs a folder for others cannot know it, and no secret has to be kept.
    here = Path(__file__).stat()
    secret = f"{here.st_ctime_ns} {here.st_ino} {here.st_dev} {os.getuid()}".encode()
    return hmac.digest(secret, body, "sha256")


def _own() -> str:
    """Return a hash of the press itself: whoever changes it must see the change at once."""
    return sha256(b"".join(p.read_bytes() for p in sorted(Path(__file__).parent.glob("*.py")))).hexdigest()


def _version(package: str) -> str:
    """Return the installed version of a package without importing it, nor the slow metadata reader."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return "none"
    site = Path(spec.origin).parent.parent
    return ",".join(sorted(p.name for p in site.glob(f"{package}*.dist-info")))
