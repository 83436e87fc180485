"""Reading a folder that did not change: the second run against the first, in one process each.

The folder is the measuring data of 605 real Markdown files (../shared/data/real); without
it there is nothing to measure.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "real"
SHARE = 0.1  # of the first run's processor time

RUN = """
import sys
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo
from digest.intake.files import read_files
from digest.intake.joining import Joining
from digest.intake.kept import kept
from digest.settings import SourceSettings
from digest.sources._recognise import read
import digest.sources.markdown, lxml.html, yaml  # what a build has loaded anyway is not the cache's gain

source, joining = SourceSettings(path="."), Joining()
begun = process_time()
with kept(Path(sys.argv[2]), "real", read) as reading:
    read_files(source, joining, root=Path(sys.argv[1]), zone=ZoneInfo("UTC"), reading=reading)
print(process_time() - begun, len(joining.known))
"""


def main() -> None:
    """Print both times; exit 1 when the second takes more than its share."""
    if not DATA.is_dir():
        print(f"not measured: {DATA} is not here")
        return
    with tempfile.TemporaryDirectory() as cache:
        runs = [_run(cache) for _ in range(3)]
    (first, number), *others = runs
    again = min(seconds for seconds, _ in others)
    share = f"{again / first:.1%} (limit {SHARE:.0%})"
    print(f"{number:.0f} articles: first run {first:.2f} s, second {again:.3f} s, {share}")
    sys.exit(again > SHARE * first)


def _run(cache: str) -> tuple[float, float]:
    told = subprocess.run([sys.executable, "-c", RUN, str(DATA), cache], capture_output=True, text=True, check=True)
    seconds, number = map(float, told.stdout.split())
    return seconds, number


if __name__ == "__main__":
    main()
