"""``digest site``: every edition of the outbox as a site that any static host serves.

    index.html  page/2/                 the newest edition large, then those before it
    2026-08-10/  2026-08-10/STORY/      one edition, its pictures beside it; one story
    archive/  archive/2026-08/          by months
    topics/  topics/TOPIC/  quotes/     by topics; what people said
    search/                             without a server
    links.html                          behind "link in bio": what the newest edition's posts tell
    feed.xml atom.xml feed.json  sitemap.xml sitemap-news.xml robots.txt  404.html

A correction stands at the address of what it corrects; where an edition was withdrawn stands
that it was.  Only what is new is written: `digest.site.record` remembers the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from digest.edition.model import Edition, edition_from
from digest.errors import DataError, Notice, UsageError
from digest.outbox.keys import base, revision, segment_of
from digest.outbox.read import OutboxEntry, entries, manifest, read
from digest.posts import Post, read_posts
from digest.site.editions import CARD, Around, Editions, PrintedEdition, neighbours
from digest.site.folder import SiteFolder
from digest.site.pages import PagePrinter
from digest.site.record import FILE, EditionRecord, Record, dump, edition_record, load
from digest.site.rest import Rest
from digest.workspace import Workspace

POSTS = "posts.jsonl"
_SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".webp")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSite:
    """What stands there: the folder, the files by name, how many are new, and what is worth a look."""

    folder: Path
    files: tuple[str, ...]
    written: int = 0
    notices: tuple[Notice, ...] = field(default=())


def write_site(workspace: Workspace, folder: Path) -> WrittenSite:
    """Write the site to *folder*; what is there already and unchanged is left alone.

    Raises `UsageError` for an outbox without editions, and for a folder that holds the site of
    another newsletter.
    """
    work = _Work(workspace, folder)
    wanted = work.wanted()
    if not wanted:
        raise UsageError("the outbox has no edition yet", where=str(workspace.outbox), fix="digest build makes one")
    return work.done(wanted)


def newest(workspace: Workspace) -> list[tuple[str, Edition]]:
    """Return the newsletter's editions, the newest slot first; of a corrected one its last form.

    What was withdrawn is not among them.
    """
    found: dict[str, tuple[int, str, Edition]] = {}
    for entry in entries(workspace.outbox):
        if entry.state == "withdrawn" or segment_of(entry.key, workspace.settings.newsletter.id) != workspace.segment:
            continue
        edition = _edition(workspace.outbox, entry.key)
        if edition.newsletter.id != workspace.settings.newsletter.id:
            continue
        form = revision(entry.key)
        if edition.slot not in found or found[edition.slot][0] < form:
            found[edition.slot] = (form, entry.key, edition)
    ordered = sorted(found.values(), key=lambda kept: kept[2].at, reverse=True)
    return [(key, edition) for _, key, edition in ordered]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What should stand at a slot: an edition of the outbox, or None for one that only the site still has."""

    slot: str
    entry: OutboxEntry | None = None
    withdrawn: bool = False


