"""What one more segment costs: 1 to 1,000 of them, 12 stories each, from one pool of 10,000 articles.

    python benchmarks/segments/many.py [--articles N] [--counts 1,10,100,1000] [--workers N] [--days N]

Each count is built by ``digest build --segments all`` in a process of its own, into an outbox on
disk, every file forced to it.  Shown are the shared part (reading, grouping, quotes), what is left
a segment, the same beside a bare loop that writes and forces the same files, and the peak of memory.
With ``--days 2`` the second morning is measured too: then every list has readers who had something.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(ROOT))

import pool  # noqa: E402

GOAL = 15.0  # milliseconds a segment on two cores
HEAD = """\
[newsletter]
id = "daily"
name = "The Daily"
address = "12 Quay Street, 40210 Marrow Bay"
from = "The Daily <digest@daily.example>"
to = "readers@daily.example"
list_id = "readers.daily.example"
unsubscribe = ["https://daily.example/unsubscribe"]
web = "https://daily.example"

[picks]
stories = 12
brief = 0
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run took: seconds and processor seconds by step, and peak megabytes, of all its processes."""

    steps: dict[str, float]
    processor: dict[str, float]
    peak: float
    published: int


def segments(count: int, articles: Sequence[dict[str, object]]) -> str:
    """Return *count* segments: by section, tag, language, place and source, and pairs of them."""
    values = {
        "section": sorted({str(one["section"]) for one in articles}),
        "tags": sorted({str(tag) for one in articles for tag in one["subjects"]}),  # type: ignore[attr-defined]
        "place": sorted({str(one["located"]) for one in articles}),
        "site": sorted({str(one["site"]) for one in articles}),
    }
    found = []
    for number in range(count):
        section = values["section"][number % len(values["section"])]
        tag, more = (values["tags"][(number * 7 + step) % len(values["tags"])] for step in (0, 3))
        site = values["site"][number % len(values["site"])]
        asked = (
            f'section = ["{section}"]',
            f'tag = ["{tag}", "{more}"]',
            f'source = ["{site}"]\nsection = ["{section}"]',
            f'language = ["{("de", "fr")[number % 2]}"]\nsection = ["{section}"]',
            f'source = ["{site}"]',
        )[number % 5]
        theme = ("calm", "news", "bold")[number % 3]
        found.append(f'[[segment]]\nname = "list-{number:04}"\n{asked}\ntheme = "{theme}"\n')
    return "\n" + "\n".join(found)


def build(room: Path, slot: str, workers: int, cache: Path) -> Taken:
    """Build all segments of *slot* in a process of its own."""
    command = [sys.executable, "-m", "digest", "build", "--segments", "all", "--slot", slot, "-w", str(room)]
    command += ["--log-format", "json", "--json", "--workers", str(workers)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache)}
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = before.ru_utime + before.ru_stime
        child = subprocess.Popen(command, stdout=out, stderr=err, env=env)
        peak = spent = 0.0
        steps: dict[str, float] = {}
        processor: dict[str, float] = {}
        while child.poll() is None:
            peak = max(peak, _memory(child.pid))
            time.sleep(0.1)
            for one in _new_steps(Path(f"/proc/{child.pid}/fd/2"), len(steps)):
                used = _used(child.pid)
                steps[one["step"]], processor[one["step"]] = one["seconds"], used - spent
                spent = used
        for file in (out, err):
            file.seek(0)
        if child.returncode:
            raise SystemExit(err.read()[-2000:])
        whole = resource.getrusage(resource.RUSAGE_CHILDREN)
        for one in [one for one in map(json.loads, err) if "step" in one][len(steps) :]:  # told as it ended
            used = whole.ru_utime + whole.ru_stime - begun
            steps[one["step"]], processor[one["step"]] = one["seconds"], used - spent
            spent = used
        done = [one["status"] for one in json.load(out)["segments"]]
    return Taken(steps, processor, peak, done.count("published"))


def _new_steps(told: Path, known: int) -> list[dict[str, Any]]:
    """Return the steps that a run has told since it had told *known* of them."""
    try:
        lines = told.read_text().splitlines()
        return [one for one in map(json.loads, lines) if "step" in one][known:]
    except (OSError, ValueError):  # it has ended, or is in the middle of a line
        return []


def _used(pid: int) -> float:
    """Return the processor seconds of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """Return the proportional set size of a process and its forks, in megabytes: what they share counts once."""
    found, waiting = 0.0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            waiting += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
            found += float(next(line for line in text.splitlines() if line.startswith("Pss:")).split()[1]) / 1000
        except (OSError, StopIteration):
            continue
    return found


def bare(room: Path, slot: str) -> float:
    """Return the milliseconds that one edition's files take, written and forced to disk, and nothing else."""
    edition = next((room / "outbox" / "editions").glob(f"*-{slot}-*"))
    content = {path.name: path.read_bytes() for path in edition.iterdir()}
    begun = time.perf_counter()
    rounds = 30
    for number in range(rounds):
        folder = room / "bare" / str(number)
        folder.mkdir(parents=True)
        for name, data in content.items():
            fd = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            os.write(fd, data)
            os.fsync(fd)
            os.close(fd)
        fd = os.open(folder, os.O_RDONLY)
        os.fsync(fd)
        os.close(fd)
    return 1000 * (time.perf_counter() - begun) / rounds


def main() -> None:
    """Print a line a count and day."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--counts", default="1,10,100,1000")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--days", type=int, default=1)
    asked = parser.parse_args()
    days = ["2026-08-10", "2026-08-11", "2026-08-12"][: asked.days]
    print("segments  day  read…press  quotes  ms/segment  CPU ms/segment  bare write  memory  published")
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/var/tmp")) as name:
        cache = Path(name) / "cache"
        for count in map(int, asked.counts.split(",")):
            room = Path(name) / str(count)
            (room / "seeds").mkdir(parents=True)
            for number, day in enumerate(days, 1):
                found = pool.articles(asked.articles, seed=number, day=day)
                if number == 1:
                    (room / "digest.toml").write_text(HEAD + segments(count, found))
                lines = "".join(json.dumps(one) + "\n" for one in found)
                (room / "seeds" / f"{day}.jsonl").write_text(lines)
                took = build(room, day, asked.workers, cache)
                shared = took.steps["read"] + took.steps["group"] + took.steps["press"]
                each = 1000 * took.steps["build"] / count
                fixed = 1000 * took.processor["build"] / count
                mark = "" if count < 100 else " ok" if each <= GOAL else " MISSED"
                print(
                    f"{count:>8,}  {number:>3}  {shared:8.1f} s  {took.steps['quotes']:4.1f} s  {each:10.1f}"
                    f"  {fixed:14.1f}  {bare(room, day):7.1f} ms  {took.peak:4.0f} MB  {took.published:>6,}{mark}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
