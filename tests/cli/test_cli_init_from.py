"""From what somebody has to an edition: digest init --from, digest add, digest sources."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fetch.feeds import home, rss
from fetch.serving import Site, serve

from digest.cli import run
from digest.workspace import open_workspace

ALLOW = ("--allow-host", "127.0.0.1")
POST = "---\ntitle: Harbour gates hold\ndate: 2026-08-09\n---\nThe gates closed at 21:40. “It held,” said Ida Varga.\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        html = "text/html; charset=utf-8"
        site.pages |= {
            "/": lambda handler: handler.give(home("/feed.xml").encode(), Content_Type=html),
            "/bare": lambda handler: handler.give(home("").encode(), Content_Type=html),
            "/feed.xml": rss(site.base, now=datetime(2026, 8, 9, 20, tzinfo=UTC)),
        }
        yield site


def answer(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, dict[str, Any], str]:
    capsys.readouterr()
    code = run([*args, "--json"])
    out, err = capsys.readouterr()
    return code, json.loads(out) if out else {}, err


def test_five_commands_from_a_site_to_an_edition(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init", "paper", "--from", site.url("/"), *ALLOW]) == 0
    monkeypatch.chdir("paper")
    assert run(["sources"]) == 0
    assert f"{site.url('/feed.xml')}\t3" in capsys.readouterr().out
    assert run(["fetch"]) == 0
    assert run(["build"]) == 0
    assert run(["check"]) == 0
    [edition] = Path("outbox/editions").iterdir()
    assert edition.name.startswith("marrow-bay-post-")
    assert "Harbour gates hold" in (edition / "email.txt").read_text()


def test_nothing_of_the_sample_is_written_for_a_paper_of_ones_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("posts").mkdir()
    Path("posts/gates.md").write_text(POST)
    assert run(["init", "paper", "--from", "posts"]) == 0
    text = Path("paper/digest.toml").read_text()
    assert "[[segment]]" not in text and "My Daily" not in text and "seeds" not in text
    assert open_workspace(Path("paper")).settings.segment == ()


def test_name_language_and_zone_come_from_the_site(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Lisbon")
    paper = tmp_path / "paper"
    code, said, _ = answer(capsys, "init", str(paper), "--from", site.url("/"), *ALLOW)
    settings = open_workspace(paper).settings
    assert (code, said["sources"]) == (0, [site.url("/feed.xml")])
    assert (settings.newsletter.name, settings.newsletter.id) == ("Marrow Bay Post", "marrow-bay-post")
    assert (settings.newsletter.locale, settings.schedule.zone) == ("en-GB", "Europe/Lisbon")
    assert settings.fetch.allow_hosts == ("127.0.0.1",)
    text = (paper / "digest.toml").read_text()
    assert "# the day of No. 1" in text, "the comments that explain stay"


@pytest.mark.parametrize("path", ["/feed.xml", "/bare"])
def test_a_feed_itself_and_a_page_that_names_none_lead_to_the_feed(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    code, said, _ = answer(capsys, "init", str(tmp_path / "p"), "--from", site.url(path), *ALLOW)
    assert (code, said["sources"]) == (0, [site.url("/feed.xml")])


def test_a_page_without_any_feed_says_what_to_look_for(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del site.pages["/feed.xml"]
    code, said, _ = answer(capsys, "init", str(tmp_path / "p"), "--from", site.url("/bare"), *ALLOW)
    assert code == 65
    assert "names no feed" in said["error"]["what"]
    assert not (tmp_path / "p").exists(), "nothing half-made is left"


def test_an_address_inside_the_network_needs_to_be_named(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, _ = answer(capsys, "init", str(tmp_path / "p"), "--from", site.url("/"))
    assert (code, said["error"]["fix"]) == (75, "if that is meant: --allow-host 127.0.0.1")


def test_news_that_is_newer_than_the_current_slot_is_built_for_the_next(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A real clock decides which slot is current: the feed is as new as news can be, so only the next slot has it."""
    site.pages["/feed.xml"] = rss(site.base, now=datetime(2099, 1, 1, tzinfo=UTC))
    run(["init", str(tmp_path / "p"), "--from", site.url("/"), *ALLOW])
    assert re.search(r"digest build -w \S+ --slot \d{4}-\d\d-\d\d\n", capsys.readouterr().out)


