"""Copies under kill -9, on a full disk, on engines: whole parts, everybody once, the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from time import sleep

import pytest
from copies.copying import compiled
from faults.rigs import Rig

from digest import machines, shelf
from digest.copies.folder import Folder
from digest.copies.parts import PartFile
from digest.copies.readers import csv as reader
from digest.copies.work import Job, Letter, make
from digest.errors import DigestError, DiskError
from digest.machines import local

pytestmark = pytest.mark.faults


def test_killed_workers_and_parents_leave_every_part_whole_and_everybody_once(rig: Rig, long: bool) -> None:
    kills, count = (200, 100_000) if long else (10, 3000)
    found = rig("rig_copies", kills, count)
    assert sum(found["killed"].values()) >= kills
    assert set(found["unique"]) == {count}
    assert set(found["notes"]) == {count // 100}
    assert (found["torn"], found["doubled"], found["wrong"], found["left"], found["lost"]) == ([], [], [], [], [])


@pytest.mark.parametrize(("engine", "package"), [("ray", "ray"), ("dask", "distributed")])
def test_killed_workers_of_an_engine_do_not_stop_it(engine: str, package: str, rig: Rig, long: bool) -> None:
    if not long or find_spec(package) is None:
        pytest.skip(f"long form, with {package}")
    found = rig("rig_copies", 10, 3000, engine)
    assert found["killed"]["workers"] >= 10
    assert set(found["unique"]) == {3000}
    assert (found["torn"], found["doubled"], found["wrong"], found["left"], found["lost"]) == ([], [], [], [], [])


def job(tmp_path: Path, to: Path | str, count: int = 300) -> tuple[Job, list[object]]:
    file = tmp_path / "readers.csv"
    rows = "".join(f"r{n}@example.org,Reader {n},{n},https://daily.example/\n" for n in range(count))
    file.write_text("email,first,code,link\n" + rows)
    letters = (Letter(made=compiled(), key="daily"),)
    made = Job(path=str(file), format="csv", letters=letters, form="parts", to=str(to), run="x")
    return made, list(reader.pieces(file, 100))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("engine", ["ray", "dask"])
def test_every_engine_gives_the_same_bytes(engine: str, tmp_path: Path) -> None:
    if find_spec({"dask": "distributed"}.get(engine, engine)) is None:
        pytest.skip(f"{engine} is not installed")
    here, pieces = job(tmp_path, tmp_path / "here")
    assert sorted(note.number for note in local.run(make, here, pieces, workers=2)) == [0, 1, 2]
    there, _ = job(tmp_path, f"file://{tmp_path}/there" if engine == "ray" else tmp_path / "there")
    notes = list(shelf.take(machines, engine).run(make, there, pieces, workers=2))
    assert sorted(note.number for note in notes) == [0, 1, 2]
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_a_full_disk_stops_with_its_reason_and_the_next_run_goes_on(tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=430k", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"cannot mount a tmpfs: {mounted.stderr.decode().strip()}")
    try:
        full, pieces = job(tmp_path, place / "out")
        with pytest.raises(DiskError, match="no space left on device") as error:
            list(local.run(make, full, pieces, workers=1))
        assert "it goes on" in error.value.fix
        whole = [path.name for path in (place / "out").iterdir() if path.suffix == ".mails"]
        assert 0 < len(whole) < 3
        for path in (place / "out").glob("*.mails"):
            with PartFile(path) as part:
                assert len(part.lines) == 100
        subprocess.run(["mount", "-o", "remount,size=20m", str(place)], check=True)
        Folder(place / "out").sweep()
        assert len(list(local.run(make, full, pieces, workers=2))) == 3
        assert sum("tmp" in name for name in os.listdir(place / "out")) == 0
    finally:
        subprocess.run(["umount", str(place)], check=True)


def end_oneself(_shared: object, _task: object) -> None:
    os.kill(os.getpid(), 9)


def test_a_task_that_ends_every_worker_is_told_and_not_tried_for_ever() -> None:
    with pytest.raises(DigestError, match="died 5 times"):
        list(local.run(end_oneself, None, [1, 2], workers=2))


def double(shared: int, task: int) -> int:
    print("a worker that prints does not print into its answer")
    return shared * task


def refuse(_shared: object, task: object) -> None:
    raise DiskError("no room", where=str(task), fix="make some")


def explode(_shared: object, _task: object) -> None:
    raise ZeroDivisionError("x")


def test_work_is_done_once_each_and_errors_come_back_as_they_were() -> None:
    assert sorted(local.run(double, 2, range(50), workers=3)) == [2 * n for n in range(50)]
    assert list(local.run(double, 2, [], workers=2)) == []
    with pytest.raises(DiskError, match="no room") as error:
        list(local.run(refuse, None, ["here"], workers=1))
    assert (error.value.where, error.value.fix) == ("here", "make some")
    with pytest.raises(DigestError, match="ZeroDivisionError: x"):
        list(local.run(explode, None, [1], workers=1))


def test_workers_end_when_their_parent_is_killed() -> None:
    root = str(Path(__file__).resolve().parents[2])
    script = (
        "from digest.machines import local\n"
        "from faults.sleeping import pid_and_sleep\n"
        "for pid in local.run(pid_and_sleep, None, [0.1] * 1000, workers=2): print(pid, flush=True)\n"
    )
    paths = {**os.environ, "PYTHONPATH": f"{root}:{root}/tests"}
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=paths)
    assert parent.stdout
    workers = [Path("/proc") / parent.stdout.readline().strip() for _ in range(6)]
    parent.kill()
    parent.wait()
    for _ in range(200):  # seconds are not measured: only that they end
        if not any(worker.exists() for worker in workers):
            return
        sleep(0.1)
    pytest.fail("a worker lives on")
