"""The sample's workspace as a stranger has it: a copy of its input, built by the command in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def sample(folder: Path) -> Path:
    """Copy the sample workspace: its whole input is digest.toml, seeds/ and templates/."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "digest.toml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


def run(folder: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in *folder*; what is derived is shared by all tests of a run."""
    env = {name: os.environ[name] for name in ("PATH", "XDG_CACHE_HOME")}
    env |= {"PYTHONPATH": str(ROOT), "HOME": str(folder)} | environment
    command = [sys.executable, "-m", "digest", *args]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def files(folder: Path, outbox: str = "outbox") -> dict[str, bytes]:
    """Return the files of the editions in an outbox, by name."""
    return {p.name: p.read_bytes() for p in sorted((folder / outbox / "editions").glob("*/*"))}
