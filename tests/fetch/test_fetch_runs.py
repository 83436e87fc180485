"""A run over real addresses: each once, conditional, offline the same, failures remembered."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from fetch.serving import NOW, QUICK, Handler, Site

from digest.errors import Notice
from digest.fetch.following import MOST_PAGES, Wanted, follow
from digest.fetch.runs import FetchOutcome, FetchRun, Start
from digest.fetch.snapshots import Snapshot, Snapshots
from digest.fetch.stored import Stored, origin, stored
from digest.fetch.visits import Manners, Visitor
from digest.fetch.wire import Limits, Wire
from digest.jobs.fetch import Fetched
from digest.sources import Batch, Link, Origin
from digest.sources._recognise import read as read_any

ZONE = ZoneInfo("UTC")


def lines(*headlines: str) -> bytes:
    return b"".join(json.dumps({"headline": one, "text": f"{one}."}).encode() + b"\n" for one in headlines)


KINDS: dict[str, Literal["feed", "page", "sitemap"]] = {"feed": "feed", "page": "page", "sitemap": "sitemap"}


def read(raw: bytes, origin: Origin) -> Batch:
    """Read article lines, and beside them a list in which each line is a kind and an address."""
    if not raw.startswith(b"# list"):
        return read_any(raw, replace(origin, name="a.jsonl"))
    rows = [row.split(" ") for row in raw.decode().splitlines()[1:]]
    return Batch(links=tuple(Link(kind=KINDS[row[0]], url=row[1], optional=row[-1] == "optional") for row in rows))


def said_of(stored: Stored) -> Notice:
    notice = stored.notice()
    assert notice is not None
    return notice


class Desk:
    """One workspace's cache and a site, and runs over them."""

    def __init__(self, folder: Path) -> None:
        self.snapshots = Snapshots(folder)
        self.told: list[FetchOutcome] = []

    def run(
        self, *urls: str, now: datetime = NOW, full: bool = False, force: bool = False, manners: Manners = QUICK
    ) -> dict[str, FetchOutcome]:
        async def go() -> list[FetchOutcome]:
            limits = Limits(connect=2, total=5, size=100_000)
            async with Wire(agent="t", allowed=("127.0.0.1",), limits=limits) as wire:
                visitor = Visitor(wire, manners, now)
                reading = lambda raw, shot, wanted: read(raw, Origin(where=shot.url, stem="x", zone=ZONE, url=shot.url))  # noqa: E731
                run = FetchRun(
                    visitor, self.snapshots, reading, lambda one, left: self.told.append(one), now=now, force=force
                )
                return await run.all([Start(wanted=Wanted(url=url), full=full) for url in urls])

        return {one.wanted.url: one for one in asyncio.run(go())}

    def read(self, raw: bytes, snapshot: Snapshot, wanted: Wanted) -> Batch:
        return read(raw, origin(snapshot, ZONE))

    def tell(self, one: FetchOutcome, left: int) -> None:
        self.told.append(one)

    def offline(self, url: str, *, full: bool = False) -> list[Stored]:
        return list(stored([Wanted(url=url)], self.snapshots, read, full=full, zone=ZONE))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "cache")


def test_what_was_fetched_is_read_offline(site: Site, desk: Desk) -> None:
    site.pages["/a"] = lines("Gates hold", "Quay dry")
    [one] = desk.run(site.url("/a")).values()
    assert (one.status, one.articles, one.usable) == ("new", 2, True)
    site.pages.clear()
    [again] = desk.offline(site.url("/a"))
    assert [article.headline for article in again.batch.articles] == ["Gates hold", "Quay dry"]
    assert again.notice() is None


