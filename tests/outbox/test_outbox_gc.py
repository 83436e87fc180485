"""What goes, what stays, and what doctor says about it."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.errors import OutboxError, UsageError
from digest.outbox import claims, doctor, read, views
from digest.outbox.gc import collect
from digest.outbox.publish import publish

FACTS = {"slot": "2026-08-10", "items": [{"id": "harbour"}], "message": {"date": "2026-08-10T06:00:00+02:00"}}
FILES = {"message.eml": b"Subject: x\r\n\r\nx\r\n"}
DAY = 86400


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for key in ["done", "failed", "ready"]:
        publish(tmp_path / "o", key, FILES, FACTS)
    (tmp_path / "o/claims/done.1").touch()
    (tmp_path / "o/done/done").touch()
    claims.failed(tmp_path / "o", "failed", reason="550", by="van")
    return tmp_path / "o"


def age(path: Path, days: float) -> None:
    made = path.stat().st_mtime - days * DAY
    os.utime(path, (made, made))


def test_only_delivered_editions_go_and_what_they_published_stays_known(root: Path) -> None:
    for mark in [root / "done/done", root / "failed/failed"]:
        age(mark, 31)
    before = (root / "done/done").stat().st_mtime
    assert collect(root, days=30).editions == ("done",)
    assert [e.key for e in read.entries(root)] == ["ready", "failed"]
    mark = json.loads((root / "done/done").read_text())
    assert mark["items"] == FACTS["items"]
    assert (root / "done/done").stat().st_mtime == before
    assert not list((root / "tmp").iterdir())


def test_a_collected_edition_is_not_built_again(root: Path) -> None:
    collect(root, days=0)
    assert publish(root, "done", FILES, FACTS).status == "exists"
    with pytest.raises(OutboxError, match="other content"):
        publish(root, "done", FILES | {"email.txt": b"x"}, FACTS)
    assert read.exists(root, "done")


def test_marks_are_kept_for_four_hundred_days(root: Path) -> None:
    collect(root, days=0)
    age(root / "done/done", 399)
    assert collect(root, days=30).marks == ()
    age(root / "done/done", 2)
    assert collect(root, days=30).marks == ("done",)
    assert not list((root / "done").iterdir()) and not list((root / "claims").iterdir())
    with pytest.raises(UsageError, match="400"):
        collect(root, days=30, marks=399)


def test_a_damaged_edition_is_not_removed_because_nobody_could_say_what_it_was(root: Path) -> None:
    (root / "editions/done/manifest.json").write_bytes(b"{")
    assert collect(root, days=0).editions == ()
    assert read.exists(root, "done")


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda p: p.symlink_to("nowhere")])
def test_a_mark_that_is_no_file_still_counts_and_stops_nobody_from_looking(
    make: Callable[[Path], None], root: Path
) -> None:
    make(root / "done/ready")
    assert {e.key: e.state for e in read.entries(root)}["ready"] == "done"


def test_a_dry_run_changes_nothing(root: Path) -> None:
    age(root / "done/done", 31)
    assert collect(root, days=30, dry_run=True).editions == ("done",)
    assert read.exists(root, "done") and (root / "done/done").read_bytes() == b""


def test_doctor_is_silent_about_a_healthy_outbox(tmp_path: Path) -> None:
    publish(tmp_path / "o", "a", FILES, FACTS)
    assert doctor.examine(tmp_path / "o") == ()


def test_doctor_explains_and_then_mends(root: Path) -> None:
    (root / "tmp/half.host.1.abcd").mkdir()
    (root / "tmp/half.host.1.abcd/email.html").write_text("torn")
    (root / "editions/Not A Key").mkdir()
    (root / "claims/nowhere.1").touch()
    (root / "claims/ready.1").touch()
    age(root / "claims/ready.1", 1)
    (root / "letter.txt").touch()
    (root / "failed/done").touch()
    (root / "editions/failed/message.eml").write_bytes(b"y")
    said = {Path(o.where).name: (o.repair, o.grave) for o in doctor.examine(root)}
    assert said == {
        "letter.txt": ("", False),
        "half.host.1.abcd": ("remove it", False),
        "Not A Key": ("", False),
        "failed": ("", True),
        "nowhere.1": ("remove it", False),
        "ready.1": ("", False),
        "done": ("remove the failed mark", False),
    }
    doctor.repair(root)
    assert not any(o.repair for o in doctor.examine(root))
    assert not (root / "tmp/half.host.1.abcd").exists()
    assert json.loads((root / "done/done").read_text())["items"] == FACTS["items"]


def test_the_maildir_holds_the_very_files_and_keeps_what_was_read(root: Path) -> None:
    assert views.rebuild(root) == ("done", "failed", "ready")
    mails = sorted((root / "maildir/new").iterdir())
    assert [m.name for m in mails] == [f"1786334400.{key}.digest" for key in ["done", "failed", "ready"]]
    assert all(m.samefile(root / "editions" / m.name.split(".")[1] / "message.eml") for m in mails)
    mails[0].rename(root / "maildir/cur" / f"{mails[0].name}:2,S")
    views.rebuild(root)
    assert len(list((root / "maildir/new").iterdir())) == 2
    collect(root, days=0)
    views.rebuild(root)
    assert not list((root / "maildir/cur").iterdir())
    assert [row["key"] for row in json.loads((root / "index.json").read_text())["editions"]] == ["failed", "ready"]


def test_an_edition_that_somebody_holds_stays_and_so_does_its_mark(root: Path) -> None:
    age(root / "done/done", 500)
    held = os.open(root / "editions/done", os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_SH)
    gone = collect(root, days=30)
    assert (gone.editions, gone.marks) == ((), ())
    assert {e.key: e.state for e in read.entries(root)}["done"] == "done"
    os.close(held)
    gone = collect(root, days=30)
    assert (gone.editions, gone.marks) == (("done",), ("done",))
