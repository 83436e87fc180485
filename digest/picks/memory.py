"""What readers already had: stories of earlier editions, and how one is known again.

An article is known by its address, by its text, or by its own fingerprint; a
story by the fingerprint of all that told it.  What comes again with something
new to read is an update; what comes again without is a repeat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from heapq import nlargest
from itertools import chain
from operator import itemgetter
from typing import Protocol

from digest.articles import Article
from digest.picks.slots import Slot
from digest.picks.terms import Candidate
from digest.stories import gist as gists_of
from digest.stories.fingerprints import Fingerprint, Fingerprinter, likeness, read, written
from digest.stories.following import Following, same_facts
from digest.stories.gist import Gist, GistTaker
from digest.stories.story import Story
from digest.text.tokens import fold, spell, token
from digest.text.urls import canonical_url, host

ALIKE = 0.22  # fingerprints of one event told on two days
REPEAT, OLD = 0.5, 0.6  # how alike a repeat of the same facts is at least, and how much of its words was told
HARDLY_NEW = 0.85  # how much, where it has a number that is new: the third night of a strike tells much of the second
KNOWN = 100.0  # surer than any words can be: one of the very articles
CROWD, CROWDED = 3, 0.3  # bare headlines of one story: from so many on, so much likeness is enough
SAME = 0.85  # fingerprints of one article with a changed headline
TITLE = 4  # words of a headline, but for function words: two sites seldom choose the same so many by chance
KEYS = 20  # of a story, kept for later editions
BACKGROUND = 300  # stories told too long ago to be repeats, or articles never told: what this newsletter always has


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story as an earlier edition had it.

    `articles` are the keys of all articles that told it, `lead` the fingerprint of
    the one that was shown, `whole` that of the story, `gist` what it was about ('' of
    what was kept before there were gists), `site` the host of its lead's address, `led` says whether
    it led its edition.  `retracted` says why it may never come back, '' when it was not retracted.
    """

    slot: str
    story: str
    headline: str
    articles: frozenset[str] = frozenset()
    site: str = ""
    lead: Fingerprint = field(default_factory=dict)
    whole: Fingerprint = field(default_factory=dict)
    gist: Gist = field(default_factory=Gist)
    led: bool = False
    retracted: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A story of today that an earlier edition told: as an update or as a repeat.

    `alike` is how alike the words are, from 0 to 1: what an update pays for.
    """

    told: Told
    alike: float
    update: bool


Scored = tuple[Candidate, float]  # a candidate with its score at first sight
Weighed = tuple[Candidate, Mapping[str, float]]  # a candidate with each term's share of its score
Prints = Mapping[str, tuple[Fingerprint, Fingerprint]]  # of a story's lead and of all of it, by story id


class Looks:
    """Today's stories as they are compared, by story id: what is alike about each, and what each is about.

    `prints` are the fingerprints of its lead and of all of it, `today` the gists, None
    where there is nothing to compare them with.
    """

    def __init__(self, press: Fingerprinter) -> None:
        self.press = press
        self.prints: dict[str, tuple[Fingerprint, Fingerprint]] = {}
        self.today: Following | None = None

    def take(self, story: Story) -> tuple[Fingerprint, Fingerprint]:
        """Return a story's fingerprints, and keep them."""
        self.prints[story.id] = self.press.pair(story.lead, story.members)
        return self.prints[story.id]

    @property
    def wholes(self) -> Mapping[str, Fingerprint]:
        """The fingerprints of whole stories, by id."""
        return {name: whole for name, (_, whole) in self.prints.items()}


