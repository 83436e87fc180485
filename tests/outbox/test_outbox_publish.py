"""What publishing promises, on a real file system."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.errors import DigestError, DiskError, OutboxError, UsageError
from digest.outbox import read
from digest.outbox.folder import Outbox, opened
from digest.outbox.keys import check_key, revised
from digest.outbox.publish import publish
from digest.outbox.sweep import left_behind

FILES = {"message.eml": b"Subject: x\r\n\r\nhello\r\n", "email.html": b"<p>hello</p>\n", "email.txt": b"hello\n"}
FACTS: dict[str, object] = {
    "slot": "2026-08-10",
    "generator": "digest 0.1.0",
    "message": {"subject": "x"},
    "items": [],
    "warnings": [],
}


def test_an_edition_is_published_once_and_then_exists(tmp_path: Path) -> None:
    root = tmp_path / "outbox"
    assert publish(root, "daily-2026-08-10", FILES, FACTS).status == "published"
    again = publish(root, "daily-2026-08-10", FILES, FACTS)
    assert (again.status, again.path) == ("exists", root / "editions" / "daily-2026-08-10")


def test_no_thread_is_alive_while_a_process_forks_and_both_go_on_publishing(tmp_path: Path) -> None:
    root = tmp_path / "outbox"
    publish(root, "daily-2026-08-10", FILES, FACTS)
    assert any(thread.name.startswith("disk") for thread in threading.enumerate())
    child = os.fork()
    if not child:
        alone = threading.active_count() == 1
        made = publish(root, "daily-2026-08-11", FILES, FACTS).status
        os._exit(0 if alone and made == "published" else 1)
    assert not any(thread.name.startswith("disk") for thread in threading.enumerate())
    assert publish(root, "daily-2026-08-12", FILES, FACTS).status == "published"
    assert os.waitpid(child, 0)[1] == 0


def test_other_content_under_the_same_key_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    publish(tmp_path / "o", "a", FILES, FACTS)
    before = snapshot(tmp_path)
    for files, facts in [(FILES | {"email.txt": b"other"}, FACTS), (FILES, {**FACTS, "items": [1]})]:
        with pytest.raises(OutboxError) as error:
            publish(tmp_path / "o", "a", files, facts)
        assert error.value.exit_code == 73
        assert "--revise" in error.value.fix
    assert before == snapshot(tmp_path)


def test_a_newer_digest_that_builds_the_same_has_built_the_same(tmp_path: Path) -> None:
    publish(tmp_path / "o", "a", FILES, FACTS)
    assert publish(tmp_path / "o", "a", FILES, FACTS | {"generator": "digest 9"}).status == "exists"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="names of open files are read from /proc")
def test_every_file_is_on_disk_before_the_edition_appears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forced: list[str] = []
    missing: list[set[str]] = []
    force, rename = os.fsync, os.rename

    def forcing(fd: int) -> None:
        force(fd)
        forced.append(os.readlink(f"/proc/self/fd/{fd}"))

    def renaming(source: str, *rest: Any, **places: Any) -> None:
        folder = next(path for path in forced if path.endswith(source))  # the folder itself is on disk, too
        missing.append({f"{folder}/{name}" for name in os.listdir(folder)} - set(forced))
        rename(source, *rest, **places)

    monkeypatch.setattr(os, "fsync", forcing)
    monkeypatch.setattr(os, "rename", renaming)
    many = FILES | {f"card-{number}.png": b"x" * number for number in range(40)}
    publish(tmp_path / "o", "a", many, FACTS)
    assert missing == [set()]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="names of open files are read from /proc")
@pytest.mark.parametrize("refused", ["SHA256SUMS", "email.txt", "message.eml", "a"])
def test_a_file_that_the_disk_does_not_take_leaves_nothing(
    refused: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path / "o", "other", FILES, FACTS)
    force = os.fsync

    def forcing(fd: int) -> None:
        name = os.readlink(f"/proc/self/fd/{fd}").rpartition("/")[2]
        if name == refused or name.startswith(f"{refused}."):  # the folder has the key and more
            raise OSError(errno.EIO, "Input/output error")
        force(fd)

    monkeypatch.setattr(os, "fsync", forcing)
    with pytest.raises(DiskError):
        publish(tmp_path / "o", "a", FILES, FACTS)
    assert os.listdir(tmp_path / "o" / "editions") == ["other"]
    assert os.listdir(tmp_path / "o" / "tmp") == []


def test_the_manifest_lists_every_file_with_size_hash_media_type_and_role(tmp_path: Path) -> None:
    publish(tmp_path / "o", "a", FILES, FACTS)
    listed = read.manifest(tmp_path / "o", "a")["files"]
    assert isinstance(listed, list)
    assert [f["path"] for f in listed] == sorted(FILES)
    assert {
        "path": "message.eml",
        "size": 21,
        "sha256": hashlib.sha256(FILES["message.eml"]).hexdigest(),
        "media_type": "message/rfc822",
        "role": "message",
    } in listed
    text = (tmp_path / "o/editions/a/manifest.json").read_text()
    assert text == json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, indent=1) + "\n"


def test_sha256sum_itself_agrees(tmp_path: Path) -> None:
    path = publish(tmp_path / "o", "a", FILES, FACTS).path
    done = subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert sorted(line.partition(":")[0] for line in done.stdout.splitlines()) == sorted([*FILES, "manifest.json"])


def test_a_run_that_finds_the_edition_there_still_sweeps_what_a_dead_one_left(tmp_path: Path) -> None:
    publish(tmp_path / "o", "a", FILES, FACTS)
    (tmp_path / "o/tmp/a.host.1.dead").mkdir()
    (tmp_path / "o/tmp/a.host.1.dead/email.html").write_bytes(b"torn")
    assert publish(tmp_path / "o", "a", FILES, FACTS).status == "exists"
    assert os.listdir(tmp_path / "o/tmp") == []


def test_what_its_builder_moved_away_meanwhile_is_not_called_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of tmp/ may be renamed to editions/ between the listing and the look at it."""
    publish(tmp_path / "o", "a", FILES, FACTS)
    (tmp_path / "o/tmp/a.host.1.dead").mkdir()
    listed = Outbox.names
    monkeypatch.setattr(Outbox, "names", lambda box, folder: [*listed(box, folder), f"moved-from-{folder}"])
    with opened(tmp_path / "o") as box:
        assert left_behind(box) == ["a.host.1.dead"]


