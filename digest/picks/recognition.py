"""What was told, recognised once for all segments: which of today's stories each earlier one is.

A list of readers compares each of its candidates with all that it had.  With a
thousand segments that would be the same comparisons a thousand times.  Here each
earlier story, whoever had it, is compared once, and only with those of today that
share an article, rare words or rare names with it; a segment then looks up which of
the earlier ones its own readers had.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from digest.articles import Article
from digest.picks.memory import (
    Looks,
    Match,
    Prints,
    Scored,
    Told,
    Weighed,
    closeness,
    is_repeat,
    is_update,
    keys_of,
    tells_retracted,
)
from digest.picks.terms import Candidate
from digest.stories.fingerprints import Fingerprint
from digest.stories.following import Following
from digest.stories.gist import Gist
from digest.stories.judgement import DOUBT
from digest.stories.story import Story

CROWD = 200  # a word or name that more of today's stories share proposes none of them
TRIES = 12  # proposed stories that are compared in full


@dataclass(frozen=True, slots=True)
class Known:
    """An earlier story that one of today's is: how sure that is, how alike the words are, whether facts are new."""

    strength: float
    told: Told
    alike: float
    new: bool


class Recognition:
    """Today's stories, by what an earlier one may share with them; `of` has what was recognised."""

    def __init__(self, stories: Sequence[Story], looks: Looks, today: Following) -> None:
        self.looks, self.today = looks, today
        self.of: defaultdict[str, dict[str, Known]] = defaultdict(dict)
        self._stories = {story.id: story for story in stories}
        self._keys: defaultdict[str, list[str]] = defaultdict(list)
        self._signs: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for story in stories:
            for key in {key for member in story.members for key in keys_of(member)}:
                self._keys[key].append(story.id)
            for sign in _signs(looks.prints[story.id][1], today.gists[story.id]):
                self._signs[sign].append(story.id)

    def take(self, known: str, told: Told) -> None:
        """Recognise an earlier story, which the ledger calls *known*, among today's."""
        sharing = {id for key in told.articles for id in self._keys.get(key, ())}
        for id in {*sharing, *self._proposed(told)}:
            gist = self.today.gists[id]
            strength, alike = closeness(self.looks.prints[id], id, told, self.today, known=id in sharing)
            if strength > 0:
                new = id in sharing or not is_repeat(alike, gist, told.gist)
                self.of[id][known] = Known(strength, told, alike, new)

    def settled(self, take: Callable[[Sequence[Article]], Gist]) -> Following:
        """Return what is still asked of today once all is recognised: whether a report tells again what was told.

        It knows the reports of the recognised stories alone, each by itself as *take* has it: what all of a day's
        words are worth takes a third of a day's memory.
        """
        told = (one for id in self.of for one in self._stories[id].members if len(self._stories[id].members) > 1)
        kept = {article.id: take([article]) for article in told}
        rest = Following({}, (), _doubted, partial(_kept, kept))  # no closures: it travels to an engine's workers
        rest.rare = self.today.rare
        return rest

    def _proposed(self, told: Told) -> list[str]:
        votes: Counter[str] = Counter()
        for sign in _signs(told.whole, told.gist):
            sharing = self._signs.get(sign, ())
            if len(sharing) <= CROWD:
                votes.update(sharing)
        return [id for id, _ in votes.most_common(TRIES)]


def _doubted(*_: object) -> float:
    return DOUBT


def _kept(gists: Mapping[str, Gist], some: Sequence[Article]) -> Gist:
    return gists.get(some[0].id, Gist()) if len(some) == 1 else Gist()


def _signs(print_: Mapping[int, int], gist: Gist) -> Iterable[tuple[str, int]]:
    yield from (("f", feature) for feature in print_)
    yield from (("g", one) for one in gist.all)


@dataclass(frozen=True, slots=True, kw_only=True)
class Had:
    """One story that a segment's readers had: the slot, its articles' keys, whether it led, why it was retracted."""

    slot: str
    headline: str = ""
    articles: frozenset[str] = frozenset()
    led: bool = False
    retracted: str = ""


@dataclass(slots=True, kw_only=True)
class SegmentMemory:
    """What the readers of a segment had, beside what was recognised for all.

    `had` goes by the ledger's name of a story, `base` from an article to the pool's story
    that it tells, `beside` are those stories that other lists of the same readers have
    in the same slot.  `prints` takes a story's fingerprints, `scored` and `read` give
    what the pool knows of a story's score.
    """

    recognised: Mapping[str, Mapping[str, Known]]
    had: Mapping[str, Had]
    shared: Looks
    prints: Callable[[Story], tuple[Fingerprint, Fingerprint]]
    base: Mapping[str, str]
    beside: frozenset[str] = frozenset()
    quotes: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()
    scored: Callable[[Story], Scored | None] = lambda _: None
    read: Callable[[Candidate], Weighed | None] = lambda _: None

    @property
    def told(self) -> tuple[Told, ...]:
        """What these readers had, as it is named to people."""
        return tuple(
            Told(slot=one.slot, story=known, headline=one.headline, articles=one.articles, retracted=one.retracted)
            for known, one in self.had.items()
        )

    def retracted(self, article: Article) -> bool:
        """Say whether an article told a story that was retracted."""
        return tells_retracted(article, (one.articles for one in self.had.values() if one.retracted))

    def looks(self, stories: Sequence[Story], columns: Iterable[str] = ()) -> Looks:
        """Return how *stories* look: as in the whole pool, so that each is looked at once."""
        looks = Looks(self.shared.press)
        looks.today = self.shared.today
        looks.prints = {story.id: self.prints(story) for story in stories}
        return looks

    def match(self, story: Story, prints: Prints, today: Following | None = None) -> Match | None:
        """Return the earlier story that *story* is, None when it is new to these readers."""
        base = next((self.base[member.id] for member in story.members if member.id in self.base), "")
        if base in self.beside:
            return Match(Told(slot="", story=base, headline=story.lead.headline), 1.0, update=False)
        found = self.recognised.get(base, {})
        known = max((k for k in found if k in self.had), key=lambda k: (found[k].strength, k), default="")
        if not known:
            return None
        one, had = found[known], self.had[known]
        told = replace(
            one.told,
            slot=had.slot,
            headline=had.headline,
            articles=had.articles,
            led=had.led,
            retracted=had.retracted,
        )
        return Match(told, one.alike, one.new and is_update(story, told, prints[story.id][0]))
