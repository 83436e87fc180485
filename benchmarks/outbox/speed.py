"""How fast the outbox is, each figure beside its peer or limit in the same run.

    python benchmarks/outbox/speed.py [--json]

Exit code 1 when a goal is missed.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from digest.outbox import claims, read  # noqa: E402
from digest.outbox.manifest import contents  # noqa: E402
from digest.outbox.publish import publish  # noqa: E402

FILES = {
    "message.eml": os.urandom(28_000).hex().encode(),
    "email.html": b"x" * 32_000,
    "email.txt": b"x" * 5_000,
    "web.html": b"x" * 22_000,
    "edition.json": b"x" * 28_000,
    "sources.jsonl": b"x" * 12_000,
    "posts.jsonl": b"x" * 8_000,
    "share.html": b"x" * 10_000,
    "image-one.jpg": b"x" * 7_000,
}
FACTS = {"slot": "2026-08-10", "items": [{"id": "harbour"}]}


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def bare(folder: Path, name: str, whole: dict[str, bytes]) -> None:
    """Write and fsync the same files and folders, and nothing else."""
    made = folder / "tmp" / name
    made.mkdir()
    for file, content in whole.items():
        fd = os.open(made / file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
        os.write(fd, content)
        os.fsync(fd)
        os.close(fd)
    sync(made)
    made.rename(folder / "editions" / name)
    sync(folder / "editions")


def sync(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)


def publishing(scratch: Path) -> dict[str, object]:
    whole = contents("daily-0", FILES, FACTS)
    for name in ("tmp", "editions"):
        (scratch / "bare" / name).mkdir(parents=True)
    publish(scratch / "o", "first", FILES, FACTS)
    ours, theirs = [], []
    for n in range(120):
        theirs.append(seconds(lambda n=n: bare(scratch / "bare", f"daily-{n}", whole)))
        ours.append(seconds(lambda n=n: publish(scratch / "o", f"daily-{n}", FILES, FACTS)))
    ratio = statistics.median(ours) / statistics.median(theirs)
    return {
        "what": f"publish {sum(map(len, whole.values())) // 1000} kB in {len(whole)} files, against a bare loop",
        "value": round(ratio, 2),
        "goal": "<= 1.3",
        "met": ratio <= 1.3,
        "note": f"{statistics.median(ours) * 1000:.1f} ms against {statistics.median(theirs) * 1000:.1f} ms",
    }


def delivering(scratch: Path) -> dict[str, object]:
    def one(n: int) -> None:
        with claims.claimed(scratch / "o", f"daily-{n}", by="bench") as claim:
            claim.done("250 OK")

    took = seconds(lambda: [one(n) for n in range(120)])
    return {"what": "claim, check and done, a second", "value": round(120 / took), "goal": "", "met": True, "note": ""}


def verifying(scratch: Path) -> dict[str, object]:
    big = {f"image-{n}.png": os.urandom(1 << 20) * 48 for n in range(4)}
    path = publish(scratch / "o", "big", big, FACTS).path
    ours, theirs = [], []
    command = ["sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"]
    for _ in range(5):
        theirs.append(seconds(lambda: subprocess.run(command, cwd=path, check=True)))
        ours.append(seconds(lambda: read.verify(scratch / "o", "big")))
    size = sum(map(len, big.values())) / 1e6
    ratio = min(theirs) / min(ours)
    note = f"{size / min(ours):.0f} MB/s against {size / min(theirs):.0f} MB/s"
    return {
        "what": "verify, against sha256sum",
        "value": round(ratio, 2),
        "goal": ">= 0.8",
        "met": ratio >= 0.8,
        "note": note,
    }


def listing(scratch: Path) -> dict[str, object]:
    root = scratch / "many"
    path = publish(root, "first", FILES, FACTS).path
    for n in range(10_000):
        key = f"daily-{n:05}"
        (root / "editions" / key).mkdir()
        for name in ("message.eml", "manifest.json"):
            os.link(path / name, root / "editions" / key / name)
        if n % 2:
            (root / "claims" / f"{key}.1").write_bytes(b"")
            (root / "done" / key).write_text('{"attempt": 1, "result": "250 OK"}')
    command = [sys.executable, "-m", "digest", "outbox", "ls", "--outbox", str(root)]
    took = min(
        seconds(lambda: subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)) for _ in range(3)
    )
    inside = min(seconds(lambda: read.entries(root)) for _ in range(3))
    return {
        "what": "digest outbox ls of 10,000 editions, the whole command, in seconds",
        "value": round(took, 2),
        "goal": "<= 0.5",
        "met": took <= 0.5,
        "note": f"{inside:.2f} s of it in the outbox",
    }


def main() -> int:
    scratch = Path(tempfile.mkdtemp(prefix="outbox-bench-", dir=os.environ.get("TMPDIR", "/var/tmp")))
    try:
        rows = [measure(scratch) for measure in (publishing, delivering, verifying, listing)]
    finally:
        shutil.rmtree(scratch)
    if "--json" in sys.argv:
        print(json.dumps({"benchmark": "outbox", "rows": rows}, indent=1))
    for row in rows if "--json" not in sys.argv else []:
        verdict = "ok" if row["met"] else "MISSED"
        print(f"{row['what']:<68} {row['value']:>6} {row['goal']:>7}  {verdict:<6} {row['note']}")
    return int(not all(row["met"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
