"""The pool: one slot's articles read, grouped, scored and recognised once, for all segments.

What depends on the pool alone is made here, so that a segment's edition is the same
whichever others are made in the same run: what a word is worth, which story an
article tells, which of them somebody had.  What is left for a segment is to look up
which of it is its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Any, cast

from digest.articles import Article
from digest.errors import Notice
from digest.intake.files import Intake
from digest.ledger.segments import SegmentLedger, open_lists
from digest.line.groups import stories_of
from digest.line.misdated import misdated
from digest.line.sources import too_old
from digest.outbox.keys import segment_of
from digest.outbox.read import exists, known_keys, published
from digest.picks.choose import Pick, Ranking
from digest.picks.filters import Index
from digest.picks.memory import (
    Looks,
    Memory,
    Scored,
    Weighed,
    due,
    embargoed,
    facts_of,
    following_with,
    keys_of,
    sources_had,
)
from digest.picks.ranking import score, total
from digest.picks.recognition import Known, Recognition, SegmentMemory
from digest.picks.slots import Slot, slot_named
from digest.picks.terms import Candidate
from digest.quotes.quote import Quote
from digest.settings import SegmentSettings
from digest.stories.fingerprints import Fingerprint, Fingerprinter
from digest.stories.gist import GistTaker, written
from digest.stories.story import Story, without
from digest.workspace import Workspace

AT_A_TIME = 1_000  # stories
NOTHING = "-"  # no article's key: who had an edition has seen something, and what comes late may come in


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What a pool holds for one segment: its slot, articles and stories, and what its readers had."""

    slot: Slot
    articles: tuple[Article, ...]
    stories: tuple[Story, ...]
    memory: SegmentMemory


