"""The sample's workspace as a stranger has it: a copy of its input, and commands run in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path

from digest.cli import _say, main

ROOT = Path(__file__).resolve().parents[1]


def sample(folder: Path) -> Path:
    """Copy the sample workspace: its whole input is digest.toml, seeds/ and templates/."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "digest.toml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a command whose user lives in *folder*; what is derived all tests of a run share."""
    shared = {name: os.environ[name] for name in ("PATH", "XDG_CACHE_HOME")}
    return shared | {"PYTHONPATH": str(ROOT), "HOME": str(folder)} | more


def run(folder: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command in *folder* from beginning to end in this process, whose interpreter has started already.

    It has nothing of this process but what is imported: streams, environment, folder and umask are its own.
    """
    out, err = (TextIOWrapper(BytesIO(), "utf-8") for _ in range(2))
    with _standing(folder, environment(folder, **more)), redirect_stdout(out), redirect_stderr(err):
        _say.voice()  # a command before it may have spoken JSON
        try:
            main(args)
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int)
    return subprocess.CompletedProcess(args, code, *(_written(stream) for stream in (out, err)))


def started(folder: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command in *folder* in an interpreter of its own, for what depends on how one starts and what it knows."""
    command = [sys.executable, "-m", "digest", *args]
    env = environment(folder, **more)
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


@contextmanager
def _standing(folder: Path, environ: Mapping[str, str]) -> Iterator[None]:
    here, ours, umask = Path.cwd(), dict(os.environ), os.umask(0o022)
    os.umask(umask)
    try:
        os.chdir(folder)
        _replace_environment(environ)
        yield
    finally:
        os.umask(umask)
        _replace_environment(ours)
        os.chdir(here)


def _replace_environment(environ: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environ)


def _written(stream: TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def files(folder: Path, outbox: str = "outbox") -> dict[str, bytes]:
    """Return the files of the editions in an outbox, by name."""
    return {p.name: p.read_bytes() for p in sorted((folder / outbox / "editions").glob("*/*"))}