def test_nothing_is_left_in_tmp_and_modes_are_those_of_umask_027(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        path = publish(tmp_path / "o", "a", FILES, FACTS).path
    finally:
        os.umask(old)
    assert list((tmp_path / "o/tmp").iterdir()) == []
    assert {p.stat().st_mode & 0o777 for p in path.iterdir()} == {0o640}
    assert {p.stat().st_mode & 0o777 for p in [path, tmp_path / "o", *(tmp_path / "o").iterdir()] if p.is_dir()} == {
        0o750
    }


@pytest.mark.parametrize(
    "key",
    [
        "",
        "../editions/other",
        "/etc/x",
        "a/b",
        "daily\0x",
        "Daily",
        "daily-٢٠٢٦",
        "daily.",
        ".daily",
        "-daily",
        "a" * 81,
        "nul",
        "con",
        "com1.2026",
        "aux.x",
        "daily\n",
        "daily 1",
        "d:x",
        "d\\x",
    ],
)
def test_a_key_that_is_no_safe_name_is_refused(key: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        publish(tmp_path / "o", key, FILES, FACTS)
    assert error.value.exit_code == 2
    assert not (tmp_path / "o").exists()
    assert "\n" not in error.value.what


@pytest.mark.parametrize("key", ["a", "daily-2026-08-10", "daily-2026-08-10-am", "null-2026", "console", "a" * 80, "0"])
def test_a_safe_name_is_a_key(key: str) -> None:
    check_key(key)


def test_corrections_are_counted_from_two(tmp_path: Path) -> None:
    assert read.revisions(tmp_path / "o", "a") == ()
    for key in ["a", revised("a", 2), revised("a", 3)]:
        publish(tmp_path / "o", key, FILES, FACTS)
    assert read.revisions(tmp_path / "o", "a") == ("a", "a-r2", "a-r3")


def test_the_tenth_correction_is_newer_than_the_second(tmp_path: Path) -> None:
    keys = ["a", *(revised("a", number) for number in range(2, 12)), "b"]
    for key in keys:
        publish(tmp_path / "o", key, {"x.txt": b"x"}, {})
    assert [entry.key for entry in read.entries(tmp_path / "o")] == keys[::-1]


@pytest.mark.parametrize("name", ["../x", "manifest.json", "SHA256SUMS", "nul.txt", "", "a/b", "x."])
def test_a_file_name_that_is_not_safe_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        publish(tmp_path / "o", "a", {name: b""}, FACTS)


def test_hostile_file_systems_have_their_expected_outcome(shared: Path, tmp_path: Path) -> None:
    lines = (shared / "data/hostile/hostile.jsonl").read_text().splitlines()
    cases = [c for c in map(json.loads, lines) if c["where"] == "outbox_fs" and "outbox" in c["payload"]]
    assert cases
    for case in cases:
        scratch = tmp_path / case["id"]
        scratch.mkdir()
        set_up(scratch, case["payload"])
        before = snapshot(scratch)
        outcomes = case["expected"].replace("{tmp}", str(scratch)).split(";")
        if "refused:outbox" in outcomes:
            with pytest.raises(OutboxError) as error:
                publish(scratch / "outbox", "daily-2026-08-10", FILES, FACTS)
            assert str(scratch) in error.value.where
            assert before == snapshot(scratch), case["id"]
        else:
            assert publish(scratch / "outbox", "daily-2026-08-10", FILES, FACTS).status == "published"
            kept = outcomes[0].partition(":")[2]
            assert before[kept] == snapshot(scratch)[kept]


@pytest.mark.parametrize("folder", ["", "tmp", "editions", "claims", "done", "failed"])
def test_a_folder_that_others_may_write_is_refused(folder: str, tmp_path: Path) -> None:
    publish(tmp_path / "o", "a", FILES, FACTS)
    (tmp_path / "o" / folder).chmod(0o777)
    with pytest.raises(OutboxError, match="everybody") as error:
        publish(tmp_path / "o", "b", FILES, FACTS)
    assert "chmod" in error.value.fix


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_somebody_elses_outbox_is_refused(tmp_path: Path) -> None:
    publish(tmp_path / "o", "a", FILES, FACTS)
    os.chown(tmp_path / "o" / "claims", 12345, -1)
    with pytest.raises(OutboxError, match="another user"):
        read.entries(tmp_path / "o")


def test_a_folder_of_something_else_is_not_made_an_outbox(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(OutboxError, match="letters"):
        publish(tmp_path, "a", FILES, FACTS)
    assert [p.name for p in tmp_path.iterdir()] == ["letters.txt"]


def test_another_format_is_refused(tmp_path: Path) -> None:
    publish(tmp_path / "o", "a", FILES, FACTS)
    (tmp_path / "o/OUTBOX.json").write_text('{"format": "outbox/2"}')
    with pytest.raises(OutboxError, match="outbox/2"):
        publish(tmp_path / "o", "b", FILES, FACTS)


def test_a_damaged_edition_does_not_pass_for_published(tmp_path: Path) -> None:
    path = publish(tmp_path / "o", "a", FILES, FACTS).path
    (path / "email.txt").write_bytes(b"hellO\n")
    (path / "message.eml").write_bytes(b"hellO\n")
    with pytest.raises(OutboxError, match=r"damaged: email\.txt was changed"):
        publish(tmp_path / "o", "a", FILES, FACTS)


def test_an_edition_without_a_readable_manifest_is_damaged_not_another(tmp_path: Path) -> None:
    path = publish(tmp_path / "o", "a", FILES, FACTS).path
    (path / "manifest.json").write_bytes(b"{")
    with pytest.raises(OutboxError, match="damaged"):
        publish(tmp_path / "o", "a", FILES, FACTS)


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda p: (p / "email.txt").write_bytes(b"x"), "email.txt was changed"),
        (lambda p: (p / "email.txt").unlink(), "email.txt is missing"),
        (lambda p: (p / "more.txt").write_bytes(b"x"), "more.txt is in no list"),
        (lambda p: (p / "SHA256SUMS").unlink(), "SHA256SUMS is missing"),
        (lambda p: (p / "SHA256SUMS").write_bytes(b"\xff"), "SHA256SUMS is not readable"),
        (lambda p: swap_for_link(p / "email.txt"), "email.txt cannot be read: too many levels of symbolic links"),
        (lambda p: swap_for_pipe(p / "email.txt"), "email.txt is not a plain file"),
    ],
)
def test_verify_names_every_harm(harm: Callable[[Path], object], fault: str, tmp_path: Path) -> None:
    path = publish(tmp_path / "o", "a", FILES, FACTS).path
    assert read.verify(tmp_path / "o", "a") == ()
    harm(path)
    assert fault in read.verify(tmp_path / "o", "a")


