"""What others could have written decides nothing, and what is ours nobody else reads."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
from paper import run, sample

from digest import private
from digest.errors import TrustError

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="giving a file away takes the superuser")
SLOT = "2026-08-10"


@pytest.fixture(scope="module")
def picked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose running order is written; tests take a copy of it."""
    here = sample(tmp_path_factory.mktemp("picked") / "paper")
    assert run(here, "pick", "--slot", SLOT, "-q").returncode == 0
    return here


@pytest.fixture
def here(picked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(picked, tmp_path / "paper"))


@pytest.mark.parametrize("umask", [0o000, 0o077], ids=oct)
def test_everything_in_the_notes_folder_is_its_owners_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    here = sample(tmp_path / "paper")
    before = os.umask(umask)
    try:
        for command in (["pick", "--slot", SLOT], ["preview", "--slot", SLOT], ["build"]):
            done = run(here, *command, "-q", XDG_CACHE_HOME=str(tmp_path / "cache"))
            assert done.returncode == 0, done.stderr
    finally:
        os.umask(before)
    for top in (here / ".digest", tmp_path / "cache" / "digest-press"):
        found = [top, *top.rglob("*")]
        assert len(found) > 4
        modes = {path.relative_to(top).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in found}
        wanted = {name: 0o700 if (top / name).is_dir() else 0o600 for name in modes}
        assert modes == wanted


def test_a_notes_folder_that_an_older_version_left_open_is_closed(tmp_path: Path) -> None:
    here = sample(tmp_path / "paper")
    (here / ".digest").mkdir()
    (here / ".digest").chmod(0o775)
    assert run(here, "slots", "-q").returncode == 0
    assert stat.S_IMODE((here / ".digest").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "name",
    [".digest", "running-order", f"running-order/{SLOT}.toml", "templates", "templates/email/blocks/lead.mjml.j2",
     "templates/themes", "digest.toml", "."],
)  # fmt: skip
def test_what_everybody_may_write_is_refused(here: Path, name: str) -> None:
    path = here / name
    path.chmod(path.stat().st_mode | stat.S_IWOTH)
    done = run(here, "build", "-q")
    assert done.returncode == 73, done.stderr
    assert f"chmod o-w {path.resolve()}" in done.stderr


def test_what_was_closed_again_as_the_message_says_is_built(here: Path) -> None:
    path = here / "digest.toml"
    path.chmod(path.stat().st_mode | stat.S_IWOTH)
    assert run(here, "build", "-q").returncode == 73
    path.chmod(path.stat().st_mode & ~stat.S_IWOTH)
    assert run(here, "build", "-q").returncode == 0


@ROOT_ONLY
@pytest.mark.parametrize("name", [".digest", "running-order", f"running-order/{SLOT}.toml", "templates", "digest.toml"])
def test_what_belongs_to_somebody_else_is_refused(here: Path, name: str) -> None:
    os.chown(here / name, 12345, 12345)
    done = run(here, "build", "-q")
    assert done.returncode == 73
    assert "belongs to another user (uid 12345)" in done.stderr


def test_a_group_of_editors_may_share_a_folder(here: Path) -> None:
    for path in (here / "running-order", here / "running-order" / f"{SLOT}.toml", here / "templates"):
        path.chmod(path.stat().st_mode | stat.S_IWGRP)
    assert run(here, "build", "-q").returncode == 0


@ROOT_ONLY
def test_what_the_superuser_installed_is_as_good_as_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "digest.toml"
    file.write_text("")
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    private.trust(file)
    with pytest.raises(TrustError, match="uid 0"):
        private.trust(file, system=False)


def test_a_written_file_follows_no_link_and_leaves_nothing_beside(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("as it was")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a").symlink_to(elsewhere)
    private.write(tmp_path / "notes" / "a", b"new", sync=True)
    assert elsewhere.read_text() == "as it was"
    assert (tmp_path / "notes" / "a").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "notes").iterdir()] == ["a"]
