"""``digest site``: every edition of the outbox as a site that any static host serves, with feeds.

    index.html                 all editions
    2026-08-10/index.html      one edition, its pictures beside it
    feed.xml atom.xml feed.json

A correction stands at the address of what it corrects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from digest import whole
from digest.edition.model import Edition, edition_from
from digest.errors import DataError, Notice, UsageError
from digest.outbox.keys import revision
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
    shelf = newest(workspace)
    if not shelf:
        raise UsageError("the outbox has no edition yet", where=str(workspace.outbox), fix="digest build makes one")
    files: dict[str, bytes] = {}
    told: list[Entry] = []
    for key, edition in shelf:
        pages = _files(workspace.outbox, key)
        files |= {f"{edition.slot}/{name}": content for name, content in pages.items() if name != "web.html"}
        files[f"{edition.slot}/index.html"] = pages["web.html"]
        told.append(Entry.of(edition, pages, edition.web_address))
    notices = [] if shelf[0][1].newsletter.web else [_homeless(workspace)]
    if not notices:
        files |= feeds(shelf[0][1].newsletter, told)
    values: dict[str, object] = {"editions": [edition for _, edition in shelf], "feeds": not notices}
    files["index.html"] = print_page(INDEX, workspace.settings, workspace.templates, values).encode()
    for name, content in files.items():
        _write(folder / name, content)
    return Site(folder=folder, files=tuple(sorted(files)), notices=tuple(notices))


def newest(workspace: Workspace) -> list[tuple[str, Edition]]:
    """Return the newsletter's editions, the newest slot first; of a corrected one its last form.

    What was withdrawn is not among them.
    """
    found: dict[str, tuple[int, str, Edition]] = {}
    for entry in entries(workspace.outbox):
        if entry.state == "withdrawn":
            continue
        try:
            edition = edition_from(read(workspace.outbox, entry.key, "edition.json").decode())
        except ValueError as fault:
            raise DataError(
                f"{entry.key} is no edition that can be read: {fault}", where=str(workspace.outbox)
            ) from fault
        if edition.newsletter.id != workspace.settings.newsletter.id:
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
    try:
        if path.is_file() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        whole.write(path, content)
    except OSError as fault:
        raise whole.not_written(fault, path, option="-o") from fault
