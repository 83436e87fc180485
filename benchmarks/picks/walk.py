"""Walk real posts through the choice, and list what is folded and what is called an update, to be read.

python benchmarks/picks/walk.py [--deals N] [--first SEED] [--a-day N] [--weekly] [--each] [FOLDER]

FOLDER holds a folder of posts for each site (default: the folder shared/data/real beside
the checkout).  Posts of many years are dealt onto days at random, in weeks of seven days; each
week begins without a past, so nothing but the sources tells how rare a word is.  Hardly any
post goes on from another: what is folded or called an update is wrong until it is read.
Of the weeks that `follow.py` keeps back from learning are those that ``--kept-back`` deals alone.
With ``--weekly`` they come at their own dates, a slot each week, and what was told stays known.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from digest.articles import Article  # noqa: E402
from digest.intake.files import read_sources  # noqa: E402
from digest.picks.choose import Pick, choose  # noqa: E402
from digest.picks.memory import Memory, Told, facts_of, told_from  # noqa: E402
from digest.picks.slots import slot_named  # noqa: E402
from digest.settings import NewsletterSettings, PicksSettings, Settings, SourceSettings  # noqa: E402
from digest.stories.fingerprints import Fingerprinter  # noqa: E402
from digest.stories.gist import GistTaker  # noqa: E402
from digest.stories.story import group  # noqa: E402

FIRST = datetime(2026, 3, 2, 4, tzinfo=UTC)  # the first day's posts; its slot is at six
REPEAT = timedelta(days=14)
KNOWN = 300  # stories told before that which tell how rare a word is, as the ledger hands on
SHOWN = 240  # letters of a text


@dataclass(frozen=True)
class Found:
    """What was folded into a story, called an update of an earlier one, or hidden as told."""

    kind: str
    article: Article
    other: str
    why: str


def posts(folder: Path) -> list[Article]:
    """Read all posts as a newsletter does, each with its site."""
    found: list[Article] = []
    for site in sorted(path.name for path in folder.glob("*/")):
        link = f"https://{site}.example/{{slug}}"
        intake = read_sources((SourceSettings(path=site, link=link),), root=folder, zone=ZoneInfo("UTC"))
        found += [replace(one, id=f"{site}/{one.id}") for one in intake.articles]
    return found


def kept_back(name: str) -> bool:
    """Say whether a post, by a file *name* that begins with its date, is of a week that nothing is learnt from."""
    found = re.match(r"(\d+)-(\d+)-(\d+)", name)
    return found is None or date(*map(int, found.groups())).toordinal() // 7 % 2 == 1


def dealt(articles: Sequence[Article], seed: int, a_day: int) -> Iterator[dict[datetime, list[Article]]]:
    """Yield weeks: the posts of each day by the moment of its slot."""
    order = random.Random(seed).sample(list(articles), len(articles))
    for start in range(0, len(order), 7 * a_day):
        week: dict[datetime, list[Article]] = {}
        for number, one in enumerate(order[start : start + 7 * a_day]):
            day, minute = divmod(number, a_day)
            when = FIRST + timedelta(days=day, minutes=minute)
            week.setdefault(FIRST + timedelta(days=day, hours=2), []).append(replace(one, published=when))
        yield week


def weekly(articles: Sequence[Article]) -> dict[datetime, list[Article]]:
    """Return the posts of each week of their own dates, by the moment of its slot."""
    weeks: dict[datetime, list[Article]] = {}
    for one in articles:
        if one.published:
            monday = one.published.date() - timedelta(days=one.published.weekday())
            slot = datetime.combine(monday + timedelta(days=7), datetime.min.time(), UTC) + timedelta(hours=6)
            weeks.setdefault(slot, []).append(one)
    return dict(sorted(weeks.items()))


def walked(days: Mapping[datetime, Sequence[Article]], settings: Settings) -> Iterator[Found]:
    """Yield what is folded, called an update or hidden, day after day."""
    told: list[tuple[datetime, Told]] = []
    met: list[Article] = []
    for moment, articles in days.items():
        slot = slot_named(settings.schedule, f"{moment.date()}")
        newer = tuple(one for when, one in told if moment - when <= REPEAT)
        older = tuple(one.gist for when, one in told if moment - when > REPEAT)[-KNOWN:]
        memory = Memory(newer, background=older).beside(met, slot)
        stories = group(articles)
        picks = choose(stories, settings, slot, quotes=lambda _: (), weights=lambda _: 1.0, memory=memory)
        for story in stories:
            for one in story.members[1:]:
                yield Found("folded", one, story.lead.headline, story.lead.text)
        yield from (Found("update", one.story.lead, "", one.reason) for one in picks.chosen if one.update)
        yield from (Found("told", one.story.lead, "", one.reason) for one in picks.told)
        told += [(moment, one) for one in remembered(picks.chosen, articles, slot.name)]
        met += articles


def remembered(picks: Sequence[Pick], articles: Sequence[Article], slot: str) -> Iterator[Told]:
    """Yield what the ledger keeps of a day."""
    press, taker = Fingerprinter(articles), GistTaker(articles)
    for pick in picks:
        story = pick.story
        facts = facts_of(story, press.pair(story.lead, story.members), taker.gist(story.members))
        lead = story.lead
        yield told_from(facts | {"headline": lead.headline, "url": lead.url, "place": pick.place}, slot=slot)


def show(name: str, found: Sequence[Found], *, each: bool) -> None:
    """Print how many of each kind; *each* with its words."""
    counts = Counter(one.kind for one in found)
    print(f"{name}: {counts['folded']} folded, {counts['update']} updates, {counts['told']} hidden", flush=True)
    for one in found if each else ():
        print(f"  {one.kind}: {one.article.id}: {one.article.headline}\n      {one.article.text[:SHOWN]!r}")
        print(f"    {one.other} {one.why[:SHOWN]!r}")


def main() -> None:
    """Walk."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--deals", type=int, default=3)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--a-day", type=int, default=12)
    parser.add_argument("--stories", type=int, default=60, help="how many of a day are chosen, and so told")
    parser.add_argument("--kept-back", action="store_true", help="only posts that nothing is learnt from")
    parser.add_argument("--weekly", action="store_true")
    parser.add_argument("--each", action="store_true", help="list each with its words")
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parents[1].parent / "shared" / "data" / "real")
    given = parser.parse_args()
    settings = Settings(
        newsletter=NewsletterSettings(id="w", name="W"), picks=PicksSettings(stories=given.stories, brief=0)
    )
    articles = [one for one in posts(given.folder) if not given.kept_back or kept_back(Path(one.where).name)]
    if not articles:
        print(f"no posts in {given.folder}: skipped")
    elif given.weekly:
        show("their own weeks", list(walked(weekly(articles), settings)), each=given.each)
    else:
        for seed in range(given.first, given.first + given.deals):
            weeks = dealt(articles, seed, given.a_day)
            found = [one for week in weeks for one in walked(week, settings)]
            show(f"deal {seed}, {given.a_day} a day", found, each=given.each)


if __name__ == "__main__":
    main()
