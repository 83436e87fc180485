"""Every command of a morning, killed at any moment, over and over: build, deliver, claim, gc, ledger, views, site.

Usage: rig_line.py CHECKOUT SCRATCH KILLS.  Prints a report as JSON.  Commands run in
forks of this process, whole, so a kill costs a fraction of an interpreter's start.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes
from pathlib import Path

sys.path.insert(0, sys.argv[1])
sys.path.insert(1, str(Path(sys.argv[1]) / "tests"))

from faults.forks import forked, quietly

from digest.message.readdress import readdressed
from digest.outbox import read
from digest.outbox.folder import opened

SCRATCH = Path(sys.argv[2])
KILLS = int(sys.argv[3])
DAYS = 100  # at most, where one of them is never hit
PAPER, SINK = SCRATCH / "paper", SCRATCH / "sink"
PEOPLE = [f"reader{n}@example.org" for n in range(4)]
KEPT = SCRATCH / "messages"
THERE = ["-w", str(PAPER), "-q"]


def prepare() -> None:
    quietly(["init", str(PAPER), "-q"])
    settings = PAPER / "digest.toml"
    text = re.sub(r"(?m)^(slot|web) = .*\n", "", settings.read_text())
    text = text.replace("[newsletter]", '[newsletter]\nweb = "https://daily.example"')
    settings.write_text(text)
    for old in (PAPER / "seeds").iterdir():
        old.unlink()
    for folder in (SINK, KEPT):
        folder.mkdir()
    program = SCRATCH / "sendmail"
    # It appears in the sink whole; what is torn on the way to it would be seen below.
    program.write_text(f'#!/bin/sh\nf=$(mktemp {SINK}/.part.XXXXXX)\ncat > "$f"\nmv "$f" "{SINK}/$5,${{f##*.}}"\n')
    program.chmod(0o755)
    (SCRATCH / "people").write_text("\n".join(PEOPLE))


def slot(day: int) -> str:
    return f"2026-{1 + day // 28:02}-{1 + day % 28:02}"


def article(day: int) -> None:
    # Words of its own for each day: what says the same again is no news, and no edition.
    chance = random.Random(day)
    words = " ".join("".join(chance.choices("bdfgklmnprstv", k=3)) + chance.choice("aeiou") * 2 for _ in range(30))
    story = {
        "id": f"story-{day}",
        "url": f"https://wire.example/{day}",
        "headline": f"{words.title()[:40]} on day {day}",
        "text": f"{words.capitalize()}.",
        "published": f"{slot(day)}T03:00:00Z",
    }
    (PAPER / f"seeds/{day:04}.jsonl").write_text(json.dumps(story) + "\n")


# Days are built faster than they are delivered here: without --catch-up an earlier one waits to be named.
DELIVER = [
    "deliver",
    "--recipients",
    str(SCRATCH / "people"),
    "--sendmail",
    str(SCRATCH / "sendmail"),
    "--catch-up",
    "--send",
]
COMMANDS = {
    "deliver": DELIVER,
    "claim": ["outbox", "claim", "--lease", "0"],
    "gc": ["outbox", "gc", "--days", "0"],
    "ledger": ["ledger", "rebuild"],
    "views": ["outbox", "views"],
    "site": ["site", "-o", str(SCRATCH / "site")],
}
FINE = {0, 66, 75}  # done; nothing to do; somebody dead or alive has it


class Morning:
    """Builds a slot a day and everything after it, while somebody shoots."""

    def __init__(self) -> None:
        self.chance = random.Random(11)
        self.day = 0
        self.kills: Counter[str] = Counter()
        self.ended: list[str] = []
        self.took: dict[str, float] = {}

    def command(self, name: str) -> list[str]:
        if name == "build":
            return ["build", "--slot", slot(self.day), *THERE]
        return [*COMMANDS[name], *THERE]

    def whole(self, name: str) -> None:
        started = time.monotonic()
        code = forked(self.command(name), SCRATCH / "log")
        self.took[name] = max(time.monotonic() - started, 0.01)
        if code not in FINE and not (name == "site" and code == 2):  # an outbox that gc has emptied
            self.ended.append(f"{name} {code}")

    def shot(self, name: str) -> None:
        # A little longer than it takes, so that its end is hit as well as its beginning.
        code = forked(self.command(name), SCRATCH / "log", self.chance.random() * self.took[name] * 1.1)
        if code == -signal.SIGKILL:
            self.kills[name] += 1
        elif code not in FINE and not (name == "site" and code == 2):
            self.ended.append(f"{name} {code}, at its own end")

    def keep_message(self) -> None:
        """Keep what was published, to compare with what arrives after gc."""
        for entry in read.entries(PAPER / "outbox"):
            place = KEPT / entry.key
            if not place.exists():
                place.write_bytes(read.read(PAPER / "outbox", entry.key, "message.eml"))

    def run(self) -> None:
        names = ["build", *COMMANDS]
        article(0)
        for name in names:
            self.whole(name)
            self.keep_message()
        # Until both have died of it: on a machine that is quick today a delivery is seldom hit.
        while self.kills.total() < KILLS or (self.day < DAYS and not (self.kills["build"] and self.kills["deliver"])):
            self.day += 1
            article(self.day)
            for name in ("build", "build", "deliver", "deliver", self.chance.choice(names[3:])):
                self.shot(name)
                self.keep_message()
            self.whole("build")
            self.keep_message()
            if self.day % 5 == 0:
                for name in names[1:]:
                    self.shot(name)
                    self.whole(name)
        for _ in range(2 * self.day):
            if not any(entry.state == "ready" for entry in read.entries(PAPER / "outbox")):
                break
            self.whole("deliver")
        for name in ("views", "ledger", "site"):
            self.whole(name)


def report(morning: Morning) -> None:
    keys = [f"daily-{slot(day)}" for day in range(morning.day + 1)]
    got: Counter[tuple[str, str]] = Counter()
    torn = [key for key, wrong in read.verify_all(PAPER / "outbox") if wrong]
    by_id = {message_from_bytes(p.read_bytes())["Message-ID"]: p.name for p in KEPT.iterdir()}
    for mail in SINK.iterdir():
        to, content = mail.name.partition(",")[0], mail.read_bytes()
        key = by_id.get(message_from_bytes(content)["Message-ID"], "unknown")
        got[key, to] += 1
        whole = key != "unknown" and readdressed((KEPT / key).read_bytes(), to).replace(b"\r\n", b"\n")
        torn += [f"{mail.name} of {key}"] if whole != content else []
    doubled = sum(count - 1 for count in got.values())
    done = {key for key in keys if read.delivered_since(PAPER / "outbox", key)}
    with opened(PAPER / "outbox") as box:
        left = box.names("tmp")
    ledger = subprocess.run(
        [sys.executable, "-m", "digest", "ledger", "export", "-w", str(PAPER)],
        cwd=sys.argv[1],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    told = Counter(json.loads(line)["story"] for line in ledger.splitlines())
    site = SCRATCH / "site"
    again = SCRATCH / "again"
    # What gc removed from the outbox stays in the archive: its record and its pages are all that a second one is given.
    shutil.copytree(site / ".digest", again / ".digest")
    there = {entry.key.removeprefix("daily-") for entry in read.entries(PAPER / "outbox")}
    for gone in {slot(day) for day in range(morning.day + 1)} - there:
        if (site / gone).is_dir():  # else gc was there before any site
            shutil.copytree(site / gone, again / gone)
    quietly(["site", "-o", str(again), *THERE])
    pages = [p.relative_to(again) for p in again.rglob("*") if p.is_file()]
    print(
        json.dumps(
            {
                "kills": morning.kills.total(),
                "by": dict(sorted(morning.kills.items())),
                "editions": len(keys),
                "torn": torn,
                "lost": sorted((set(keys) - done) | {k for k in keys for p in PEOPLE if not got[k, p]}),
                "doubled": doubled,
                "redelivered in a kill each": doubled <= morning.kills["deliver"],
                "ledger": sorted(set(told) ^ {f"story-{day}" for day in range(morning.day + 1)}),
                "told twice": sorted(story for story, count in told.items() if count > 1),
                "site": [str(p) for p in pages if (site / p).read_bytes() != (again / p).read_bytes()],
                "ended": morning.ended,
                "left": left,
            }
        )
    )


prepare()
morning = Morning()
morning.run()
report(morning)
