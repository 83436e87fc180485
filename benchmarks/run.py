"""Run every benchmark and print its figures: `make bench`, or `python benchmarks/run.py TOPIC …`.

A benchmark is a file ``benchmarks/<topic>/*.py`` that can be run by itself; one
whose peer or data is not here says so and ends with 0.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(topics: list[str]) -> int:
    """Run the benchmarks of *topics*, or all; return how many failed."""
    failed = 0
    for path in sorted(HERE.glob("*/*.py")):
        if path.name.startswith("_") or "__main__" not in path.read_text("utf-8"):
            continue
        if topics and path.parent.name not in topics:
            continue
        print(f"\n== {path.parent.name}/{path.stem}", flush=True)
        failed += subprocess.run([sys.executable, str(path)], cwd=HERE.parent, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
