"""The choice: which stories make the front page, in which place, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from fnmatch import fnmatchcase
from heapq import nsmallest

from digest.articles import Article
from digest.errors import Notice
from digest.picks.edits import Edits
from digest.picks.memory import ALIKE, Looks, Memory, Recall, Scored, Told, Weighed, keys_of
from digest.picks.ranking import reason, score, total
from digest.picks.ranking import weights as term_weights
from digest.picks.sections import in_section_order, section_of
from digest.picks.selection import Selection
from digest.picks.slots import Slot
from digest.picks.terms import Candidate, has_picture
from digest.quotes.quote import Quote
from digest.settings import PicksSettings, Settings
from digest.stories.fingerprints import likeness
from digest.stories.following import Following
from digest.stories.story import Story, without
from digest.text.plurals import counted

BENCH = 20  # stories that just missed, offered to the editor
FAINT = 0.01  # what an update is alike at least, told in whatever new words
LOOKED_AT = 3  # times as many stories as wanted are read for quotes and likeness

FindQuotes = Callable[[Article], tuple[Quote, ...]]
Weigh = Callable[[Article], float]
Pictured = Callable[[Article], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A story chosen for an edition, with its reason.

    `place` is lead, story or brief ('' on the bench); `terms` add up to `score`.
    `left_out` says why it is not on the page, '' where nothing does; the reason begins with it.
    `as_new` is an update's reason without what it goes on from, '' for others.
    `update` marks a follow-up of a story that an earlier edition had; `edits` are
    an editor's, from the running order.
    """

    story: Story
    place: str = ""
    section: str = ""
    score: float = 0.0
    terms: Mapping[str, float] = field(default_factory=dict)
    reason: str = ""
    left_out: str = ""
    as_new: str = ""
    update: bool = False
    edits: Edits = field(default_factory=Edits)

    @property
    def merits(self) -> str:
        """What speaks for it: the reason without why it was left out."""
        return self.reason.removeprefix(_left_out(self.left_out)) if self.left_out else self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks:
    """What was chosen, in order, what just missed, what was told before, and warnings.

    `retracted` are told ones that an editor took back: not even an editor's file brings them in.
    """

    chosen: tuple[Pick, ...]
    bench: tuple[Pick, ...] = ()
    told: tuple[Pick, ...] = ()
    retracted: tuple[Pick, ...] = ()
    notices: tuple[Notice, ...] = ()


def choose(
    stories: Sequence[Story],
    settings: Settings,
    slot: Slot,
    *,
    quotes: FindQuotes,
    weights: Weigh,
    memory: Recall | None = None,
    pictured: Pictured = has_picture,
) -> Picks:
    """Choose the lead, the stories and those in brief for *slot*.

    *quotes* is asked for candidates only, *weights* gives the weight of an
    article's source, *memory* knows what earlier editions told, *pictured* says
    whether an article's picture is there.
    """
    known: Recall = memory or Memory()
    ranking = Ranking(settings, slot, weights, pictured)
    ranked = ranking.best(allowed(stories, settings.picks), known.scored)
    looks = known.looks([candidate.story for candidate in ranked], settings.columns)
    newest = [_news_of(one, known, looks) for one in ranked]
    fresh, told, retracted = _remember(newest, known, looks)
    selection = Selection(settings.picks, ranking.weighed, looks.wholes)
    places = selection.run([known.read(candidate) or ranking.read(candidate, quotes) for candidate in fresh])
    shown = [ranking.pick(one, place, shares=shares) for (one, shares), place in places if place]
    picks = _in_order(shown, settings.picks)
    missed = [weighed for weighed, place in places if not place][:BENCH]
    return Picks(
        chosen=tuple(picks),
        bench=tuple(ranking.pick(one, "", why=selection.why_not(one), shares=shares) for one, shares in missed),
        told=tuple(ranking.pick(candidate, "", why=_told_by(candidate)) for candidate in told),
        retracted=tuple(ranking.pick(candidate, "", why="it was retracted") for candidate in retracted),
        notices=tuple(_too_few(picks, settings, slot)),
    )


def score_all(
    stories: Iterable[Story], settings: Settings, slot: Slot, *, weights: Weigh, pictured: Pictured = has_picture
) -> list[Pick]:
    """Score every story as it is, best first: nothing is chosen, remembered or left out."""
    ranking = Ranking(settings, slot, weights, pictured)
    return [ranking.pick(candidate, "") for candidate in ranking.first_look(stories)]