def test_a_feed_of_beginnings_says_how_to_get_the_whole(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, err = answer(capsys, "init", str(tmp_path / "p"), "--from", site.url("/feed.xml"), *ALLOW)
    assert "full = true" in err


def test_a_folder_of_a_generator_tells_its_name_language_zone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blog = tmp_path / "blog"
    (blog / "content/posts").mkdir(parents=True)
    (blog / "content/posts/gates.md").write_text(POST)
    (blog / "content/about.md").write_text("---\ntitle: About us\n---\nWe are a paper.\n")
    (blog / "hugo.toml").write_text(
        'title = "Marrow Bay Post"\nbaseURL = "https://post.example/"\n'
        'languageCode = "de-de"\ntimeZone = "Europe/Berlin"\n'
    )
    paper = tmp_path / "paper"
    assert answer(capsys, "init", str(paper), "--from", str(blog))[0] == 0
    settings = open_workspace(paper).settings
    assert settings.source[0].path == str(blog / "content/posts")
    assert (settings.newsletter.name, settings.newsletter.locale) == ("Marrow Bay Post", "de")
    assert settings.schedule.zone == "Europe/Berlin"
    assert run(["build", "-w", str(paper)]) == 0, "the window reaches back to what there is"


@pytest.mark.parametrize(("address", "told"), [("", True), ("canonical_url: https://post.example/gates\n", False)])
def test_posts_of_years_are_told_once_each_and_posts_without_an_address_are_named_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str, told: bool
) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/gates.md").write_text(POST.replace("date: 2026", f"{address}date: 2013"))
    _, _, err = answer(capsys, "init", str(tmp_path / "paper"), "--from", str(tmp_path / "posts"))
    settings = open_workspace(tmp_path / "paper").settings
    assert settings.picks.repeat_days == settings.schedule.window.days > 14, "told as long as it is in the window"
    assert (err.count("has an address") == 1 and "set link" in err) is told


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("story.docx", b"PK\x03\x04" + b"word/document.xml" + b"\0" * 50, "pandoc"),
        ("story.pdf", b"%PDF-1.7\n", "pdftotext"),
        ("picture.png", b"\x89PNG\r\n\x1a\n", ""),
    ],
)
def test_what_cannot_be_used_says_what_to_do_instead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    code, said, _ = answer(capsys, "init", str(tmp_path / "p"), "--from", str(tmp_path / name))
    assert code in (2, 65)
    assert says in said["error"]["fix"]


def test_what_is_not_there_is_neither_a_file_nor_an_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = answer(capsys, "init", str(tmp_path / "p"), "--from", str(tmp_path / "nothing"))
    assert code == 2
    assert "https://" in said["error"]["fix"]


# --- add and sources -------------------------------------------------------------------------------------------------


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    run(["init", str(folder), "-q"])
    return folder


def test_a_source_is_added_fetched_and_shown(site: Site, paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (paper / "digest.toml").read_text()
    code, said, _ = answer(capsys, "add", site.url("/feed.xml"), "-w", str(paper), *ALLOW)
    assert (code, said["added"]) == (0, [site.url("/feed.xml")])
    after = (paper / "digest.toml").read_text()
    assert [line for line in before.splitlines() if line.strip() and line not in after] == [], "nothing typed is lost"
    _, shown, _ = answer(capsys, "sources", "-w", str(paper))
    assert [(one["source"], one["articles"]) for one in shown["sources"]] == [("seeds", 3), (site.url("/feed.xml"), 3)]


def test_the_same_source_is_added_once(site: Site, paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer(capsys, "add", site.url("/feed.xml"), "-w", str(paper), *ALLOW)
    code, said, _ = answer(capsys, "add", site.url("/feed.xml"), "-w", str(paper))
    assert (code, said["added"]) == (0, [])


def test_the_folder_that_counted_without_being_written_still_counts(
    site: Site, paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (paper / "digest.toml").read_text()
    head, tail = text.split("[[source]]")
    (paper / "digest.toml").write_text(head + "[picks]" + tail.split("[picks]")[1])
    answer(capsys, "add", site.url("/feed.xml"), "-w", str(paper), *ALLOW)
    assert [source.path or source.url for source in open_workspace(paper).settings.source] == [
        "seeds",
        site.url("/feed.xml"),
    ]


def test_a_list_of_feeds_is_followed(
    site: Site, paper: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    outline = f'<outline text="Harbour"><outline type="rss" text="Post" xmlUrl="{site.url("/feed.xml")}"/></outline>'
    (tmp_path / "feeds.opml").write_text(f'<?xml version="1.0"?><opml version="2.0"><body>{outline}</body></opml>')
    code, said, _ = answer(capsys, "add", str(tmp_path / "feeds.opml"), "-w", str(paper), *ALLOW)
    assert (code, said["added"]) == (0, [str(tmp_path / "feeds.opml")])
    _, shown, _ = answer(capsys, "sources", "-w", str(paper))
    assert shown["sources"][1]["articles"] == 3
    assert shown["sources"][1]["addresses"][0]["url"] == site.url("/feed.xml")


def test_sources_say_what_was_skipped_and_why(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (paper / "seeds/story.docx").write_bytes(b"PK\x03\x04word/document.xml")
    (paper / "seeds/draft.md").write_text("---\ntitle: Not yet\ndraft: true\n---\nWords.\n")
    _, shown, _ = answer(capsys, "sources", "-w", str(paper))
    [one] = shown["sources"]
    assert "seeds/story.docx" in one["skipped"][0]["where"]
    assert any("draft.md" in each["where"] for each in one["left_out"])


def test_a_source_that_is_gone_does_not_hide_the_others(
    site: Site, paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (paper / "digest.toml").open("a") as file:
        file.write('\n[[source]]\npath = "gone"\n')
    code, shown, _ = answer(capsys, "sources", "-w", str(paper))
    assert (code, [one["articles"] for one in shown["sources"]]) == (0, [3, 0])
    assert "no such file or folder" in shown["sources"][1]["skipped"][0]["what"]
