"""The plate case: pressed templates, kept in the user's own cache folder by content hash.

A plate is a template, so whoever could bring one along could print what he likes.
Therefore no workspace holds any: they lie in the cache folder of the user who runs us
(``~/.cache/digest-press``), as text, templates and what Jinja makes of them, which is
compiled in each run.  Safe to delete at any time; where that folder cannot be made or
trusted, templates are pressed each time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import msgspec

from digest import __version__, private
from digest.press.plate import Plate
from digest.workspace import Templates

FORM = 5  # of the file; a new form makes all old entries foreign
MOST = 200  # entries (every theme in every locale is 95); the oldest go

Plates = dict[str, Plate]


def key(templates: Templates, folders: Iterable[str], facts: Mapping[str, object]) -> str:
    """Return the content hash of all templates below *folders* and of *facts*, as 64 hex digits.

    The versions of what presses count too: another one may press the same template
    differently.
    """
    versions = [FORM, sys.hexversion, __version__, _own()]
    versions += [_version(package) for package in ("mjml", "premailer", "jinja2")]
    found = sha256(json.dumps([versions, facts], sort_keys=True, default=str).encode())
    for folder in sorted(folders):
        for name in templates.names(folder):
            if name.endswith((".j2", ".toml")):
                found.update(f"\0{name}\0{templates.overridden(name)}\0{templates.read(name)}".encode())
    return found.hexdigest()


def load(folder: Path | None, name: str) -> Plates | None:
    """Return the plates kept under *name* by file, or None when there is no whole entry."""
    if folder is None:
        return None
    try:
        return msgspec.json.decode((folder / f"{name}.json").read_bytes(), type=Plates)
    except (OSError, msgspec.DecodeError):
        return None


def save(folder: Path | None, name: str, plates: Plates) -> None:
    """Keep plates under *name*; a folder that cannot be written costs time, not the edition."""
    if folder is None:
        return
    with suppress(OSError):
        private.write(folder / f"{name}.json", msgspec.json.encode(plates))
        kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for old in kept[MOST:]:
            old.unlink(missing_ok=True)


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