class Ranking:
    """The score of one slot's stories under one set of weights."""

    def __init__(self, settings: Settings, slot: Slot, weigh: Weigh, pictured: Pictured = has_picture) -> None:
        self.settings = settings
        self.weighed = term_weights(settings)
        self.cut_off = slot.at.astimezone(UTC)
        self.weigh = weigh
        self.pictured = pictured

    def first_look(self, stories: Iterable[Story]) -> list[Candidate]:
        """Return the stories as candidates, best first, quotes not looked at yet."""
        return [candidate for candidate, _ in sorted(map(self.scored, stories), key=_rank)]

    def best(self, stories: Iterable[Story], known: Callable[[Story], Scored | None]) -> list[Candidate]:
        """Return those that are worth reading for quotes and likeness, best first; some were *known* before."""
        found = [known(story) or self.scored(story) for story in stories]
        wanted = self.settings.picks.stories + self.settings.picks.brief + BENCH
        return [candidate for candidate, _ in nsmallest(LOOKED_AT * wanted, found, key=_rank)]

    def scored(self, story: Story) -> Scored:
        """Return a story as a candidate with its score at first sight."""
        candidate = self.candidate(story)
        return candidate, total(score(candidate, self.weighed))

    def read(self, candidate: Candidate, quotes: FindQuotes) -> Weighed:
        """Return a candidate with the quotes of its lead, and each term's share of its score with them."""
        closer = replace(candidate, quotes=quotes(candidate.story.lead))
        return closer, score(closer, self.weighed)

    def pick(
        self, candidate: Candidate, place: str, *, why: str = "", shares: Mapping[str, float] | None = None
    ) -> Pick:
        """Return a candidate as a pick, with its *shares* if they are known; *why* it was left out comes first."""
        shares = score(candidate, self.weighed) if shares is None else shares
        told = reason(candidate, shares)
        return Pick(
            story=candidate.story,
            place=place,
            section=candidate.section,
            score=total(shares),
            terms=shares,
            reason=_left_out(why) + told if why else told,
            left_out=why,
            as_new=reason(replace(candidate, told=0.0), shares) if candidate.told > 0 and not why else "",
            update=candidate.told > 0,
        )

    def candidate(self, story: Story) -> Candidate:
        """Return a story with what its score depends on, quotes not looked at yet."""
        return Candidate(
            story=story,
            cut_off=self.cut_off,
            settings=self.settings.picks,
            weight=max(self.weigh(member) for member in story.members),
            section=section_of(story, self.settings.picks),
            pictured=self.pictured,
        )


def _rank(scored: Scored) -> tuple[float, str]:
    return -scored[1], scored[0].story.id


def allowed(stories: Sequence[Story], settings: PicksSettings) -> list[Story]:
    """Leave out excluded articles: by id, by address, or by a pattern of either."""
    if not settings.exclude:
        return list(stories)

    def unwanted(article: Article) -> bool:
        return any(fnmatchcase(name, rule) for rule in settings.exclude for name in (article.id, article.url) if name)

    return [kept for story in stories if (kept := without(story, unwanted))]


def _news_of(candidate: Candidate, memory: Recall, looks: Looks) -> Candidate:
    """Return a told story less the very articles that told it: a late copy must not lead, and so hide, what is new."""
    match = memory.match(candidate.story, looks.prints)
    if match is None or match.update or match.told.retracted:
        return candidate
    news = without(candidate.story, lambda article: bool(match.told.articles.intersection(keys_of(article))))
    if news is None or news is candidate.story:
        return candidate
    # It was one story with what was told, so it goes on from that, however few words they share.
    alike = max(ALIKE, likeness(looks.take(news)[1], match.told.whole))
    return replace(candidate, story=news, told=alike, earlier=(match.told.headline, match.told.slot))


