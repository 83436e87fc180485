"""What files gave the last time, so that a file that did not change is not taken apart again.

One pack a source lies in the user's cache folder: the batch of each file by the hash of its
bytes, of where they came from, and of the code that reads them.  A pack holds what its
last run asked for and nothing older; it is safe to delete.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from functools import cache
from hashlib import sha256
from operator import attrgetter
from pathlib import Path

import msgspec

from digest import __version__, private
from digest.sources import VERSION, Batch, Origin

Read = Callable[[bytes, Origin], Batch]

_READERS = ("sources", "text", "data")  # the rooms that decide what a file gives
_PACK = dict[str, bytes]
_BATCH = msgspec.json.Decoder(Batch)
_FACTS = attrgetter(*(field.name for field in fields(Origin)))


@contextmanager
def kept(folder: Path | None, name: str, read: Read) -> Iterator[Read]:
    """Give a *read* that looks into the pack *name* of *folder* first; the pack is written at the end.

    What it returns is the same whether it was kept or not.  A pack that cannot be read
    or written is as if there were none.
    """
    if folder is None:
        yield read
        return
    path = folder / f"{sha256(name.encode()).hexdigest()[:16]}.pack"
    before = _load(path)
    now: _PACK = {}

    def reading(raw: bytes, origin: Origin) -> Batch:
        key = _key(raw, origin)
        if key in before and (batch := _unpacked(before[key])):
            now[key] = before[key]
            return batch
        batch = read(raw, origin)
        try:
            now[key] = msgspec.json.encode(batch)  # not MessagePack, whose moments all become UTC
        except UnicodeEncodeError:
            return batch  # half a surrogate pair has no bytes; such a text is read anew each time
        return _unpacked(now[key]) or batch

    yield reading
    if now != before:
        _save(path, now)


def _unpacked(packed: bytes) -> Batch | None:
    try:
        return _BATCH.decode(packed)
    except msgspec.DecodeError:  # a damaged pack; also what no longer fits the types
        return None


def _key(raw: bytes, origin: Origin) -> str:
    told = sha256("\0".join([code_of(*_READERS), *map(str, _FACTS(origin)), ""]).encode("utf-8", "surrogatepass"))
    told.update(raw)
    return told.hexdigest()


@cache
def code_of(*rooms: str) -> str:
    """Return what changes when the code of *rooms* changes, whether or not somebody thought of the version."""
    here = Path(__file__).resolve().parents[1]
    noun = (here / "articles.py").stat()
    facts = [(noun.st_mtime_ns, noun.st_size), *(fact for room in rooms for fact in _files(str(here / room)))]
    return sha256(repr((__version__, VERSION, facts)).encode()).hexdigest()


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Yield path, time and size of each file below a folder, sorted.

    What Python compiled is none of them: a first run writes it, and the second would read all anew.
    """
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda one: one.name)
    for one in entries:
        if one.is_file():
            yield one.path, one.stat().st_mtime_ns, one.stat().st_size
        elif one.name != "__pycache__":
            yield from _files(one.path)


def _load(path: Path) -> _PACK:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=_PACK)
    except (OSError, msgspec.DecodeError):
        return {}


def _save(path: Path, pack: _PACK) -> None:
    with suppress(OSError):
        private.write(path, msgspec.msgpack.encode(pack))