def test_every_error_has_its_three_parts(tmp_path: Path) -> None:
    with pytest.raises(DigestError) as error:
        read.manifest(tmp_path / "nowhere", "a")
    assert error.value.what and error.value.where and error.value.fix


def swap_for_link(path: Path) -> None:
    path.rename(path.parent.parent.parent / "elsewhere.txt")
    path.symlink_to(path.parent.parent.parent / "elsewhere.txt")


def swap_for_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def set_up(scratch: Path, steps: str) -> None:
    for step in steps.replace("{tmp}", str(scratch)).replace("{key}", "daily-2026-08-10").splitlines():
        verb, _, rest = step.partition(" ")
        words = rest.replace(" -> ", " ").split(" ", 1)
        if verb == "chmod":
            (scratch / words[1]).chmod(int(words[0], 8))
            continue
        target = scratch / words[0]
        target.parent.mkdir(parents=True, exist_ok=True)
        if verb == "dir":
            target.mkdir(exist_ok=True)
        elif verb == "file":
            target.write_text(words[1])
        elif verb == "symlink":
            target.symlink_to(words[1])
        elif verb == "hardlink":
            os.link(target, scratch / words[1])


def snapshot(folder: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        found[str(path)] = path.read_bytes() if path.is_file() and not path.is_symlink() else os.lstat(path).st_mode
    return found
