"""Learn when a story goes on from an earlier one, and score it: ``digest/data/stories/follow.toml``.

python benchmarks/picks/follow.py [--folds] [FOLDER]

Gold is FOLDER's ``stories/days-*.jsonl`` (sequences of days; `follows` names the
earlier label) and, with less weight, ``stories/traps-*.jsonl``: two reports of one
event, as if of two days.  With ``--folds`` nothing is written; each sequence is
scored by weights learnt on the others.  Needs numpy and scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from learn import HERE, POSTS, article, pages, posts, regression, sample

from digest.stories.furniture import strip
from digest.stories.gist import NEVER, SIGNS, Gist, GistTaker, Rareness, says_too_little, signs
from digest.stories.story import Story, group

OUT = HERE.parents[1] / "digest" / "data" / "stories" / "follow.toml"
LIMIT = 0.1
PENALTY = 0.05
TRAPS, UNRELATED = 0.2, 0.1  # what a pair that is no day's weighs, of one event and of two
LARGEST = 40  # articles of a batch of traps that is learnt from

CHAINS = (  # what goes on in the sample
    ("corvane-goes-dark", "nw-0809-corvane", "forty-seven-minutes-short", "tolva-starts-the-grid"),
    ("harbour-gates-hold", "six-hours-at-anchor", "gate-three-hinge"),
    ("vessa-water-shared", "nw-0808-vessa", "vessa-by-one-vote", "nw-0810-vessa-vote"),
)

Line = dict[str, str]


@dataclass(frozen=True)
class Pair:
    """A story of today and an earlier one: their signs, whether the one goes on from the other."""

    sequence: str
    story: Story
    key: tuple[str, int, str]
    kinds: tuple[str, ...]
    signs: list[float]
    same: bool


def days(folder: Path) -> Iterator[Pair]:
    """Yield every story of a later day with every one of an earlier day."""
    lines: dict[str, dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(folder.glob("days-*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            lines[row["batch"]][row["day"]].append(row)
    for name, sequence in lines.items():
        yield from _sequence(name, sequence)


def _sequence(name: str, sequence: dict[int, list[Line]]) -> Iterator[Pair]:
    before = {line["event"]: line["follows"] for day in sequence.values() for line in day if line["follows"]}
    earlier: list[tuple[str, Gist]] = []
    for number, day in sorted(sequence.items()):
        known = {line["id"]: line for line in day}
        articles = [article(line) for line in day]
        taker, stories = GistTaker(articles), group(articles)
        gists = [taker.gist(story.members) for story in stories]
        rare = Rareness([*gists, *(gist for _, gist in earlier)])
        events = [Counter(known[m.id]["event"] for m in story.members).most_common(1)[0][0] for story in stories]
        for story, gist, event in zip(stories, gists, events, strict=True):
            chain = {event}
            while event in before:
                event = before[event]
                chain.add(event)
            kinds = tuple(known[member.id]["kind"].removeprefix("days-") for member in story.members)
            for told, kept in earlier:
                yield Pair(name, story, (name, number, story.id), kinds, signs(gist, kept, rare), told in chain)
        earlier += zip(events, gists, strict=True)


def traps(folder: Path) -> Iterator[tuple[list[float], bool]]:
    """Yield every two reports of a small batch as if they were of two days."""
    lines: dict[str, list[Line]] = defaultdict(list)
    for path in sorted(folder.glob("traps-*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            lines[row["batch"]].append(row)
    for batch in lines.values():
        bare, alone = strip([article(line) for line in batch])
        kept = [(a, line["event"]) for a, line, by_itself in zip(bare, batch, alone, strict=True) if not by_itself]
        if len(kept) > LARGEST:
            continue
        taker = GistTaker([one for one, _ in kept])
        whole = [taker.gist([one]) for one, _ in kept]
        rare = Rareness(whole)
        for n, (_, event) in enumerate(kept):
            for m, (_, other) in enumerate(kept):
                if n != m:
                    yield signs(whole[n], whole[m], rare), event == other


def unrelated(folder: Path) -> Iterator[tuple[list[float], bool]]:
    """Yield real pages and posts of one half with those of the other: long texts, none of which goes on."""
    real = posts(folder / "real")
    for lines in (pages(folder / "pages"), real[:POSTS], real[-POSTS:]):
        taker = GistTaker(articles := [article(line) for line in lines])
        found = [taker.gist([one]) for one in articles]
        rare = Rareness(found)
        for n, (one, line) in enumerate(zip(found, lines, strict=True)):
            for other, earlier in zip(found[:n], lines[:n], strict=True):
                yield signs(one, other, rare), line["event"] == earlier["event"]


def own(root: Path) -> Iterator[Pair]:
    """Yield the sample's later articles with the earlier ones."""
    lines = sample(root)
    taker = GistTaker(articles := [article(line) for line in lines])
    stories = [Story(one.id, one, (one,)) for one in articles]
    gists = [taker.gist([one]) for one in articles]
    rare = Rareness(gists)
    for story, gist in zip(stories, gists, strict=True):
        for told, earlier in zip(stories, gists, strict=True):
            if told is not story:
                same = any(story.id in chain and told.id in chain for chain in CHAINS)
                yield Pair("sample", story, ("sample", 0, story.id), ("",), signs(gist, earlier, rare), same)


