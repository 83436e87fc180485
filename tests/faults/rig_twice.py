"""Two builders of the same key let loose at the same moment, many times.

Usage: rig_twice.py CHECKOUT SCRATCH RUNS.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])

from digest.outbox.publish import publish

ROOT = Path(sys.argv[2]) / "outbox"
FILES = {"message.eml": b"x" * 9000, "email.html": b"y" * 30000, "email.txt": b"z"}
RUNS = int(sys.argv[3])


def run(key: str) -> list[int]:
    go, ready = os.pipe(), []
    for _ in range(2):
        pid = os.fork()
        if pid == 0:
            os.close(go[1])
            os.read(go[0], 1)  # both wait for the same end of file
            try:
                os._exit({"published": 1, "exists": 2}[publish(ROOT, key, FILES, {}).status])
            except BaseException:
                os._exit(9)
        ready.append(pid)
    os.close(go[0])
    os.close(go[1])
    return sorted(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in ready)


# The first run also creates the outbox itself, twice at once.
good = sum(run(f"daily-{n}") == [1, 2] for n in range(RUNS))
print(json.dumps({"runs": RUNS, "one published, one exists": good, "left": os.listdir(ROOT / "tmp")}))
