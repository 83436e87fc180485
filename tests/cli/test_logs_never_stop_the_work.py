"""A closed terminal, a full log disk: the edition is published, and the exit code is the truth."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.cli import run
from digest.outbox import read

ROOT = Path(__file__).resolve().parents[2]
DIGEST = f"{sys.executable} -m digest"


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("logs") / "paper"
    assert run(["init", str(workspace)]) == 0
    return workspace


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "outbox"


def sh(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(
    "streams",
    ["2>&-", ">&-", "<&- >&- 2>&-", ">/dev/full 2>/dev/full", "--json >/dev/full", "2>/dev/full --log-format json"],
)
def test_an_edition_is_published_whatever_becomes_of_what_is_said(streams: str, paper: Path, outbox: Path) -> None:
    done = sh(f"{DIGEST} build -w {paper} --outbox {outbox} {streams}")
    assert done.returncode == 0, done.stderr
    [(key, wrong)] = read.verify_all(outbox)
    assert not wrong, key
    assert "Exception ignored" not in done.stderr and "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_fault(paper: Path, outbox: Path) -> None:
    done = sh(f"set -o pipefail; {DIGEST} build -w {paper} --outbox {outbox} | true")
    assert (done.returncode, "Exception ignored" in done.stderr) == (0, False)


def test_a_fault_keeps_its_exit_code_when_nobody_hears_of_it(tmp_path: Path) -> None:
    for streams in ["2>&-", "2>/dev/full", "--json >/dev/full 2>/dev/full", ">&- 2>&-"]:
        assert sh(f"{DIGEST} deliver --outbox {tmp_path}/none --to-list {streams}").returncode == 66
        assert sh(f"{DIGEST} build -w {tmp_path} {streams}").returncode == 2


def test_an_answer_that_is_the_whole_point_of_a_command_must_arrive(paper: Path, outbox: Path) -> None:
    assert sh(f"{DIGEST} build -w {paper} --outbox {outbox} -q").returncode == 0
    key = read.entries(outbox)[0].key
    for command in ["outbox ls", f"outbox show {key} --file email.html", f"outbox export {key} --to mbox"]:
        assert sh(f"{DIGEST} {command} --outbox {outbox} >/dev/full").returncode == 74
    for command in [f"suppress export -w {paper}", f"health --prometheus -w {paper}", "--help"]:  # written at the end
        for buffered in ["env -u PYTHONUNBUFFERED", "env PYTHONUNBUFFERED=1"]:
            done = sh(f"{buffered} {DIGEST} {command} >/dev/full")
            assert (done.returncode, done.stderr.count("the disk is full")) == (74, 1)
            assert "Exception ignored" not in done.stderr


def test_no_file_is_opened_where_a_standard_stream_was(tmp_path: Path) -> None:
    # Python writes a warning to descriptor 2, whatever stands after it.
    script = tmp_path / "script.py"
    script.write_text("from digest.cli import _say\n_say.open_standard_streams()\nprint(open(__file__).fileno())\n")
    done = sh(f"PYTHONPATH={ROOT} {sys.executable} {script} <&- 2>&-")
    assert int(done.stdout) > 2


def test_an_edition_that_gc_removed_is_already_there(paper: Path, outbox: Path) -> None:
    there = ["--outbox", str(outbox)]
    assert run(["build", "-w", str(paper), *there, "-q"]) == 0
    key = read.entries(outbox)[0].key
    assert run(["outbox", "done", key, *there]) == 0
    assert run(["outbox", "gc", "--days", "0", *there]) == 0
    for more in [[], ["--json"]]:
        assert run(["build", "-w", str(paper), *there, *more]) == 0
    assert read.entries(outbox) == ()


def test_a_no_is_an_answer_too_and_must_arrive(paper: Path, outbox: Path) -> None:
    assert sh(f"{DIGEST} build -w {paper} --outbox {outbox} -q").returncode == 0
    key = read.entries(outbox)[0].key
    assert sh(f"{DIGEST} outbox withdraw {key} --why wrong --outbox {outbox}").returncode == 0
    health = f"{DIGEST} health --prometheus -w {paper} --outbox {outbox}"
    assert sh(health).returncode == 1
    done = sh(f"{health} > /dev/full")  # short: it is written at the end
    assert done.returncode == 74
    assert "the disk is full" in done.stderr.splitlines()[0]
