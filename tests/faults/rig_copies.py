"""Kill -9 merges, workers and parents alike, at any moment; print what became of every recipient as JSON.

python -I rig_copies.py CHECKOUT FOLDER KILLS RECIPIENTS [MACHINE]
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

sys.path[:0] = [sys.argv[1], str(Path(sys.argv[1]) / "tests")]

ROWS = 100  # recipients a part
SETUP = """
import sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
from pathlib import Path
from copies.copying import compiled
from digest import machines, shelf
from digest.copies.folder import Folder
from digest.copies.readers import csv as reader
from digest.copies.work import Job, Letter, make
to, recipients, engine, rows = sys.argv[2:6]
letters = (Letter(made=compiled(), key="daily"),)
job = Job(path=recipients, format="csv", letters=letters, form="parts", to=to, run="rig")
Folder(Path(to)).sweep()
pieces = list(reader.pieces(Path(recipients), int(rows)))
for note in shelf.take(machines, engine).run(make, job, pieces, workers=2):
    pass
print("whole", flush=True)
"""


def children(pid: int) -> list[int]:
    """Return the processes below *pid*, itself not included."""
    above: dict[int, int] = {}
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with suppress(OSError, IndexError):
                above[int(process.name)] = int((process / "stat").read_text().rpartition(")")[2].split()[1])
    found = {pid}
    while more := {child for child, parent in above.items() if parent in found} - found:
        found |= more
    return sorted(found - {pid})


def began(folder: Path, recipients: Path, engine: str) -> subprocess.Popen[str]:
    """Start a merge in a process of its own."""
    command = [sys.executable, "-c", SETUP, sys.argv[1], str(folder), str(recipients), engine, str(ROWS)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def workers_of(pid: int) -> list[int]:
    """Return the worker processes: our own, or those in which Ray or Dask runs tasks."""

    def line(one: int) -> bytes:
        with suppress(OSError):
            return Path(f"/proc/{one}/cmdline").read_bytes()
        return b""

    def works(told: bytes) -> bool:
        return b"_worker" in told or told.startswith(b"ray::") or b"spawn_main" in told

    return [one for one in children(pid) if works(line(one))]


def kill(merge: subprocess.Popen[str], chance: random.Random, done: Counter[str], parents: bool) -> None:
    """Kill the parent or one worker, once there are any: a merge that only begins has nothing to lose."""
    workers = workers_of(merge.pid)
    if not workers:
        return
    if parents and chance.random() < 0.3:
        merge.kill()
        done["parents"] += 1
    else:
        with suppress(ProcessLookupError):
            os.kill(chance.choice(workers), signal.SIGKILL)
            done["workers"] += 1


def rounds(place: Path, kills: int, recipients: Path, engine: str) -> tuple[list[Path], Counter[str]]:
    """Merge into one folder after the other until there were enough kills; each is run again until it is whole."""
    chance, done = random.Random(20), Counter[str]()
    folders: list[Path] = []
    while not folders or done.total() < kills:
        folders.append(place / f"out{len(folders)}")
        whole = False
        while not whole:
            merge = began(folders[-1], recipients, engine)
            while merge.poll() is None:
                time.sleep(chance.uniform(0.02, 0.4))
                if done.total() < kills and merge.poll() is None:
                    kill(merge, chance, done, parents=engine == "local")
            assert merge.stdout
            whole = "whole" in merge.stdout.read()
    return folders, done


def looked(folder: Path, count: int) -> dict[str, Any]:
    """Return what is wrong in a folder: torn parts, recipients without or with two copies, copies of other bytes."""
    from copies.copying import compiled

    from digest.copies.compiled import Copier
    from digest.copies.parts import PartFile
    from digest.errors import DataError

    copier, seen, torn, wrong = Copier(compiled(), ("email", "first", "code", "link")), Counter[str](), [], 0
    for path in sorted(folder.glob("*.mails")):
        try:
            with PartFile(path) as part:
                for line, message in part:
                    seen[line.address] += 1
                    wrong += message != b"".join(copier.copy(line.address, values(line.row - 2)))
        except DataError as fault:
            torn.append(f"{path.name}: {fault}")
    doubled = [address for address, number in seen.items() if number > 1]
    left = [path.name for path in folder.iterdir() if path.name.endswith(".tmp")]
    notes = len(list(folder.glob("part-*.json")))
    return {
        "unique": len(seen),
        "torn": torn,
        "doubled": doubled,
        "wrong": wrong,
        "notes": notes,
        "left": left,
        "lost": count - len(seen),
    }


def values(number: int) -> list[str]:
    """Return the values of one recipient."""
    return [f"reader{number}@example.org", f"Reader “{number}”", f"{number:x}", "https://daily.example/"]


def main() -> None:
    """Run it and print the report."""
    place, kills, count = Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    engine = sys.argv[5] if len(sys.argv) > 5 else "local"
    recipients = place / "readers.csv"
    with recipients.open("w") as file:
        file.write("email,first,code,link\n")
        file.writelines(",".join(values(number)) + "\n" for number in range(count))
    started = time.monotonic()
    folders, done = rounds(place, kills, recipients, engine)
    time.sleep(1)
    from digest.copies.folder import Folder

    for folder in folders:
        Folder(folder).sweep()
    found = [looked(folder, count) for folder in folders]
    sums = {name: [one[name] for one in found if one[name]] for name in ("torn", "doubled", "wrong", "left", "lost")}
    report = {
        "folders": len(folders),
        "unique": [one["unique"] for one in found],
        "seconds": time.monotonic() - started,
    }
    print(json.dumps(report | {"killed": dict(done)} | sums | {"notes": [one["notes"] for one in found]}))


if __name__ == "__main__":
    main()