def _remember(
    candidates: Sequence[Candidate], memory: Recall, looks: Looks
) -> tuple[list[Candidate], list[Candidate], list[Candidate]]:
    """Part what is new or an update from what readers already had, and from what was retracted."""
    fresh: list[Candidate] = []
    told: list[Candidate] = []
    retracted: list[Candidate] = []
    for candidate in candidates:
        match = memory.match(candidate.story, looks.prints, looks.today)
        if match is None:
            fresh.append(candidate)
        elif match.update:
            news, again = _without_repeats(candidate, match.told, looks)
            told_as, alike = (match.told.headline, match.told.slot), max(match.alike, FAINT)
            fresh.append(replace(news, told=alike, earlier=told_as, led=match.told.led))
            told += [_as_told(one, match.told) for one in again]
        elif match.told.retracted:
            retracted.append(candidate)
        else:
            known, others = _parted(candidate, match.told, looks.today)
            told.append(_as_told(known, match.told))
            if others:  # folded into a repeat, and not told: it must not go with it
                fresh.append(_by_itself(others, memory, looks))
    return fresh, told, retracted


def _by_itself(candidate: Candidate, memory: Recall, looks: Looks) -> Candidate:
    """Return what was split from a repeat as what it is alone: an update, where it goes on from a published story."""
    story = candidate.story
    looks.take(story)
    if looks.today is None or not any(article.text or article.deck for article in story.members):
        return candidate
    looks.today.part(story.id, story.members)
    match = memory.match(story, looks.prints, looks.today)
    if match is None or not match.update:
        return candidate
    told = match.told
    return replace(candidate, told=max(match.alike, FAINT), earlier=(told.headline, told.slot), led=told.led)


def _as_told(candidate: Candidate, told: Told) -> Candidate:
    return replace(candidate, earlier=(told.headline, told.slot))


def _left_out(why: str) -> str:
    return f"Left out: {why}. "


def _told_by(candidate: Candidate) -> str:
    """Return which edition told a story already, and as what."""
    headline, slot = candidate.earlier
    edition = f"the edition of {slot}" if slot else "another list of the same readers"
    return f"{edition} told it{f' (“{headline}”)' if headline else ''}"


def _without_repeats(candidate: Candidate, told: Told, looks: Looks) -> tuple[Candidate, list[Candidate]]:
    """Part from an update the reports that only tell what was told before: yesterday's facts must not lead today's."""
    today = looks.today
    if today is None or len(candidate.story.members) == 1:
        return candidate, []

    def again(article: Article) -> bool:
        return bool(article.text) and today.repeats(article, told.gist)

    news, old = without(candidate.story, again), without(candidate.story, lambda article: not again(article))
    if news is None or old is None:
        return candidate, []
    looks.take(news)
    return replace(candidate, story=news), [replace(candidate, story=old)]


def _parted(candidate: Candidate, told: Told, today: Following | None) -> tuple[Candidate, Candidate | None]:
    """Part what of a repeat was told from what was only put with it."""
    if today is None or len(candidate.story.members) == 1:
        return candidate, None

    def known(article: Article) -> bool:
        return bool(told.articles.intersection(keys_of(article))) or today.repeats(article, told.gist)

    rest, kept = without(candidate.story, known), without(candidate.story, lambda article: not known(article))
    if rest is None or kept is None:
        return candidate, None
    return replace(candidate, story=kept), replace(candidate, story=rest)


def _in_order(picks: list[Pick], settings: PicksSettings) -> list[Pick]:
    """Put the further stories in the order of their sections, where the settings say so."""
    if settings.order != "sections":
        return picks
    shown = [pick for pick in picks if pick.place == "story"]
    ordered = [shown[position] for position in in_section_order([pick.section for pick in shown], settings)]
    lead = [pick for pick in picks if pick.place == "lead"]
    return [*lead, *ordered, *(pick for pick in picks if pick.place == "brief")]


def _too_few(picks: Sequence[Pick], settings: Settings, slot: Slot) -> list[Notice]:
    shown = sum(pick.place != "brief" for pick in picks)
    wanted = settings.picks.stories
    if not picks and settings.picks.empty == "publish":
        fix = 'picks.empty = "skip" would publish nothing'
        return [
            Notice(what=f"{slot.name} is an empty edition: nothing new", where=f"{settings.path}: picks.empty", fix=fix)
        ]
    if not shown or shown >= wanted:
        return []
    stories = counted(shown, "story", "stories")
    fix = f"add sources, or set stories = {shown}" if len(picks) == shown else "see `digest pick --explain` for why"
    return [
        Notice(what=f"{slot.name} has {stories} instead of {wanted}", where=f"{settings.path}: picks.stories", fix=fix)
    ]
