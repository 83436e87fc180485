"""The first build of a fresh workspace, against the npm mjml command compiling the same layout once.

    python benchmarks/press/cold_build.py MJML-COMMAND

Each is a process of its own, in turns; times are processor time of the whole process.
Goal: the build, with everything that it does beside, is not slower.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent))

from print_many import FRAME, TEMPLATES, settings

from digest.press import inking, locales, tags, themes
from digest.press.plates import Press
from digest.press.printing import defusing_environment
from digest.press.renditions import press_values, print_values
from digest.press.wrapping import Links
from digest.settings import EmailSettings

ROUNDS = 9


def layout() -> str:
    """Return the MJML of a whole edition in the calm layout."""
    from editions import standard

    say = locales.load(TEMPLATES, "en")
    values = press_values(themes.load(TEMPLATES, "calm"), say, EmailSettings().blocks)
    source = tags.clean(Press(TEMPLATES, values, sent=True).composed(FRAME))
    template = defusing_environment(own=False).overlay(autoescape=True).from_string(source)
    made = template.render(print_values(standard(), settings("calm"), say) | {"links": Links()})
    inking.compile_mjml(made, FRAME, remote_fonts=False)  # what the command is given is sound
    return made


def processor_seconds(command: list[str], cwd: str) -> float:
    """Run *command* and return the processor time of it and what it started."""
    before = os.times()
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    """Measure both in turns."""
    mjml = sys.argv[1] if len(sys.argv) > 1 else shutil.which("mjml")
    if mjml is None:
        print("no mjml command (npm install mjml): nothing to compare with")
        return
    digest = [sys.executable, "-m", "digest"]
    builds, compilations = [], []
    with TemporaryDirectory() as scratch:
        page = Path(scratch) / "layout.mjml"
        page.write_text(layout(), "utf-8")
        for number in range(ROUNDS + 1):  # the first of each warms the disk
            paper = f"{scratch}/paper{number}"
            subprocess.run([*digest, "init", paper], check=True, capture_output=True)
            builds.append(processor_seconds([*digest, "build", "-w", paper], scratch))
            compilations.append(processor_seconds([mjml, str(page), "-o", f"{scratch}/page.html"], scratch))
    build, compilation = median(builds[1:]), median(compilations[1:])
    print(f"digest build {build:.2f} s\tmjml {compilation:.2f} s\tratio {build / compilation:.2f}")


if __name__ == "__main__":
    main()
