"""A rule of another package is asked as ours are, and one that breaks stops nothing."""

import subprocess
import sys
from pathlib import Path

BROKEN = 'RULE = "tides"\n\n\ndef check(sheet):\n    yield from ()\n    raise KeyError("no moon")\n'
ASK = """
from digest.check import run
for finding in run({"email.html": b"<p>Hello"}, None, None):
    print(finding.severity, finding.rule, finding.what)
"""


def asked(folder: Path) -> str:
    """Install a package with one rule into *folder* and ask every rule there is, in a process of its own."""
    (folder / "tides.py").write_text(BROKEN)
    info = folder / "tides-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tides\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[digest.check]\ntides = tides\n")
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env={"PYTHONPATH": f"{folder}:{root}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_rule_that_breaks_is_a_finding_and_the_others_are_asked(tmp_path: Path) -> None:
    said = asked(tmp_path)
    assert "warning tides the rule could not look at this: KeyError: 'no moon'" in said
