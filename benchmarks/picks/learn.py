"""Learn what the evidence of two reports weighs, and write ``digest/data/stories/weights.toml``.

python benchmarks/picks/learn.py [--folds] [--held] [--meaning] [FOLDER]

Needs numpy, which the product does not.  Gold is, in FOLDER,
``stories/traps-*.jsonl`` (small mixed batches), ``stories/days-*.jsonl`` (each day a
batch), real text that is single reports but for copies: ``pages`` and ``real``; and
our own ``batches.txt`` and ``chapters.txt`` (the first 33 sequences).
With ``--meaning`` what reports mean counts too; that needs the optional part.
With ``--folds`` nothing is written: every batch is scored by weights learnt on
others, and those of ``batches-kept-back.txt`` by weights learnt on all.  The batches
in `HELD` are left out of those figures unless ``--held`` asks for them alone: look at
them when all is decided, and not before.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from heapq import heapify, heappop, heappush
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))
sys.path.insert(0, str(HERE))

import own  # noqa: E402
from score import Gold, bcubed, halves  # noqa: E402
from score import gold as headlines  # noqa: E402

from digest.articles import Article  # noqa: E402
from digest.intake.files import read_sources  # noqa: E402
from digest.line.encoding import encoder  # noqa: E402
from digest.settings import SourceSettings  # noqa: E402
from digest.stories.agreeing import Agreement, Graph, proposed  # noqa: E402
from digest.stories.evidence import MEANT, RULED, SIGNS, meant, signs  # noqa: E402
from digest.stories.features import vectors  # noqa: E402
from digest.stories.furniture import strip  # noqa: E402
from digest.stories.grouping import sense  # noqa: E402
from digest.stories.judgement import TRAITS, Edge, Weights  # noqa: E402
from digest.stories.meaning import Encode  # noqa: E402
from digest.stories.passing import dot  # noqa: E402
from digest.stories.readings import readings  # noqa: E402

OUT = HERE.parents[1] / "digest" / "data" / "stories" / "weights.toml"
SAMPLE = (  # the sample's events that several articles tell
    ("corvane-goes-dark", "nw-0809-corvane", "forty-seven-minutes-short", "tolva-starts-the-grid"),
    ("harbour-gates-hold", "six-hours-at-anchor"),
    ("vessa-water-shared", "nw-0808-vessa"),
    ("vessa-by-one-vote", "nw-0810-vessa-vote"),
)
SAME_PAGES = ("duvet lung", "plague", "home depot")  # events that two pages tell
HELD = ("b08", "b11", "b21", "b22", "b24")
LATER = frozenset(f"e{number}" for number in range(34, 54))  # sequences that only `follow.py` learns from so far
FOLDS = 6
ROUNDS = 3
SIGN_PENALTY, TRAIT_PENALTY = 0.02, 0.1  # the C of each regression
LIMIT, LIMIT_MEANT = 0.7, 0.6  # by words alone, and by words and meanings
ITERATIONS, TOLERANCE = 50, 1e-9  # of the regression
REAL, CRAWLED = 0.1, 0.05
CRAWLS, SINGLE = 6, 0.6  # small draws from half of the headline gold, and how many of their events one report tells
POSTS = 40  # of one site and the other, in order of time, that make a batch
LOOKED_AT = -1.5  # pairs of clusters with less are not learnt from: nothing would ever join them


@dataclass(eq=False)
class Batch:
    """One batch: all its articles with their events, and the signs of every pair of those that do not stand alone."""

    name: str
    events: list[str]
    alone: list[bool]
    rows: list[int]
    labels: list[str]
    texts: list[int]
    signs: np.ndarray
    pairs: list[tuple[int, int]]
    near: list[float]
    same: np.ndarray

    @property
    def weight(self) -> float:
        """What a pair of it weighs: real text is many pairs that no one has labelled one by one."""
        kind = self.name.partition(".")[0]
        return {"pages": REAL, "posts": REAL, "crawl": CRAWLED}.get(kind, 1.0)


def article(row: dict[str, str]) -> Article:
    """Return one line of gold as an article."""
    when = datetime.fromisoformat(row["published"].replace("Z", "+00:00")) if "published" in row else None
    given = {name: row.get(name) or "" for name in ("id", "headline", "text", "deck", "site", "language")}
    return Article(published=when, **given)


def batch(name: str, lines: Sequence[dict[str, str]], encode: Encode | None = None) -> Batch:
    """Return a batch with the signs of its pairs, those of meanings too with *encode*."""
    bare, alone = strip([article(line) for line in lines])
    rows = [n for n, by_itself in enumerate(alone) if not by_itself]
    kept = [bare[n] for n in rows]
    vecs = list(vectors(kept).rows)
    found, rarity = readings(kept)
    pairs = list(proposed(vecs))
    near = [dot(vecs[one][0], vecs[two][0]) for one, two in pairs]
    labels = [lines[n]["event"] for n in rows]
    table = [signs(found[a], found[b], rarity, n) for (a, b), n in zip(pairs, near, strict=True)]
    if encode and kept:
        near_in_sense = sense(kept, encode)
        table = [known + meant(known, *near_in_sense(a, b)) for known, (a, b) in zip(table, pairs, strict=True)]
    return Batch(
        name=name,
        events=[line["event"] for line in lines],
        alone=alone,
        rows=rows,
        labels=labels,
        texts=[int(reading.has_text) for reading in found],
        signs=np.array(table).reshape(len(pairs), len(SIGNS) + (len(MEANT) if encode else 0)),
        pairs=pairs,
        near=near,
        same=np.array([labels[one] == labels[two] for one, two in pairs], dtype=bool),
    )


def gold(folder: Path, encode: Encode | None = None) -> list[Batch]:
    """Read all batches: traps as they are, days one by one, real text by its own order."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    stories = folder / "stories"
    for path in sorted(stories.glob("traps-*.jsonl")) + sorted(stories.glob("days-*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            found[f"{row['batch']}.{row['day']}" if "day" in row else row["batch"]].append(row)
    if not found:
        return []
    found |= own.batches()
    days = {name: days for name, days in own.chapters().items() if name not in LATER}
    found |= {f"{name}.{day}": lines for name, each in days.items() for day, lines in each.items()}
    if written := pages(folder / "pages"):
        found["pages"] = written
    written = posts(folder / "real")
    for start in range(0, len(written), POSTS):
        found[f"posts.{start}"] = written[start : start + POSTS]
    found["seeds"] = sample(HERE.parents[1])
    crawl = halves(headlines(stories))["half A"]
    found |= {f"crawl.{seed}": crawled(crawl, seed) for seed in range(CRAWLS if crawl else 0)}
    return [batch(name, lines, encode) for name, lines in found.items()]


def sample(root: Path) -> list[dict[str, str]]:
    """Read the sample's own articles, long ones that tell an event from several sides."""
    intake = read_sources((SourceSettings(path="seeds"),), root=root, zone=ZoneInfo("UTC"))
    event = {name: group[0] for group in SAMPLE for name in group}
    names = ("id", "headline", "deck", "text", "site", "language")
    return [{n: getattr(a, n) for n in names} | {"event": event.get(a.id, a.id)} for a in intake.articles]


def crawled(stories: Gold, seed: int) -> list[dict[str, str]]:
    """Draw a small batch of headlines: most events by one, the others by up to five."""
    chance = random.Random(seed)
    found = []
    for name, titles in stories.items():
        count = 1 if chance.random() < SINGLE else chance.randint(2, 5)
        drawn = chance.sample(titles, min(count, len(titles)))
        found += [{"id": f"{name}-{n}", "headline": title, "event": f"{seed} {name}"} for n, title in enumerate(drawn)]
    return found


def pages(folder: Path) -> list[dict[str, str]]:
    """Read the pages of the extraction benchmark: what it says is the text, and the page's own title."""
    found = []
    truth = folder / "ground-truth.json"
    for name, page in json.loads(truth.read_text("utf-8")).items() if truth.exists() else ():
        html = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")
        title = re.search(r"""<meta[^>]*og:title["'][^>]*content=(["'])(.*?)\1""", html, re.DOTALL)
        headline = " ".join(unescape(title[2]).split()) if title else page["articleBody"][:60]
        if not page["articleBody"].strip():
            continue
        event = next((one for one in SAME_PAGES if one in headline.lower()), name)
        site = page["url"].partition("://")[2].partition("/")[0]
        found.append({"id": name, "headline": headline, "text": page["articleBody"], "site": site, "event": event})
    return found


def posts(folder: Path) -> list[dict[str, str]]:
    """Read the posts of both sites in order of time; those with one headline are one event."""
    found = []
    for path in sorted(folder.glob("*/*.md"), key=lambda one: one.name):
        parts = path.read_text("utf-8").split("---\n", 2)
        title = re.search(r"^title: *(.+)$", parts[1], re.MULTILINE) if len(parts) == 3 else None
        if not title or title[1][0] in ">|":
            continue
        headline = unescape(title[1]).strip(" '\"")
        deck = re.search(r"^(?:deck|summary|excerpt|description): *[\"']?(\w.+?)[\"']?$", parts[1], re.MULTILINE)
        text = re.sub(r"<[^>]+>|\{[{%].*?[}%]\}|[*_#>`]", "", re.sub(r"\[(.*?)\]\(.*?\)", r"\1", parts[2])).strip()
        found.append({"id": path.stem, "headline": headline, "text": text, "deck": deck[1] if deck else "",
                      "site": path.parent.name, "event": " ".join(re.findall(r"\w+", headline.lower()))})  # fmt: skip
    return found


def regression(x: np.ndarray, y: np.ndarray, w: np.ndarray, penalty: float) -> tuple[tuple[float, ...], float]:
    """Return the weights and the bias of a logistic regression, in the units of *x*, by Newton's method.

    *w* are the weights of the rows, *penalty* is the C of ``C · loss + ½ |weights|²`` over standardised columns.
    """
    middle = np.average(x, axis=0, weights=w)
    spread = np.sqrt(np.average((x - middle) ** 2, axis=0, weights=w))
    spread[spread < 1e-12] = 1.0
    z = np.hstack([(x - middle) / spread, np.ones((len(x), 1))])
    ridge = np.append(np.ones(x.shape[1]), 0.0)
    found = np.zeros(len(ridge))
    for _ in range(ITERATIONS):
        chance = 1 / (1 + np.exp(-np.clip(z @ found, -50, 50)))
        slope = penalty * (z.T @ (w * (chance - y))) + ridge * found
        curve = penalty * (z.T * (w * chance * (1 - chance))) @ z + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curve, slope)
        found = found - step
        if float(np.abs(step).max()) < TOLERANCE:
            break
    weights = found[:-1] / spread
    return tuple(map(float, weights)), float(found[-1] - (weights * middle).sum())


def of_signs(batches: Iterable[Batch]) -> Weights:
    """Learn what each sign weighs."""
    kept = [one for one in batches if len(one.pairs)]
    x, y = np.vstack([one.signs for one in kept]), np.concatenate([one.same for one in kept])
    x[:, [SIGNS.index(name) for name in RULED]] = 0.0
    w = np.concatenate([np.full(len(one.pairs), one.weight) for one in kept])
    weights, bias = regression(x, y, w, SIGN_PENALTY)
    return Weights(weights, bias, (), 0.0, 0.0)


def graph_of(one: Batch, weights: Weights) -> Graph:
    """Return what is known of each pair of a batch under *weights*."""
    graph: Graph = {n: {} for n in range(len(one.rows))}
    for (a, b), row, near in zip(one.pairs, one.signs, one.near, strict=True):
        said = weights.pair(row.tolist())
        graph[a][b] = graph[b][a] = Edge(said, said, int(said > 0), 1, near)
    return graph


class Watched(Agreement):
    """A joining that writes down what it saw, and never joins two events, so that it goes on from what is right."""

    def watch(self, labels: Sequence[str]) -> list[tuple[list[float], bool]]:
        """Return the traits of every pair that came up, with whether both tell one event."""
        seen: list[tuple[list[float], bool]] = []
        heap = [entry for one in self.graph for two in self.graph[one] if two < one for entry in self._entry(one, two)]
        heapify(heap)
        while heap:
            _, one, two, one_age, two_age = heappop(heap)
            if one not in self.parts or two not in self.parts or (one_age, two_age) != (self.ages[one], self.ages[two]):
                continue
            same = labels[one] == labels[two]
            seen.append((self.traits(one, two), same))
            if same:
                self._merge(one, two)
                for other in self.graph[one]:
                    for entry in self._entry(one, other):
                        heappush(heap, entry)
        return seen


def learn(batches: Sequence[Batch]) -> Weights:
    """Learn both tables; the traits from pairs that were weighed by signs learnt on other batches."""
    final = of_signs(batches)
    parts = [batches[n::FOLDS] for n in range(FOLDS)]
    graphs = [
        (one, weights)
        for part in parts
        for weights in [of_signs([other for other in batches if other not in part])]
        for one in part
    ]
    judge = lambda traits: traits[0] - LOOKED_AT  # noqa: E731
    seen: list[tuple[list[float], bool]] = []
    heavy: list[float] = []
    for _ in range(ROUNDS):
        for one, weights in graphs:
            seen += Watched(graph_of(one, weights), one.texts, judge).watch(one.labels)
            heavy += [one.weight] * (len(seen) - len(heavy))
        x, y = np.array([t for t, _ in seen]), np.array([same for _, same in seen])
        found, bias = regression(x, y, np.array(heavy), TRAIT_PENALTY)
        final = replace(final, traits=found, trait_bias=bias, limit=LIMIT)
        judge = partial(replace(final, limit=LOOKED_AT).join, agreed=0.0)
    return final


def answer(one: Batch, weights: Weights) -> list[int]:
    """Return the group of every article of a batch."""
    home = list(range(-1, -1 - len(one.events), -1))
    for number, group in enumerate(Agreement(graph_of(one, weights), one.texts, weights.join).run()):
        for position in group:
            home[one.rows[position]] = number
    return home


def figures(batches: Sequence[Batch], of: dict[str, Weights], limit: float) -> str:
    """Return B-cubed over all batches together, and the worst."""
    found, wanted, each = [], [], []
    for one in batches:
        home = answer(one, replace(of[one.name], limit=limit))
        found += [(one.name, group) for group in home]
        wanted += one.events
        each.append((*bcubed(home, one.events)[:2], one.name))
    low = ", ".join(f"{name} {p:.2f}" for p, _, name in sorted(each)[:4])
    lost = ", ".join(f"{name} {r:.2f}" for _, r, name in sorted(each, key=lambda row: row[1])[:4])
    p, r, f1 = bcubed(found, wanted)
    return f"limit {limit:4.1f}  P {p:.3f}  R {r:.3f}  F1 {f1:.3f}   P low: {low}   R low: {lost}"


def folds(batches: Sequence[Batch], back: Sequence[Batch], *, held: bool, middle: float) -> None:
    """Score each batch by weights learnt on the other folds, at the limit that ships and two beside it."""
    of: dict[str, Weights] = {}
    for n in range(FOLDS):
        weights = learn([one for m, one in enumerate(batches) if m % FOLDS != n])
        of |= {one.name: weights for one in batches[n::FOLDS]}
    of |= dict.fromkeys((one.name for one in back), learn(batches))
    shown = [one for one in batches if one.name.startswith("b") and (one.name in HELD) == held]
    written = [one for one in batches if re.fullmatch(r"k\d+", one.name)]
    for limit in (middle - 0.25, middle, middle + 0.25):
        print(figures(shown, of, limit), flush=True)
        if not held:
            print(f"    our own: {figures(written, of, limit)}", flush=True)
            print(f"    our own, kept back: {figures(back, of, limit)}", flush=True)
            for kind in ("pages", "posts", "crawl", "seeds"):
                if real := [one for one in batches if one.name.startswith(kind)]:
                    print(f"    {kind}: {figures(real, of, limit)}", flush=True)


def write(weights: Weights, *, by_meaning: bool) -> None:
    """Write the tables."""
    names = (*SIGNS, *MEANT) if by_meaning else SIGNS
    lines = ["# What the evidence of two reports weighs; learnt by benchmarks/picks/learn.py, not written by hand."]
    lines += [f"limit = {LIMIT_MEANT if by_meaning else LIMIT}", "", "[signs]"]
    pairs = zip(names, weights.signs, strict=True)
    lines += [f'"{name}" = {value:.4f}' for name, value in pairs if name not in RULED]
    lines += [f"bias = {weights.sign_bias:.4f}", "", "[traits]"]
    lines += [f'"{name}" = {value:.4f}' for name, value in zip(TRAITS, weights.traits, strict=True)]
    lines += [f"bias = {weights.trait_bias:.4f}"]
    (OUT.with_name("meaning.toml") if by_meaning else OUT).write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Learn, and write or score."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--meaning", action="store_true", help="write meaning.toml beside it instead")
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parents[1].parent / "shared" / "data")
    given = parser.parse_args()
    encode = encoder() if given.meaning else None
    batches = gold(given.folder, encode)
    back = [batch(name, lines, encode) for name, lines in own.batches("batches-kept-back.txt").items()]
    if not batches:
        print(f"no gold in {given.folder}: skipped")
    elif given.folds or given.held:
        folds(batches, back, held=given.held, middle=LIMIT_MEANT if given.meaning else LIMIT)
    else:
        write(learn(batches), by_meaning=given.meaning)


if __name__ == "__main__":
    main()
