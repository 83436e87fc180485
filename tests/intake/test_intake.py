"""Reading source files: the same folder gives the same articles, and nothing else is opened."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn
from zoneinfo import ZoneInfo

import pytest

from digest.articles import Article
from digest.errors import DataError, UsageError
from digest.intake.files import Intake, read_files, read_sources
from digest.intake.joining import Joining
from digest.settings import SourceSettings
from digest.sources import Batch, Retraction

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


def test_a_text_beside_a_pages_index_is_the_pages_no_article(tmp_path: Path) -> None:
    page = tmp_path / "seeds/gates/index.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: Gates hold\n---\nThe gates closed.\n")
    for folder in ("seeds/gates", "seeds"):
        (tmp_path / folder / "form.txt").write_text("Form\n\nName and street.\n")
    (tmp_path / "seeds/index.md").write_text("---\ntitle: The Post\n---\nAll that is new.\n")
    intake = read(tmp_path, "seeds")
    assert sorted(a.where for a in intake.articles) == ["seeds/form.txt", "seeds/gates/index.md", "seeds/index.md"]
    assert [n.what for n in intake.left_out] == ["left out: files that hold no articles (1 .txt)"]


def test_sources_weigh_what_they_are_given(tmp_path: Path) -> None:
    article(tmp_path, "a.jsonl", id="a")
    intake = read_sources([SourceSettings(path="a.jsonl", weight=2.5)], root=tmp_path, zone=UTC)
    assert intake.weight(intake.articles[0]) == 2.5


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
    (tmp_path / "a.frob").write_bytes(b"x")
    with pytest.raises(UsageError) as caught:
        read(tmp_path, "a.frob")
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
    assert [n.where for n in intake.notices] == ["seeds/folder", "seeds/link.jsonl"]
    assert all("link" in n.what for n in intake.notices)


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
    assert caught.value.where == "seeds/a.jsonl, line 1: image gates.png"
    assert caught.value.fix == "put it beside the article, or give its https address"


@pytest.mark.parametrize(
    ("name", "raw", "fix"),
    [
        ("minutes.docx", b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml", "Word"),
        ("minutes.pdf", b"%PDF-1.7", "pdftotext"),
        ("minutes.md", b"%PDF-1.7", "pdftotext"),  # the bytes count, not the name
        ("minutes.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "web page"),
        ("all.zip", b"PK\x03\x04" + b"\0" * 40, "unpack"),
        ("minutes.frob", b"words", ".md"),
        ("minutes", b"words", ".md"),
    ],
)
def test_what_cannot_be_used_says_what_to_do_instead(tmp_path: Path, name: str, raw: bytes, fix: str) -> None:
    article(tmp_path, "seeds/a.jsonl", id="a")
    (tmp_path / "seeds" / name).write_bytes(raw)
    intake = read(tmp_path, "seeds")
    assert [a.id for a in intake.articles] == ["a"]
    assert [n.where for n in intake.notices] == [f"seeds/{name}"]
    assert fix in intake.notices[0].fix


def test_no_file_is_passed_over_in_silence(tmp_path: Path) -> None:
    names = ["a.jsonl", "b.md", "c.png", "d.css", "e.frob", ".hidden", "node_modules/x.md", "deep/f.txt", "README.md"]
    for name in names:
        (tmp_path / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "seeds" / name).write_text("{}" if name == "a.jsonl" else "Words")
    intake = read(tmp_path, "seeds")
    told = " ".join(
        [a.where for a in intake.articles] + [f"{n.what} {n.where}" for n in (*intake.notices, *intake.left_out)]
    )
    for name in ("a.jsonl", "b.md", ".png", ".css", "e.frob", ".hidden", "node_modules", "deep/f.txt", "README.md"):
        assert name in told, name


def test_a_bundle_is_called_as_its_folder(tmp_path: Path) -> None:
    (tmp_path / "posts" / "gates-hold").mkdir(parents=True)
    (tmp_path / "posts" / "gates-hold" / "index.md").write_text("The gates closed.")
    assert [a.headline for a in read(tmp_path, "posts").articles] == ["Gates hold"]


def test_the_same_address_is_one_article_and_the_fuller_one_counts(tmp_path: Path) -> None:
    url = "https://news.example/gates"
    article(tmp_path, "seeds/long.jsonl", id="long", url=url, text="The gates closed at 21:40.")
    article(tmp_path, "seeds/short.jsonl", "Gates", id="short", url=f"{url}/?utm_source=x", author="Ida Varga")
    intake = read(tmp_path, "seeds")
    assert [(a.id, a.author) for a in intake.articles] == [("long", "Ida Varga")]
    assert set(intake.sources) == set(intake.folders) == {"long"}
    assert [n.where for n in intake.left_out] == ["seeds/short.jsonl, line 1"]


def test_the_names_of_the_shorter_one_come_along(tmp_path: Path) -> None:
    url, names = "https://news.example/gates", ["Ida Varga", "Nils Holm"]
    article(tmp_path, "seeds/long.jsonl", id="long", url=url, text="The gates closed at 21:40.")
    article(tmp_path, "seeds/short.jsonl", "Gates", id="short", url=url, author=names)
    (kept,) = read(tmp_path, "seeds").articles
    assert (kept.id, kept.author, kept.authors) == ("long", "Ida Varga, Nils Holm", tuple(names))


def test_an_address_that_several_articles_of_a_file_share_makes_them_no_one(tmp_path: Path) -> None:
    rows = [json.dumps({"headline": f"Item {n}", "text": "", "url": "https://news.example/"}) for n in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    assert len(read(tmp_path, "a.jsonl").articles) == 3


@pytest.mark.parametrize(
    ("setting", "field", "value"),
    [
        ({"section": "Harbour"}, "section", "Harbour"),
        ({"language": "de"}, "language", "de"),
        ({"authors": {"ivarga": "Ida Varga"}}, "author", "Ida Varga, Nils Holm"),
    ],
)
def test_a_source_says_what_its_articles_do_not(
    tmp_path: Path, setting: dict[str, object], field: str, value: str
) -> None:
    article(tmp_path, "a.jsonl", section="Blog", language="en", author="ivarga, Nils Holm")
    source = SourceSettings(path="a.jsonl", **setting)  # type: ignore[arg-type]
    intake = read_sources([source], root=tmp_path, zone=UTC)
    assert getattr(intake.articles[0], field) == value
    assert intake.sources[intake.articles[0].id] == source


@pytest.mark.parametrize("pattern", ["*/advert/*", "Sponsored*", "partners", "PROMO"])
def test_what_a_source_excludes_is_left_out_with_the_pattern(tmp_path: Path, pattern: str) -> None:
    article(
        tmp_path,
        "a.jsonl",
        "Sponsored: gates",
        url="https://x.example/advert/1",
        section="Partners",
        subjects=["promo"],
    )
    intake = read_sources([SourceSettings(path="a.jsonl", exclude=(pattern,))], root=tmp_path, zone=UTC)
    assert not intake.articles
    assert not intake.notices
    assert pattern in intake.left_out[0].what


def test_of_many_notices_that_say_the_same_the_first_is_shown_and_the_rest_counted(tmp_path: Path) -> None:
    for number in range(10):
        article(tmp_path, f"seeds/{number}.jsonl", published="someday" if number else "sometime")
    found = read(tmp_path, "seeds")
    assert [notice.where for notice in found.notices] == [
        "seeds/0.jsonl, line 1: published",
        "seeds/1.jsonl, line 1: published, and 8 more",
    ]
    assert len(found.faults) == 10


def test_a_correction_replaces_and_a_kill_withdraws() -> None:
    def version(number: int) -> Article:
        return Article(id="x", headline=f"Version {number}", text="", version=number, where=f"{number}.json")

    source, joining = SourceSettings(path="wire"), Joining()
    for number in (2, 3, 1):
        joining.take(Batch(articles=(version(number),)), source, Path("wire"))
    assert [one.article.version for one in joining.articles().values()] == [3]
    assert not joining.notices
    joining.take(Batch(retractions=(Retraction(id="x", version=4, where="4.json", why="wrong"),)), source, Path("wire"))
    assert joining.articles() == {}
    assert "Version 3" in joining.notices[0].what


def test_a_kill_of_an_earlier_version_does_not_withdraw_a_later_one() -> None:
    source, joining = SourceSettings(path="wire"), Joining()
    joining.take(Batch(retractions=(Retraction(id="x", version=1),)), source, Path("wire"))
    joining.take(Batch(articles=(Article(id="x", headline="New", text="", version=2),)), source, Path("wire"))
    assert list(joining.articles()) == ["x"]


def test_the_feeds_that_a_saved_page_names_are_its_sites_and_not_asked_for(tmp_path: Path) -> None:
    site = '<link rel="alternate" type="application/rss+xml" href="https://post.example/feed.xml">'
    words = "<h1>Harbour gates hold</h1><p>The gates closed at 21:40, an hour before high water came in.</p>"
    (tmp_path / "gates.html").write_text(f"<html><head>{site}</head><body><article>{words}</article></body></html>")
    (tmp_path / "feeds.opml").write_text(
        '<opml version="2.0"><body><outline type="rss" xmlUrl="https://quay.example/feed.xml"/></body></opml>'
    )
    joining = Joining()
    links = read_files(SourceSettings(path="."), joining, root=tmp_path, zone=UTC)
    assert [one.article.headline for one in joining.articles().values()] == ["Harbour gates hold"]
    assert [link.url for link in links] == ["https://quay.example/feed.xml"]


@pytest.mark.parametrize(
    ("image", "fix"),
    [("/assets/gates.png", 'set link = "https://your.site/{slug}"'), ("../gates.png", "give an https address")],
)
def test_a_picture_that_cannot_be_found_says_how_it_would_be(tmp_path: Path, image: str, fix: str) -> None:
    article(tmp_path, "seeds/a.jsonl", image=image)
    assert [fix in notice.fix for notice in read(tmp_path, "seeds").notices] == [True]


def test_the_weight_of_an_article_is_looked_up_and_not_searched_for(tmp_path: Path) -> None:
    """Twenty thousand articles ask for it one by one."""

    class Watched(dict[str, SourceSettings]):
        def __iter__(self) -> NoReturn:
            raise AssertionError("all sources were walked for one article")

        items = values = keys = __iter__

    article(tmp_path, "a.jsonl", id="a")
    intake = read_sources([SourceSettings(path="a.jsonl", weight=2.5)], root=tmp_path, zone=UTC)
    assert replace(intake, sources=Watched(intake.sources)).weight(intake.articles[0]) == 2.5
