"""A file that did not change is not taken apart again, and nobody can tell from what comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypedDict
from zoneinfo import ZoneInfo

import pytest

from digest.intake.kept import _files, kept
from digest.sources import Batch, Origin
from digest.sources._recognise import read

ZONE = ZoneInfo("Europe/Berlin")
ORIGIN = Origin(where="a.jsonl", stem="a", name="a.jsonl", zone=ZONE)
LINE = b'{"headline": "Gates hold", "text": "They hold.", "published": "2026-08-10", "image": {"path": "a.png"}}\n'
BROKEN = LINE + b"{\n" + LINE.replace(b"2026", b"soon")
Run = Callable[..., tuple[list[Batch], int]]


class OriginFields(TypedDict, total=False):
    """What a test may change of where bytes come from."""

    name: str
    where: str
    link: str
    url: str
    zone: ZoneInfo


class Counting:
    """Reads for real, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, raw: bytes, origin: Origin) -> Batch:
        self.times += 1
        return read(raw, origin)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def go(*given: tuple[bytes, Origin], name: str = "seeds") -> tuple[list[Batch], int]:
        counting = Counting()
        with kept(tmp_path, name, counting) as reading:
            found = [reading(raw, origin) for raw, origin in given]
        return found, counting.times

    return go


@pytest.mark.parametrize("raw", [LINE, BROKEN, b"", b"\xff\xfe"])
def test_the_second_run_reads_nothing_and_gives_the_same(run: Run, raw: bytes) -> None:
    first, times = run((raw, ORIGIN))
    again, no_more = run((raw, ORIGIN))
    assert (times, no_more) == (1, 0)
    assert again == first == [read(raw, ORIGIN)]
    assert repr(again) == repr(first), "time zones, too, are the same objects in both"


def test_moments_keep_their_offset(run: Run) -> None:
    run((LINE, ORIGIN))
    [batch], _ = run((LINE, ORIGIN))
    published = batch.articles[0].published
    assert published is not None and published.isoformat() == "2026-08-10T00:00:00+02:00"


@pytest.mark.parametrize(
    "change",
    [
        {"zone": ZoneInfo("UTC")},
        {"name": "b.jsonl"},
        {"where": "b"},
        {"link": "https://a.example/{slug}"},
        {"url": "https://a.example/"},
    ],
)
def test_where_it_comes_from_is_part_of_what_it_gives(run: Run, change: OriginFields) -> None:
    run((LINE, ORIGIN))
    assert run((LINE, replace(ORIGIN, **change)))[1] == 1


def test_other_bytes_are_read(run: Run) -> None:
    run((LINE, ORIGIN))
    assert run((LINE + b" ", ORIGIN))[1] == 1


def test_a_pack_holds_what_its_last_run_asked_for(run: Run, tmp_path: Path) -> None:
    run((LINE, ORIGIN), (BROKEN, ORIGIN))
    size = next(tmp_path.iterdir()).stat().st_size
    run((LINE, ORIGIN))
    assert next(tmp_path.iterdir()).stat().st_size < size
    assert run((LINE, ORIGIN))[1] == 0


def test_sources_have_packs_of_their_own(run: Run, tmp_path: Path) -> None:
    run((LINE, ORIGIN), name="a")
    run((BROKEN, ORIGIN), name="b")
    assert run((LINE, ORIGIN), name="a")[1] == 0
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x81\xa1a\xa1b", b"[]"])
def test_a_damaged_pack_is_as_if_there_were_none(run: Run, tmp_path: Path, damage: bytes) -> None:
    run((LINE, ORIGIN))
    next(tmp_path.iterdir()).write_bytes(damage)
    assert run((LINE, ORIGIN))[1] == 1
    assert run((LINE, ORIGIN))[1] == 0


def test_a_batch_in_the_pack_that_is_none_is_read_again(run: Run, tmp_path: Path) -> None:
    run((LINE, ORIGIN))
    path = next(tmp_path.iterdir())
    path.write_bytes(path.read_bytes().replace(b"headline", b"headlin3"))
    assert run((LINE, ORIGIN))[1] == 1


def test_a_folder_that_cannot_be_written_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with kept(tmp_path / "file" / "articles", "seeds", read) as reading:
        assert reading(LINE, ORIGIN).articles


def test_what_python_compiles_on_the_way_makes_no_file_new(tmp_path: Path) -> None:
    for name in ("a.py", "__pycache__/a.cpython-311.pyc", "language/de.toml", "language/__pycache__/x.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    found = [Path(path).relative_to(tmp_path).as_posix() for path, _, _ in _files(str(tmp_path))]
    assert found == ["a.py", "language/de.toml"]
