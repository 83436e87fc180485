"""What somebody typed: an address, a name that looks like one, a folder, a file."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import DataError, DigestError, FetchError, UsageError
from digest.jobs.add import FoundSources, add, find, name_of
from digest.settings import FetchSettings, SourceSettings
from digest.workspace import open_workspace

NOW = datetime(2026, 8, 10, 6, tzinfo=UTC)
POST = "---\ntitle: Harbour gates hold\ndate: 2026-08-09\n---\nThe gates closed at 21:40.\n"


async def nowhere(host: str, port: int) -> list[str]:
    raise socket.gaierror(-2, f"{host}:{port}")


def look(target: str, here: Path) -> FoundSources:
    settings = FetchSettings(tries=1, pause=0.0)
    return find(target, root=here / "paper", here=here, settings=settings, now=NOW, resolve=nowhere)


@pytest.mark.parametrize(
    "target", ["https://post.example/", "HTTP://post.example", "post.example", "post.example/feed?x=1"]
)
def test_what_looks_like_an_address_is_one(tmp_path: Path, target: str) -> None:
    with pytest.raises(FetchError, match=r"no host called post.example"):
        look(target, tmp_path)


def test_a_file_that_is_there_is_no_address_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "post.example").write_text(POST)
    assert look("post.example", tmp_path).what == "a file"


@pytest.mark.parametrize("target", ["nothing", "./nothing", "no where", ""])
def test_what_is_neither_says_what_to_give(tmp_path: Path, target: str) -> None:
    with pytest.raises(DigestError) as refusal:
        look(target, tmp_path)
    assert isinstance(refusal.value, UsageError | DataError)
    assert refusal.value.fix


def test_a_path_in_the_workspace_is_written_from_there(tmp_path: Path) -> None:
    (tmp_path / "paper/posts").mkdir(parents=True)
    (tmp_path / "paper/posts/gates.md").write_text(POST)
    assert look("paper/posts", tmp_path).sources[0].path == "posts"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/gates.md").write_text(POST)
    found = look("elsewhere", tmp_path)
    assert (found.sources[0].path, found.what, len(found.dates)) == (str(tmp_path / "elsewhere"), "a folder", 1)


def test_settings_that_a_source_would_break_are_left_as_they_were(tmp_path: Path) -> None:
    text = '[newsletter]\nid = "post"\nname = "Post"  # ours\n'
    (tmp_path / "digest.toml").write_text(text)
    bad = FoundSources(sources=(SourceSettings(url="ftp://post.example/"),), what="an address")
    with pytest.raises(DigestError):
        add(open_workspace(tmp_path), bad)
    assert (tmp_path / "digest.toml").read_text() == text
    assert [path.name for path in tmp_path.iterdir()] == ["digest.toml"]


@pytest.mark.parametrize(
    ("path", "sites", "name"),
    [
        ("hugo-harbour-post", [], "Harbour Post"),
        ("marrow/content/posts", [], "Marrow"),
        ("The-Tarn-Review", [], "The Tarn Review"),
        ("tolm-radio/pt-br", [], "Tolm Radio"),
        ("export.2026", ["Tolm Radio", "Tolm Radio", ""], "Tolm Radio"),
        ("harbour_post/_posts", ["", "", "Tolm Radio"], "Harbour Post"),
    ],
)
def test_a_folder_is_called_what_its_articles_or_its_path_say(
    tmp_path: Path, path: str, sites: list[str], name: str
) -> None:
    folder = tmp_path / path
    folder.mkdir(parents=True)
    assert name == name_of(folder, sites)


def test_a_folder_of_a_site_without_a_title_is_called_by_its_host(tmp_path: Path) -> None:
    assert name_of(tmp_path / "checkout", [], "https://www.tolm.example/") == "tolm.example"
    assert name_of(tmp_path / "checkout", ["Tolm Radio"], "https://tolm.example/") == "Tolm Radio"


def test_articles_without_a_date_are_counted(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/gates.md").write_text(POST)
    (tmp_path / "elsewhere/quay.md").write_text("# The quay\n\nIt opened.\n")
    found = look("elsewhere", tmp_path)
    assert (len(found.dates), found.undated) == (1, 1)
