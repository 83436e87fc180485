"""Learn when a story goes on from an earlier one, and score it: ``digest/data/stories/follow.toml``.

python benchmarks/picks/follow.py [--folds] [FOLDER]

Gold is sequences of days, FOLDER's ``stories/days-*.jsonl`` (`follows` names the
earlier label) and our own ``chapters.txt``; and, with less weight, FOLDER's
``stories/traps-*.jsonl``: two reports of one event, as if of two days; real pages
and posts, none of which goes on, the posts in weeks of two (every second week is
kept back); and each text as a bare headline; posts dealt onto days, as `walk` does.  Without ``--folds`` the tables are
written.  With it each sequence goes day by day through the choice itself, by tables
learnt on the other sequences, and what it called an update, told or new is counted;
then ``chapters-kept-back.txt``, by tables learnt on all, and the weeks that were kept
back.  Needs numpy.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import own
from learn import HERE, POSTS, article, pages, posts, regression, sample
from own import Days, Line, chain_of
from walk import dealt, kept_back

from digest.articles import Article
from digest.picks.choose import choose
from digest.picks.memory import Memory, Told, facts_of, told_from
from digest.picks.slots import slot_named
from digest.settings import NewsletterSettings, PicksSettings, Settings
from digest.stories import following
from digest.stories.fingerprints import Fingerprinter
from digest.stories.following import HEADLINE_SIGNS, TEXT_SIGNS, Following, Table, beyond_short, text_signs
from digest.stories.furniture import strip
from digest.stories.gist import Gist, GistTaker, read, written
from digest.stories.story import Story, group

OUT = HERE.parents[1] / "digest" / "data" / "stories" / "follow.toml"
LIMITS = (1.0, 1.6)  # of texts and of headlines: a false "Update" is worse than one that is missed
PENALTIES = (0.2, 0.5)  # the C of each regression
TRAPS, UNRELATED = 0.2, 0.1  # what a pair that is no day's weighs, of one event and of two
WEEKS, DEALT = 0.5, 0.008  # what two posts of near weeks weigh, and two of near days that they were dealt onto
DEALS = ((100, 8), (101, 12), (102, 12), (103, 20))  # seeds, and how many posts a day has
BACK, KNOWN = 2, 300  # weeks that a post is compared with; earlier stories that tell how rare a word is
LARGEST = 40  # articles of a batch of traps that is learnt from
ITERATIONS, RIDGE = 50, 0.01  # of what the length of texts weighs
INNER = 5  # folds for what stands beside a headline
PAGE = Settings(newsletter=NewsletterSettings(id="f", name="F"), picks=PicksSettings(stories=60, brief=0))

CHAINS = (  # what goes on in the sample
    ("corvane-goes-dark", "nw-0809-corvane", "forty-seven-minutes-short", "tolva-starts-the-grid"),
    ("harbour-gates-hold", "six-hours-at-anchor", "gate-three-hinge"),
    ("vessa-water-shared", "nw-0808-vessa", "vessa-by-one-vote", "nw-0810-vessa-vote"),
)

More = list[tuple[list[float], bool, float]]  # signs, whether the one goes on from the other, what that weighs
NOTHING = Table((0.0,) * len(TEXT_SIGNS), following.NEVER), Table((0.0,) * len(HEADLINE_SIGNS), following.NEVER)


def sequences(folder: Path) -> dict[str, Days]:
    """Read all sequences: the lines of each by day."""
    found: dict[str, Days] = defaultdict(lambda: defaultdict(list))
    for path in sorted(folder.glob("days-*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            found[row["batch"]][row["day"]].append(row | {"kind": row["kind"].removeprefix("days-")})
    return {**found, **own.chapters()}


@dataclass(frozen=True)
class Pair:
    """A story of today and an earlier one, and whether the one goes on from the other."""

    sequence: str
    day: Following
    id: str
    earlier: Gist
    same: bool

    @property
    def has_text(self) -> bool:
        """Say whether today's has a text."""
        return self.day.gists[self.id].has_text

    def alone(self) -> bool:
        """Say whether one of the two is a column, or a part of a series: those are not weighed."""
        return self.day.gists[self.id].alone or self.earlier.alone

    def signs(self) -> list[float]:
        """Return its signs; those of a headline depend on the table of texts that the day has at the moment."""
        return self.day.signs(self.id, self.earlier)