def test_a_server_that_knows_its_tags_is_asked_whether_anything_is_new(site: Site, desk: Desk) -> None:
    def page(handler: Handler) -> None:
        if handler.headers["If-None-Match"] == '"7"':
            handler.give(b"", status=304)
        else:
            handler.give(lines("Gates hold"), ETag='"7"', Last_Modified="Mon, 10 Aug 2026 03:00:00 GMT")

    site.pages["/a"] = page
    assert desk.run(site.url("/a"))[site.url("/a")].status == "new"
    again = desk.run(site.url("/a"), now=NOW + timedelta(hours=1))[site.url("/a")]
    assert (again.status, again.articles) == ("same", 1)
    assert again.snapshot.fetched == NOW
    assert again.snapshot.checked == NOW + timedelta(hours=1)
    assert site.headers[-1]["If-Modified-Since"] == "Mon, 10 Aug 2026 03:00:00 GMT"
    desk.run(site.url("/a"), now=NOW + timedelta(hours=2))
    assert site.headers[-1]["If-None-Match"] == '"7"', "the tag is kept though the short answer did not repeat it"


def test_the_same_bytes_are_nothing_new_whatever_the_server_says(site: Site, desk: Desk) -> None:
    site.pages["/a"] = lines("Gates hold")
    desk.run(site.url("/a"))
    assert desk.run(site.url("/a"))[site.url("/a")].status == "same"


def test_what_is_fresh_is_not_asked_for_unless_forced(site: Site, desk: Desk) -> None:
    site.pages["/a"] = lambda handler: handler.give(lines("Gates hold"), Cache_Control="max-age=3600")
    desk.run(site.url("/a"))
    assert desk.run(site.url("/a"), now=NOW + timedelta(minutes=59))[site.url("/a")].status == "fresh"
    assert site.times("/a") == 1
    desk.run(site.url("/a"), now=NOW + timedelta(minutes=59), force=True)
    desk.run(site.url("/a"), now=NOW + timedelta(minutes=61, hours=1))
    assert site.times("/a") == 3


def test_without_its_bytes_a_fresh_record_is_worth_nothing(site: Site, desk: Desk, tmp_path: Path) -> None:
    site.pages["/a"] = lambda handler: handler.give(lines("Gates hold"), Cache_Control="max-age=3600", ETag='"7"')
    desk.run(site.url("/a"))
    next(tmp_path.rglob("*.body")).unlink()
    assert desk.run(site.url("/a"))[site.url("/a")].status == "new"
    assert "If-None-Match" not in site.headers[-1]


def test_a_source_that_is_down_keeps_its_last_snapshot_and_says_how_old_it_is(site: Site, desk: Desk) -> None:
    site.pages["/a"] = lines("Gates hold")
    desk.run(site.url("/a"))
    site.pages["/a"] = 404
    for days in (1, 3):
        one = desk.run(site.url("/a"), now=NOW + timedelta(days=days))[site.url("/a")]
    assert (one.status, one.articles, one.usable) == ("failed", 1, True)
    failure = one.snapshot.failure
    assert failure is not None and (failure.times, failure.since) == (2, NOW + timedelta(days=1))
    [again] = desk.offline(site.url("/a"))
    assert again.batch.articles[0].headline == "Gates hold"
    assert "its snapshot of 3 days before is used" in said_of(again).what
    site.pages["/a"] = lines("Gates hold", "Quay dry")
    assert desk.run(site.url("/a"))[site.url("/a")].snapshot.failure is None


def test_what_was_never_fetched_says_so(desk: Desk) -> None:
    [one] = desk.offline("https://post.example/feed")
    assert (said_of(one).what, said_of(one).fix) == ("not fetched yet", "digest fetch")


@pytest.mark.parametrize(("hours", "told"), [(-24, ""), (1, ""), (47, ""), (49, "2 days"), (240, "10 days")])
def test_a_snapshot_that_is_old_at_an_editions_moment_is_told(site: Site, desk: Desk, hours: int, told: str) -> None:
    site.pages["/a"] = lines("Gates hold")
    desk.run(site.url("/a"))
    [one] = desk.offline(site.url("/a"))
    notice = one.notice(NOW + timedelta(hours=hours))
    assert (notice.what if notice else "") == (f"last fetched {told} before this edition" if told else "")