def learn(pairs: Sequence[Pair], more: Sequence[tuple[list[float], bool]]) -> tuple[tuple[float, ...], float]:
    """Return the weights of the signs and the bias."""
    x = np.array([pair.signs for pair in pairs] + [found for found, _ in more])
    y = np.array([pair.same for pair in pairs] + [same for _, same in more])
    return regression(x, y, np.array([1.0] * len(pairs) + [TRAPS if same else UNRELATED for _, same in more]), PENALTY)


def folds(pairs: Sequence[Pair], more: Sequence[tuple[list[float], bool]]) -> None:
    """Score articles of later days: which are updates.  Repeats are neither right nor wrong here."""
    said: dict[tuple[str, int, str], tuple[float, Pair]] = {}
    for name in sorted({pair.sequence for pair in pairs}):
        weights, bias = learn([pair for pair in pairs if pair.sequence != name], more)
        for pair in pairs:
            if pair.sequence == name:
                odds = bias + sum(w * s for w, s in zip(weights, pair.signs, strict=True))
                odds = NEVER if says_too_little(pair.signs) else odds
                if pair.key not in said or odds > said[pair.key][0]:
                    said[pair.key] = (odds, pair)
    for limit in (-0.5, 0.0, 0.1, 0.4, 0.8):
        counts = Counter(
            (kind in ("advance", "return"), odds >= limit)
            for odds, pair in said.values()
            for kind in pair.kinds
            if kind != "repeat"
        )
        right, missed, false = counts[True, True], counts[True, False], counts[False, True]
        p, r = right / ((right + false) or 1), right / ((right + missed) or 1)
        others = false + counts[False, False]
        print(
            f"limit {limit:4.1f}  P {p:.2f}  R {r:.2f}  F1 {2 * p * r / ((p + r) or 1):.3f}  false {false} of {others}"
        )


def main() -> None:
    """Learn, and write or score."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parents[1].parent / "shared" / "data")
    given = parser.parse_args()
    pairs, more = (
        list(days(given.folder / "stories")),
        [
            *traps(given.folder / "stories"),
            *unrelated(given.folder),
            *((pair.signs, pair.same) for pair in own(HERE.parents[1])),
        ],
    )
    if not pairs:
        print(f"no gold in {given.folder}: skipped")
    elif given.folds:
        folds(pairs, more)
    else:
        weights, bias = learn(pairs, more)
        rows = [f'"{name}" = {value:.4f}' for name, value in zip(SIGNS, weights, strict=True)]
        head = "# When a story goes on from an earlier one; learnt by benchmarks/picks/follow.py, not written by hand."
        OUT.write_text(
            "\n".join([head, f"limit = {LIMIT}", "", "[signs]", *rows, f"bias = {bias:.4f}"]) + "\n", "utf-8"
        )


if __name__ == "__main__":
    main()
