"""How fast each format is read, and how good pages are: ratios against the libraries in the same run.

Goals: 10,000 JSON lines in a second; plain feeds twenty times as fast as feedparser, with
the same titles; pages with an F1 of .962 on the article extraction benchmark in no more
time than trafilatura's fast mode; 605 Markdown posts in two seconds from a cold start.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

from digest.sources import Origin
from digest.sources._plainfeed import plain_feed
from digest.sources._recognise import formats, recognise

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
WORDS = ("harbour", "gates", "storm", "council", "barrier", "ferry", "quay", "market", "vote", "train", "museum")


def origin(name: str) -> Origin:
    """Return an origin for a file called *name*."""
    return Origin(where=name, stem=name.rpartition(".")[0], name=name, zone=ZoneInfo("UTC"))


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the least CPU seconds of some runs."""
    spent = []
    for _ in range(times):
        start = process_time()
        work()
        spent.append(process_time() - start)
    return min(spent)


def side_by_side(mine: Callable[[], object], theirs: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """Return the least CPU seconds of both, run in turn: a busy machine is busy for both."""
    pairs = [(best(mine, 1), best(theirs, 1)) for _ in range(times)]
    return min(first for first, _ in pairs), min(second for _, second in pairs)


def sentence(chance: random.Random, words: int) -> str:
    """Return words that mean nothing."""
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."


def rss(items: int, *, full: bool) -> bytes:
    """Return a feed of *items*, with whole texts if *full*."""
    chance = random.Random(1)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/">'
        "<channel><title>Wire</title><link>https://news.example/</link>"
    ]
    for number in range(items):
        text = "".join(f"<p>{sentence(chance, 40)}</p>" for _ in range(8))
        body = f"<c:encoded><![CDATA[{text}]]></c:encoded>" if full else ""
        parts.append(
            f"<item><title>{sentence(chance, 8)}</title><link>https://news.example/{number}</link>"
            f"<pubDate>Mon, 10 Aug 2026 06:00:00 +0200</pubDate><description>{sentence(chance, 30)}</description>"
            f"{body}</item>"
        )
    return ("".join(parts) + "</channel></rss>").encode()


def lines(number: int) -> bytes:
    """Return article JSON lines."""
    chance = random.Random(2)
    rows = (
        {
            "headline": sentence(chance, 8),
            "text": "\n\n".join(sentence(chance, 60) for _ in range(5)),
            "url": f"https://a.example/{n}",
        }
        for n in range(number)
    )
    return "\n".join(json.dumps(row) for row in rows).encode()


def samples() -> dict[str, tuple[str, bytes]]:
    """Return one file of each format that tests carry, by format."""
    sys.path.insert(0, str(ROOT / "tests"))
    from sources.test_no_input_raises import SAMPLES
    from sources.test_same_story import NAMES

    named = {**NAMES, "table": "a.csv", "workbook": "a.xlsx", "t4k3": "a.txt"}
    return {name: (named.get(name, f"a.{name}"), raw) for name, raw in SAMPLES.items()}


def each_format() -> None:
    """Print files a second for the sample of each format."""
    for name, (file, raw) in samples().items():
        module = formats()[recognise(raw, file)]
        module.read(raw, origin(file))
        spent = best(lambda module=module, raw=raw, file=file: [module.read(raw, origin(file)) for _ in range(50)]) / 50
        print(f"  {name:10} {1 / spent:10,.0f} files/s")


def feeds(full: bool, kind: str) -> None:
    """Print how much faster plain feeds are taken apart than by feedparser, and whole articles with them."""
    import feedparser

    read = formats()["feed"].read
    raw = rss(1_000, full=full)
    apart, peer = side_by_side(lambda: plain_feed(raw), lambda: feedparser.parse(raw), 5)
    whole = best(lambda: read(raw, origin("a.xml")))
    titles = [one.headline for one in read(raw, origin("a.xml")).articles]
    same = titles == [entry.title for entry in feedparser.parse(raw).entries]
    print(f"  1,000 items, {kind}: {peer / apart:.1f} x feedparser (goal 20), same titles: {same}")
    print(f"    as articles, their words out of the markup: {peer / whole:.1f} x")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words, as the benchmark counts them."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def f1(truth: dict[str, dict[str, str]], found: dict[str, str]) -> float:
    """Return the F1 of *found*, each page weighing the same."""
    hit = extra = missed = 0.0
    for name, wanted in truth.items():
        mine, gold = shingles(found[name]), shingles(wanted["articleBody"])
        both = sum((mine & gold).values())
        over, short = sum(mine.values()) - both, sum(gold.values()) - both
        size = (both + over + short) or 1
        hit, extra, missed = hit + both / size, extra + over / size, missed + short / size
    return 2 * hit / (2 * hit + extra + missed)


def pages() -> None:
    """Print F1 and time of pages beside trafilatura's fast mode."""
    folder = DATA / "pages"
    if not folder.is_dir():
        print("  pages: the measuring data (../shared) is not here")
        return
    import trafilatura

    truth = json.loads((folder / "ground-truth.json").read_text())
    raw = {name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()) for name in truth}
    read = formats()["html"].read

    def mine(page: bytes) -> str:
        articles = read(page, origin("a.html")).articles
        return articles[0].text if articles else ""

    def peer(page: bytes) -> str:
        return trafilatura.extract(page, fast=True) or ""

    found = {name: mine(page) for name, page in raw.items()}
    theirs = {name: peer(page) for name, page in raw.items()}
    pairs = [side_by_side(lambda page=page: mine(page), lambda page=page: peer(page)) for page in raw.values()]
    spent, other = (sum(column) for column in zip(*pairs, strict=True))
    print(f"  {len(raw)} pages: F1 {f1(truth, found):.4f} (goal .962), trafilatura fast {f1(truth, theirs):.4f}")
    print(f"  {spent / len(raw) * 1000:.1f} ms a page with all metadata, {spent / other:.2f} x trafilatura (goal 1)")


def posts() -> None:
    """Print how long all real posts take in a process of their own."""
    folder = DATA / "real"
    if not folder.is_dir():
        print("  posts: the measuring data (../shared) is not here")
        return
    script = (
        "import sys, time; from pathlib import Path; from zoneinfo import ZoneInfo\n"
        "from digest.sources import Origin; from digest.sources._recognise import read\n"
        "paths = sorted(Path(sys.argv[1]).glob('*/*.md')); n = 0\n"
        "for p in paths:\n"
        "    origin = Origin(where=p.name, stem=p.stem, name=p.name, zone=ZoneInfo('UTC'))\n"
        "    n += len(read(p.read_bytes(), origin).articles)\n"
        "print(n, time.process_time())"
    )
    out = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True
    ).stdout.split()
    print(f"  {out[0]} real posts from a cold start: {float(out[1]):.2f} s CPU (goal 2)")


def main() -> None:
    """Print all figures."""
    each_format()
    raw = lines(10_000)
    spent = best(lambda: formats()["jsonl"].read(raw, origin("a.jsonl")), 2)
    print(f"  10,000 JSON lines: {spent:.2f} s (goal 1)")
    feeds(False, "summaries")
    feeds(True, "whole texts")
    pages()
    posts()


if __name__ == "__main__":
    main()