@dataclass(slots=True, kw_only=True)
class Pool:
    """One slot's articles and what is known of them, for all segments; made by `open_pool`.

    `seen` goes from an article's key to the slot whose run looked at it first, `home` from
    an article's id to the story it tells, `gists` are by story id, as text, a tenth of their
    size.  `scored` are all stories as candidates, `read` those whose quotes were found,
    `parts` the scores of stories told by some of their articles, by the articles' ids.
    `beside` are the lists that a segment's edition leaves to tell what they tell in
    the same slot.  `lists` is the open ledger, which another process opens for itself.
    """

    workspace: Workspace
    intake: Intake
    slot: Slot
    lists: SegmentLedger
    articles: Sequence[Article]
    stories: Sequence[Story]
    seen: Mapping[str, str]
    keys: Mapping[str, tuple[str, ...]]
    index: Index
    shared: Looks
    gists: Mapping[str, str]
    ranking: Ranking
    scored: Mapping[str, Scored]
    recognised: Mapping[str, Mapping[str, Known]]
    home: Mapping[str, Story]
    read: dict[str, Weighed] = field(default_factory=dict)
    parts: dict[tuple[str, ...], float] = field(default_factory=dict)
    beside: dict[str, list[str]] = field(default_factory=dict)
    dates: tuple[Notice, ...] | None = None

    def packed(self) -> Pool:
        """Return the pool without its open ledger: another process opens one of its own."""
        return replace(self, lists=cast(SegmentLedger, None))

    def look(self, story: Story) -> Scored:
        """Return a story as a candidate with its score at first sight; told by fewer articles it has a score, too."""
        candidate, worth = self.scored.get(story.id, (None, 0.0))
        if candidate and candidate.story is story:
            return candidate, worth
        candidate, told_by = self.ranking.candidate(story), tuple(member.id for member in story.members)
        if told_by not in self.parts:
            self.parts[told_by] = total(score(candidate, self.ranking.weighed))
        return candidate, self.parts[told_by]

    def learn(self, lead: Article, quotes: tuple[Quote, ...]) -> None:
        """Keep what the story is worth that *lead* leads, with its *quotes*; told by fewer articles it is another."""
        if lead.id in self.scored:
            self.read[lead.id] = self.ranking.read(self.scored[lead.id][0], lambda _: quotes)

    def learnt(self, candidate: Candidate) -> Weighed | None:
        """Return a candidate that `look` gave with its quotes and shares, None where they were not looked for."""
        same = candidate is self.scored.get(candidate.story.id, (None, 0.0))[0]
        return self.read.get(candidate.story.id) if same else None

    def misdated(self, now: datetime) -> tuple[Notice, ...]:
        """Return what is to be told of the articles' dates: the same for all segments of a run."""
        if self.dates is None:
            self.dates = misdated(self.intake, self.slot, now)
        return self.dates

    def of(self, workspace: Workspace) -> Own:
        """Return what the segment that *workspace* is opened for is made of.

        A story that articles of others tell, too, is told by the segment's own alone.
        """
        segment = _settings_of(self.workspace, workspace.segment)
        slot = slot_named(workspace.settings.schedule, self.slot.name)
        seen = _seen_until(self.seen, self.lists.last(segment.name, slot.name))
        wanted = sorted(self.index.positions(segment))
        own = self._due([self.articles[position] for position in wanted], slot, seen)
        memory = SegmentMemory(
            recognised=self.recognised,
            had=self.lists.had(self._lists(segment), slot, workspace.settings.picks.repeat_days),
            shared=self.shared,
            prints=self.prints,
            base={article.id: self.home[article.id].id for article in own},
            beside=self._beside(segment, slot, workspace),
            quotes=self.lists.of(segment.name).day_quotes(slot, workspace.settings.picks.quote_editions),
            seen=seen,
            scored=self.look,
            read=self.learnt,
        )
        return Own(slot=slot, articles=tuple(own), stories=tuple(self._told_by(own)), memory=memory)

    def facts(self, picks: Sequence[Pick]) -> dict[str, dict[str, object]]:
        """Return by story id what a manifest's items must hold beside their own, for later editions."""
        found = {}
        for pick in picks:
            members = pick.story.members
            home = self.home.get(members[0].id)
            gist = self.gists[home.id] if home else next(_gists([pick.story], self.workspace.settings.columns))[1]
            found[pick.story.id] = facts_of(pick.story, self.prints(pick.story), keys_of=self._keys) | {"gist": gist}
        return found

    def prints(self, story: Story) -> tuple[Fingerprint, Fingerprint]:
        """Return a story's fingerprints, taken once."""
        if story.id not in self.home:
            return self.taken(story)
        if story.id not in self.shared.prints:
            self.shared.prints[story.id] = self.taken(story)
        return self.shared.prints[story.id]

    def taken(self, story: Story) -> tuple[Fingerprint, Fingerprint]:
        """Take a story's fingerprints; told by fewer articles it is compared by its own lead and the whole story."""
        press, home = self.shared.press, self.home.get(story.id, story)
        lead, whole = press.pair(home.lead, home.members)
        return (lead if story.id == home.id else press.fingerprint([story.lead])), whole

    def above(self, segment: str) -> list[str]:
        """Return the lists of the same readers above *segment* in the settings that have the slot's edition."""
        own = _settings_of(self.workspace, segment)
        id, names = self.workspace.settings.newsletter.id, [one.name for one in self.workspace.settings.segment]
        before = [name for name in (id, *names[: names.index(segment)]) if {name, "all"}.intersection(own.readers_of)]
        return [name for name in before if self.lists.beside(name, self.slot.name)]

    def _beside(self, segment: SegmentSettings, slot: Slot, workspace: Workspace) -> frozenset[str]:
        """Return the stories that lists of the same readers have in this slot: as many as when it was built first."""
        if not segment.readers_of:
            return frozenset()
        names = told_beside(workspace, slot)
        self.beside[segment.name] = names = self.above(segment.name) if names is None else names
        leads = (lead for name in names for lead in self.lists.beside(name, slot.name))
        return frozenset(self.home[lead].id for lead in leads if lead in self.home)

    def _lists(self, segment: SegmentSettings) -> list[str]:
        """Return the lists whose readers a segment's are, too."""
        every = [self.workspace.settings.newsletter.id, *(one.name for one in self.workspace.settings.segment)]
        others = every if "all" in segment.readers_of else segment.readers_of
        return [*dict.fromkeys([*(name for name in others if name != segment.name), segment.name])]

    def _due(self, articles: Sequence[Article], slot: Slot, seen: frozenset[str]) -> list[Article]:
        memory = Memory(seen=seen)
        return [one for one in due(articles, slot, memory, self._keys) if not too_old(one, self.intake, slot)]

    def _keys(self, article: Article) -> tuple[str, ...]:
        return self.keys.get(article.id) or keys_of(article)

    def _told_by(self, articles: Sequence[Article]) -> Iterator[Story]:
        own = {article.id for article in articles}
        for story in {self.home[article.id].id: self.home[article.id] for article in articles}.values():
            whole = len(story.members) == 1 or all(member.id in own for member in story.members)
            kept = story if whole else without(story, lambda article: article.id not in own)
            if kept:
                yield kept


def _settings_of(workspace: Workspace, name: str) -> SegmentSettings:
    return next(segment for segment in workspace.settings.segment if segment.name == name)


def _seen_until(seen: Mapping[str, str], last: str) -> frozenset[str]:
    """Return what runs looked at up to the slot *last*: what came after it, its readers were never offered."""
    return frozenset({key for key, slot in seen.items() if slot <= last} | {NOTHING}) if last else frozenset()


@contextmanager
def open_pool(workspace: Workspace, intake: Intake, slot: Slot) -> Iterator[Pool]:
    """Make the pool of *slot* for the segments of *workspace*, the ledger brought in line with the outbox first."""
    with open_lists(workspace.ledger, workspace.settings.newsletter.id) as lists:
        reconcile(workspace, lists)
        yield _pool(workspace, intake, slot, lists)


