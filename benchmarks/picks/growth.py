"""How grouping grows from 1,000 to 10,000 to 100,000 headlines, each in a process of its own.

python benchmarks/picks/growth.py [FOLDER] [--sizes 1000,10000,100000]

Headlines are resampled from the gold of `score`: each copy of a story gets other
rare words (made of syllables), and its common words are swapped for others as
common, so that copies are different events in the same language.  Time is shown
next to that of only parsing the same lines with the standard library.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from math import log10
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))
sys.path.insert(0, str(HERE))

from score import bcubed, gold  # noqa: E402

from digest.text.tokens import token  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
BAND = 40  # common words are swapped among this many of their frequency
_WORD = re.compile(r"\w+")
_SYLLABLES = [a + b for a in "bcdfglmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "il", "on", "us")]


def resampled(stories: dict[str, list[str]], count: int) -> list[dict[str, str]]:
    """Return *count* records with id, headline, text and the gold story."""
    chance = random.Random(1)
    common = _common(stories)
    records: list[dict[str, str]] = []
    copy = 0
    while len(records) < count:
        swap = _swap(common, chance) if copy else None
        for name, titles in stories.items():
            for title in titles:
                headline = _renamed(title, swap, chance) if swap else title
                number = len(records)
                records.append({"id": f"{number:06}", "headline": headline, "text": "", "story": f"{copy} {name}"})
        copy += 1
    chance.shuffle(records)
    return records[:count]


def _renamed(title: str, swap: dict[str, str], chance: random.Random) -> str:
    return _WORD.sub(lambda found: _other(found[0], swap, chance), title)


def _common(stories: dict[str, list[str]]) -> list[str]:
    homes: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for name, titles in stories.items():
        for word in (word.lower() for title in titles for word in _WORD.findall(title)):
            homes[word].add(name)
            counts[word] += 1
    return [w for w, _ in counts.most_common() if len(homes[w]) >= 4 and token(w) and not w.isdigit()]


def _swap(common: list[str], chance: random.Random) -> dict[str, str]:
    swap: dict[str, str] = {}
    for start in range(0, len(common), BAND):
        band = common[start : start + BAND]
        swap |= dict(zip(band, chance.sample(band, len(band)), strict=True))
    return swap


def _other(word: str, swap: dict[str, str], chance: random.Random) -> str:
    if word.isdigit() or not token(word):
        return word
    low = word.lower()
    if low not in swap:
        swap[low] = "".join(chance.choice(_SYLLABLES) for _ in range(max(2, len(word) // 3)))
    return swap[low].capitalize() if word[0].isupper() else swap[low]


def measured(source: Path, workspace: Path) -> tuple[float, float, dict[str, str]]:
    """Run ``digest pick --all --json`` in a child: processor seconds, peak megabytes, story by article."""
    command = [sys.executable, "-m", "digest", "pick", "--all", "--json", "-q", "-w", str(workspace)]
    command += ["--source", str(source)]
    env = os.environ | {"PYTHONPATH": str(HERE.parents[1])}
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdout=out, env=env)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(child.returncode)
        out.seek(0)
        answer = json.load(out)
    peak = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return used.ru_utime + used.ru_stime, peak, {m: s["id"] for s in answer["stories"] for m in s["members"]}


def main() -> None:
    """Print seconds, peak memory, the ratio to parsing and the growth exponents."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parents[1].parent / "shared" / "data" / "stories")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of headlines")
    asked = parser.parse_args()
    folder, sizes = asked.folder, [int(size) for size in asked.sizes.split(",")]
    stories = gold(folder)
    if not stories:
        print(f"no gold clusters in {folder}: skipped")
        return
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        (room / "digest.toml").write_text('[newsletter]\nid = "growth"\nname = "Growth"\n')
        for size in sizes:
            records = resampled(stories, size)
            source = room / f"{size}.jsonl"
            lines = [json.dumps({k: v for k, v in one.items() if k != "story"}) for one in records]
            source.write_text("\n".join(lines) + "\n", "utf-8")
            begun = time.process_time()
            for line in lines:
                json.loads(line)
            parsing = time.process_time() - begun
            took, peak, home = measured(source, room)
            seconds.append(took)
            f1 = bcubed([home[one["id"]] for one in records], [one["story"] for one in records])[2]
            ratio = f"{took / parsing:4.0f} × parsing"
            print(f"{size:>7,} headlines  {took:6.2f} s  {peak:4.0f} MB  {ratio}  F1 {f1:.3f}", flush=True)
    for small, large, one, two in zip(sizes, sizes[1:], seconds, seconds[1:], strict=False):
        print(f"growth exponent {small:,} to {large:,}: {log10(two / one) / log10(large / small):.2f} (goal 1.15)")


if __name__ == "__main__":
    main()