class _Work:
    """One run: the record of the last one, and what has to be written now."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace = workspace
        self.news = workspace.settings.newsletter
        self.folder = SiteFolder(folder)
        self.record = load(folder)
        if self.record.newsletter not in ("", self.news.id):
            what = f"{folder} holds the site of another newsletter: {self.record.newsletter}"
            raise UsageError(what, where="option -o", fix="name a folder of its own for each newsletter")
        self.slots = dict(self.record.slots)
        self.read: dict[str, EditionRecord] = {}
        self.notices: list[Notice] = [] if self.news.web else [_homeless(workspace)]

    def wanted(self) -> list[_Wanted]:
        """Return what should stand at each slot, in no order; opens only editions that were never read."""
        forms: dict[str, list[OutboxEntry]] = {}
        for entry in entries(self.workspace.outbox):
            if segment_of(entry.key, self.news.id) == self.workspace.segment and (slot := self._slot(entry)):
                forms.setdefault(slot, []).append(entry)
        gone = [slot for slot, kept in self.record.editions.items() if slot not in forms and self._stands(kept)]
        return [*(self._of(slot, each) for slot, each in forms.items()), *(_Wanted(slot=slot) for slot in gone)]

    def _stands(self, kept: EditionRecord) -> bool:
        """Say whether an edition that the outbox no longer has is here: without its pages nothing can lead to it."""
        return self.folder.holds(kept.slot, kept.files)

    def _slot(self, entry: OutboxEntry) -> str:
        """Return an edition's slot, '' for one of another newsletter; all forms of an edition have one slot."""
        name = base(entry.key)
        if name not in self.slots:
            edition = _edition(self.workspace.outbox, entry.key)
            self.slots[name] = edition.slot if edition.newsletter.id == self.news.id else ""
            self.read[entry.key] = edition_record(edition, _mark(entry))
        return self.slots[name]

    def _of(self, slot: str, forms: Sequence[OutboxEntry]) -> _Wanted:
        """Choose the last form that was not withdrawn.

        gc may have removed a correction and left what it corrects: then the site keeps what it has.
        """
        standing = [entry for entry in forms if entry.state != "withdrawn"]
        last = max(standing or forms, key=lambda entry: revision(entry.key))
        kept = self.record.editions.get(slot)
        corrected = kept is not None and not kept.withdrawn and revision(kept.key) > revision(last.key)
        if kept and corrected and kept.key not in {entry.key for entry in forms} and self._stands(kept):
            return _Wanted(slot=slot)
        return _Wanted(slot=slot, entry=last, withdrawn=not standing)

    def done(self, wanted: Sequence[_Wanted]) -> WrittenSite:
        """Write what is new and remove what is no longer; return what stands there now."""
        printer = PagePrinter(self.workspace.settings, self.workspace.templates, self.workspace.derived)
        stands = {one.slot: self._told(one) for one in wanted}
        shown = sorted((one for one in stands.values() if not one.withdrawn), key=lambda one: one.at, reverse=True)
        around = dict(neighbours(shown))
        known = self.record if self.record.stamp == printer.stamp else replace(self.record, pages={})
        new = [one for one in wanted if one.entry and self._is_new(stands[one.slot], around, printer.stamp)]
        editions = Editions(printer)
        for one in new:
            printed = self._printed(editions, one, stands[one.slot], around)
            stands[one.slot] = printed.told
            self.notices += printed.notices
            self._put(one.slot, printed.files)
        shown = [stands[one.slot] for one in shown]
        if not new and known.pages and all(map(self.folder.has, known.pages)):
            return self._site(self.record)
        rest = Rest(printer, shown, self.folder, known.pages)
        pages = rest.written()
        self.folder.remove(self.record.pages.keys() - pages.keys())
        record = Record(newsletter=self.news.id, stamp=printer.stamp, editions=stands, slots=self.slots, pages=pages)
        self.folder.put(FILE, dump(record))
        made = self._site(record)
        self.folder.finish({FILE, *made.files})
        return made

    def _told(self, one: _Wanted) -> EditionRecord:
        """Return what lists need of what should stand at a slot, without opening it where it is known."""
        kept = self.record.editions.get(one.slot)
        if one.entry is None:
            assert kept is not None
            return kept
        if kept and (kept.key, kept.mark, kept.withdrawn) == (one.entry.key, _mark(one.entry), one.withdrawn):
            return kept
        found = self.read.get(one.entry.key) or edition_record(self._edition(one.entry), _mark(one.entry))
        if one.withdrawn:
            return EditionRecord(key=found.key, slot=found.slot, at=found.at, mark=found.mark, withdrawn=True)
        return found

    def _is_new(self, one: EditionRecord, around: Mapping[str, Around], stamp: str) -> bool:
        kept = self.record.editions.get(one.slot)
        same = kept is not None and (kept.key, kept.mark, kept.withdrawn) == (one.key, one.mark, one.withdrawn)
        if kept is None or not same or self.record.stamp != stamp:
            return True
        moved = not one.withdrawn and kept.around != around[one.slot].mark
        return moved or not self.folder.holds(one.slot, kept.files)

    def _printed(
        self, editions: Editions, one: _Wanted, kept: EditionRecord, around: Mapping[str, Around]
    ) -> PrintedEdition:
        assert one.entry is not None
        if one.withdrawn:
            return editions.withdrawn(kept)
        key, outbox = one.entry.key, self.workspace.outbox
        names = _names(outbox, key)
        shown = {name: read(outbox, key, name) for name in names if name.endswith(_SHOWN)}  # pictures and cards
        edition = self._edition(one.entry)
        before = self.record.editions.get(one.slot)
        if before and before.drawn and before.drawn == editions.card_mark(edition.title, edition.newsletter.name):
            shown |= self.folder.read(one.slot, CARD)
        return editions.printed(edition, shown, kept.mark, around[one.slot], self._posts(key) if POSTS in names else ())

    def _posts(self, key: str) -> tuple[Post, ...]:
        """Return what an edition tells on networks; nothing where that was written by an older digest."""
        try:
            return read_posts(read(self.workspace.outbox, key, POSTS).decode())
        except DataError as fault:
            self.notices.append(replace(fault.notice(), where=f"{key}: {fault.where}"))
            return ()

    def _edition(self, entry: OutboxEntry) -> Edition:
        return _edition(self.workspace.outbox, entry.key)

    def _put(self, slot: str, files: Mapping[str, bytes]) -> None:
        """Write an edition's files, and remove those that its form before had and this one has not."""
        for name, content in files.items():
            self.folder.put(f"{slot}/{name}", content)
        before = self.record.editions.get(slot)
        if before:
            self.folder.remove(f"{slot}/{name}" for name in before.files if name not in files)

    def _site(self, record: Record) -> WrittenSite:
        names = [f"{slot}/{name}" for slot, one in record.editions.items() for name in one.files]
        return WrittenSite(
            folder=self.folder.root,
            files=tuple(sorted([*names, *record.pages])),
            written=self.folder.written,
            notices=tuple(self.notices),
        )


def _edition(outbox: Path, key: str) -> Edition:
    try:
        return edition_from(read(outbox, key, "edition.json").decode())
    except ValueError as fault:
        raise DataError(f"{key} is no edition that can be read: {fault}", where=str(outbox)) from fault


def _mark(entry: OutboxEntry) -> str:
    """Return what tells apart two editions of one key: an edition never changes, but the outbox may be another."""
    return f"{entry.published:.6f}"


def _names(outbox: Path, key: str) -> list[str]:
    """Return the names of an edition's files, as its manifest has them."""
    rows = manifest(outbox, key).get("files")
    return [str(row["path"]) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _homeless(workspace: Workspace) -> Notice:
    return Notice(
        what="no feeds, maps and previews: their links need the address where the site will stand",
        where=f"{workspace.settings.path}: newsletter.web",
        fix='set newsletter.web = "https://…" and run digest site again; the editions need no new build',
    )