class Recall(Protocol):
    """What choosing asks about earlier editions: of one list's readers, or of a segment's.

    Of stories that were looked at before it has what was found.
    """

    def scored(self, story: Story) -> Scored | None:
        """Return *story* as a candidate with its score at first sight; None when that is to be found yet."""

    def read(self, candidate: Candidate) -> Weighed | None:
        """Return a candidate that `scored` gave with its quotes and shares; None when they are to be found yet."""

    def looks(self, stories: Sequence[Story], columns: Iterable[str] = ()) -> Looks:
        """Return how *stories* look beside each other and beside what was told; *columns* are names of columns."""

    def match(self, story: Story, prints: Prints, today: Following | None = None) -> Match | None:
        """Return the earlier story that *story* is, None when it is new."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The earlier editions' stories; `quotes` are texts of their quotes of the day, newest first.

    `background` is what still earlier ones were about, and what its sources had: it tells how rare a word is here.
    `seen` holds keys of articles that an earlier run looked at, chosen or not.
    """

    told: tuple[Told, ...] = ()
    quotes: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()
    background: tuple[Gist, ...] = ()

    def scored(self, story: Story) -> Scored | None:
        """Return None: each story is looked at anew."""
        return None

    def read(self, candidate: Candidate) -> Weighed | None:
        """Return None: each story is read anew."""
        return None

    def beside(self, articles: Iterable[Article], slot: Slot, columns: Iterable[str] = ()) -> Memory:
        """Return a memory that knows, too, what of *articles* is before *slot* and was not told; see `sources_had`."""
        if not self.told:
            return self
        more = sources_had(articles, slot, self.told, BACKGROUND - len(self.background), columns)
        return replace(self, background=(*self.background, *more))

    def retracted(self, article: Article) -> bool:
        """Say whether an article told a story that was retracted."""
        return tells_retracted(article, (told.articles for told in self.told if told.retracted))

    def looks(self, stories: Sequence[Story], columns: Iterable[str] = ()) -> Looks:
        """Return how *stories* look beside each other and beside what was told: a word's worth is that among them."""
        looks = Looks(Fingerprinter([member for story in stories for member in story.members]))
        for story in stories:
            looks.take(story)
        if self.told:
            looks.today = following(stories, [*(told.gist for told in self.told), *self.background], columns)
        return looks

    def match(self, story: Story, prints: Prints, today: Following | None = None) -> Match | None:
        """Return the earlier story that *story* is, None when it is new.

        *prints* gives the fingerprints of its lead and of all of it, *today* what each of
        today's stories is about.  Known articles and the same words are
        the same story; where both have gists, what goes on from it is known by them,
        and mere likeness is no longer enough.
        """
        if not self.told:
            return None
        keys = {key for member in story.members for key in keys_of(member)}
        own = prints.get(story.id, ({}, {}))
        gist = today.gists.get(story.id, Gist()) if today else Gist()
        best, found = 0.0, None
        for told in self.told:
            known = bool(keys & told.articles)
            strength, alike = closeness(own, story.id, told, today, known=known)
            if strength > best:
                new = known or not is_repeat(alike, gist, told.gist)
                best, found = strength, Match(told, alike, new and is_update(story, told, own[0]))
        return found


def tells_retracted(article: Article, gone: Iterable[frozenset[str]]) -> bool:
    """Say whether an article is one of those that told a retracted story; *gone* has the keys of each story's."""
    every = frozenset(chain.from_iterable(gone))
    return bool(every) and not every.isdisjoint(keys_of(article))


def sources_had(
    articles: Iterable[Article], slot: Slot, told: Iterable[Told], most: int = BACKGROUND, columns: Iterable[str] = ()
) -> tuple[Gist, ...]:
    """Return what the newest *most* of *articles* before *slot* are about, each by itself, less those that were *told*.

    A newsletter's first weeks cannot tell by themselves what it always writes about; its
    sources' older articles can.
    """
    before = [(one.published, one.id, one) for one in articles if one.published and one.published < slot.at]
    newest = [one for _, _, one in nlargest(max(most, 0), before, key=itemgetter(0, 1))]
    keys = {one.id: keys_of(one) for one in newest}
    every = frozenset(chain.from_iterable(keys.values()))
    known = every.intersection(chain.from_iterable(story.articles for story in told))
    kept = [one for one in newest if known.isdisjoint(keys[one.id])]
    taker = GistTaker(kept, columns)
    return tuple(taker.gist([one]) for one in kept)


def following(stories: Sequence[Story], earlier: Iterable[Gist], columns: Iterable[str] = ()) -> Following:
    """Return what tells which of today's *stories* go on from *earlier* ones; *columns* are names of columns."""
    return following_with(stories, earlier, columns)[0]


def following_with(
    stories: Sequence[Story], earlier: Iterable[Gist], columns: Iterable[str] = ()
) -> tuple[Following, Callable[[Sequence[Article]], Gist]]:
    """Return the same, and what gives the gist of some of today's articles."""
    members = {story.id: story.members for story in stories}
    taker = GistTaker([member for story in stories for member in story.members], columns)
    found = Following(
        {id: taker.gist(articles) for id, articles in members.items()},
        earlier,
        lambda one, two: taker.agreement(members[one], members[two]),
        taker.gist,
    )
    return found, taker.gist


def closeness(
    prints: tuple[Fingerprint, Fingerprint], id: str, told: Told, today: Following | None, *, known: bool
) -> tuple[float, float]:
    """Return how sure it is that a story is one that was *told*, and how alike their words are.

    *prints* are the fingerprints of its lead and of all of it, *known* says that they share an article.
    """
    lead, whole = prints
    alike = max(likeness(whole, told.whole), likeness(lead, told.lead))
    return (KNOWN if known else _strength(alike, id, told.gist, today)), alike


def is_update(story: Story, told: Told, lead: Fingerprint) -> bool:
    """Say whether a story that was told brings something new to read; *lead* is its lead's fingerprint."""
    shown = set(keys_of(story.lead))
    known = bool(shown & told.articles) or same_post(story.lead, told)
    return not told.retracted and not known and likeness(lead, told.lead) < SAME


def same_post(article: Article, told: Told) -> bool:
    """Say whether an article that goes on from what was *told* stands on another site under the very same headline.

    A site repeats its own headlines over new texts: columns, running reports.
    """
    here = site_of(article.url)
    if not (here and told.site) or here == told.site:
        return False
    words = spell(article.headline)
    long = sum(token(word, article.language) is not None for word in words) >= TITLE
    return long and [fold(word) for word in words] == [fold(word) for word in spell(told.headline)]


