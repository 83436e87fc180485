"""Reading source files: the same folder gives the same articles, and nothing else is opened."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest

from digest.errors import DataError, UsageError
from digest.intake.files import Intake, read_sources
from digest.settings import SourceSettings

UTC = ZoneInfo("UTC")


def read(root: Path, *paths: str) -> Intake:
    return read_sources([SourceSettings(path=p) for p in paths], root=root, zone=UTC)


def article(folder: Path, name: str, headline: str = "Harbour gates hold", **more: object) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"headline": headline, "text": ""} | more))
    return path


def test_a_folder_is_read_whole_with_its_folders(tmp_path: Path) -> None:
    article(tmp_path, "seeds/b.jsonl", id="b")
    article(tmp_path, "seeds/deep/a.jsonl", id="a")
    (tmp_path / "seeds/picture.png").write_bytes(b"no article")
    (tmp_path / "seeds/.hidden.jsonl").write_text("broken")
    intake = read(tmp_path, "seeds")
    assert [a.id for a in intake.articles] == ["a", "b"]
    assert [a.where for a in intake.articles] == ["seeds/deep/a.jsonl, line 1", "seeds/b.jsonl, line 1"]
    assert not intake.notices


def test_sources_weigh_what_they_are_given(tmp_path: Path) -> None:
    article(tmp_path, "a.jsonl", id="a")
    intake = read_sources([SourceSettings(path="a.jsonl", weight=2.5)], root=tmp_path, zone=UTC)
    assert intake.weights == {"a": 2.5}


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
def test_of_two_articles_with_one_id_the_later_counts_in_any_order(tmp_path: Path, order: tuple[str, str]) -> None:
    article(tmp_path, f"{order[0]}.jsonl", "Old", id="x", published="2026-08-09T00:00:00Z")
    article(tmp_path, f"{order[1]}.jsonl", "New", id="x", published="2026-08-10T00:00:00Z")
    intake = read(tmp_path, "one.jsonl", "two.jsonl")
    assert [a.headline for a in intake.articles] == ["New"]
    assert "'x'" in intake.notices[0].what


def test_the_same_file_given_twice_is_no_fault(tmp_path: Path) -> None:
    article(tmp_path, "a.jsonl", id="a")
    assert not read(tmp_path, "a.jsonl", "a.jsonl").notices


def test_a_missing_source_names_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    with pytest.raises(UsageError) as caught:
        read(tmp_path, "seed")
    assert "did you mean seeds?" in caught.value.fix


def test_a_file_of_no_known_format_is_refused_with_the_known_endings(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(UsageError) as caught:
        read(tmp_path, "a.docx")
    assert ".jsonl" in caught.value.fix


def test_a_pipe_is_skipped_and_never_waited_for(tmp_path: Path) -> None:
    article(tmp_path, "seeds/a.jsonl", id="a")
    os.mkfifo(tmp_path / "seeds" / "wait.txt")
    intake = read(tmp_path, "seeds")
    assert [a.id for a in intake.articles] == ["a"]
    assert intake.notices[0].where == "seeds/wait.txt"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = article(tmp_path, "elsewhere/secret.jsonl", id="secret")
    article(tmp_path, "seeds/a.jsonl", id="a")
    (tmp_path / "seeds" / "link.jsonl").symlink_to(secret)
    (tmp_path / "seeds" / "folder").symlink_to(secret.parent)
    intake = read(tmp_path, "seeds")
    assert [a.id for a in intake.articles] == ["a"]
    assert "link" in intake.notices[0].what


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Be nobody for a moment where the tests run as root: root reads everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_without_permission_is_skipped() -> None:
    with TemporaryDirectory() as name:  # pytest's own folders are closed to other users
        folder = Path(name)
        article(folder, "seeds/a.jsonl", id="a")
        article(folder, "seeds/b.jsonl", id="b").chmod(0)
        for path in (folder, folder / "seeds"):
            path.chmod(0o755)
        with ordinary_user():
            intake = read(folder, "seeds")
    assert [a.id for a in intake.articles] == ["a"]
    assert "permission" in intake.notices[0].what.lower()


def test_a_picture_beside_its_article_is_read(tmp_path: Path) -> None:
    article(tmp_path, "seeds/a.jsonl", id="a", image="gates.png")
    (tmp_path / "seeds" / "gates.png").write_bytes(b"bytes")
    intake = read(tmp_path, "seeds")
    assert intake.picture(intake.articles[0]) == b"bytes"


def test_a_missing_picture_is_told_with_its_name(tmp_path: Path) -> None:
    article(tmp_path, "seeds/a.jsonl", id="a", image="gates.png")
    intake = read(tmp_path, "seeds")
    with pytest.raises(DataError) as caught:
        intake.picture(intake.articles[0])
    assert "gates.png" in caught.value.where
