"""Two builders and two consumers at one outbox while somebody shoots at them.

Usage: rig_kills.py CHECKOUT SCRATCH KEYS KILLS.  Prints a report as JSON.
"""

from __future__ import annotations

import json
import mmap
import os
import random
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, sys.argv[1])

from digest.errors import BusyError, UsageError
from digest.outbox import claims, read
from digest.outbox.folder import opened
from digest.outbox.publish import publish

ROOT = Path(sys.argv[2]) / "outbox"
KEYS = [f"daily-{n:06}" for n in range(int(sys.argv[3]))]
KILLS = int(sys.argv[4])
LOG = os.open(Path(sys.argv[2]) / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
PROGRESS = mmap.mmap(-1, 4 * 8)  # one counter an actor, shared with the forks


def files(key: str) -> dict[str, bytes]:
    body = (key * 300).encode()
    return {"message.eml": body, "email.html": body[::-1], "email.txt": key.encode()}


def note(*words: object) -> None:
    os.write(LOG, (" ".join(map(str, words)) + "\n").encode())  # one append is whole or absent


def at(actor: int, value: int | None = None) -> int:
    if value is not None:
        PROGRESS[actor * 8 : actor * 8 + 8] = value.to_bytes(8, "big")
    return int.from_bytes(PROGRESS[actor * 8 : actor * 8 + 8], "big")


def builder(actor: int) -> None:
    for n in range(at(actor), len(KEYS)):
        if publish(ROOT, KEYS[n], files(KEYS[n]), {"items": [KEYS[n]]}).status == "published":
            note("published", KEYS[n])
        at(actor, n + 1)


def consumer(actor: int) -> None:
    while at(actor) < len(KEYS):
        key = KEYS[at(actor)]
        if not (ROOT / "editions" / key).exists():
            time.sleep(0.0005)
            continue
        try:
            with claims.claimed(ROOT, key, by=f"consumer {actor}") as claim:
                note("sent", key, claim.attempt, claim.read("email.txt") == key.encode())
                claim.done("250 OK")
        except BusyError:
            # The other one is at it and may be shot: come back until it is done.
            if not (ROOT / "done" / key).exists():
                time.sleep(0.0005)
                continue
        except UsageError:
            pass  # delivered already
        at(actor, at(actor) + 1)


def start(actor: int) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            (builder if actor < 2 else consumer)(actor)
            os._exit(0)
        except BaseException as fault:
            note("broke", actor, repr(fault))
            os._exit(1)
    return pid


def main() -> None:
    chance = random.Random(7)
    publish(ROOT, "first", files("first"), {})
    running = {start(actor): actor for actor in range(4)}
    kills = [0, 0]
    while running:
        if sum(kills) < KILLS:
            time.sleep(chance.random() * 0.008)
            victim = chance.choice(sorted(running))
            os.kill(victim, signal.SIGKILL)
        pid, status = os.waitpid(-1, 0)
        actor = running.pop(pid)
        if os.WIFSIGNALED(status):
            kills[actor // 2] += 1
        done = at(actor) >= len(KEYS)
        if not done or (actor >= 2 and sum(kills) < KILLS and os.WIFSIGNALED(status)):
            running[start(actor)] = actor
    report(kills)


def report(kills: list[int]) -> None:
    publish(ROOT, "last", files("last"), {})  # the next run sweeps
    lines = [line.split() for line in (Path(sys.argv[2]) / "log").read_text().splitlines()]
    sent = [line[1] for line in lines if line[0] == "sent"]
    published = [line[1] for line in lines if line[0] == "published"]
    states = {e.key: e.state for e in read.entries(ROOT)}
    with opened(ROOT) as box:
        left = box.names("tmp")
    print(
        json.dumps(
            {
                "kills": sum(kills),
                "consumer_kills": kills[1],
                "torn": [key for key, wrong in read.verify_all(ROOT) if wrong],
                "lost": [key for key in KEYS if states.get(key) != "done" or key not in sent],
                "doubled": len(published) - len(set(published)),
                "redelivered": len(sent) - len(set(sent)),
                "wrong": [line for line in lines if line[0] == "broke" or line[-1] == "False"],
                "left": left,
            }
        )
    )


main()
