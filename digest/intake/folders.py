"""Which files a source has: every one is named, read or not, and nothing else is opened.

What is no regular file (a pipe, a device, a link) is never opened.  Folders whose names
begin with a dot, and those where tools keep what is not written by hand, are not entered.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from digest.errors import DataError, Notice, UsageError, in_words, nearest
from digest.sources._recognise import is_aside

MAX_FILE = 1_000_000_000  # bytes of one source file
MAX_FILES = 200_000  # files of one source
MAX_DEPTH = 40  # folders inside folders

_TOOLS = frozenset({"node_modules", "__pycache__", "_site", "vendor", "bower_components"})


@dataclass(slots=True)
class FoundFiles:
    """The files of one source, sorted by path, and what was passed by."""

    paths: list[Path] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    left_out: list[Notice] = field(default_factory=list)


def find_files(top: Path, root: Path) -> FoundFiles:
    """Return every file at or below *top* that may hold articles; `UsageError` when there is no *top*.

    A text file beside an ``index.md`` is something that this page offers, as in Hugo and Zola, no article.
    """
    if not top.exists():
        near = nearest(top.name, [p.name for p in top.parent.iterdir()] if top.parent.is_dir() else [])
        fix = f"did you mean {near}?" if near else "check the path (source.path or --source)"
        raise UsageError(f"no such file or folder: {shown(top, root)}", where="source", fix=fix)
    found = FoundFiles()
    if not top.is_dir():
        found.paths.append(top)
        return found
    asides: Counter[str] = Counter()
    pages = list(_walk(top, root, found))
    bundles = {path.parent for path in pages if path.name == "index.md" and path.parent != top}
    for path in pages:
        if path.is_symlink():
            what = "skipped: it is a link"
            found.notices.append(Notice(what=what, where=shown(path, root), fix="copy the file instead"))
        elif is_aside(path.name) or (path.suffix == ".txt" and path.parent in bundles):
            asides[path.suffix.lower()] += 1
        else:
            found.paths.append(path)
    found.paths.sort(key=attrgetter("parts"))
    if asides:
        kinds = ", ".join(f"{number:,} {ending}" for ending, number in sorted(asides.items()))
        what = f"left out: files that hold no articles ({kinds})"
        found.left_out.append(Notice(what=what, where=shown(top, root)))
    return found


def read_file(path: Path, *, limit: int, show: str) -> bytes:
    """Return the bytes of a regular file; follows no link and waits for no pipe.

    Raises `DataError` that names the file as *show*.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as fault:
        fix = "check the file and its permissions"
        raise DataError(f"cannot be read: {in_words(fault)}", where=show, fix=fix) from fault
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode):
            raise DataError("is no regular file", where=show, fix="remove it from the sources")
        if facts.st_size > limit:
            raise DataError(f"is larger than {limit:,} bytes", where=show, fix="make it smaller")
        return os.read(handle, facts.st_size)  # asked for more, it would take the memory first
    finally:
        os.close(handle)


def shown(path: Path, root: Path) -> str:
    """Return a path as messages show it: from the workspace where it lies in it."""
    said, base = str(path), str(root)
    return said.removeprefix(base + os.sep) if said != base else "."


def _walk(top: Path, root: Path, found: FoundFiles) -> Iterator[Path]:
    count = 0
    for folder, folders, files in os.walk(top, followlinks=False, onerror=lambda fault: _closed(fault, root, found)):
        here = Path(folder)
        passed = [name for name in folders if name.startswith(".") or name in _TOOLS]
        links = [name for name in folders if (here / name).is_symlink()]
        deep = len(here.relative_to(top).parts) >= MAX_DEPTH
        folders[:] = [] if deep else sorted(set(folders) - set(passed) - set(links))
        for name in links:
            what = "skipped: it is a link to a folder"
            found.notices.append(Notice(what=what, where=shown(here / name, root), fix="copy the folder instead"))
        hidden = [*passed, *(name for name in files if name.startswith("."))]
        if hidden:
            names = ", ".join(sorted(hidden)[:5]) + (" …" if len(hidden) > 5 else "")
            found.left_out.append(Notice(what=f"left out: hidden, or a tool's own ({names})", where=shown(here, root)))
        for name in sorted(files):
            if name.startswith("."):
                continue
            count += 1
            if count > MAX_FILES:
                what = f"skipped: a source has at most {MAX_FILES:,} files; the rest of the folder was not read"
                found.notices.append(Notice(what=what, where=shown(top, root), fix="make it several sources"))
                return
            yield here / name


def _closed(fault: OSError, root: Path, found: FoundFiles) -> None:
    place = shown(Path(str(fault.filename)), root)
    what = f"skipped: the folder cannot be read: {in_words(fault)}"
    found.notices.append(Notice(what=what, where=place, fix="check its permissions"))
