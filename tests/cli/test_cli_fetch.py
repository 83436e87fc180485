"""digest fetch, then a build without a network: as cron does it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fetch.serving import Site, serve

from digest.cli import run
from digest.fetch.snapshots import Snapshots

TEXT = "“A barrier is a promise to the people behind it,” said Ida Varga. The gates closed at 21:40."
ROW = {"headline": "Harbour gates hold", "text": TEXT}


def settings(*tables: str, allow: str = "127.0.0.1") -> str:
    head = '[newsletter]\nid = "post"\nname = "Marrow Bay Post"\naddress = "1 Quay"\n'
    return head + f'[fetch]\nallow_hosts = ["{allow}"]\npause = 0.0\ntries = 1\n' + "".join(tables)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        site.pages |= {"/robots.txt": 404, "/news.jsonl": json.dumps(ROW)}
        yield site


@pytest.fixture
def paper(tmp_path: Path, site: Site) -> Path:
    (tmp_path / "digest.toml").write_text(settings(f'[[source]]\nurl = "{site.url("/news.jsonl")}"\n'))
    return tmp_path


def fetched(paper: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, Any], str]:
    capsys.readouterr()
    code = run(["fetch", "-w", str(paper), "--json", *more])
    out, err = capsys.readouterr()
    return code, json.loads(out), err


def test_an_edition_is_built_from_what_was_fetched_though_the_server_is_gone(
    paper: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    code, answer, err = fetched(paper, capsys)
    assert (code, answer["articles"], answer["addresses"][0]["status"]) == (0, 1, "new")
    assert f"{site.url('/news.jsonl')}  new, 1 article" in err
    site.pages.clear()
    asked = len(site.asked)
    assert run(["build", "-w", str(paper), "--slot", "2026-08-10"]) == 0
    assert "Harbour gates hold" in (paper / "outbox/editions/post-2026-08-10/email.txt").read_text()
    assert len(site.asked) == asked, "a build asks nobody"


def test_a_server_that_is_down_costs_a_warning_and_no_edition(
    paper: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    fetched(paper, capsys)
    site.pages["/news.jsonl"] = 500
    code, answer, err = fetched(paper, capsys)
    assert (code, answer["addresses"][0]["status"], answer["articles"]) == (0, "failed", 1)
    assert "its snapshot of moments before is used" in err
    assert fetched(paper, capsys, "--strict")[0] == 75
    assert run(["build", "-w", str(paper), "--slot", "2026-08-10"]) == 0
    assert "its snapshot of moments before is used" in capsys.readouterr().err


def test_a_page_behind_a_feed_that_cannot_be_had_is_no_source_that_failed(
    paper: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site.url("/private/gates")
    site.pages |= {
        "/robots.txt": "User-agent: *\nDisallow: /private",
        "/feed": f"<rss version='2.0'><channel><title>Post</title><item><title>Harbour gates hold</title><link>{page}"
        "</link><pubDate>Sun, 09 Aug 2026 20:00:00 GMT</pubDate><description>The gates closed at 21:40, and the old "
        "town stayed dry through the night…</description></item></channel></rss>",
    }
    (paper / "digest.toml").write_text(settings(f'[[source]]\nurl = "{site.url("/feed")}"\nfull = true\n'))
    code, answer, err = fetched(paper, capsys, "--strict")
    assert (code, [row["status"] for row in answer["addresses"]]) == (0, ["new", "failed"])
    assert "not fetched: its robots.txt asks robots to stay away" in err and "what its feed says of it is used" in err
    run(["build", "-w", str(paper), "--slot", "2026-08-10"])
    assert "robots.txt" not in capsys.readouterr().err, "no edition is the worse for it"
    assert "Harbour gates hold" in (paper / "outbox/editions/post-2026-08-10/email.txt").read_text()


def test_with_nothing_at_all_to_build_from_it_is_exit_75(
    paper: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/news.jsonl"] = 503
    code, answer, _ = fetched(paper, capsys)
    assert (code, answer["error"]["what"]) == (75, "nothing could be fetched: the server answers 503")


def test_an_address_inside_the_network_is_refused_with_the_line_to_write(
    paper: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (paper / "digest.toml").write_text(settings(f'[[source]]\nurl = "{site.url("/")}"\n', allow="other.example"))
    code, answer, _ = fetched(paper, capsys)
    assert code == 75
    assert 'allow_hosts = ["127.0.0.1"]' in answer["error"]["fix"]
    assert site.asked == []


def test_a_workspace_of_files_has_nothing_to_fetch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "digest.toml").write_text(settings())
    code, answer, _ = fetched(tmp_path, capsys)
    assert (code, answer["error"]["what"]) == (2, "no source has an address to fetch")


def test_a_build_before_the_first_fetch_says_what_to_type(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "-w", str(paper), "--slot", "2026-08-10"]) == 66
    assert run(["build", "-w", str(paper), "--slot", "2026-08-10", "--strict"]) == 65
    assert "digest fetch" in capsys.readouterr().err


def test_another_fetch_at_the_same_time_is_exit_75(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Snapshots(paper / "cache").locked():
        assert fetched(paper, capsys)[0] == 75


def test_a_source_that_moved_for_good_is_told(paper: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pages["/new.jsonl"] = site.pages["/news.jsonl"]
    site.pages["/news.jsonl"] = lambda handler: handler.give(b"", status=301, Location="/new.jsonl")
    _, _, err = fetched(paper, capsys)
    assert f"moved for good to {site.url('/new.jsonl')}" in err


def test_json_logs_are_one_line_a_source(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = fetched(paper, capsys, "--log-format", "json")
    [row] = [json.loads(line) for line in err.splitlines()]
    assert row["step"] == "fetch"


def test_every_command_reads_what_was_fetched(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fetched(paper, capsys)
    assert run(["quotes", "-w", str(paper), "--all"]) == 0
    assert "A barrier is a promise" in capsys.readouterr().out
    assert run(["pick", "-w", str(paper), "--slot", "2026-08-10"]) == 0
    assert "Harbour gates hold" in (paper / "running-order/2026-08-10.toml").read_text()


def test_an_edition_long_after_the_last_fetch_says_so(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the clock says, a slot of 2099 is years after the fetch."""
    fetched(paper, capsys)
    run(["build", "-w", str(paper), "--slot", "2099-01-01"])
    assert "before this edition" in capsys.readouterr().err
