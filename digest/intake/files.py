"""Read the sources: the only place that opens an article or a picture.

Files are read in the order of their names, so that the same folder gives the same
articles on any machine.  No file is passed over in silence: what cannot be read is
skipped with a notice, what a source itself does not want read is left out with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from digest.articles import Article
from digest.errors import DataError, Notice, UsageError
from digest.intake.along import contents, grouped
from digest.intake.folders import MAX_FILE, find_files, read_file, shown
from digest.intake.joining import Joining, settings_by_id, summed
from digest.settings import SourceSettings
from digest.sources import Batch, Link, Origin
from digest.sources._recognise import formats, read, recognise

Read = Callable[[bytes, Origin], Batch]

MAX_PICTURE = 20_000_000  # bytes of one picture, before it is scaled


@dataclass(frozen=True, slots=True)
class Intake:
    """All articles of a run: sorted by id, one per id and address; and what was not taken.

    `notices` are faults worth a look, `left_out` what a source or its settings do not
    want, each summed up where many say the same; `faults` are all of the former, `details`
    all of both.  `sources`
    has the settings of each article's source, `folders` where its own pictures are.
    """

    articles: tuple[Article, ...] = ()
    notices: tuple[Notice, ...] = ()
    left_out: tuple[Notice, ...] = ()
    faults: tuple[Notice, ...] = ()
    details: tuple[Notice, ...] = ()
    sources: Mapping[str, SourceSettings] = field(default_factory=dict)
    folders: Mapping[str, Path] = field(default_factory=dict)

    def weight(self, article: Article) -> float:
        """Return what the source of an article weighs."""
        return self.sources[article.id].weight

    def pictured(self, article: Article) -> bool:
        """Say whether an article has a picture that can be shown: one elsewhere, or a file that is there."""
        if article.image is None or not article.image.path:
            return article.image is not None
        path = self.folders[article.id] / article.image.path
        return path.is_file() and not path.is_symlink()

    def picture(self, article: Article) -> bytes:
        """Return the bytes of an article's own picture; `DataError` when it cannot be read."""
        if article.image is None or not article.image.path:
            raise DataError(
                "the article has no picture of its own", where=article.where, fix="give it one (image), or none"
            )
        path = self.folders[article.id] / article.image.path
        where = f"{article.where}: image {article.image.path}"
        if not path.exists():
            raise DataError(
                "there is no such file", where=where, fix="put it beside the article, or give its https address"
            )
        return read_file(path, limit=MAX_PICTURE, show=where)


def read_sources(wanted: Sequence[SourceSettings], *, root: Path, zone: tzinfo) -> Intake:
    """Read every source file of *wanted*; relative paths start at *root*.

    Raises `UsageError` for a source that does not exist, or a file that no format reads.
    """
    joining = Joining()
    for source in wanted:
        if source.path:
            read_files(source, joining, root=root, zone=zone)
    return finished(joining)


def read_files(
    source: SourceSettings, joining: Joining, *, root: Path, zone: tzinfo, reading: Read = read
) -> list[Link]:
    """Add to *joining* what the files of one source hold, and return what they ask to fetch.

    *reading* takes bytes apart.  Raises `UsageError` as `read_sources` does.
    """
    top = root / source.path
    found = find_files(top, root)
    joining.notices += found.notices
    joining.left_out += found.left_out
    links: list[Link] = []
    alone = found.paths == [top]
    for path, beside in grouped(found.paths, root):
        batch = _read(path, root, source, zone, reading if not beside else _with(contents(beside, root)), alone=alone)
        joining.take(batch, source, path.parent)
        links += _asked(batch)
    return links


def _asked(batch: Batch) -> Iterator[Link]:
    """Yield what a file asks to fetch: the feeds that a saved article's page names are its site's, not the source's."""
    yield from (link for link in batch.links if link.kind != "feed" or len(batch.articles) != 1)


def finished(joining: Joining) -> Intake:
    """Return the intake of all that was joined."""
    taken = joining.articles()
    return Intake(
        articles=tuple(one.article for one in taken.values()),
        notices=summed(joining.notices),
        left_out=summed(joining.left_out),
        faults=tuple(joining.notices),
        details=(*joining.notices, *joining.left_out),
        sources=settings_by_id(taken),
        folders={name: one.folder for name, one in taken.items()},
    )


def _read(path: Path, root: Path, source: SourceSettings, zone: tzinfo, reading: Read, *, alone: bool) -> Batch:
    origin = origin_of(path, root, source, zone)
    try:
        raw = read_file(path, limit=MAX_FILE, show=origin.where)
    except DataError as refusal:
        return Batch(notices=(Notice(what=f"skipped: {refusal.what}", where=refusal.where, fix=refusal.fix),))
    if alone:
        try:
            recognise(raw, origin.name)
        except DataError as refusal:
            raise UsageError(refusal.what, where=f"source: {origin.where}", fix=refusal.fix) from refusal
    return reading(raw, origin)


def _with(pages: Mapping[str, bytes]) -> Read:
    """Return a reading that has the pages beside a table at hand; it depends on more than the table's bytes."""
    return lambda raw, origin: formats()[recognise(raw, origin.name)].read(raw, origin, pages)


def origin_of(path: Path, root: Path, source: SourceSettings, zone: tzinfo) -> Origin:
    """Return where a file's bytes come from; ``index.md`` is called as its folder, as generators do.

    In the source's link ``{folder}`` is where the file lies below the source.
    """
    bundle = path.stem == "index"
    stem = (path.parent.name or path.stem) if bundle else path.stem
    link = source.link
    if "{folder}" in link:
        folder = path.parent.parent if bundle else path.parent
        top = root / source.path
        inside = folder.relative_to(top).as_posix() if folder.is_relative_to(top) and folder != top else ""
        link = link.replace("{folder}", inside) if inside else link.replace("{folder}/", "").replace("{folder}", "")
    return Origin(where=shown(path, root), stem=stem, name=path.name, zone=zone, link=link)
