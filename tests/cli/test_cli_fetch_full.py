"""full = true: a feed with beginnings, and the pages that have the rest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fetch.feeds import STORIES, page, rss
from fetch.serving import Site, serve

from digest.cli import run

NIGHT = datetime(2026, 8, 10, 2, tzinfo=UTC)
REST = (
    "The two steel gates at the mouth of Marrow Bay closed an hour before high water and stood against a surge of "
    "two metres until four in the morning, when the wind turned.\n\n"
    "“We will sleep in the control room until Friday,” said Ida Varga. Nobody was hurt, and the quay stayed dry. "
    "The town had waited eleven years for the barrier, and it was the first time that it was needed at all.\n\n"
    "The next spring tide is due in a fortnight, and the harbour office wants to know by then how long the hinges last."
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        site.pages["/feed.xml"] = rss(site.base, now=NIGHT, stories=STORIES[:1])
        whole = page(STORIES[0][0], REST).encode()
        site.pages["/story/0"] = lambda handler: handler.give(whole, Content_Type="text/html; charset=utf-8")
        yield site


def paper(folder: Path, site: Site, full: str) -> Path:
    (folder / "digest.toml").write_text(
        '[newsletter]\nid = "post"\nname = "Post"\naddress = "1 Quay"\n'
        '[fetch]\nallow_hosts = ["127.0.0.1"]\npause = 0.0\ntries = 1\n'
        f'[[source]]\nurl = "{site.url("/feed.xml")}"\nfull = {full}\n'
    )
    return folder


@pytest.mark.parametrize(("full", "asked"), [("false", 0), ("true", 1)])
def test_the_page_is_fetched_only_when_asked_for_and_is_one_article_with_its_feed_item(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str], full: str, asked: int
) -> None:
    folder = paper(tmp_path, site, full)
    assert run(["fetch", "-w", str(folder), "-q"]) == 0
    assert site.times("/story/0") == asked
    assert run(["build", "-w", str(folder), "--slot", "2026-08-10", "-q"]) == 0
    edition = tmp_path / "outbox/editions/post-2026-08-10"
    [source] = [json.loads(line) for line in (edition / "sources.jsonl").read_text().splitlines()]
    assert ("sleep in the control room" in source["text"]) is bool(asked)
    assert json.loads((edition / "edition.json").read_text())["lead"]["published"].startswith("2026-08-10T01:00")


def test_a_page_that_is_gone_leaves_the_feed_s_own_words(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = paper(tmp_path, site, "true")
    site.pages["/story/0"] = 404
    assert run(["fetch", "-w", str(folder), "-q"]) == 0
    assert run(["build", "-w", str(folder), "--slot", "2026-08-10", "-q"]) == 0
    assert "A barrier is a promise" in (tmp_path / "outbox/editions/post-2026-08-10/sources.jsonl").read_text()
