"""Stop or disturb one operation at one system call after the other, and see it recover.

Usage: rig_points.py CHECKOUT SCRATCH OPERATION HOW STEP.  HOW is kill, EIO or
ENOSPC, STEP takes every STEP-th point.  The operation runs in a fork that waits
until strace holds it, so a point costs milliseconds, not an interpreter's start.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import uuid  # noqa: F401 - loaded before the forks, or only the first of them would read it
from pathlib import Path

sys.path.insert(0, sys.argv[1])

from digest.errors import DigestError
from digest.outbox import claims, read, views
from digest.outbox.folder import opened
from digest.outbox.gc import collect
from digest.outbox.marks import read_mark
from digest.outbox.publish import publish

SCRATCH = Path(sys.argv[2])
ROOT = SCRATCH / "outbox"
FILES = {"message.eml": b"x" * 9000, "email.html": b"y" * 70000, "email.txt": b"z"}
FACTS = {"items": [{"id": "harbour"}], "slot": "2026-08-10"}
# Calls that change something, for the errors; a kill falls on every call there is.
CHANGES = {"openat", "write", "fsync", "rename", "renameat", "renameat2", "link", "linkat", "mkdir", "mkdirat"}
CHANGES |= {"unlink", "unlinkat", "flock", "utimensat"}


# Their number varies from run to run, and a kill there is one between two calls that matter.
MEMORY = {"mmap", "munmap", "mremap", "brk", "madvise", "futex", "getrandom", "gettid", "exit_group"}
# Threads are made with these, and as many as are not idle yet.
MEMORY |= {"mprotect", "rt_sigaction", "rt_sigprocmask", "clone", "clone3"}
TRIES = 5  # of a call that did not come: how many files the first thread forces to disk differs from run to run


def fresh() -> None:
    shutil.rmtree(ROOT, ignore_errors=True)
    publish(ROOT, "other", FILES, FACTS)


def build() -> None:
    publish(ROOT, "a", FILES, FACTS)


def first_build() -> None:
    publish(ROOT, "a", FILES, FACTS)


def deliver() -> None:
    with claims.claimed(ROOT, "a", by="van") as claim:
        with (SCRATCH / "sent").open("ab", buffering=0) as log:
            log.write(b"a\n")
        claim.done("250 OK")


def fail() -> None:
    claims.failed(ROOT, "a", reason="550", by="van")


def retry() -> None:
    claims.retry(ROOT, "a", reason="", by="ops")


def clean() -> None:
    collect(ROOT, days=0)


def look() -> None:
    views.rebuild(ROOT)


def before(name: str) -> None:
    (SCRATCH / "sent").write_bytes(b"")
    if name == "first_build":
        shutil.rmtree(ROOT, ignore_errors=True)
        return
    fresh()
    if name != "build":
        build()
    if name == "retry":
        fail()
    if name == "clean":
        (ROOT / "claims/a.1").touch()
        (ROOT / "done/a").touch()


def after(name: str) -> list[str]:
    """Run the operation again, as the next cron run would, and say what is wrong."""
    wrong = [f"torn: {key} {faults}" for key, faults in read.verify_all(ROOT) if faults]
    ended = (ROOT / "done/a").exists()
    try:
        if not (name in {"deliver", "fail"} and any((ROOT / end / "a").exists() for end in ("done", "failed"))):
            OPERATIONS[name]()
    except DigestError as error:
        wrong.append(f"not recovered: {error.what}")
    if name == "deliver" and (ROOT / "done/a").exists() is False:
        wrong.append("not delivered")
    sent = (SCRATCH / "sent").read_bytes().count(b"a")
    if name == "deliver" and not 1 <= sent <= (1 if ended else 2):
        wrong.append(f"sent {sent} times")
    if name == "clean" and publish(ROOT, "a", FILES, FACTS).status != "exists":
        wrong.append("built again after it was collected")
    if name == "retry" and {e.key: e.state for e in read.entries(ROOT)}["a"] != "ready":
        wrong.append("not ready again")
    if name in {"build", "first_build"} and os.listdir(ROOT / "tmp"):
        wrong.append("left in tmp by the very next run")
    publish(ROOT, "last", FILES, FACTS)
    with opened(ROOT) as box:
        wrong += [f"left in tmp: {left}" for left in box.names("tmp")]
        if name == "clean" and "content" not in read_mark(box, "done", "a")[0]:
            wrong.append("what was published is forgotten")
    wrong += [f"torn at last: {key} {faults}" for key, faults in read.verify_all(ROOT) if faults]
    return wrong


OPERATIONS = {f.__name__: f for f in (build, first_build, deliver, fail, retry, clean, look)}


def child(name: str) -> int:
    pid = os.fork()
    if pid == 0:
        ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1))  # PR_SET_PTRACER: let strace in
        os.kill(os.getpid(), signal.SIGSTOP)
        try:
            OPERATIONS[name]()
            os._exit(0)
        except DigestError as error:
            os._exit(error.exit_code)
        except BaseException:
            os._exit(99)
    os.waitpid(pid, os.WUNTRACED)
    return pid


def traced(name: str, *options: str) -> int:
    """Run the operation under strace; return how it ended, negative for a signal."""
    pid = child(name)
    strace = subprocess.Popen(["strace", "-p", str(pid), *options], stderr=subprocess.PIPE)
    assert strace.stderr is not None
    said = strace.stderr.readline()
    if b"attached" not in said:
        os.kill(pid, signal.SIGKILL)
        raise SystemExit(f"strace cannot attach: {said!r}")
    os.kill(pid, signal.SIGCONT)
    _, status = os.waitpid(pid, 0)
    strace.communicate()
    return os.waitstatus_to_exitcode(status)


def points(name: str) -> list[tuple[str, int]]:
    before(name)
    traced(name, "-o", str(SCRATCH / "trace"))
    counts: dict[str, int] = {}
    found = []
    for line in (SCRATCH / "trace").read_text().splitlines():
        if match := re.match(r"([a-z0-9_]+)\(", line):
            call = match[1]
            counts[call] = counts.get(call, 0) + 1
            found.append((call, counts[call]))
    return [p for p in found if p[0] not in MEMORY]


def main() -> None:
    name, how, step = sys.argv[3], sys.argv[4], int(sys.argv[5])
    shutil.rmtree(ROOT, ignore_errors=True)
    places = points(name)
    if how != "kill":
        places = [p for p in places if p[0] in CHANGES]
    wrong: list[str] = []
    ends: dict[int, int] = {}
    for number, (call, nth) in enumerate(places):
        if number % step:
            continue
        what = "signal=KILL" if how == "kill" else f"error={how}"
        for _ in range(TRIES):
            before(name)
            code = traced(name, "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{what}:when={nth}")
            if code:
                break
        ends[code] = ends.get(code, 0) + 1
        if code in {99, 1, 2}:
            wrong.append(f"{call} {nth}: ended with {code}")
        if how != "kill" and name == "build" and code == 0 and not (ROOT / "editions/a").exists():
            wrong.append(f"{call} {nth}: said done, but nothing is there")
        wrong += [f"{call} {nth}: {w}" for w in after(name)]
    print(json.dumps({"points": len(places) // step, "ends": ends, "wrong": wrong}))


main()
