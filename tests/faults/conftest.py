"""Faults come in two sizes: short in `make test`, long in `make test-faults` (--long)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from faults.rigs import Rig

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    """Run one of the rigs beside this file in a process of its own and return its report.

    A rig imports digest.outbox alone and forks, so a real process costs a millisecond.
    """

    def run(name: str, *args: object) -> dict[str, Any]:
        command = [sys.executable, "-I", str(HERE / f"{name}.py"), str(ROOT), str(tmp_path), *map(str, args)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=3600)
        assert done.returncode == 0, done.stderr[-3000:]
        report: dict[str, Any] = json.loads(done.stdout)
        return report

    return run