def _pool(workspace: Workspace, intake: Intake, slot: Slot, lists: SegmentLedger) -> Pool:
    settings = workspace.settings
    articles, seen = _articles(workspace, intake, slot, lists)
    stories = stories_of(workspace, articles)
    shared = Looks(Fingerprinter(articles))
    gists = dict(_gists(stories, settings.columns))
    ranking = Ranking(settings, slot, intake.weight, intake.pictured)
    return Pool(
        workspace=workspace,
        intake=intake,
        slot=slot,
        lists=lists,
        articles=articles,
        stories=stories,
        seen=seen,
        keys={article.id: keys_of(article) for article in articles},
        index=Index(articles, settings, intake.sources),
        shared=shared,
        gists=gists,
        ranking=ranking,
        scored={story.id: ranking.scored(story) for story in stories},
        recognised=_recognised(workspace, intake, slot, lists, stories, shared),
        home={member.id: story for story in stories for member in story.members},
    )


def _gists(stories: Sequence[Story], columns: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each story's id and what it is about; as many at a time as a day's batch, or it would take a gigabyte."""
    for start in range(0, len(stories), AT_A_TIME):
        some = stories[start : start + AT_A_TIME]
        taker = GistTaker([member for story in some for member in story.members], columns)
        yield from ((story.id, written(taker.gist(story.members))) for story in some)


def _articles(
    workspace: Workspace, intake: Intake, slot: Slot, lists: SegmentLedger
) -> tuple[tuple[Article, ...], Mapping[str, str]]:
    """Return every article that is due for some segment, and the slots that late ones were seen in, by their keys."""
    plan = workspace.settings.schedule
    ways = {(s.window or plan.window, lists.last(s.name, slot.name)) for s in workspace.settings.segment}
    slots = {window: slot_named(replace(plan, window=window), slot.name) for window, _ in ways}
    widest = slots[max(slots)]
    late = [one for one in intake.articles if not embargoed(one, slot) and _is_late(one, widest)]
    seen = lists.seen(slot.name, [key for one in late for key in keys_of(one)])
    wanted: set[str] = set()
    for window, last in sorted(ways):
        memory = Memory(seen=_seen_until(seen, last))
        found = due(intake.articles, slots[window], memory)
        wanted |= {one.id for one in found if not too_old(one, intake, slots[window])}
    return tuple(one for one in intake.articles if one.id in wanted), seen


def _is_late(article: Article, slot: Slot) -> bool:
    """Say whether an article belongs to *slot* only if no run for an earlier one saw it."""
    return article.published is None or (slot.reaches(article.published) and not slot.holds(article.published))


def _recognised(
    workspace: Workspace,
    intake: Intake,
    slot: Slot,
    lists: SegmentLedger,
    stories: Sequence[Story],
    shared: Looks,
) -> Mapping[str, Mapping[str, Known]]:
    """Return by story of today which earlier ones it is; those are read one at a time, however many there are."""
    picks, id = workspace.settings.picks, workspace.settings.newsletter.id
    besides = any(name in ("all", id) for one in workspace.settings.segment for name in one.readers_of)

    def told() -> Iterable[Any]:
        return lists.told(slot, picks.repeat_days, besides=besides)

    if next(iter(told()), None) is None:
        return {}
    for story in stories:
        shared.take(story)
    own = {member.id for story in stories for member in story.members}
    others = (one for one in intake.articles if one.id not in own)
    columns = workspace.settings.columns
    background = sources_had(others, slot, (one for _, one in told()), columns=columns)
    today, take = following_with(stories, chain((one.gist for _, one in told()), background), columns)
    found = Recognition(stories, shared, today)
    for known, one in told():
        found.take(known, one)
    shared.today = found.settled(take)
    shared.prints.clear()  # of those that some segment looks at they are taken again
    return found.of


def reconcile(workspace: Workspace, lists: SegmentLedger) -> None:
    """Bring the ledger in line with the outbox: only the manifests of editions that it does not know are opened."""
    id = workspace.settings.newsletter.id
    here = {key for key in known_keys(workspace.outbox) if segment_of(key, id)}
    news = here - lists.keys()
    found: dict[str, list[dict[str, Any]]] = {}
    for manifest in published(workspace.outbox, news.__contains__) if news else ():
        found.setdefault(segment_of(str(manifest["key"]), id), []).append(manifest)
    lists.reconcile(found, exists=lambda key: exists(workspace.outbox, key))


def told_beside(workspace: Workspace, slot: Slot) -> list[str] | None:
    """Return which lists' stories a published edition left out, as its manifest says; None where there is none yet."""
    key = workspace.key(slot.name)
    found = next(iter(published(workspace.outbox, key.__eq__)), None)
    if found is None:
        return None
    names = found.get("beside", [])
    return [str(name) for name in names] if isinstance(names, list) else []
