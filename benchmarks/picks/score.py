"""Score the grouping of stories against gold clusters: B-cubed precision, recall and F1.

python benchmarks/picks/score.py [FOLDER]

Gold is every ``*.tsv`` with columns title and story in FOLDER (default: the
folder shared/data/stories beside the checkout).  "full" is all headlines,
"newsroom" is draws of 1 to 20 headlines a story; each for both halves of the
stories, split by a hash, for all, and for halves split at random.  Then what decks and bodies add, and how
well stories of an earlier day are known again.
"""

from __future__ import annotations

import csv
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from digest.articles import Article  # noqa: E402
from digest.picks.memory import ALIKE  # noqa: E402
from digest.stories.fingerprints import Fingerprinter, likeness  # noqa: E402
from digest.stories.story import group  # noqa: E402

Gold = dict[str, list[str]]
Drawn = list[tuple[str, str, int]]  # headline, story, its number in the story
SEEDS = 20


def gold(folder: Path) -> Gold:
    """Read titles by story, in the order of the files."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                found[row["story"]].append(row["title"])
    return dict(found)


def halves(stories: Gold) -> dict[str, Gold]:
    """Split the stories in two by a hash of their names; the third entry is all of them."""
    order = sorted(stories, key=lambda name: sha256(name.encode()).hexdigest())
    return {
        "half A": {name: stories[name] for name in order[::2]},
        "half B": {name: stories[name] for name in order[1::2]},
        "all": stories,
    }


def full(stories: Gold) -> Drawn:
    """Return every headline."""
    return [(title, name, n) for name, titles in stories.items() for n, title in enumerate(titles)]


def newsroom(stories: Gold, seed: int) -> Drawn:
    """Return 1 to 20 headlines of each story."""
    chance = random.Random(seed)
    drawn: Drawn = []
    for name, titles in stories.items():
        numbers = list(range(len(titles)))
        chance.shuffle(numbers)
        drawn += [(titles[n], name, n) for n in numbers[: chance.randint(1, 20)]]
    chance.shuffle(drawn)
    return drawn


def bcubed(found: Sequence[object], wanted: Sequence[object]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over items (Bagga and Baldwin 1998)."""
    of_found, of_wanted, of_both = Counter(found), Counter(wanted), Counter(zip(found, wanted, strict=True))
    precision = sum(n * n / of_found[one] for (one, _), n in of_both.items()) / len(found)
    recall = sum(n * n / of_wanted[two] for (_, two), n in of_both.items()) / len(found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def scored(drawn: Drawn, make: Callable[[int, str, str, int], Article]) -> tuple[float, float, float]:
    """Group the articles that *make* makes of what was drawn, and score them."""
    articles = [make(n, *one) for n, one in enumerate(drawn)]
    home = {member.id: story.id for story in group(articles) for member in story.members}
    return bcubed([home[article.id] for article in articles], [name for _, name, _ in drawn])


def bare(position: int, title: str, story: str, number: int) -> Article:
    """A headline alone."""
    return Article(id=f"{position:06}", headline=title, text="")


def mean(figures: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    """Return the mean of each column."""
    return tuple(sum(column) / len(figures) for column in zip(*figures, strict=True))


def show(name: str, figures: tuple[float, ...], goal: str = "") -> None:
    """Print one line of precision, recall and F1."""
    print(f"{name:<34} P {figures[0]:.3f}  R {figures[1]:.3f}  F1 {figures[2]:.3f}  {goal}", flush=True)


def grouping(stories: Gold) -> None:
    """Score headlines alone."""
    for name, part in halves(stories).items():
        show(f"{name}, full", scored(full(part), bare), "goal .80 at P .90, stretch .83")
        draws = [scored(newsroom(part, seed), bare) for seed in range(SEEDS)]
        show(f"{name}, newsroom, {SEEDS} draws", mean(draws), "goal .87 at P .90, stretch .90")


def random_halves(stories: Gold, splits: int = 8) -> None:
    """Score halves of the stories, split at random: steadier than one draw of all, and a guard against luck."""
    names = sorted(stories)
    found: dict[str, list[tuple[float, float, float]]] = {"newsroom": [], "full": []}
    for seed in range(splits):
        order = random.Random(100 + seed).sample(names, len(names))
        for part in (order[: len(order) // 2], order[len(order) // 2 :]):
            half = {name: stories[name] for name in part}
            found["newsroom"] += [scored(newsroom(half, seed * 10 + n), bare) for n in range(4)]
            found["full"].append(scored(full(half), bare))
    for kind, figures in found.items():
        show(f"{2 * splits} random halves, {kind}", mean(figures))


def with_more(stories: Gold) -> None:
    """Show what decks and bodies add.

    The gold has headlines only, so a deck is made of one other headline of the
    story, and a body of two more; a third of the bodies begin with a headline of
    another story, as pages begin with something else.  What is made this way is
    easier than life; it shows that more text helps, not by how much it would.
    """
    names = list(stories)

    def other(story: str, number: int, step: int) -> str:
        titles = stories[story]
        return titles[(number + step * 7 + 1) % len(titles)]

    def deck(position: int, title: str, story: str, number: int) -> Article:
        return Article(id=f"{position:06}", headline=title, text="", deck=other(story, number, 1))

    def body(position: int, title: str, story: str, number: int) -> Article:
        noise = stories[names[(names.index(story) + number) % len(names)]][0] if number % 3 == 0 else ""
        text = "\n\n".join(filter(None, [noise, other(story, number, 2), other(story, number, 3)]))
        return Article(id=f"{position:06}", headline=title, text=text, deck=other(story, number, 1))

    for name, make in (("headlines", bare), ("and decks (made)", deck), ("and decks and bodies (made)", body)):
        show(f"newsroom, {name}", mean([scored(newsroom(stories, seed), make) for seed in range(SEEDS // 2)]))


def two_days(stories: Gold, seed: int) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Split each story by time: its first half yesterday, its second today; a quarter each on one day only."""
    chance = random.Random(seed)
    days: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
    for name, titles in stories.items():
        middle = len(titles) // 2
        only = chance.random()
        for day, part in enumerate((titles[:middle], titles[middle:])):
            count = min(chance.randint(1, 20), len(part))
            if count and not (only < 0.25 and day == 1) and not (0.25 <= only < 0.5 and day == 0):
                days[day][name] = chance.sample(part, count)
    return days


def repeats(stories: Gold) -> None:
    """Score how today's stories are known again by the fingerprints of yesterday's."""
    counts: Counter[str] = Counter()
    for seed in range(SEEDS):
        before, today = two_days(stories, seed)
        prints = [
            {name: press.fingerprint([bare(0, t, "", 0) for t in titles]) for name, titles in day.items()}
            for day in (before, today)
            for press in [Fingerprinter([bare(0, t, "", 0) for titles in day.values() for t in titles])]
        ]
        for name, print_ in prints[1].items():
            alike, nearest = max((likeness(print_, old), old_name) for old_name, old in prints[0].items())
            counts["there"] += name in prints[0]
            counts["found"] += alike >= ALIKE
            counts["right"] += alike >= ALIKE and nearest == name
    precision, recall = counts["right"] / counts["found"], counts["right"] / counts["there"]
    f1 = 2 * precision * recall / (precision + recall)
    show("repeats of yesterday's stories", (precision, recall, f1), "goal .92 at P .95")


def main() -> None:
    """Print all figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[1].parent / "shared" / "data" / "stories"
    stories = gold(folder)
    if not stories:
        print(f"no gold clusters in {folder}: skipped")
        return
    print(f"{sum(map(len, stories.values())):,} headlines, {len(stories)} stories")
    grouping(stories)
    random_halves(stories)
    with_more(stories)
    repeats(stories)


if __name__ == "__main__":
    main()
