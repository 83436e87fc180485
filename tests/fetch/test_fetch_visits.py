"""One address against a real server: slow, huge, lying, redirecting, packed, half-closed, forbidden."""

from __future__ import annotations

import asyncio
import gzip
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

import pytest
from fetch.serving import NOW, QUICK, Handler, Page, Site, serve
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import FetchError
from digest.fetch.visits import MOST_HOPS, Manners, Response, Visitor
from digest.fetch.wire import Limits, Resolve, Wire

QUICKLY = Limits(connect=2.0, total=5.0, size=1_000_000)
FEED = b"<rss><channel><title>Marrow Bay Post</title></channel></rss>"


def visit(
    url: str,
    headers: Mapping[str, str] | None = None,
    *,
    manners: Manners = QUICK,
    limits: Limits = QUICKLY,
    allowed: tuple[str, ...] = ("127.0.0.1",),
    resolve: Resolve | None = None,
) -> Response:
    """Visit one address in a run of its own; loopback is allowed unless the test says otherwise."""

    async def run() -> Response:
        async with Wire(agent="digest-test/1", allowed=allowed, limits=limits, resolve=resolve) as wire:
            return await Visitor(wire, manners, NOW).visit(url, headers)

    return asyncio.run(run())


def redirect(to: str, status: int = 302) -> Page:
    return lambda handler: handler.give(b"", status=status, Location=to)


def raw(text: bytes) -> Page:
    """Write exactly *text* to the connection and close it."""

    def page(handler: Handler) -> None:
        handler.wfile.write(text)
        handler.wfile.flush()
        handler.close_connection = True

    return page


def test_a_feed_comes_with_its_type(site: Site) -> None:
    site.pages["/feed"] = lambda handler: handler.give(FEED, Content_Type="application/rss+xml; charset=utf-8")
    answer = visit(site.url("/feed"))
    assert (answer.status, answer.body, answer.media_type) == (200, FEED, "application/rss+xml; charset=utf-8")
    assert answer.final == site.url("/feed")
    assert answer.moved == ""


def test_digest_says_who_it_is_and_what_it_can_read(site: Site) -> None:
    site.pages["/feed"] = FEED
    visit(site.url("/feed"), {"If-None-Match": '"7"'})
    asked = site.headers[-1]
    assert asked["User-Agent"] == "digest-test/1"
    assert asked["Accept-Encoding"] == "gzip, deflate"
    assert asked["If-None-Match"] == '"7"'
    assert asked["Host"] == site.base.removeprefix("http://")


def test_not_modified_is_an_answer_without_a_body(site: Site) -> None:
    site.pages["/feed"] = 304
    assert (visit(site.url("/feed")).status, visit(site.url("/feed")).body) == (304, b"")


def test_redirects_are_followed_and_relative_ones_resolved(site: Site) -> None:
    site.pages |= {"/a/old": redirect("../b#part", 301), "/b": redirect("/feed", 308), "/feed": FEED}
    answer = visit(site.url("/a/old"))
    assert (answer.body, answer.final) == (FEED, site.url("/feed"))
    assert answer.moved == site.url("/feed")


def test_a_move_for_now_is_no_move(site: Site) -> None:
    site.pages |= {"/old": redirect("/mid", 301), "/mid": redirect("/feed", 302), "/feed": FEED}
    assert visit(site.url("/old")).moved == ""


@pytest.mark.parametrize(
    "to", ["javascript:alert(1)", "file:///etc/passwd", "http://user:word@paper.example/", "ftp://a.example/"]
)
def test_a_redirect_to_what_is_no_web_address_is_refused(site: Site, to: str) -> None:
    site.pages["/old"] = redirect(to)
    with pytest.raises(FetchError, match=r"no web address"):
        visit(site.url("/old"))
    assert site.times("/old") == 1


def test_addresses_in_other_scripts_go_over_the_wire_in_ascii(site: Site) -> None:
    site.pages |= {"/gr%C3%BC%C3%9Fe?q=a%20b": redirect("/häfen".encode().decode("latin-1")), "/h%C3%A4fen": FEED}
    assert visit(site.url("/grüße?q=a b#oben")).body == FEED
    assert site.asked == ["/gr%C3%BC%C3%9Fe?q=a%20b", "/h%C3%A4fen"]


