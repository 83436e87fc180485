"""``digest build --segments``: many editions from one pool, each by itself.

What all of them need is made once (`digest.line.pool`); then each is chosen, pressed
and published like any edition, under a key of its own.  One that breaks stops no
other.  Workers are forks of this process: they have the pool without a copy, and what
one of them leaves undone, however it ended, is done here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from digest import machines
from digest.errors import DigestError, DiskError, NothingToPublishError, Notice, UsageError, nearest
from digest.jobs.build import Built, ChosenPage, edition_keys, publish_page
from digest.ledger.segments import open_lists
from digest.line.ahead import read_ahead
from digest.line.choose import FOUND, Tell, Wish, pick, read
from digest.line.forks import in_forks, seldom_collected
from digest.line.history import retracted
from digest.line.pool import Pool, open_pool
from digest.line.shop import Shop
from digest.line.telling import tell_nobody
from digest.machines import LOCAL
from digest.machines._luggage import Luggage
from digest.order.file import require_approval
from digest.outbox.read import known_keys
from digest.picks.choose import Pick
from digest.picks.slots import WEEK, Slot, current_slot, missed_slots, slot_named
from digest.settings import SegmentSettings, Settings
from digest.text.plurals import counted
from digest.workspace import Workspace

ALL = "all"
DONE = ("published", "exists")
SHARE = 50  # segments of one fork
ALIKE = 10  # segments of one look: for fewer it is not made before


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentOutcome:
    """What became of one segment: `status` is published, exists, nothing (new), not due, or broken.

    `fault` says why there is nothing or what broke it; `exit_code` is that of what broke it, else 0.
    """

    segment: str
    slot: str
    status: str
    key: str = ""
    path: str = ""
    stories: int = 0
    notices: tuple[Notice, ...] = ()
    fault: Notice | None = None
    exit_code: int = 0


def segments_named(settings: Settings, names: str) -> list[SegmentSettings]:
    """Return the segments that *names* (``all``, or names separated by commas) means, in the order of the settings.

    Raises `UsageError` where there is none of that name, or none at all.
    """
    known = {segment.name: segment for segment in settings.segment}
    wanted = [name for part in names.split(",") if (name := part.strip())]
    if not known:
        raise UsageError("there are no segments", where=settings.path, fix='add [[segment]] with name = "…"')
    if wanted == [ALL]:
        return list(known.values())
    if not wanted:
        raise UsageError("no segment is named", where="--segments", fix="--segments all, or names separated by commas")
    strange = next((name for name in wanted if name not in known), "")
    if strange:
        hint = nearest(strange, list(known))
        fix = f"did you mean {hint}?" if hint else f"known: {', '.join([*known][:20])}"
        raise UsageError(f"there is no segment called {strange!r}", where="--segments", fix=fix)
    return [segment for name, segment in known.items() if name in wanted]


def slot_of(settings: Settings, segments: Sequence[SegmentSettings], name: str, now: datetime) -> Slot:
    """Return the slot called *name*, else the newest that is due for one of *segments*."""
    days = {day for segment in segments for day in segment.days or settings.schedule.days}
    schedule = replace(settings.schedule, days=tuple(day for day in WEEK if day in days))
    return slot_named(schedule, name) if name else current_slot(schedule, now)


def is_due(settings: Settings, segment: SegmentSettings, slot: Slot) -> bool:
    """Say whether a segment has an edition on the slot's day."""
    return WEEK[slot.date.weekday()] in (segment.days or settings.schedule.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """Where segments are built: in *workers* forks, or by an engine (`digest.machines`) at *address*."""

    workers: int = 1
    on: str = LOCAL
    address: str = ""


ALONE = Workers()


def build_segments(
    workspace: Workspace,
    names: str,
    wish: Wish,
    *,
    now: datetime,
    tell: Tell,
    hands: Workers = ALONE,
    by_days: bool = False,
) -> list[SegmentOutcome]:
    """Build the edition of each segment that *names* means; return what became of each, in the order of the settings.

    With ``all``, without a slot, or *by_days*, those that have no edition on the slot's day
    are passed over.  Raises what reading and grouping raise; then nothing was published.
    """
    machines.engine(hands.on, hands.address)  # one that does not exist is told before anything is read
    settings = workspace.settings
    segments = segments_named(settings, names)
    slot = slot_of(settings, segments, wish.slot, now)
    asked_for = bool(wish.slot) and names.strip() != ALL and not by_days
    due = [one for one in segments if asked_for or is_due(settings, one, slot)]
    made: dict[str, SegmentOutcome] = {}
    if due:
        intake = read(workspace, tell, strict=wish.strict, at=slot.at)
        with open_pool(workspace, intake, slot) as pool:
            told = counted(len(pool.stories), "story", "stories")
            tell("group", f"{counted(len(pool.articles), 'article')} of this slot in {told}")
            pool.lists.look_at(slot.name, pool.articles, pool.keys)
            run = SegmentsRun(pool, replace(wish, slot=slot.name), now)
            read_ahead(pool, due, run.shop, workers=hands.workers, tell=tell)
            tell("press", counted(run.prepare(due), "look"))
            made = {one.segment: one for one in run.all([one.name for one in due], hands)}
            tell("build", _counted(made.values()))
    return [
        made.get(one.name) or SegmentOutcome(segment=one.name, slot=slot.name, status="not due") for one in segments
    ]


def missed(workspace: Workspace, names: str, wish: Wish, *, now: datetime) -> list[str]:
    """Return the slots since the first edition, oldest first, of which some segment due then has no edition yet.

    Raises `UsageError` when ``newsletter.first_edition`` is not set.
    """
    settings = workspace.settings
    first = settings.newsletter.first_edition
    if first is None:
        fix = "set first_edition to the day of the first edition"
        where = f"{settings.path}: newsletter.first_edition"
        raise UsageError("there is no day to catch up from", where=where, fix=fix)
    segments = segments_named(settings, names)
    there = known_keys(workspace.outbox)
    moment = slot_of(settings, segments, wish.slot, now).at
    days = {day for segment in segments for day in segment.days or settings.schedule.days}
    schedule = replace(settings.schedule, days=tuple(day for day in WEEK if day in days))

    def whole(slot: Slot) -> bool:
        due = (one for one in segments if is_due(settings, one, slot))
        return all(workspace.of(one.name).key(slot.name) in there for one in due)

    return [slot.name for slot in missed_slots(schedule, first, moment, whole)]


class SegmentsRun:
    """One run over the segments of a pool."""

    def __init__(self, pool: Pool, wish: Wish, now: datetime) -> None:
        self.pool, self.wish, self.now = pool, wish, now
        self.intake = replace(pool.intake, notices=())  # they are the pool's, and told once
        self.shop = Shop(pool.workspace.derived, keeps=False)
        self.full: DiskError | None = None
        self.firsts: list[str] = []

    def prepare(self, segments: Iterable[SegmentSettings]) -> int:
        """Make once what each fork would make for itself: the plates of every look, the warnings about articles.

        Returns how many looks there are.
        """
        looks: dict[Hashable, list[SegmentSettings]] = {}
        for segment in segments:
            with suppress(DigestError):  # a fault in a template is told with the segment
                looks.setdefault(self.shop.look(self.pool.workspace.of(segment.name)), []).append(segment)
        self.firsts = firsts(looks.values())
        self.shop.faults(self.intake)
        self.pool.misdated(self.now)
        return len(looks)

    def all(self, names: Sequence[str], hands: Workers) -> Iterator[SegmentOutcome]:
        """Build them all: here, or by others of which each has a part; yields each as it is known."""
        with seldom_collected():
            yield from self._all(names, hands)

    def _all(self, names: Sequence[str], hands: Workers) -> Iterator[SegmentOutcome]:
        left = dict.fromkeys(names)
        if len(names) > 1 and (hands.workers > 1 or hands.on != LOCAL):
            for name in self.firsts if hands.on == LOCAL else ():  # forks have what these needed: style sheets read, …
                left.pop(name, None)
                yield self.one(name)
            for one in self._by_others(shares(self.pool.workspace.settings, list(left), hands.workers), hands):
                left.pop(one.segment, None)
                yield one
        for name in left:  # all of them, or what a worker left undone
            yield self.one(name)

    def _by_others(self, shares: Sequence[Sequence[str]], hands: Workers) -> Iterator[SegmentOutcome]:
        if hands.on == LOCAL:
            yield from in_forks(shares, self.some, SegmentOutcome, at_once=hands.workers, here=partial(map, self.one))
            return
        engine = machines.engine(hands.on)
        for made in engine.run(built_there, packed(self), shares, workers=hands.workers, address=hands.address):
            yield from made

    def one(self, name: str) -> SegmentOutcome:
        """Build one segment's edition; an error is its own outcome, but a full disk also that of all after it."""
        workspace = self.pool.workspace.of(name)
        try:
            if self.full:
                raise self.full
            return _outcome(name, self._built(workspace))
        except NothingToPublishError as nothing:
            return self._without(name, "nothing", nothing)
        except DigestError as fault:
            if isinstance(fault, DiskError):
                self.full = fault
            return self._without(name, "broken", fault)
        except Exception as fault:  # a fault of ours in one segment must not keep the others from their readers
            what = f"this should not have happened: {type(fault).__name__}: {fault}"
            error = DigestError(what[:300], where=f"segment {name}", fix="please report it")
            error.exit_code = 70
            return self._without(name, "broken", error)

    def _built(self, workspace: Workspace) -> Built:
        pool, slot, wish = self.pool, self.pool.slot, self.wish
        keys = edition_keys(workspace, slot, wish)
        gone = frozenset(str(item["id"]) for item in retracted(workspace, slot)) if wish.revise else frozenset()
        require_approval(workspace, slot, gone)
        chosen = pick(workspace, pool.intake, slot, tell_nobody, now=self.now, pool=pool)
        book = SegmentBook(pool, workspace.segment)
        page = ChosenPage(workspace=workspace, intake=self.intake, chosen=chosen, slot=slot, book=book, shop=self.shop)
        return publish_page(page, keys, wish, tell_nobody)

    def _without(self, name: str, status: str, fault: DigestError) -> SegmentOutcome:
        key = self.pool.workspace.of(name).key(self.pool.slot.name)
        code = 0 if status == "nothing" else fault.exit_code
        slot = self.pool.slot.name
        return SegmentOutcome(segment=name, slot=slot, status=status, key=key, fault=fault.notice(), exit_code=code)

    def some(self, names: Sequence[str]) -> Iterator[SegmentOutcome]:
        """Build *names* in a process of their own, which has a ledger of its own, as SQLite wants."""
        workspace = self.pool.workspace
        with open_lists(workspace.ledger, workspace.settings.newsletter.id) as lists:
            self.pool.lists = lists
            yield from map(self.one, names)


def packed(run: SegmentsRun) -> Luggage:
    """Pack *run*: the pool without its open ledger, what was found in the articles, what was asked for."""
    return Luggage.of((run.pool.packed(), run.wish, run.now, run.shop, FOUND))


def _unpacked(luggage: Luggage) -> SegmentsRun:
    pool, wish, now, shop, found = luggage.value()
    FOUND.update(found)
    made = SegmentsRun(pool, wish, now)
    made.shop = shop
    return made


UNPACKED: dict[str, SegmentsRun] = {}  # one at a time


def built_there(luggage: Luggage, names: Sequence[str]) -> list[SegmentOutcome]:
    """Build a share of the segments where an engine runs us: the outbox and the ledger must be there, too."""
    if luggage.name not in UNPACKED:
        UNPACKED.clear()
        UNPACKED[luggage.name] = _unpacked(luggage)
    return list(UNPACKED[luggage.name].some(names))


class SegmentBook:
    """Enters a segment's edition in the ledger."""

    def __init__(self, pool: Pool, segment: str) -> None:
        self.pool, self.segment = pool, segment

    def facts(self, picks: Sequence[Pick]) -> dict[str, dict[str, object]]:
        """Return by story id what a manifest's items must hold beside their own, for later editions."""
        return self.pool.facts(picks)

    def more(self) -> dict[str, Any]:
        """Return which segment it is, and which lists' stories of the same slot it leaves to them."""
        beside = self.pool.beside.get(self.segment)
        return {"segment": self.segment} | ({"beside": beside} if beside is not None else {})

    def reserve(self, key: str, items: Sequence[dict[str, Any]]) -> None:
        """Claim the manifest's *items* before publishing; `BusyError` when another run has them."""
        self.pool.lists.reserve(self.segment, self.pool.slot.name, key, items)

    def confirm(self, key: str, day_quote: str = "") -> None:
        """Note that the edition is there, and its quote of the day."""
        self.pool.lists.confirm(self.segment, self.pool.slot.name, key, day_quote)


def shares(settings: Settings, names: Sequence[str], workers: int) -> list[list[str]]:
    """Share *names* among forks, of which *workers* run at once: a few each, or memory would grow with their number.

    Lists that share readers stay together, in the order of the settings.
    """
    together: dict[str, str] = {name: name for name in names}

    def head(name: str) -> str:
        while together[name] != name:
            name = together[name]
        return name

    for segment in settings.segment:
        others = names if ALL in segment.readers_of else segment.readers_of
        for other in (other for other in others if segment.name in together and other in together):
            together[head(segment.name)] = head(other)
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(head(name), []).append(name)
    most = min(SHARE, -(-len(names) // workers))
    shares: list[list[str]] = []
    for group in sorted(groups.values(), key=len, reverse=True):
        if shares and len(shares[-1]) + len(group) <= most:
            shares[-1].extend(group)
        else:
            shares.append(group)
    return shares


def firsts(looks: Iterable[Sequence[SegmentSettings]]) -> list[str]:
    """Return one segment of each look that many have: built before there are forks, it reads style sheets for them all.

    It gives precedence to no other list, and so need not wait for those above it.
    """
    free = ([one.name for one in alike if not one.readers_of] for alike in looks if len(alike) >= ALIKE)
    return [names[0] for names in free if names]


def exit_code(outcomes: Iterable[SegmentOutcome]) -> int:
    """Return what a run ends with: the code of the first broken one; 66 when there was something new for none."""
    found = list(outcomes)
    broken = next((one.exit_code for one in found if one.status == "broken"), 0)
    tried = [one for one in found if one.status != "not due"]
    nothing = bool(tried) and all(one.status == "nothing" for one in tried)
    return broken or (NothingToPublishError.exit_code if nothing else 0)


def _outcome(name: str, built: Built) -> SegmentOutcome:
    found = [Notice(what=f"{f.rule}: {f.what}", where=f.where, fix=f.fix) for f in built.findings]
    return SegmentOutcome(
        segment=name,
        slot=built.edition.slot,
        status=built.status,
        key=built.key,
        path=str(built.path),
        stories=len(list(built.edition.items())),
        notices=(*built.notices, *found),
    )


def _counted(outcomes: Iterable[SegmentOutcome]) -> str:
    counts: dict[str, int] = {}
    for one in outcomes:
        counts[one.status] = counts.get(one.status, 0) + 1
    return ", ".join(f"{count:,} {status}" for status, count in sorted(counts.items(), key=lambda pair: -pair[1]))
