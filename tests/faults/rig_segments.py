"""``digest build --segments all`` killed at any moment, with and without its workers, and run again.

Usage: rig_segments.py CHECKOUT SCRATCH KILLS.  Prints a report as JSON.  A run is a fork
with a process group of its own: half of the kills fall on all of it, half on the parent alone.
"""

from __future__ import annotations

import json
import random
import re
import signal
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, sys.argv[1])
sys.path.insert(1, str(Path(sys.argv[1]) / "tests"))

from faults.forks import forked, quietly

from digest.outbox import read
from digest.outbox.folder import opened

SCRATCH = Path(sys.argv[2])
KILLS = int(sys.argv[3])
PAPER = SCRATCH / "paper"
LISTS = ("sea", "land", "air", "all-of-it")
SECTIONS = ("Sea", "Land", "Air")


def prepare() -> None:
    quietly(["init", str(PAPER), "-q"])
    settings = PAPER / "digest.toml"
    text = re.sub(r"(?m)^(slot|web) = .*\n", "", settings.read_text())
    text = text[: text.index("[[segment]]")]
    text += "".join(f'[[segment]]\nname = "{name.lower()}"\nsection = ["{name}"]\n\n' for name in SECTIONS)
    settings.write_text(text + '[[segment]]\nname = "all-of-it"\nreaders_of = ["sea"]\n')
    for old in (PAPER / "seeds").iterdir():
        old.unlink()


def slot(day: int) -> str:
    return f"2026-{1 + day // 28:02}-{1 + day % 28:02}"


def articles(day: int) -> None:
    lines = []
    for section in SECTIONS:
        chance = random.Random(f"{day} {section}")
        words = " ".join("".join(chance.choices("bdfgklmnprstv", k=3)) + chance.choice("aeiou") * 2 for _ in range(30))
        name = f"{section.lower()}-{day}"
        story = {"id": name, "url": f"https://wire.example/{name}", "headline": words.title()[:40], "section": section}
        lines.append(json.dumps(story | {"text": f"{words}.", "published": f"{slot(day)}T03:00:00Z"}))
    (PAPER / f"seeds/{day:04}.jsonl").write_text("\n".join(lines) + "\n")


def build(day: int, kill_after: float | None = None, *, group: bool = True) -> int:
    """Build a slot's segments in a fork, shot after some seconds; return how it ended, negative for a signal."""
    command = ["build", "--segments", "all", "--slot", slot(day), "--workers", "2", "-w", str(PAPER), "-q"]
    return forked(command, SCRATCH / "log", kill_after, group=group)


def main() -> None:
    chance = random.Random(5)
    prepare()
    articles(0)
    started = time.monotonic()
    ended = [build(0)]
    took = time.monotonic() - started
    kills, day = 0, 0
    while kills < KILLS:
        day += 1
        articles(day)
        for _ in range(3):
            code = build(day, chance.random() * took * 1.1, group=chance.random() < 0.5)
            kills += code == -signal.SIGKILL
            ended += [code] if code > 0 else []
        ended.append(build(day))
    report(kills, day, ended)


def report(kills: int, last: int, ended: list[int]) -> None:
    keys = {f"daily-{slot(day)}-{name}" for day in range(last + 1) for name in LISTS}
    there = {entry.key for entry in read.entries(PAPER / "outbox")}
    told: Counter[tuple[str, str]] = Counter()
    for key in there:
        for item in read.manifest(PAPER / "outbox", key)["items"]:  # type: ignore[attr-defined]
            told[key.split("-", 4)[-1], item["id"]] += 1
    stories = {(name, f"{name}-{day}") for day in range(last + 1) for name in ("sea", "land", "air")}
    stories |= {("all-of-it", f"{name}-{day}") for day in range(last + 1) for name in ("land", "air")}
    with opened(PAPER / "outbox") as box:
        left = [name for name in box.names("tmp") if not name.startswith("OUTBOX")]
    print(
        json.dumps(
            {
                "kills": kills,
                "editions": len(there),
                "torn": [key for key, wrong in read.verify_all(PAPER / "outbox") if wrong],
                "lost": sorted(keys - there),
                "strange": sorted(there - keys),
                "told twice": sorted(map(str, (one for one, count in told.items() if count > 1))),
                "not told or not theirs": sorted(map(str, set(told) ^ stories)),
                "ended": sorted({code for code in ended if code not in (0, 75)}),
                "left": left,
            }
        )
    )


main()