def pairs_of(name: str, sequence: Days) -> Iterator[Pair]:
    """Yield every story of a later day with every one of an earlier day."""
    before = {line["event"]: line["follows"] for day in sequence.values() for line in day if line["follows"]}
    earlier: list[tuple[str, Gist]] = []
    for _, lines in sorted(sequence.items()):
        known = {line["id"]: line for line in lines}
        stories = group([article(line) for line in lines])
        day = day_of(stories, [gist for _, gist in earlier])
        events = [Counter(known[m.id]["event"] for m in story.members).most_common(1)[0][0] for story in stories]
        for story, event in zip(stories, events, strict=True):
            chain = chain_of(event, before)
            for told, kept in earlier:
                yield Pair(name, day, story.id, kept, told in chain)
        gists = (read(written(day.gists[story.id])) for story in stories)
        earlier += zip(events, gists, strict=True)


def bared(name: str, sequence: Days) -> Iterator[Pair]:
    """Yield every text of a later day as if only its headline had come, beside the rest of the day."""
    before = {line["event"]: line["follows"] for day in sequence.values() for line in day if line["follows"]}
    earlier: list[tuple[str, Gist]] = []
    for _, lines in sorted(sequence.items()):
        known = {line["id"]: line for line in lines}
        stories = group([article(line) for line in lines])
        whole = day_of(stories, [])
        for one in (m for story in stories for m in story.members if (m.text or m.deck) and earlier):
            bare = replace(one, text="", deck="")
            rest = [tuple(m for m in story.members if m is not one) for story in stories]
            others = [Story(f"rest-{left[0].id}", left[0], left) for left in rest if left]
            day = day_of([Story(bare.id, bare, (bare,)), *others], [gist for _, gist in earlier])
            chain = chain_of(known[one.id]["event"], before)
            for told, kept in earlier:
                yield Pair(name, day, bare.id, kept, told in chain)
        earlier += [(known[s.lead.id]["event"], read(written(whole.gists[s.id]))) for s in stories]


