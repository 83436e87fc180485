"""digest recheck: published quotes against what their sources say now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fetch.feeds import page
from fetch.serving import Site, serve

from digest.cli import run

TEXT = "“A barrier is a promise to the people behind it,” said Ida Varga. The gates closed at 21:40."
KEY = "post-2026-08-10"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        site.pages["/gates"] = page("Harbour gates hold", TEXT)
        yield site


@pytest.fixture
def paper(tmp_path: Path, site: Site) -> Path:
    row = {"headline": "Harbour gates hold", "text": TEXT, "url": site.url("/gates")}
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/news.jsonl").write_text(json.dumps(row))
    (tmp_path / "digest.toml").write_text(
        '[newsletter]\nid = "post"\nname = "Post"\naddress = "1 Quay"\n'
        '[fetch]\nallow_hosts = ["127.0.0.1"]\npause = 0.0\ntries = 1\n'
    )
    assert run(["build", "-w", str(tmp_path), "--slot", "2026-08-10", "-q"]) == 0
    return tmp_path


def rechecked(paper: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = run(["recheck", KEY, "-w", str(paper), "--json", *more])
    return code, json.loads(capsys.readouterr().out)


def test_words_that_stand_are_fine(paper: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = rechecked(paper, capsys)
    assert (code, [row["state"] for row in told["quotes"]], told["corrections"]) == (0, ["stands"], [])


def test_changed_words_come_with_a_diff_and_the_command_of_the_correction(
    paper: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/gates"] = page("Harbour gates hold", TEXT.replace("a promise", "no promise"))
    code, told = rechecked(paper, capsys)
    [row] = told["quotes"]
    assert (code, row["state"]) == (1, "changed")
    assert row["diff"].startswith("A barrier is [-a-]{+no+} promise")
    [command] = told["corrections"]
    assert command.startswith(f"digest build -w {paper} --slot 2026-08-10 --revise ")
    assert "Harbour gates hold" in command


@pytest.mark.parametrize(("page_now", "state"), [("<p>We moved.</p>", "gone"), (404, "page gone"), (410, "page gone")])
def test_what_is_gone_is_told(
    paper: Path, site: Site, capsys: pytest.CaptureFixture[str], page_now: str | int, state: str
) -> None:
    site.pages["/gates"] = page_now
    code, told = rechecked(paper, capsys)
    assert (code, told["quotes"][0]["state"]) == (1, state)


def test_a_page_that_was_corrected_since_is_told_though_the_words_stand(
    paper: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = '"correction":"The time was wrong.","dateModified":"2026-08-12T08:00:00Z"'
    site.pages["/gates"] = page("Harbour gates hold", TEXT).replace('"headline"', f'{facts},"headline"')
    code, told = rechecked(paper, capsys)
    assert (code, told["quotes"][0]["state"]) == (1, "page corrected")


def test_a_page_that_cannot_be_reached_today_is_no_change(
    paper: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/gates"] = 500
    code, told = rechecked(paper, capsys)
    assert (code, told["error"]["what"]) == (75, "the server answers 500"), "nothing at all was reached"


def test_the_witness_is_what_the_edition_keeps_whatever_its_source_file_says(
    paper: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (paper / "seeds/news.jsonl").unlink()
    assert rechecked(paper, capsys)[0] == 0


def test_what_people_read_names_the_edition_the_words_and_the_place(
    paper: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/gates"] = page("Harbour gates hold", TEXT.replace("a promise", "no promise"))
    capsys.readouterr()
    assert run(["recheck", KEY, "-w", str(paper)]) == 1
    shown = capsys.readouterr().out
    for words in ("changed", KEY, "[-a-]{+no+}", site.url("/gates"), "1 quote: 1 changed", "digest build -w"):
        assert words in shown


def test_quotes_link_to_their_own_words(paper: Path, site: Site) -> None:
    folder = paper / "outbox/editions" / KEY
    edition = json.loads((folder / "edition.json").read_text())
    link = f"{site.url('/gates')}#:~:text=A%20barrier%20is%20a%20promise%20to%20the%20people%20behind%20it"
    assert edition["quote"]["link"].startswith(link)
    for name in ("web.html", "share.html", "email.html"):
        assert link in (folder / name).read_text()


def test_no_edition_in_the_last_days_says_how_to_look_further(
    paper: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """The real clock is years after or before the sample's slot, or the edition is found: all three are told."""
    code = run(["recheck", "-w", str(paper), "--days", "1", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0 or "--days" in told["error"]["fix"]


def test_an_edition_that_is_not_there_is_named(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["recheck", "post-2026-08-11", "-w", str(paper)]) == 2
    assert KEY in capsys.readouterr().err


def test_editions_of_segments_are_watched_and_their_correction_names_them(
    paper: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    segment = '[[segment]]\nname = "quay"\nkeyword = ["gates"]\n'
    (paper / "digest.toml").write_text((paper / "digest.toml").read_text() + segment)
    assert run(["build", "-w", str(paper), "--slot", "2026-08-10", "--segments", "all", "-q"]) == 0
    site.pages["/gates"] = page("Harbour gates hold", TEXT.replace("a promise", "no promise"))
    capsys.readouterr()
    assert run(["recheck", "-w", str(paper), "--days", "36500", "--segments", "all", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [row["key"] for row in told["quotes"]] == [f"{KEY}-quay"]
    [command] = told["corrections"]
    assert "--slot 2026-08-10 --segments quay --revise " in command


def test_an_edition_and_segments_exclude_each_other(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["recheck", KEY, "--segments", "all", "-w", str(paper)]) == 2
    assert "--segments" in capsys.readouterr().err
