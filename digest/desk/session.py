"""The one value behind all requests: slot, articles, running order; read, changed, undone, always through the file.

The file is the only state.  Before anything is written it is read again: what
somebody else changed meanwhile is merged, never overwritten.
"""

from __future__ import annotations

import fcntl
import os
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import RLock
from typing import Any

from msgspec import structs

from digest import private
from digest.desk.changes import AddStory, Change, ChangeRequest, SetPost, SetStory, granted
from digest.desk.editing import layout
from digest.desk.journal import REDO, UNDO, EditJournal, step
from digest.desk.morning import Morning
from digest.desk.pasting import paste
from digest.desk.threeway import Conflict, Merge, merge
from digest.desk.version import Version, version_name
from digest.errors import BusyError, DataError, UsageError
from digest.line.choose import quotes_of
from digest.order.entries import PostEntry, entries, with_entry
from digest.order.file import order_name, order_text, write_order
from digest.order.marks import mark
from digest.order.offers import chosen
from digest.order.posts_file import posts_name, posts_text, write_posts
from digest.order.sheet import read_sheet
from digest.picks.slots import Slot
from digest.posts import Post
from digest.workspace import Workspace

TRIES = 5  # when somebody else saves at the same moments
KEPT = 4  # versions that are kept composed: a frame may still ask for the one before
KEPT_OF_POST = ("text", "wording", "markup", "alt", "skip", "approved", "when")
SEEN = 400  # texts that a page may have seen last


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskJobs:
    """The jobs that the desk hands to the same code as the command line.

    `propose` picks and merges what is new into the file, and reports what changed;
    `approve` signs it; `build` publishes and returns what the page shows of it; `standing`
    says what the outbox has of the slot; `whereabouts` where each article is, and whether an
    edition `had` it; `retract` retracts a story by one of its names, and says how its editions are corrected;
    `variants` makes of an email what other readers see; `week` says when posts go
    out, among those of other editions, in the week of a day.
    """

    opened: Callable[[], Workspace]
    now: Callable[[], datetime]
    propose: Callable[[Workspace, Slot], Sequence[str]]
    approve: Callable[[Workspace, Slot, str], object]
    build: Callable[[Workspace, Slot, str], Mapping[str, Any]]
    standing: Callable[[Workspace, Slot], Mapping[str, Any]]
    whereabouts: Callable[[Workspace, Slot], Sequence[Mapping[str, Any]]]
    variants: Callable[[str], Mapping[str, str]]
    retract: Callable[[Workspace, Sequence[str], str], Sequence[str]]
    week: Callable[[Workspace, Slot, Sequence[Post], str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The result of a request: the version that the file has now, conflicts, and messages to show.

    `merged` says that somebody else wrote the file since the page last saw it.
    """

    version: Version
    conflicts: tuple[Conflict, ...] = ()
    told: tuple[str, ...] = ()
    merged: bool = False


@dataclass
class Session:
    """One slot at the desk."""

    hands: DeskJobs
    slot: Slot
    lock: RLock = field(default_factory=RLock)
    begun: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self._versions: OrderedDict[str, Version] = OrderedDict()
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._morning: Morning | None = None
        self._good: Version | None = None
        self._printed: Version | None = None
        self._locked = False
        self.readings = 0
        self.workspace = self.hands.opened()
        self.journal = EditJournal(
            self.workspace.cache / "desk" / f"{self.workspace.running_order(self.slot.name).stem}.jsonl"
        )

    @property
    def where(self) -> str:
        """How messages name the running order."""
        return order_name(self.workspace, self.slot)

    @property
    def morning(self) -> Morning:
        """The sources as they were read; the first use reads them."""
        with self.lock:
            if self._morning is None:
                self.reread()
            assert self._morning is not None
            return self._morning

    def reread(self) -> None:
        """Read settings and sources; where there is no running order yet, the machine proposes one."""
        with self.lock:
            self.workspace = self.hands.opened()
            if not order_text(self.workspace, self.slot).strip():
                self.begun = tuple(self.hands.propose(self.workspace, self.slot))
            self._morning = Morning.of(self.workspace, self.slot)
            self._versions.clear()
            self.readings += 1

    def present(self) -> Version:
        """Return what the file makes now; what somebody else wrote is taken over.

        Raises `DataError` with file and line where it cannot be read.
        """
        morning = self.morning
        with self.lock:
            text = order_text(self.workspace, self.slot)
            read_sheet(text, self.where)
            if text != self.journal.text:
                with self._alone():
                    self.journal.read(text)
            return self._version(text, morning)

    def headlines(self) -> list[str]:
        """Return the file's own headlines in its order, to show until the sources are read; [] for a broken file."""
        try:
            sheet = read_sheet(order_text(self.workspace, self.slot), self.where)
        except DataError:
            return []
        return [str(block.values.get("headline", "")) for block in sheet.blocks if not block.values.get("drop")]

    def shown(self, version: Version) -> Version:
        """Return *version* where it makes an edition, else the last one that did, so that the page always has one."""
        if version.edition is not None:
            self._good = version
        return self._good or version

    def printed(self, version: Version) -> Version:
        """Return *version* where all its posts fit, else the last one whose posts did, for the page to show."""
        if version.posted is not None:
            self._printed = version
        return self._printed or version

    def known(self, name: str) -> Version | None:
        """Return a version that was shown lately, by its name."""
        with self.lock:
            return self._versions.get(name)

    def change(self, asked: ChangeRequest) -> Reply:
        """Apply the requested changes to the text that the page had seen, merge with the file, and write it."""

        def make(base: str) -> str:
            page = layout(base)
            for one in asked.changes:
                page = granted(page, self._worded(one), self._headline)
            return page.text

        what = {"changes": [_told(one) for one in asked.changes]}
        with self.lock:
            done = self._write(make, "edit", what, seen=asked.seen, goes_on=asked.goes_on)
            for one in asked.changes:
                if isinstance(one, SetPost):
                    self._take_over(one)
            return done if not done.version.posts else replace(done, version=self.present())

    def undo(self) -> Reply:
        """Take the last thing back that was done here, also before a restart; what others wrote since stays."""
        return self._step_back(UNDO)

    def redo(self) -> Reply:
        """Do the last thing again that was taken back."""
        return self._step_back(REDO)

    def pick(self) -> Reply:
        """Read everything again, and let the machine bring in what is new."""
        with self.lock:
            before = self.present().text
            self.reread()
            told = tuple(self.hands.propose(self.workspace, self.slot))
            self._note("pick", before, {"told": list(told)})
            return Reply(version=self.present(), told=told)

    def paste(self, headline: str, text: str, url: str) -> Reply:
        """Make an article of a text, and add it after the last story."""
        with self.lock:
            where = paste(self.workspace, headline=headline, text=text, url=url)
            self.reread()
            return self.change(ChangeRequest(changes=[AddStory(path=where)]))

    def retract(self, names: Sequence[str], why: str) -> Reply:
        """Retract the story that one of *names* means; the reply lists the commands that correct its editions."""
        if not why.strip():
            raise UsageError("a retraction needs its reason", where="retract", fix="say what was wrong")
        with self.lock:
            told = tuple(self.hands.retract(self.workspace, names, why.strip()))
            self.reread()
            return Reply(version=self.present(), told=told)

    def build(self, by: str, reason: str = "") -> tuple[Version, Mapping[str, Any]]:
        """Sign the running order as *by* ('' for nobody), then publish it; with a *reason* as a correction."""
        with self.lock:
            before = self.present().text
            if by:
                self.hands.approve(self.workspace, self.slot, by)
                self._note("approve", before, {"by": by})
            built = self.hands.build(self.workspace, self.slot, reason)
            return self.present(), built

    def steps(self) -> dict[str, Any]:
        """Return what undo and redo would do next, and the last things that were done, the newest first."""
        past, future = self.journal.undone()
        steps = self.journal.steps
        return {
            "undo": _named(steps[past[-1][1]].kind, steps[past[-1][1]].what) if past else None,
            "redo": _named(steps[future[-1][1]].kind, steps[future[-1][1]].what) if future else None,
            "past": [_named(steps[last].kind, steps[last].what) for _, last in past[-40:][::-1]],
        }

    def _step_back(self, kind: str) -> Reply:
        with self.lock:
            self.present()
            past, future = self.journal.undone()
            group = (past if kind == UNDO else future)[-1:]
            if not group:
                raise UsageError(f"there is nothing to {kind}", where=self.where)
            first, last = group[0]
            before, after = self.journal.text_before(first), self.journal.text_before(last + 1)
            base, wanted = (after, before) if kind == UNDO else (before, after)
            what = {"of": last, "did": self.journal.steps[last].what, "kind": self.journal.steps[last].kind}
            return self._write(lambda text: merge(base, text, wanted), kind, what)

    def _write(
        self,
        make: Callable[[str], str] | Callable[[str], Merge],
        kind: str,
        what: Mapping[str, Any],
        *,
        seen: str = "",
        goes_on: bool = False,
    ) -> Reply:
        """Make a text of the one that was *seen*, merge it with what the file says, write it, and note it."""
        with self.lock, self._alone():
            for _ in range(TRIES):
                text = order_text(self.workspace, self.slot)
                read_sheet(text, self.where)
                self.journal.read(text)
                base = self._texts.get(seen, text)
                made = make(base)
                found = made if isinstance(made, Merge) else merge(base, text, made)
                if found.text == text:
                    break
                read_sheet(found.text, self.where)
                try:
                    write_order(self.workspace, self.slot, found.text, before=text)
                except BusyError:
                    continue
                self.journal.add(step(kind, text, found.text, what, goes_on=goes_on))
                break
            else:
                what_now = "somebody else keeps saving the running order"
                raise BusyError(what_now, where=self.where, fix="try again in a moment")
            version = self._version(found.text, self.morning)
            return Reply(version=version, conflicts=found.conflicts, merged=base != text)

    def _note(self, kind: str, before: str, what: Mapping[str, Any]) -> None:
        """Write down what another job did to the file."""
        after = order_text(self.workspace, self.slot)
        with self._alone():
            self.journal.read(before if self.journal.text == before else after)
            if after != self.journal.text:
                self.journal.add(step(kind, self.journal.text, after, what))

    def _version(self, text: str, morning: Morning) -> Version:
        posts = posts_text(self.workspace, self.slot.name)
        name = version_name(text, posts)
        self._texts[name] = text
        self._texts.move_to_end(name)
        while len(self._texts) > SEEN:
            self._texts.popitem(last=False)
        found = self._versions.get(name)
        if found is None or found.morning is not morning:
            found = self._versions[name] = Version(text, morning, self.hands.now(), posts)
        self._versions.move_to_end(name)
        while len(self._versions) > KEPT:
            self._versions.popitem(last=False)
        return found

    def _worded(self, change: Change) -> Change:
        """Return a change with quotes as the file has them: the page names them by id."""
        if isinstance(change, SetPost):
            return self._with_posts(change)
        if not isinstance(change, SetStory) or change.key != "quotes" or not isinstance(change.value, list):
            return change
        story = self.present().grouped.story(change.name.removeprefix("path:"))
        if story is None:
            return change
        every = {quote.id: quote for member in story.members for quote in quotes_of(member)}
        wanted = [every[id] for id in change.value if id in every]
        unknown = [text for text in change.value if text not in every]
        words = chosen(list(every.values()), wanted, story.lead.id)
        return SetStory(name=change.name, key=change.key, value=[*words, *unknown])

    def _with_posts(self, change: SetPost) -> SetPost:
        """Return a change of a post with what the file of posts wanted of it: from now on it stands in the order."""
        if change.values.get("approved") is True and change.shown:
            change = structs.replace(change, values={**change.values, "approved": mark(change.shown)})
        wanted = self._in_posts_file(change)
        if wanted is None:
            return change
        kept = {name: value for name in KEPT_OF_POST if (value := getattr(wanted, name))}
        return structs.replace(change, values={**kept, **change.values})

    def _in_posts_file(self, change: SetPost) -> PostEntry | None:
        where = posts_name(self.workspace, self.slot.name)
        about = PostEntry(network=change.network, kind=change.kind, story=change.story, quote=change.quote).about
        found = entries(posts_text(self.workspace, self.slot.name), where)
        return next((one for one in reversed(found) if one.about == about), None)

    def _take_over(self, change: SetPost) -> None:
        """Take a post out of the file of posts, now that the running order has it."""
        if (old := self._in_posts_file(change)) is not None:
            before = posts_text(self.workspace, self.slot.name)
            bare = PostEntry(network=old.network, kind=old.kind, story=old.story, quote=old.quote)
            text = with_entry(before, bare, where=posts_name(self.workspace, self.slot.name), slot=self.slot.name)
            write_posts(self.workspace, self.slot, text, before=before)

    def _headline(self, id: str) -> str:
        article = self.morning.articles.get(id)
        return article.headline if article else ""

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Lock this slot's file, so that of several desks only one writes it."""
        with self.lock:
            if self._locked:
                yield
                return
            private.make_folder(self.journal.path.parent)
            path = self.journal.path.with_suffix(".lock")
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
            with os.fdopen(os.open(path, flags, private.FILE_MODE), "r+") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                self._locked = True
                try:
                    yield
                finally:
                    self._locked = False


def _told(change: Change) -> dict[str, Any]:
    """Return what a change is about, for the history: no more than names."""
    kind = type(change).__struct_config__.tag
    about = {name: getattr(change, name) for name in ("name", "key", "id", "path", "network") if hasattr(change, name)}
    flag = {"on": change.value} if isinstance(change, SetStory) and isinstance(change.value, bool) else {}
    return {"type": kind, **{name: value for name, value in about.items() if value}, **flag}


def _named(kind: str, what: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": kind, **what}