def weeks(folder: Path) -> Iterator[tuple[int, Pair]]:
    """Yield every real post with those of the weeks before, each site for itself: none goes on from another."""
    sites: dict[str, dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in posts(folder / "real"):
        found = re.match(r"(\d+)-(\d+)-(\d+)", line["id"])
        if found:
            sites[line["site"]][date(*map(int, found.groups())).toordinal() // 7].append(line)
    for site, by_week in sites.items():
        told: list[tuple[int, str, Gist]] = []
        for week, lines in sorted(by_week.items()):
            event = {line["id"]: line["event"] for line in lines}
            stories = group([article(line) for line in lines])
            day = day_of(stories, [gist for _, _, gist in told[-KNOWN:]])
            for story in stories:
                for when, other, kept in told:
                    if week - when <= BACK and other != event[story.id]:
                        yield week, Pair(site, day, story.id, kept, same=False)
            told += [(week, event[s.id], read(written(day.gists[s.id]))) for s in stories]


def dealt_weeks(folder: Path) -> Iterator[Pair]:
    """Yield every post of weeks that are not kept back with those of earlier days, dealt as `walk` deals them.

    A newsletter's first days do not know yet what it always writes about.
    """
    lines = [line for line in posts(folder / "real") if not kept_back(line["id"])]
    event = {line["id"]: line["event"] for line in lines}
    for seed, a_day in DEALS:
        for week in dealt([article(line) for line in lines], seed, a_day):
            told: list[tuple[str, Gist]] = []
            for articles in week.values():
                stories = group(articles)
                day = day_of(stories, [gist for _, gist in told])
                for story in stories:
                    for other, kept in told:
                        if other != event[story.id] and not kept.all.isdisjoint(day.gists[story.id].all):
                            yield Pair("dealt", day, story.id, kept, same=False)
                told += [(event[s.id], read(written(day.gists[s.id]))) for s in stories]


def day_of(stories: Sequence[Story], earlier: Iterable[Gist]) -> Following:
    """Return a day's stories as the choice sees them."""
    members = {story.id: story.members for story in stories}
    taker = GistTaker([member for story in stories for member in story.members])
    gists = {id: taker.gist(articles) for id, articles in members.items()}
    return Following(
        gists,
        earlier,
        lambda one, two: taker.agreement(members[one], members[two]),
        taker.gist,
        NOTHING,
    )


def traps(folder: Path) -> Iterator[tuple[list[float], bool, float]]:
    """Yield every two reports of a small batch as if they were of two days."""
    batches: dict[str, list[Line]] = defaultdict(list)
    for path in sorted(folder.glob("traps-*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            batches[row["batch"]].append(row)
    for lines in batches.values():
        bare, alone = strip([article(line) for line in lines])
        kept = [(a, line["event"]) for a, line, by_itself in zip(bare, lines, alone, strict=True) if not by_itself]
        if len(kept) <= LARGEST:
            yield from _of_two_days([one for one, _ in kept], [event for _, event in kept])


def unrelated(folder: Path) -> Iterator[tuple[list[float], bool, float]]:
    """Yield real pages and posts with one another: long texts, none of which goes on."""
    real = posts(folder / "real")
    for lines in (pages(folder / "pages"), real[:POSTS], real[-POSTS:]):
        yield from _of_two_days([article(line) for line in lines], [line["event"] for line in lines])


def of_the_sample(root: Path) -> Iterator[tuple[list[float], bool, float]]:
    """Yield the sample's articles with one another."""
    lines = sample(root)
    chain = {id: chain[0] for chain in CHAINS for id in chain}
    yield from _of_two_days([article(line) for line in lines], [chain.get(line["id"], line["id"]) for line in lines])


def _of_two_days(articles: Sequence[Article], events: Sequence[str]) -> Iterator[tuple[list[float], bool, float]]:
    day = day_of([Story(one.id, one, (one,)) for one in articles], ())
    gists = [day.gists[one.id] for one in articles]
    for one, two in combinations(range(len(gists)), 2):
        for today, earlier in ((one, two), (two, one)):
            if gists[today].has_text:
                same = events[one] == events[two]
                yield text_signs(gists[today], gists[earlier], day.rare), same, TRAPS if same else UNRELATED


def of_texts(pairs: Iterable[Pair], more: More) -> Table:
    """Learn the table of texts; nothing is taken off for the limit."""
    known = [(pair.signs(), pair.same, 1.0) for pair in pairs if pair.has_text and not pair.alone()]
    x, y, heavy = (np.array(column) for column in zip(*known, *more, strict=True))
    return Table(*regression(x, y, heavy, PENALTIES[0]))


def learn(
    pairs: Sequence[Pair], bare: Sequence[Pair], more: More, dealt_posts: Sequence[Pair] = ()
) -> tuple[Table, Table]:
    """Return both tables; that of headlines is learnt with the *bare* ones, too.

    What the length of texts weighs is learnt from *dealt_posts*, too.  What stands beside a headline is judged
    by texts of other sequences.
    """
    names = sorted({pair.sequence for pair in pairs})
    found: list[tuple[list[float], bool]] = []
    for part in (names[n::INNER] for n in range(INNER)):
        table = less(of_texts([pair for pair in pairs if pair.sequence not in part], more), LIMITS[0])
        for pair in (*pairs, *bare):
            if pair.sequence in part and not pair.has_text and not pair.alone():
                pair.day.use(table)
                found.append((pair.signs(), pair.same))
    x, y = (np.array(column) for column in zip(*found, strict=True))
    texts = with_length(of_texts(pairs, more), pairs, dealt_posts)
    return texts, Table(*regression(x, y, np.ones(len(y)), PENALTIES[1]))


def less(table: Table, limit: float) -> Table:
    """Return a table with its limit taken off."""
    return replace(table, bias=table.bias - limit)


def with_length(table: Table, pairs: Iterable[Pair], dealt_posts: Iterable[Pair]) -> Table:
    """Return a table of texts that weighs, too, what is longer than a news item; the other weights stay."""
    weighed = [(pair, 1.0) for pair in pairs if pair.has_text and not pair.alone()]
    weighed += [(pair, DEALT) for pair in dealt_posts]
    known = [(pair, heavy, beyond_short(pair.day.gists[pair.id], pair.earlier)) for pair, heavy in weighed]
    known = [row for row in known if row[2] > 0]
    odds = np.array([table.odds(pair.signs()) for pair, _, _ in known])
    same, heavy, length = (np.array(column) for column in zip(*((p.same, h, n) for p, h, n in known), strict=True))
    found = 0.0
    for _ in range(ITERATIONS):
        chance = 1 / (1 + np.exp(-np.clip(odds + found * length, -50, 50)))
        slope = float((heavy * length * (chance - same)).sum()) + RIDGE * found
        found -= slope / (float((heavy * length**2 * chance * (1 - chance)).sum()) + RIDGE)
    return replace(table, length=found)


def chosen(sequence: Days) -> Iterator[tuple[Line, str]]:
    """Yield each line of later days with what the choice made of it: update, new or told."""
    earlier: list[Told] = []
    for number, lines in sorted(sequence.items()):
        articles = [article(line) for line in lines]
        newest = max(one.published for one in articles if one.published)
        slot = slot_named(PAGE.schedule, f"{newest.date() + timedelta(days=1)}")
        picks = choose(
            group(articles), PAGE, slot, quotes=lambda _: (), weights=lambda _: 1.0, memory=Memory(tuple(earlier))
        )
        said = {m.id: "update" if pick.update else "new" for pick in picks.chosen for m in pick.story.members}
        said |= {member.id: "told" for pick in picks.told for member in pick.story.members}
        press, taker = Fingerprinter(articles), GistTaker(articles)
        for pick in picks.chosen:
            story = pick.story
            facts = facts_of(story, press.pair(story.lead, story.members), taker.gist(story.members))
            earlier.append(told_from(facts | {"headline": story.lead.headline, "place": pick.place}, slot=slot.name))
        if number > min(sequence):
            yield from ((line, said[line["id"]]) for line in lines)


def show(name: str, answers: Iterable[tuple[Line, str]], *, each: bool) -> None:
    """Print what was said of advances, of others, and of repeats; *each* lists what went wrong."""
    kinds = {"return": "advance", "plain": "other", "lookalike": "other"}
    counts: Counter[tuple[str, str]] = Counter()
    for line, said in answers:
        kind = kinds.get(line["kind"], line["kind"])
        counts[kind, said] += 1
        if each and (kind, said) not in {("advance", "update"), ("other", "new"), ("repeat", "told")}:
            print(f"    {line['id']} {kind} is {said}: {line['headline']}")
    advances = sum(counts["advance", said] for said in ("update", "new", "told"))
    others = sum(counts["other", said] for said in ("update", "new", "told"))
    right, false = counts["advance", "update"], counts["other", "update"]
    p, r = right / ((right + false) or 1), right / (advances or 1)
    print(
        f"{name:<24} P {p:.3f}  R {r:.3f}  F1 {2 * p * r / ((p + r) or 1):.3f}  false {false} of {others}, hidden "
        f"{counts['advance', 'told'] + counts['other', 'told']}; repeats: {counts['repeat', 'told']} told, "
        f"{counts['repeat', 'update']} with an update, {counts['repeat', 'new']} new"
    )


def folds(
    found: Mapping[str, Days],
    pairs: Sequence[Pair],
    bare: Sequence[Pair],
    more: More,
    dealt_posts: Sequence[Pair],
    *,
    each: bool,
) -> None:
    """Score each sequence by tables learnt on the others; then one set by the other."""
    ours = {name for name in found if name.startswith("e")}
    answers: dict[str, list[tuple[Line, str]]] = {}
    ways = [({name}, "each by the others") for name in found]
    ways += [(ours, "ours by theirs"), (set(found) - ours, "theirs by ours")]
    shipped = following.learnt
    for names, way in ways:
        if not names or names == set(found):
            continue
        text, headline = learn(
            [pair for pair in pairs if pair.sequence not in names],
            [pair for pair in bare if pair.sequence not in names],
            more,
            dealt_posts,
        )
        tables = less(text, LIMITS[0]), less(headline, LIMITS[1])
        following.learnt = lambda tables=tables: tables  # type: ignore[assignment]
        for name in sorted(names):
            key = f"{'ours' if name in ours else 'days'}, {way}" if len(names) == 1 else way
            answers.setdefault(key, []).extend(chosen(found[name]))
    following.learnt = shipped
    for name, rows in answers.items():
        show(name, rows, each=each and "each" in name)


def never_learnt_from(tables: tuple[Table, Table], *, each: bool) -> None:
    """Print what *tables* make of our own sequences that nothing was learnt from."""
    shipped, following.learnt = following.learnt, lambda: tables
    answers = [one for days in own.chapters("chapters-kept-back.txt").values() for one in chosen(days)]
    following.learnt = shipped
    show("ours, kept back", answers, each=each)


def of_weeks_kept_back(pairs: Sequence[Pair], table: Table, *, each: bool) -> None:
    """Print how many real posts would be called updates, of the weeks that nothing was learnt from."""
    best: dict[str, float] = {}
    for pair in pairs:
        odds = table.odds(pair.signs()) + table.length * beyond_short(pair.day.gists[pair.id], pair.earlier)
        best[pair.id] = max(best.get(pair.id, following.NEVER), odds)
    print(f"real posts of weeks kept back: {sum(odds > 0 for odds in best.values())} of {len(best)} called updates")
    for id, odds in best.items() if each else ():
        if odds > 0:
            print(f"    {odds:.2f} {id}")


def write(text: Table, headline: Table) -> None:
    """Write the tables."""
    lines = ["# When a story goes on from an earlier one; learnt by benchmarks/picks/follow.py, not written by hand."]
    for name, table, signs, limit in (
        ("text", text, TEXT_SIGNS, LIMITS[0]),
        ("headline", headline, HEADLINE_SIGNS, LIMITS[1]),
    ):
        lines += ["", f"[{name}]", f"limit = {limit}", f"bias = {table.bias:.4f}"]
        lines += [f"length = {table.length:.4f}"] if table.length else []
        lines += ["", f"[{name}.signs]"]
        lines += [f'"{sign}" = {weight:.4f}' for sign, weight in zip(signs, table.weights, strict=True)]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Learn, and write or score."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--each", action="store_true", help="list what went wrong")
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parents[1].parent / "shared" / "data")
    given = parser.parse_args()
    found = sequences(given.folder / "stories")
    pairs = [pair for name, sequence in found.items() for pair in pairs_of(name, sequence)]
    bare = [pair for name, sequence in found.items() for pair in bared(name, sequence)]
    real = [(week, pair) for week, pair in weeks(given.folder) if pair.has_text and not pair.alone()]
    more = [*traps(given.folder / "stories"), *unrelated(given.folder), *of_the_sample(HERE.parents[1])]
    more += [(pair.signs(), False, WEEKS) for week, pair in real if week % 2 == 0]
    dealt_posts = [pair for pair in dealt_weeks(given.folder) if pair.has_text and not pair.alone()]
    if given.folds:
        folds(found, pairs, bare, more, dealt_posts, each=given.each)
        text, headline = learn(pairs, bare, more, dealt_posts)
        never_learnt_from((less(text, LIMITS[0]), less(headline, LIMITS[1])), each=given.each)
        of_weeks_kept_back([pair for week, pair in real if week % 2], less(text, LIMITS[0]), each=given.each)
    elif len(found) > len({name for name in found if name.startswith("e")}):
        write(*learn(pairs, bare, more, dealt_posts))
    else:
        print(f"no gold in {given.folder}: skipped")


if __name__ == "__main__":
    main()
