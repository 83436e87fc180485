"""Files that are read along with another: an export's pages with the table that lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from digest.errors import DataError
from digest.intake.folders import MAX_FILE, read_file, shown
from digest.sources._recognise import formats, recognise


def grouped(paths: Sequence[Path], root: Path) -> list[tuple[Path, list[Path]]]:
    """Return each file with those that are read along with it, which are then not read alone.

    A format that wants some names their folder in `BESIDE`.
    """
    tables = [path for path in paths if path.suffix.lower() == ".csv"]
    if not tables:  # then no format has to be imported, of a folder that did not change
        return [(path, []) for path in paths]
    folders = {module.BESIDE for module in formats().values() if hasattr(module, "BESIDE")}
    taken: dict[Path, list[Path]] = {}
    for table in tables:
        for folder in folders:
            pages = [path for path in paths if path.parent == table.parent / folder]
            if pages and _collects(table, folder, root):
                taken[table] = pages
    along = {path for pages in taken.values() for path in pages}
    return [(path, taken.get(path, [])) for path in paths if path not in along]


def contents(paths: Iterable[Path], root: Path) -> Mapping[str, bytes]:
    """Return the bytes of files by their names; one that cannot be opened is as good as missing."""
    found: dict[str, bytes] = {}
    for path in paths:
        try:
            found[path.name] = read_file(path, limit=MAX_FILE, show=shown(path, root))
        except DataError:
            continue  # the table's format says which page it misses
    return found


def _collects(table: Path, folder: str, root: Path) -> bool:
    """Say whether a table is one whose format reads the pages of *folder*."""
    try:
        kind = recognise(read_file(table, limit=MAX_FILE, show=shown(table, root)), table.name)
    except DataError:
        return False
    return getattr(formats()[kind], "BESIDE", "") == folder
