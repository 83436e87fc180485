"""A file is whole or it is not there, and nothing is written where nobody asked for it."""

from __future__ import annotations

import os
import resource
import signal
import threading
from pathlib import Path

import pytest

from digest import whole
from digest.cli import run
from digest.errors import DiskError, OutputError


def test_a_link_is_replaced_and_a_mode_is_kept(tmp_path: Path) -> None:
    elsewhere, here = tmp_path / "elsewhere", tmp_path / "here"
    elsewhere.write_text("as it was")
    here.symlink_to(elsewhere)
    whole.write(here, b"new")
    assert (elsewhere.read_text(), here.read_text(), here.is_symlink()) == ("as it was", "new", False)
    here.chmod(0o604)
    whole.write(here, b"newer")
    assert here.stat().st_mode & 0o777 == 0o604
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "here"], "nothing is left beside"


def test_a_reader_never_meets_half_a_file_whoever_writes(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    versions = [letter * 200_000 for letter in (b"a", b"b", b"c")]
    whole.write(path, versions[0])

    def write(content: bytes) -> None:
        for _ in range(40):
            whole.write(path, content)

    writers = [threading.Thread(target=write, args=(version,)) for version in versions]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert path.read_bytes() in versions
    assert [one.name for one in tmp_path.iterdir()] == ["feed.xml"]


def test_a_disk_that_takes_no_more_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text("yesterday's")
    if (child := os.fork()) == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            whole.write_output(path, b"x" * 5000)
        except DiskError:
            os._exit(7)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert path.read_text() == "yesterday's"
    assert [one.name for one in tmp_path.iterdir()] == ["feed.xml"]


def test_a_users_own_link_and_pipe_are_followed_and_folders_are_made(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(tmp_path / "releases" / "1.xml")
    whole.write_output(tmp_path / "current", b"one")
    assert (tmp_path / "releases" / "1.xml").read_bytes() == b"one"
    os.mkfifo(tmp_path / "pipe")
    heard: list[bytes] = []
    reader = threading.Thread(target=lambda: heard.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    whole.write_output(tmp_path / "pipe", b"two" * 50_000)
    reader.join(10)
    assert heard == [b"two" * 50_000]


@pytest.mark.parametrize("place", ["a-file/below", ".", "a-file/"])
def test_a_place_that_takes_no_file_is_told_with_73(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a-file").write_text("here")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError) as told:
        whole.write_output(Path(place) if not place.endswith("/") else Path(place) / "x" / "y", b"new")
    assert told.value.exit_code == 73
    assert "Errno" not in told.value.what
    assert (tmp_path / "a-file").read_text() == "here"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["outbox", "verify", "--outbox", "nowhere"], 0),
        (["check", "nowhere.html"], 2),
        (["quotes", "--verify", "nowhere"], 2),
        (["ledger", "import", "--file", "nowhere"], 2),
        (["suppress", "import", "nowhere"], 2),
        (["press", "nowhere.mjml"], 2),
        (["build", "--source", "nowhere"], 2),
        (["build", "-w", "nowhere"], 2),
        (["site", "-o", "digest.toml"], 73),
        (["ledger", "export", "--file", "digest.toml/x"], 73),
        (["ledger", "export", "--file", "/dev/full"], 74),
    ],
)
def test_what_is_named_and_not_there_is_wrong_usage_and_what_cannot_be_made_is_73(
    words: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path / "paper")]) == 0
    monkeypatch.chdir(tmp_path / "paper")
    if code > 2:
        assert run(["build"]) == 0
    capsys.readouterr()
    assert run(words) == code
    said = capsys.readouterr()
    assert "Errno" not in said.err
    assert said.out or code