def test_a_host_in_another_script_is_asked_for_by_its_ascii_name(site: Site) -> None:
    site.pages["/feed"] = FEED

    async def known(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "xn--hfen-loa.example" else []

    address = site.url("/feed").replace("127.0.0.1", "häfen.example")
    assert visit(address, allowed=("xn--hfen-loa.example",), resolve=known).body == FEED


@pytest.mark.parametrize(
    "url", ["", "feed", "ftp://a.example/", "http://", "http://[", "file:///etc/passwd", "http://a b/"]
)
def test_what_is_no_web_address_is_not_asked_for(url: str) -> None:
    with pytest.raises(FetchError, match=r"no web address"):
        visit(url)


def test_a_tag_goes_back_byte_for_byte(site: Site) -> None:
    site.pages["/feed"] = 304
    visit(site.url("/feed"), {"If-None-Match": '"häfen"'})
    assert site.headers[-1]["If-None-Match"] == '"häfen"'


def test_a_circle_of_redirects_ends(site: Site) -> None:
    site.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
    with pytest.raises(FetchError, match=f"more than {MOST_HOPS} times"):
        visit(site.url("/a"))


# --- which addresses -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f.0.0.1", "2130706433"])
def test_loopback_is_refused_however_it_is_written(site: Site, host: str) -> None:
    site.pages["/feed"] = FEED
    with pytest.raises(FetchError, match=r"(inside a network|no public address)") as refusal:
        visit(site.url("/feed").replace("127.0.0.1", host), allowed=())
    assert "allow_hosts" in refusal.value.fix
    assert site.asked == []


async def _inside(host: str, port: int) -> list[str]:
    return {"paper.example": ["127.0.0.1"], "two.example": ["127.0.0.1", "93.184.216.34"]}[host]


@pytest.mark.parametrize("host", ["paper.example", "two.example"])
def test_a_name_is_looked_at_after_it_was_resolved(site: Site, host: str) -> None:
    site.pages["/feed"] = FEED
    address = site.url("/feed").replace("127.0.0.1", host)
    with pytest.raises(FetchError, match=r"inside a network"):
        visit(address, allowed=(), resolve=_inside)
    assert site.asked == []


def test_a_named_host_is_fetched_and_keeps_its_name(site: Site) -> None:
    site.pages["/feed"] = FEED
    address = site.url("/feed").replace("127.0.0.1", "paper.example")
    assert visit(address, allowed=("paper.example",), resolve=_inside).body == FEED
    assert site.headers[-1]["Host"].startswith("paper.example:")


def test_the_connection_goes_to_the_address_that_was_looked_at(site: Site) -> None:
    """A name server that answers differently the second time gets no second time."""
    site.pages["/feed"] = FEED
    answers = []

    async def changing(host: str, port: int) -> list[str]:
        answers.append(host)
        return ["127.0.0.1"] if len(answers) == 1 else ["127.0.0.2"]

    address = site.url("/feed").replace("127.0.0.1", "paper.example")
    assert visit(address, allowed=("paper.example",), resolve=changing).body == FEED
    assert answers == ["paper.example"]


def test_every_hop_of_a_redirect_is_looked_at(site: Site) -> None:
    site.pages |= {"/old": redirect(site.url("/feed").replace("127.0.0.1", "two.example")), "/feed": FEED}
    with pytest.raises(FetchError, match=r"two.example is 127.0.0.1"):
        visit(site.url("/old").replace("127.0.0.1", "paper.example"), allowed=("paper.example",), resolve=_inside)
    assert site.asked == ["/old"]


def test_a_name_that_does_not_exist_says_so() -> None:
    async def nothing(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "unknown")

    with pytest.raises(FetchError, match=r"no host called nowhere.example"):
        visit("http://nowhere.example/feed", resolve=nothing)


def test_the_second_address_is_tried_when_the_first_is_dead(site: Site) -> None:
    site.pages["/feed"] = FEED

    async def two(host: str, port: int) -> list[str]:
        return ["127.0.0.9", "127.0.0.1"]

    assert visit(site.url("/feed").replace("127.0.0.1", "paper.example"), allowed=("paper.example",), resolve=two).body


# --- sizes and times -------------------------------------------------------------------------------------------------

SMALL = Limits(connect=2.0, total=2.0, size=10_000)


def _endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    try:
        for _ in range(10_000):
            handler.wfile.write(b"<item>" * 1_000)
    except OSError:
        handler.close_connection = True


def _padded(handler: Handler) -> None:
    """Send a small packed answer, and after its end bytes without end."""
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Connection", "close")
    handler.end_headers()
    try:
        handler.wfile.write(gzip.compress(FEED))
        for _ in range(10_000):
            handler.wfile.write(b"\0" * 1_000)
    except OSError:
        handler.close_connection = True


@pytest.mark.parametrize(
    "page",
    [
        _padded,
        lambda handler: handler.give(b"x" * 10_001),
        lambda handler: handler.give(b"x", Content_Length="99999999999"),
        lambda handler: handler.give(gzip.compress(b"\0" * 20_000_000), Content_Encoding="gzip"),
        _endless,
    ],
    ids=["padded", "huge", "said to be huge", "bomb", "endless"],
)
def test_an_answer_beyond_the_limit_is_given_up_at_once(site: Site, page: Page) -> None:
    site.pages["/feed"] = page
    with pytest.raises(FetchError, match=r"larger than 0.01 MB") as refusal:
        visit(site.url("/feed"), limits=SMALL)
    assert site.times("/feed") == 1
    assert refusal.value.fix == "raise fetch.max_mb if this source really is so large"


def _drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    try:
        for _ in range(100):
            handler.wfile.write(b"<")
            time.sleep(0.05)
    except OSError:
        handler.close_connection = True


def _silent(handler: Handler) -> None:
    time.sleep(1.0)


def _slow_head(handler: Handler) -> None:
    try:
        for char in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 100:
            handler.wfile.write(bytes([char]))
            time.sleep(0.02)
    except OSError:
        handler.close_connection = True


@pytest.mark.parametrize("page", [_drip, _silent, _slow_head])
def test_a_server_that_takes_its_time_is_left(site: Site, page: Page) -> None:
    site.pages["/feed"] = page
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"no whole answer within 0.3 seconds|silent"):
        visit(site.url("/feed"), limits=Limits(connect=0.2, total=0.3), manners=replace(QUICK, tries=1))
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "text",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf",
        b"HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
        b"SSH-2.0-harbour\r\n",
        b"",
    ],
    ids=["half", "half a chunk", "no number", "endless header", "another protocol", "nothing"],
)
def test_a_broken_answer_is_tried_again_and_then_told(site: Site, text: bytes) -> None:
    site.pages["/feed"] = raw(text)
    with pytest.raises(FetchError, match=r"broke off or is no HTTP|connection failed"):
        visit(site.url("/feed"))
    assert site.times("/feed") == QUICK.tries


