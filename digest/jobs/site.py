"""``digest site``: every edition of the outbox as a site that any static host serves, with feeds.

    index.html                 all editions
    2026-08-10/index.html      one edition, its pictures beside it
    feed.xml atom.xml feed.json
    planet/…                   the same for each segment that has editions

A correction stands at the address of what it corrects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from digest.edition.model import Edition, edition_from
from digest.errors import DataError, Notice, UsageError
from digest.outbox.keys import revision, segment_of
from digest.outbox.read import Entry as Listed
from digest.outbox.read import entries, manifest, read
from digest.press.feeds import Entry, feeds
from digest.press.single import print_page
from digest.workspace import Workspace

INDEX = "web/index.html.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What was written: the folder, the files by name, and what is worth a look."""

    folder: Path
    files: tuple[str, ...]
    notices: tuple[Notice, ...] = field(default=())


def write_site(workspace: Workspace, folder: Path) -> Site:
    """Write the site to *folder*; what is there already and unchanged is left alone.

    Raises `UsageError` for an outbox without editions.
    """
    found = entries(workspace.outbox)
    views = [workspace.of(segment.name) for segment in workspace.settings.segment]
    lists = {view.segment: shelf for view in views if (shelf := newest(view, found))}
    own = newest(workspace, found)
    if not own and not lists:
        raise UsageError("the outbox has no edition yet", where=str(workspace.outbox), fix="digest build makes one")
    values = {"lists": [{"name": view.segment, "title": _title(view)} for view in views if view.segment in lists]}
    files, notices = _pages(workspace, own, values)
    for view in views:
        if view.segment in lists:
            pages, more = _pages(view, lists[view.segment], {"lists": []})
            files |= {f"{view.segment}/{name}": content for name, content in pages.items()}
            notices = notices or more
    for name, content in files.items():
        _write(folder / name, content)
    return Site(folder=folder, files=tuple(sorted(files)), notices=tuple(notices))


def _title(view: Workspace) -> str:
    """Return what a segment is called on the page that leads to it: its title, or its name where it has none."""
    whole = view.whole.settings.newsletter.name if view.whole else ""
    return view.segment if view.settings.newsletter.name == whole else view.settings.newsletter.name


def _pages(
    workspace: Workspace, shelf: Sequence[tuple[str, Edition]], values: Mapping[str, object]
) -> tuple[dict[str, bytes], list[Notice]]:
    """Return the files of one list's part of the site, by name, and what is worth a look."""
    files: dict[str, bytes] = {}
    told: list[Entry] = []
    for key, edition in shelf:
        pages = _files(workspace.outbox, key)
        files |= {f"{edition.slot}/{name}": content for name, content in pages.items() if name != "web.html"}
        files[f"{edition.slot}/index.html"] = pages["web.html"]
        told.append(Entry.of(edition, pages, edition.web_address))
    notices = [_homeless(workspace)] if shelf and not shelf[0][1].newsletter.web else []
    with_feeds = bool(shelf) and not notices
    if with_feeds:
        files |= feeds(shelf[0][1].newsletter, told)
    shown = {**values, "editions": [edition for _, edition in shelf], "feeds": with_feeds}
    files["index.html"] = print_page(INDEX, workspace.settings, workspace.templates, shown).encode()
    return files, notices


def newest(workspace: Workspace, known: Sequence[Listed] | None = None) -> list[tuple[str, Edition]]:
    """Return the editions of the newsletter, or of a segment's workspace, the newest slot first.

    Of a corrected one its last form; what was withdrawn is not among them.  *known* are the
    outbox's entries, where they are at hand.
    """
    id = workspace.settings.newsletter.id
    found: dict[str, tuple[int, str, Edition]] = {}
    for entry in entries(workspace.outbox) if known is None else known:
        if entry.state == "withdrawn" or segment_of(entry.key, id) != workspace.segment:
            continue
        try:
            edition = edition_from(read(workspace.outbox, entry.key, "edition.json").decode())
        except ValueError as fault:
            raise DataError(
                f"{entry.key} is no edition that can be read: {fault}", where=str(workspace.outbox)
            ) from fault
        if edition.newsletter.id != id:
            continue
        form = revision(entry.key)
        if edition.slot not in found or found[edition.slot][0] < form:
            found[edition.slot] = (form, entry.key, edition)
    ordered = sorted(found.values(), key=lambda kept: kept[2].at, reverse=True)
    return [(key, edition) for _, key, edition in ordered]


def _files(outbox: Path, key: str) -> dict[str, bytes]:
    """Return the web page of an edition and the pictures it shows, by name."""
    rows = manifest(outbox, key).get("files")
    names = [str(row["path"]) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    shown = ("web.html", ".png", ".jpg", ".gif", ".webp")
    return {name: read(outbox, key, name) for name in names if name.endswith(shown)}


def _homeless(workspace: Workspace) -> Notice:
    return Notice(
        what="no feeds: their links need the address where the site will stand",
        where=f"{workspace.settings.path}: newsletter.web",
        fix='set newsletter.web = "https://…" and build the editions again',
    )


def _write(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_bytes(content)
    beside.replace(path)
