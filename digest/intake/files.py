"""Read source files: the only place that opens an article or a picture.

Files are read in the order of their names, so that the same folder gives the
same articles on any machine.  What cannot be read is skipped with a notice; what
is no regular file (a pipe, a device, a link out of the folder) is never opened.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from digest import shelf, sources
from digest.articles import Article
from digest.errors import DataError, Notice, UsageError, nearest
from digest.settings import SourceSettings
from digest.sources import Batch, Origin

MAX_FILE = 1_000_000_000  # bytes of one source file
MAX_PICTURE = 20_000_000  # bytes of one picture, before it is scaled


@dataclass(frozen=True, slots=True)
class Intake:
    """All articles of a run: sorted by id, one per id; what each source weighs; what was left out.

    `folders` tells where an article's own pictures are.
    """

    articles: tuple[Article, ...] = ()
    notices: tuple[Notice, ...] = ()
    weights: dict[str, float] = field(default_factory=dict)
    folders: dict[str, Path] = field(default_factory=dict)

    def picture(self, article: Article) -> bytes:
        """Return the bytes of an article's own picture; `DataError` when it cannot be read."""
        if article.image is None or not article.image.path:
            raise DataError("the article has no picture of its own", where=article.where)
        path = self.folders[article.id] / article.image.path
        return read_file(path, limit=MAX_PICTURE, show=f"{article.where}: image {article.image.path}")


def read_sources(wanted: Sequence[SourceSettings], *, root: Path, zone: tzinfo) -> Intake:
    """Read every source file of *wanted*; relative paths start at *root*.

    Raises `UsageError` for a source that does not exist.
    """
    found: dict[str, Article] = {}
    notices: list[Notice] = []
    weights: dict[str, float] = {}
    folders: dict[str, Path] = {}
    readers = _readers()
    for source in wanted:
        top = root / source.path
        for path in _files(top, root, readers, notices):
            batch = _read(path, _origin(path, root, source, zone), readers)
            notices += batch.notices
            folder = path.parent
            for article in batch.articles:
                if _newer(article, found.get(article.id), notices):
                    found[article.id] = article
                    weights[article.id] = source.weight
                    folders[article.id] = folder
    articles = tuple(found[name] for name in sorted(found))
    return Intake(articles, tuple(notices), weights, folders)


def read_file(path: Path, *, limit: int, show: str) -> bytes:
    """Return the bytes of a regular file; follows no link and waits for no pipe.

    Raises `DataError` that names the file as *show*.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as fault:
        fix = "check the file and its permissions"
        raise DataError(f"cannot be read: {fault.strerror}", where=show, fix=fix) from fault
    with os.fdopen(handle, "rb") as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise DataError("is no regular file", where=show, fix="remove it from the sources")
        if facts.st_size > limit:
            raise DataError(f"is larger than {limit:,} bytes", where=show, fix="make it smaller")
        return file.read(limit)


def _readers() -> dict[str, str]:
    """Map file endings to format names, over the whole shelf."""
    return {suffix: name for name in shelf.names(sources) for suffix in shelf.take(sources, name).SUFFIXES}


def _read(path: Path, origin: Origin, readers: dict[str, str]) -> Batch:
    try:
        raw = read_file(path, limit=MAX_FILE, show=origin.where)
    except DataError as refusal:
        return Batch(notices=(Notice(what=f"skipped: {refusal.what}", where=refusal.where, fix=refusal.fix),))
    batch: Batch = shelf.take(sources, readers[path.suffix.lower()]).read(raw, origin)
    return batch


def _origin(path: Path, root: Path, source: SourceSettings, zone: tzinfo) -> Origin:
    return Origin(where=_shown(path, root), stem=path.stem, zone=zone, link=source.link)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _files(top: Path, root: Path, readers: dict[str, str], notices: list[Notice]) -> Iterator[Path]:
    """Yield the readable source files at or below *top*, sorted by path."""
    if not top.exists():
        near = nearest(top.name, [p.name for p in top.parent.iterdir()] if top.parent.is_dir() else [])
        fix = f"did you mean {near}?" if near else "check the path (source.path or --source)"
        raise UsageError(f"no such file or folder: {_shown(top, root)}", where="source", fix=fix)
    if not top.is_dir():
        if top.suffix.lower() not in readers:
            known = ", ".join(sorted(readers))
            raise UsageError(f"no format reads {_shown(top, root)}", where="source", fix=f"endings read: {known}")
        yield top
        return
    for path in sorted(_walk(top)):
        if path.is_symlink() and path.suffix.lower() in readers:
            notices.append(Notice(what="skipped: it is a link", where=_shown(path, root), fix="copy the file instead"))
        elif path.suffix.lower() in readers and not path.is_dir():
            yield path


def _walk(top: Path) -> Iterable[Path]:
    for folder, folders, files in os.walk(top, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder) / name for name in files if not name.startswith("."))


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def _newer(article: Article, known: Article | None, notices: list[Notice]) -> bool:
    """Say whether *article* replaces *known*, the one read before under the same id."""
    if known is None:
        return True
    later = (article.published or _LONG_AGO) > (known.published or _LONG_AGO)
    if article != known:
        gone, kept = (known, article) if later else (article, known)
        what = f"two articles are called {article.id!r}; the one published later counts"
        notices.append(Notice(what=what, where=gone.where, fix=f"kept: {kept.where}; give one another id"))
    return later
