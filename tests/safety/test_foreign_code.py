"""What comes with somebody's workspace runs nothing and changes nothing: only reviewed templates and settings count."""

from __future__ import annotations

import marshal
import os
import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from paper import ROOT, files, run, sample, started

from digest.press import platecase

MARK = "/tmp/digest-was-here"


def python(path: Path) -> bytes:
    """Code that leaves a file behind, in every form that a cache of ours ever had or Python could load."""
    return f"import os; os.system('touch {path}')".encode()


class _Touch:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.system, (f"touch {self.path}",)


def forged(path: Path) -> dict[str, bytes]:
    source = python(path).decode()
    code = marshal.dumps(compile(source, "<template>", "exec"))
    magic = b"j2" + pickle.dumps(5, 2) + pickle.dumps((sys.version_info[0] << 24) | sys.version_info[1], 2)
    template = "{{ cycler.__init__.__globals__.os.system('touch " + str(path) + "') }}"
    return {
        "pyc": code,
        "pickle": pickle.dumps(_Touch(path)),
        "jinja": magic + pickle.dumps("0" * 40) + code,
        "template": template.encode(),
        "plates": f'{{"email.html": {{"name": "e", "text": "{template}", "lines": [], "own": false}}}}'.encode(),
        "source": source.encode(),
    }


def test_forged_files_of_every_kind_run_nothing_and_change_no_byte(tmp_path: Path, long: bool) -> None:
    clean, mark = sample(tmp_path / "clean"), tmp_path / "mark"
    assert run(clean, "build", "-q").returncode == 0
    dirty = sample(tmp_path / "dirty")
    # Where caches of ours lay once, and where Python or a template engine would look.
    places = ["compiled/shipped/__jinja2_a.cache", "plates/a.plates", "articles/a.pack", "pictures/a", "os.py"]
    kinds = list(forged(mark).items())
    for turn in range(len(kinds) if long else 2):  # in the long form each kind lies in each place once
        turned = kinds[turn:] + kinds[:turn]
        laid = {place: content for place, (_, content) in zip(places, turned, strict=False)}
        for place, content in (laid | {f"a.{kind}": content for kind, content in kinds}).items():
            path = dirty / ".digest" / place
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_bytes(content)
        (dirty / ".digest" / "ledger.db").unlink(missing_ok=True)
        done = started(dirty, "build", "-q", "--outbox", f"outbox-{turn}")
        assert done.returncode == 0, done.stderr
        assert not mark.exists(), turn
        assert files(dirty, f"outbox-{turn}") == files(clean), turn


def test_a_build_opens_nothing_that_came_along_but_the_ledger(tmp_path: Path) -> None:
    here = sample(tmp_path / "paper")
    for place in ("compiled/shipped/a.cache", "plates/a.plates", "articles/a.pack", "pictures/a", "a.toml"):
        (here / ".digest" / place).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        (here / ".digest" / place).write_bytes(b"forged")
    code = (
        "import sys; seen = set()\n"
        "sys.addaudithook(lambda event, args: seen.add(str(args[0])) if event in ('open', 'os.scandir') else None)\n"
        "from digest.cli import run; code = run(['build', '-q'])\n"
        "print(sorted({path.rpartition('.digest/')[2] for path in seen if '.digest/' in path})); sys.exit(code)"
    )
    env = {name: os.environ[name] for name in ("PATH", "XDG_CACHE_HOME")} | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=here, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['ledger.db']"


def test_what_is_derived_never_lies_in_a_workspace(tmp_path: Path) -> None:
    here = sample(tmp_path / "paper")
    cache = tmp_path / "cache"
    assert run(here, "build", "-q", XDG_CACHE_HOME=str(cache)).returncode == 0
    assert {path.name for path in (here / ".digest").iterdir()} <= {"ledger.db", "ledger.db-wal", "ledger.db-shm"}
    assert {path.name for path in (cache / "digest-press").iterdir()} >= {"plates", "articles"}


@pytest.mark.parametrize("loose", [0o777, 0o707], ids=oct)
def test_a_cache_folder_that_everybody_may_write_is_not_read(tmp_path: Path, loose: int) -> None:
    here, cache = sample(tmp_path / "paper"), tmp_path / "cache"
    (cache / "digest-press").mkdir(parents=True)
    (cache / "digest-press").chmod(loose)
    assert run(here, "build", "-q", XDG_CACHE_HOME=str(cache)).returncode == 0
    assert list((cache / "digest-press").iterdir()) == []


def test_a_ledger_that_came_along_calls_no_function(tmp_path: Path) -> None:
    here = sample(tmp_path / "paper")
    (here / ".digest").mkdir(mode=0o700)
    with sqlite3.connect(here / ".digest" / "ledger.db") as database:
        database.execute("CREATE VIEW told AS SELECT load_extension('/tmp/x') AS newsletter")
    database.close()
    done = run(here, "build", "-q")
    assert done.returncode in (65, 74), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("module", ["marshal", "pickle", "shelve", "dill"])
def test_nothing_of_ours_loads_code_from_data(module: str) -> None:
    package = Path(platecase.__file__).parents[1]
    pipes = {
        package / "machines" / name for name in ("_luggage.py", "_worker.py", "local.py")
    }  # from a process of ours to its own
    for path in {*package.rglob("*.py")} - pipes:
        assert f"import {module}" not in path.read_text("utf-8"), path
