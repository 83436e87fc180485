"""A folder of modules as a registry, and the data files that ship beside them.

`ls` is the list: a new network, source, check or export is a new file.  Other
packages add theirs by an entry point in the group named like the folder
(``digest.networks``), so nothing here keeps a list by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import get_data, iter_modules
from types import ModuleType
from typing import TYPE_CHECKING

from digest.errors import UnknownNameError, nearest

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


def names(shelf: ModuleType, *, guests: bool = True) -> list[str]:
    """List what is on the shelf, sorted, without importing any of it.

    Without *guests* only our own: asking other packages takes 12 ms.  A module
    ``in_brief`` is called ``in-brief`` by users; names with a leading underscore
    are shared notes, not entries.
    """
    return sorted(_named(tuple(shelf.__path__)) | set(_guests(shelf.__name__) if guests else ()))


class Names(Collection[str]):
    """The names on a shelf such as ``digest.networks``, which is not imported for them.

    Other packages are asked only about a name that is none of ours, and for the whole list.
    """

    def __init__(self, shelf: str) -> None:
        found = find_spec(shelf)
        self._own = _named(tuple(found.submodule_search_locations or ())) if found else set()
        self._shelf = shelf

    def __contains__(self, name: object) -> bool:
        return name in self._own or name in _guests(self._shelf)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._all()))

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> set[str]:
        return self._own | set(_guests(self._shelf))


def take(shelf: ModuleType, name: str, *, where: str = "") -> ModuleType:
    """Import one module of *shelf*; `UnknownNameError` lists the known names, and says *where* the name stood."""
    module = name.replace("-", "_")
    if module in _modules(tuple(shelf.__path__)):
        return import_module(f"{shelf.__name__}.{module}")
    if name in (guests := _guests(shelf.__name__)):
        return import_module(guests[name])
    known = names(shelf)
    hint = nearest(name, known)
    raise UnknownNameError(
        f"nothing is called {name!r}",
        where=where or shelf.__name__,
        fix=f"did you mean {hint}? known: {', '.join(known)}" if hint else f"use one of: {', '.join(known)}",
    )


def summary(shelf: ModuleType, name: str) -> str:
    """Return the first line of a module's docstring without importing it, '' for a guest's.

    "digest build: make an edition." is "Make an edition.": what comes after the name.
    """
    try:
        source = get_data(shelf.__name__, f"{name.replace('-', '_')}.py") or b""
    except FileNotFoundError:
        return ""
    first = source.partition(b"\n")[0].decode().strip().strip('"')
    said = first.partition(": ")[2] or first
    return said[:1].upper() + said[1:]


@cache
def data(name: str) -> bytes:
    """Return a data file of ``digest/data/`` (*name* is a relative path)."""
    content = get_data("digest", f"data/{name}")
    if content is None:
        raise FileNotFoundError(name)
    return content


@cache
def data_names(folder: str) -> tuple[str, ...]:
    """List the files of one folder below ``digest/data/``, sorted."""
    from importlib.resources import files  # not every run lists a folder

    found = files("digest").joinpath("data", *folder.split("/")).iterdir()
    return tuple(sorted(f.name for f in found if f.is_file()))


@cache
def _modules(path: tuple[str, ...]) -> frozenset[str]:
    return frozenset(m.name for m in iter_modules(path) if m.name[0] != "_")


def _named(path: tuple[str, ...]) -> set[str]:
    return {name.replace("_", "-") for name in _modules(path)}


@cache
def _guests(group: str) -> dict[str, str]:
    return {entry.name: entry.value for entry in _entry_points() if entry.group == group}


@cache
def _entry_points() -> tuple[EntryPoint, ...]:
    """Return the entry points of all installed packages that have one for us.

    `importlib.metadata.entry_points` parses every package's metadata on the way,
    which takes ten times as long.
    """
    from importlib.metadata import distributions

    found = (d for d in distributions() if "[digest." in (d.read_text("entry_points.txt") or ""))
    return tuple(entry for distribution in found for entry in distribution.entry_points)
