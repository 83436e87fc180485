"""What a network's rules say of a text: limits, captions, what no cut may halve, what is defused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.networks import Draft, bluesky, defuse, discord, facebook, mastodon, reddit, telegram, threads, x
from digest.networks._names import network_named, networks_named

ZWJ = "\u2060"
FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(("size", "taken"), [(499, True), (500, True), (501, False)])
def test_a_limit_is_the_last_length_that_is_taken(size: int, taken: bool) -> None:
    assert mastodon.NETWORK.takes("a" * size) is taken


@pytest.mark.parametrize(("families", "taken"), [(119, True), (120, True), (121, False)])
def test_a_second_limit_binds_before_the_first(families: int, taken: bool) -> None:
    assert bluesky.NETWORK.measure(FAMILY * families) < bluesky.NETWORK.limit  # 25 bytes each, of 3,000
    assert bluesky.NETWORK.takes(FAMILY * families) is taken


def test_five_different_links_are_taken_and_six_are_not() -> None:
    links = [f"https://e{n}.example.org" for n in range(6)]
    assert threads.NETWORK.takes(" ".join(links[:5] * 2))
    assert not threads.NETWORK.takes(" ".join(links))


def test_what_is_refused_at_any_length_is_not_taken() -> None:
    assert not reddit.NETWORK.takes("one\ntwo")
    assert reddit.NETWORK.takes(reddit.NETWORK.repair("one\ntwo"))


@pytest.mark.parametrize("broken", ["one\ntwo", "one\r\ntwo", "one \u2028\t two", "one\x85two", "one \n\n\n two"])
def test_a_title_is_one_line(broken: str) -> None:
    assert reddit.repair(broken) == "one two"


def test_spaces_in_a_line_stay_as_they_are() -> None:
    assert reddit.repair("one  two\u00a0three") == "one  two\u00a0three"


def test_a_text_under_a_picture_has_the_captions_limit() -> None:
    assert (telegram.NETWORK.limit, telegram.NETWORK.pictured().limit) == (4096, 1024)
    assert facebook.NETWORK.pictured() is facebook.NETWORK  # no caption of its own
    short = replace(telegram.NETWORK, limit=500)  # a limit that the user set lower
    assert short.pictured().limit == 500


def test_links_tags_and_names_of_any_network_are_not_halved() -> None:
    text = "Read news.example/a of @ann@social.example and #Harbour, by @ben.example today"
    kept = {text[start:end] for start, end in reddit.NETWORK.unbreakable(text)}
    assert {"@ann@social.example", "#Harbour", "@ben.example"} <= kept
    assert not any("today" in words for words in kept)


def test_unbreakable_spans_come_in_order_and_once() -> None:
    spans = x.NETWORK.unbreakable("https://a.example #one @two https://b.example")
    assert spans == sorted(set(spans))
    assert len(spans) == 4


@pytest.mark.parametrize(
    ("text", "safe", "words"),
    [
        ("no link here", "no link here", ()),
        (
            "see https://a.example/b.html now",
            f"see https:{ZWJ}//a.{ZWJ}example/b.html now",
            ("https://a.example/b.html",),
        ),
        ("#one and #one", f"#{ZWJ}one and #{ZWJ}one", ("#one",)),
        ("@ann #one", f"@{ZWJ}ann #{ZWJ}one", ("@ann", "#one")),
    ],
)
def test_what_is_defused_looks_as_before_and_is_named_once(text: str, safe: str, words: tuple[str, ...]) -> None:
    assert defuse(telegram.NETWORK, text) == (safe, words)


def test_a_bare_host_is_defused_at_each_of_its_dots_and_no_path() -> None:
    assert defuse(x.NETWORK, "www.a.example.com/b.html")[0] == f"www.{ZWJ}a.{ZWJ}example.{ZWJ}com/b.html"


def test_mentions_stay_alive_where_they_are_wanted() -> None:
    assert defuse(telegram.NETWORK, "@ann #one", mentions=False) == (f"@ann #{ZWJ}one", ("#one",))


@given(st.text(alphabet="ab @#./:", max_size=40))
def test_defusing_takes_nothing_away_and_is_done_after_one_time(text: str) -> None:
    safe, words = defuse(discord.NETWORK, text)
    assert safe.replace(ZWJ, "") == text
    assert bool(words) == (safe != text)


@pytest.mark.parametrize(
    ("draft", "body"),
    [
        (Draft(text="a\n\nhttps://b.example\n\nc", link="https://b.example"), "a\n\nc"),
        (Draft(text="a\n\nhttps://b.example"), "a\n\nhttps://b.example"),
        (Draft(text="see https://b.example\n\nc", link="https://b.example"), "see https://b.example\n\nc"),
    ],
)
def test_the_body_is_the_text_without_the_links_own_paragraph(draft: Draft, body: str) -> None:
    assert draft.body == body


@pytest.mark.parametrize(
    ("said", "name"), [("twitter", "x"), ("Twitter", "x"), ("IG", "instagram"), ("bsky", "bluesky"), ("fark", "fark")]
)
def test_networks_are_known_by_what_people_call_them(said: str, name: str) -> None:
    assert network_named(said) == name


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (("x", "twitter", "fb"), ("x", "facebook")),
        (("fb", "x"), ("facebook", "x")),
        (("x", "all"), ()),  # every network
        ((), ()),
    ],
)
def test_several_are_each_wanted_once_in_the_order_given(said: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert networks_named(said) == names