def test_a_failure_at_first_sight_is_told_offline_too(site: Site, desk: Desk) -> None:
    assert desk.run(site.url("/a"))[site.url("/a")].usable is False
    [one] = desk.offline(site.url("/a"))
    assert said_of(one).what == "not fetched: the server answers 404 (there is nothing)"


def test_a_server_that_asks_to_wait_is_left_alone_even_when_forced(site: Site, desk: Desk) -> None:
    site.pages["/a"] = lambda handler: handler.give(b"", status=429, Retry_After="7200")
    assert desk.run(site.url("/a"))[site.url("/a")].status == "failed"
    assert desk.run(site.url("/a"), now=NOW + timedelta(hours=1), force=True)[site.url("/a")].status == "waiting"
    assert site.times("/a") == 1
    site.pages["/a"] = lines("Gates hold")
    assert desk.run(site.url("/a"), now=NOW + timedelta(hours=3))[site.url("/a")].status == "new"


@pytest.mark.parametrize("body", [b"", b" \n"])
def test_an_empty_answer_replaces_nothing(site: Site, desk: Desk, body: bytes) -> None:
    site.pages["/a"] = lines("Gates hold")
    desk.run(site.url("/a"))
    site.pages["/a"] = body
    failure = desk.run(site.url("/a"))[site.url("/a")].snapshot.failure
    assert failure is not None and failure.what == "the answer is empty"
    assert desk.offline(site.url("/a"))[0].batch.articles


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/xml", "text/plain"])
@pytest.mark.parametrize("page", [b"<html>We will be back soon", b"\n<!DOCTYPE html><p>Sign in"])
def test_a_page_where_a_feed_was_replaces_nothing(site: Site, desk: Desk, kind: str, page: bytes) -> None:
    site.pages["/a"] = lambda handler: handler.give(lines("Gates hold"), Content_Type=kind)
    desk.run(site.url("/a"))
    site.pages["/a"] = lambda handler: handler.give(page, Content_Type=kind)
    one = desk.run(site.url("/a"))[site.url("/a")]
    failure = one.snapshot.failure
    assert failure is not None and failure.what == "a page came where a feed was"
    assert one.articles == 1


def test_lists_are_followed_and_each_address_is_asked_for_once(site: Site, desk: Desk) -> None:
    site.pages |= {
        "/list": f"# list\nfeed {site.url('/a')}\nfeed {site.url('/b')}\nsitemap {site.url('/more')}",
        "/more": f"# list\npage {site.url('/b')}\npage {site.url('/c')}\nfeed {site.url('/list')}",
        "/a": lines("A"), "/b": lines("B"), "/c": lines("C"),
    }  # fmt: skip
    found = desk.run(site.url("/list"), site.url("/a"))
    assert sorted(site.asked) == ["/a", "/b", "/c", "/list", "/more"]
    assert len(found) == len(desk.told) == 5
    heads = [article.headline for one in desk.offline(site.url("/list")) for article in one.batch.articles]
    assert heads == ["A", "B", "C"]


@pytest.mark.parametrize(("full", "asked"), [(False, ["/feed"]), (True, ["/feed", "/whole"])])
def test_the_page_of_what_came_in_short_is_fetched_only_when_asked_for(
    site: Site, desk: Desk, full: bool, asked: list[str]
) -> None:
    site.pages |= {"/feed": f"# list\npage {site.url('/whole')} optional", "/whole": lines("Whole")}
    desk.run(site.url("/feed"), full=full)
    assert site.asked == asked
    assert len(desk.offline(site.url("/feed"), full=full)) == len(asked)


def test_a_page_that_only_has_the_whole_of_an_article_is_no_other_article(site: Site, desk: Desk) -> None:
    site.pages |= {"/feed": f"# list\npage {site.url('/whole')} optional", "/whole": lines("Whole")}
    outcomes = tuple(desk.run(site.url("/feed"), full=True).values())
    assert [one.articles for one in outcomes] == [0, 1]
    assert Fetched(outcomes=outcomes).articles == 0