HEADS = [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"HTTP/1.1 302 F\r\nLocation: "]
ENDS = [b"", b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b", b"\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n"]


@settings(max_examples=60)
@given(st.sampled_from(HEADS), st.binary(max_size=80), st.sampled_from(ENDS))
def test_no_bytes_of_a_server_raise_anything_but_a_fetch_error(head: bytes, middle: bytes, end: bytes) -> None:
    with serve() as site:
        site.pages["/feed"] = raw(head + middle + end)
        with suppress(FetchError):
            visit(site.url("/feed"), manners=replace(QUICK, tries=1), limits=SMALL)


def test_half_of_a_packed_answer_is_no_answer(site: Site) -> None:
    packed = gzip.compress(FEED * 100)[:60]
    site.pages["/feed"] = raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n" + packed)
    with pytest.raises(FetchError, match=r"broke off"):
        visit(site.url("/feed"))


def test_a_closed_port_says_so() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match=r"connection failed"):
        visit(f"http://127.0.0.1:{port}/feed")


# --- tries, waits, manners -------------------------------------------------------------------------------------------


def failing(times: int, status: int, body: bytes = FEED, **headers: str) -> Page:
    """Answer *status* so many times, then the body."""
    left = [times]

    def page(handler: Handler) -> None:
        left[0] -= 1
        handler.give(body) if left[0] < 0 else handler.give(b"", status=status, **headers)

    return page


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(site: Site, status: int) -> None:
    site.pages["/feed"] = failing(2, status)
    assert visit(site.url("/feed")).body == FEED
    assert site.times("/feed") == 3


@pytest.mark.parametrize(
    ("status", "says"),
    [(404, "there is nothing"), (410, "gone for good"), (403, "refuses"), (401, "password"), (418, "418")],
)
def test_what_will_not_pass_is_asked_once(site: Site, status: int, says: str) -> None:
    site.pages["/feed"] = status
    with pytest.raises(FetchError, match=says) as fault:
        visit(site.url("/feed"))
    assert (fault.value.status, fault.value.where, site.times("/feed")) == (status, site.url("/feed"), 1)
    assert fault.value.fix


def test_a_short_wait_is_waited_and_a_long_one_left_to_the_next_run(site: Site) -> None:
    site.pages |= {"/soon": failing(1, 503, Retry_After="1"), "/late": failing(1, 503, Retry_After="3600")}
    begun = time.monotonic()
    assert visit(site.url("/soon")).body == FEED
    assert time.monotonic() - begun >= 1
    with pytest.raises(FetchError) as fault:
        visit(site.url("/late"))
    assert (fault.value.wait, site.times("/late")) == (3600, 1)


def test_robots_are_heard_and_asked_for_once(site: Site) -> None:
    site.pages |= {"/robots.txt": "User-agent: *\nDisallow: /private", "/private": FEED, "/feed": redirect("/private")}
    with pytest.raises(FetchError, match=r"robots.txt asks robots to stay away"):
        visit(site.url("/feed"), manners=replace(QUICK, robots=True))
    assert site.asked == ["/robots.txt", "/feed"]


def test_robots_that_answer_with_an_error_close_the_site(site: Site) -> None:
    site.pages |= {"/robots.txt": 500, "/feed": FEED}
    with pytest.raises(FetchError, match=r"robots.txt answers with an error"):
        visit(site.url("/feed"), manners=replace(QUICK, robots=True))
    assert site.times("/feed") == 0


def test_robots_may_move(site: Site) -> None:
    site.pages |= {"/robots.txt": redirect("/r"), "/r": "User-agent: *\nDisallow: /feed", "/feed": FEED}
    with pytest.raises(FetchError, match=r"stay away"):
        visit(site.url("/feed"), manners=replace(QUICK, robots=True))