def site_of(url: str) -> str:
    """Return the host of an address, without ``www.``; '' where there is none."""
    return host(url).removeprefix("www.")


def is_repeat(alike: float, gist: Gist, earlier: Gist) -> bool:
    """Say whether a story tells the same facts again, in whatever order: hardly a word, or no number, is new."""
    known = len(gist.all & earlier.all) / max(len(gist.all), 1)
    old = known >= (OLD if gist.numbers <= earlier.numbers else HARDLY_NEW)
    return (alike >= REPEAT and old and bool(earlier.all)) or same_facts(gist, earlier)


def _strength(alike: float, id: str, earlier: Gist, today: Following | None) -> float:
    """Return how sure it is that one story is the other or goes on from it, not above 0 when it is not."""
    gist = today.gists.get(id, Gist()) if today else Gist()
    if gist.alone or earlier.alone:  # a column or a series shares its furniture with its next part, and no event
        return KNOWN - 1 + alike if alike >= SAME else 0.0
    if alike >= REPEAT or same_facts(gist, earlier):
        return KNOWN - 1 + alike
    if today is None or not gist.all or not earlier.all:
        return alike if alike >= ALIKE else 0.0
    odds = today.odds(id, earlier)
    crowded = not gist.has_text and not earlier.has_text and min(gist.reports, earlier.reports) >= CROWD
    return max(odds, alike - CROWDED) if crowded else odds


@lru_cache(maxsize=4096)  # a story is looked up again once its repeats are out, and by each way to part the stories
def keys_of(article: Article) -> tuple[str, ...]:
    """Return what an article is known by: its canonical address, if it has one, and its text.

    Each is twelve characters, ``u`` or ``t`` and eleven hex digits.  A headline alone
    is a text too, so the same wire story under two addresses is one article.
    """
    words = " ".join(fold(word) for word in spell(article.text or article.headline))
    keys = [("u", canonical_url(article.url)), ("t", words)]
    return tuple(kind + sha256(known.encode()).hexdigest()[:11] for kind, known in keys if known)


def due(
    articles: Iterable[Article], slot: Slot, memory: Memory, keys: Callable[[Article], Iterable[str]] = keys_of
) -> list[Article]:
    """Return the articles that belong to *slot*: its window's, and later arrivals nobody has seen.

    One without a date belongs to the first slot that meets it.  Late can only be
    what an earlier run could have seen: before the first, the window alone counts.
    None is due before its embargo ends.
    """
    return [one for one in articles if not embargoed(one, slot) and _is_due(one, slot, memory.seen, keys)]


def embargoed(article: Article, slot: Slot) -> bool:
    """Say whether an article may not yet be published at the slot's moment."""
    return article.embargo is not None and article.embargo > slot.at


def held_until(article: Article) -> str:
    """Return the moment before which an article must not be published, in the words of a message, '' for none."""
    return f"under embargo until {article.embargo:%Y-%m-%d %H:%M %Z}" if article.embargo else ""


def _is_due(article: Article, slot: Slot, seen: frozenset[str], keys: Callable[[Article], Iterable[str]]) -> bool:
    if article.embargo is not None and slot.holds(article.embargo):
        return True  # it was written before, and may be read only now
    if article.published is not None and slot.holds(article.published):
        return True
    if article.published is None:
        return not seen.intersection(keys(article))
    return bool(seen) and slot.reaches(article.published) and not seen.intersection(keys(article))


def facts_of(
    story: Story,
    prints: tuple[Fingerprint, Fingerprint],
    gist: Gist | None = None,
    keys_of: Callable[[Article], Iterable[str]] = keys_of,
) -> dict[str, object]:
    """Return what the ledger keeps of a published story, as JSON takes it: keys, fingerprints, gist.

    At most about 2,000 characters: the first `KEYS` keys, and no second fingerprint
    where one article is the whole story.
    """
    keys = dict.fromkeys(key for member in story.members for key in keys_of(member))
    lead, whole = prints
    return {
        "keys": list(keys)[:KEYS],
        "lead": written(lead),
        "whole": written(whole) if len(story.members) > 1 else "",
        "gist": gists_of.written(gist) if gist else "",
    }


def told_from(facts: Mapping[str, object], *, slot: str, retracted: str = "") -> Told:
    """Return an earlier story from what was kept of it; what is missing there is made from the headline."""
    headline, url = str(facts.get("headline", "")), str(facts.get("url", ""))
    stand_in = Article(id="-", headline=headline or "-", text="", url=url)
    keys = facts.get("keys")
    lead = read(str(facts.get("lead", ""))) or Fingerprinter([stand_in]).fingerprint([stand_in])
    return Told(
        slot=slot,
        story=str(facts.get("id", "")),
        headline=headline,
        articles=frozenset(map(str, keys)) if isinstance(keys, list) else frozenset(keys_of(stand_in)),
        site=site_of(url),
        lead=lead,
        whole=read(str(facts.get("whole", ""))) or lead,
        gist=gists_of.read(str(facts.get("gist", ""))),
        led=facts.get("place") == "lead",
        retracted=retracted,
    )