@pytest.mark.parametrize(
    ("link", "fix"),
    [(" optional", "what its feed says of it is used"), ("", "take it out of the list that names it")],
)
def test_what_is_said_of_a_page_that_is_gone_fits_who_named_it(site: Site, desk: Desk, link: str, fix: str) -> None:
    site.pages["/feed"] = f"# list\npage {site.url('/gone')}{link}"
    outcomes = desk.run(site.url("/feed"), full=True)
    assert [one.fix for one in Fetched(outcomes=tuple(outcomes.values())).notices()] == [fix]
    assert [said_of(one).fix for one in desk.offline(site.url("/feed"), full=True)[1:]] == [fix]


def test_an_articles_page_is_not_asked_for_twice_a_morning(site: Site, desk: Desk) -> None:
    site.pages |= {"/feed": f"# list\npage {site.url('/whole')}", "/whole": lines("Whole")}
    for hours in (0, 1, 13):
        desk.run(site.url("/feed"), now=NOW + timedelta(hours=hours))
    assert (site.times("/feed"), site.times("/whole")) == (3, 2)


def test_one_bad_source_stops_no_other(site: Site, desk: Desk) -> None:
    site.pages |= {"/a": 500, "/b": lines("B"), "/c": lambda handler: handler.give(b"x" * 200_000)}
    found = desk.run(*(site.url(path) for path in ("/a", "/b", "/c", "/d")))
    assert [one.status for one in found.values()] == ["failed", "new", "failed", "failed"]


def test_requests_on_one_host_take_turns(site: Site, desk: Desk) -> None:
    under_way, most = [], []

    def page(handler: Handler) -> None:
        under_way.append(1)
        most.append(len(under_way))
        time.sleep(0.05)
        under_way.pop()
        handler.give(lines("A"))

    urls = [f"/{n}" for n in range(8)]
    site.pages |= dict.fromkeys(urls, page)
    begun = time.monotonic()
    desk.run(*map(site.url, urls), manners=replace(QUICK, per_host=2, pause=0.05))
    assert max(most) <= 2
    assert time.monotonic() - begun >= 7 * 0.05, "a pause stands between two requests"


# --- which links are followed ----------------------------------------------------------------------------------------


def test_a_page_leads_nowhere() -> None:
    batch = Batch(links=(Link(url="https://a.example/feed", kind="feed"), Link(url="https://a.example/p", kind="page")))
    assert follow(batch, Wanted(url="https://a.example/x", kind="page", depth=1), full=True) == []


def test_a_circle_of_lists_ends() -> None:
    batch = Batch(links=(Link(url="https://a.example/feed", kind="sitemap"),))
    depth, wanted = 0, Wanted(url="https://a.example/index")
    while found := follow(batch, wanted, full=True):
        wanted, depth = replace(found[0], url=f"https://a.example/{depth}"), depth + 1
    assert depth == 3


def test_of_many_pages_the_newest_are_taken() -> None:
    links = [Link(url=f"https://a.example/{n}", kind="page", published=NOW + timedelta(hours=n)) for n in range(500)]
    found = follow(Batch(links=tuple(links)), Wanted(url="https://a.example/map"), full=False)
    assert len(found) == MOST_PAGES
    assert found[0].url == "https://a.example/499"


def test_the_folder_of_a_list_is_the_section_of_what_has_none(site: Site, desk: Desk) -> None:
    link = Link(url="https://a.example/feed#top", kind="feed", section="Harbour", title="Post")
    [wanted] = follow(Batch(links=(link,)), Wanted(url="https://a.example/list"), full=False)
    assert (wanted.url, wanted.section, wanted.title) == ("https://a.example/feed", "Harbour", "Post")
    site.pages["/a"] = lines("A") + b'{"headline": "B", "text": "B.", "section": "Sport"}\n'
    desk.run(site.url("/a"))
    start = Wanted(url=site.url("/a"), section="Harbour")
    [one] = stored([start], desk.snapshots, read, full=False, zone=ZONE)
    assert [article.section for article in one.batch.articles] == ["Harbour", "Sport"]
