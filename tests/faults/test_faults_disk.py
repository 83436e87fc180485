"""A disk that is full, for real, and clocks that jump."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from paper import run

from digest.errors import DiskError
from digest.jobs.build import build
from digest.line.choose import Wish
from digest.outbox import read
from digest.outbox.publish import publish
from digest.workspace import open_workspace

pytestmark = pytest.mark.faults
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A tmpfs of 3 MB; skipped where mounting is not allowed."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"cannot mount a tmpfs: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_noticed_before_anything_is_written(small_disk: Path) -> None:
    publish(small_disk / "o", "a", {"message.eml": b"x"}, {})
    with pytest.raises(DiskError, match="not enough room") as error:
        publish(small_disk / "o", "b", {"message.eml": b"x" * 2_950_000}, {})
    assert error.value.exit_code == 74
    assert os.listdir(small_disk / "o/tmp") == []


def test_a_disk_that_fills_up_while_we_write_leaves_nothing_torn(small_disk: Path) -> None:
    root = small_disk / "o"
    publish(root, "a", {"message.eml": b"x"}, {})
    # The room was there when we looked; others took it before we wrote.
    script = (
        "import sys; from pathlib import Path; from digest.outbox import publish as p\n"
        "p._check_room = lambda box, whole: Path(sys.argv[2]).write_bytes(b'0' * 2_000_000)\n"
        "from digest.errors import DigestError\n"
        "try: p.publish(Path(sys.argv[1]), 'b', {'message.eml': b'x' * 2_500_000}, {})\n"
        "except DigestError as e: print(e.what); sys.exit(e.exit_code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(root), str(small_disk / "others")], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (74, "the disk is full: no space left on device\n"), done.stderr
    assert [key for key, _ in read.verify_all(root)] == ["a"]
    assert os.listdir(root / "tmp") == []
    (small_disk / "others").unlink()
    assert publish(root, "b", {"message.eml": b"x" * 100_000}, {}).status == "published"


def test_a_disk_without_inodes_is_full_too(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,nr_inodes=14", str(small_disk)], check=True)
    with pytest.raises(DiskError):
        publish(small_disk / "o", "a", {f"image-{n}.png": b"x" for n in range(9)}, {})
    assert not (small_disk / "o/editions").exists() or os.listdir(small_disk / "o/editions") == []


FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)


@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed")
@pytest.mark.parametrize("shift", ["-1d", "+1d"])
def test_a_clock_that_is_a_day_off_takes_no_claim_away(shift: str, tmp_path: Path) -> None:
    publish(tmp_path, "a", {"message.eml": b"x"}, {})
    (tmp_path / "claims/a.1").touch()
    script = (
        "import sys; from pathlib import Path; from digest.outbox.read import entries\n"
        "print(entries(Path(sys.argv[1]))[0].state)"
    )
    environment = os.environ | {"LD_PRELOAD": str(FAKETIME), "FAKETIME": shift, "NO_FAKE_STAT": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, env=environment
    )
    assert (done.stdout, done.stderr) == ("claimed\n", "")


SCHEDULE_DAYS = [
    ("Europe/Berlin", "02:30", datetime(2026, 3, 27, tzinfo=UTC)),  # 02:30 does not exist on the 29th
    ("Europe/Berlin", "02:30", datetime(2026, 10, 23, tzinfo=UTC)),  # and comes twice on 25 October
    ("America/New_York", "06:00", datetime(2026, 3, 6, tzinfo=UTC)),
    ("Australia/Lord_Howe", "02:15", datetime(2026, 4, 3, tzinfo=UTC)),  # half an hour of summer time
]


@pytest.mark.parametrize(("zone", "at", "start"), SCHEDULE_DAYS)
def test_a_builder_that_runs_every_ten_minutes_makes_one_edition_a_slot(
    zone: str, at: str, start: datetime, tmp_path: Path
) -> None:
    from digest.picks.slots import current_slot
    from digest.settings import ScheduleSettings

    schedule = ScheduleSettings(zone=zone, at=at)
    published = []
    for minute in range(0, 5 * 24 * 60, 10):
        slot = current_slot(schedule, start + timedelta(minutes=minute))
        facts = {"slot": slot.name, "at": slot.at.isoformat()}
        done = publish(tmp_path, f"daily-{slot.name}", {"message.eml": slot.at.isoformat().encode()}, facts)
        if done.status == "published":
            published.append(slot.name)
    first = datetime.fromisoformat(published[0])
    assert published == [(first + timedelta(days=n)).date().isoformat() for n in range(len(published))]
    assert len(published) in {5, 6}


def test_two_builds_from_the_command_line_at_once_make_one_edition(tmp_path: Path, long: bool) -> None:
    import json

    for n in range(20 if long else 2):
        workspace = tmp_path / f"paper{n}"  # a new one: the two also press their plates at once
        assert run(tmp_path, "init", str(workspace)).returncode == 0
        command = [sys.executable, "-m", "digest", "build", "-w", str(workspace), "--json", "-q"]
        both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
        said = [json.loads(one.communicate()[0]) for one in both]
        assert [one.returncode for one in both] == [0, 0]
        assert sorted(answer["status"] for answer in said) == ["exists", "published"]
        assert read.verify_all(workspace / "outbox") == [(said[0]["key"], ())]


MOMENT = datetime(2026, 8, 10, 4, 30, tzinfo=UTC)


def built(now: datetime, outbox: Path) -> dict[str, bytes]:
    """Build the sample's edition of one slot at *now*; return its files by name."""
    build(open_workspace(ROOT, outbox=outbox), Wish(slot="2026-08-10"), now=now, tell=lambda *a, **k: None)
    return {path.name: path.read_bytes() for path in (outbox / "editions").glob("*/*")}


@pytest.fixture(scope="module")
def on_time(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(MOMENT, tmp_path_factory.mktemp("on-time") / "o")


@pytest.mark.parametrize("hours", [-24, -1, 0, 1, 24])
def test_a_wrong_clock_builds_the_same_bytes_for_a_slot(hours: int, on_time: dict[str, bytes], tmp_path: Path) -> None:
    assert built(MOMENT + timedelta(hours=hours), tmp_path / "o") == on_time
