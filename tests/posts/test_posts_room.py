"""Room is used: optional parts are cut at sentences before they go, links are spelt whole, parameters are ours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from posts.samples import edition, render

from digest.config import read_settings
from digest.edition.model import Edition
from digest.errors import SettingsError
from digest.posts import Post, make_posts
from digest.settings import SocialSettings
from digest.text.links import find_links, whole_link

SENTENCE = "The council met for the third time this week about it. "


def told(deck: str = "", url: str = "https://news.example.org/bridge", headline: str = "") -> Edition:
    paper = edition(headline=headline) if headline else edition()
    assert paper.lead
    return replace(paper, lead=replace(paper.lead, deck=deck or paper.lead.deck, url=url))


def made(paper: Edition, **settings: Any) -> dict[str, Post]:
    social = SocialSettings(**{"networks": ("x", "bluesky", "mastodon"), **settings})
    return {f"{one.network}.{one.kind}": one for one in make_posts(paper, social, render)}


def test_a_deck_is_cut_at_a_sentence_before_it_goes() -> None:
    post = made(told(SENTENCE * 8))["x.story"]
    assert post.shortened == ("deck",)
    assert post.dropped == ()
    deck = post.text.split("\n\n")[1]
    assert deck == (SENTENCE * deck.count("third time")).strip()
    assert post.length + len(SENTENCE) > post.limit  # one more would not have fitted


def test_a_deck_of_one_long_sentence_goes_whole() -> None:
    post = made(told("and " * 100))["x.story"]
    assert (post.shortened, post.dropped) == ((), ("deck",))


def test_the_link_is_shown_short_before_a_headline_goes() -> None:
    paper = told()
    assert paper.lead
    long = "Lindholm votes on a second bridge, and on the way there, again "
    more = tuple(replace(paper.lead, id=f"b{n}", place="story", headline=long, quotes=()) for n in range(3))
    paper = replace(
        paper, stories=more, newsletter=replace(paper.newsletter, web="https://example.org/" + "daily/" * 6)
    )
    post = made(paper)["bluesky.edition"]
    assert post.link not in post.text
    assert "example.org/daily" in post.text
    assert "headline4" not in post.dropped
    assert post.facets[0].value == post.link


def test_the_link_is_shown_short_before_a_word_of_a_headline_or_a_sentence_of_a_deck_goes() -> None:
    utm = {"campaign": "spring-" * 20}
    paper = told(SENTENCE * 2, headline="Lindholm " * 15)
    post = made(paper, utm=utm)["bluesky.story"]
    assert (post.cut, post.dropped, post.shortened) == ("whole", (), ())
    assert "campaign" not in post.text and post.facets[0].value == post.link and "campaign" in post.link


def test_our_parameters_go_before_the_words_where_a_link_counts_in_full() -> None:
    paper = told(headline="Lindholm votes on a second bridge " * 9)
    post = made(paper, networks=("threads", "x"), utm={"campaign": "spring-" * 40})
    assert (post["threads.story"].cut, post["x.story"].cut) == ("whole", "words")
    assert post["threads.story"].link == "https://news.example.org/bridge" and "utm" in post["threads.story"].dropped
    assert "utm_campaign" in post["x.story"].text  # it counts 23 there, whatever it is


def test_a_thread_fits_whatever_the_length_of_its_link() -> None:
    paper = told(SENTENCE * 12)
    posts = make_posts(paper, SocialSettings(networks=("bluesky", "x"), utm={"campaign": "spring-" * 60}), render)
    parts = [post for post in posts if post.kind == "thread"]
    assert {post.network for post in parts} == {"bluesky", "x"}
    assert all(post.length <= post.limit for post in parts)
    assert [post.facets[0].value for post in parts if post.network == "bluesky" and post.facets] == [parts[-1].link]


@pytest.mark.parametrize(
    ("url", "spelt"),
    [
        ("https://a.example.org/end.", "https://a.example.org/end%2E"),
        ("https://a.example.org/Foo_(bar", "https://a.example.org/Foo_%28bar"),
        ("https://a.example.org/Foo_(bar)", "https://a.example.org/Foo_(bar)"),
        ("https://a.example.org/مقال", "https://a.example.org/%D9%85%D9%82%D8%A7%D9%84"),
        ("https://a.example.org/記事?q=日本", "https://a.example.org/%E8%A8%98%E4%BA%8B?q=%E6%97%A5%E6%9C%AC"),
        ("https://a.example.org/plain", "https://a.example.org/plain"),
        ("https://a.example.org/a%20b", "https://a.example.org/a%20b"),
    ],
)
def test_a_link_that_networks_would_cut_is_spelt_so_that_they_link_all_of_it(url: str, spelt: str) -> None:
    assert whole_link(url) == spelt
    post = made(told(url=url))["mastodon.story"]
    (link,) = [one for one in find_links(post.text) if not one.bare]
    assert link.url == post.link == spelt


@given(st.text(st.sampled_from("ab/()[].,;:!?&=#%20-_~éж記م'*+@$"), max_size=24))
def test_whatever_the_path_the_whole_link_is_one_and_means_the_same(path: str) -> None:
    from urllib.parse import unquote

    url = f"https://news.example.org/{path}"
    spelt = whole_link(url)
    assert unquote(spelt) == unquote(url)
    assert whole_link(spelt) == spelt
    found = [link for link in find_links(f"see {spelt} now") if link.start == 4]
    assert found and found[0].url == spelt


def test_parameters_are_filled_in_and_may_take_the_place_of_foreign_ones() -> None:
    paper = told(url="https://news.example.org/bridge?utm_source=rss&id=7")
    utm = {"source": "{network}", "campaign": "daily-{edition}", "utm_content": "{kind}-{story}"}
    kept = made(paper, utm=utm)["x.story"].link
    ours = made(paper, utm=utm, utm_replace=True)["x.story"].link
    rest = "utm_campaign=daily-2026-08-10&utm_content=story-bridge"
    assert kept == f"https://news.example.org/bridge?utm_source=rss&id=7&{rest}"
    assert ours == f"https://news.example.org/bridge?id=7&utm_source=x&{rest}"


@pytest.mark.parametrize("form", ["{story}-{kind}", "{kind}-{story}", "{kind}{story}"])
def test_an_edition_has_no_story_and_nothing_joins_it_in_its_parameters(form: str) -> None:
    link = made(edition(), utm={"source": form})["x.edition"].link
    assert link.endswith("utm_source=edition")


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ('sorce = "x"', "a UTM parameter"),
        ('source = "{netwrok}"', "{network}, {kind}, {story} or {edition}"),
        ('source = "two words"', "one word"),
    ],
)
def test_a_parameter_that_is_misspelt_is_refused(row: str, what: str) -> None:
    with pytest.raises(SettingsError) as fault:
        read_settings(f'[newsletter]\nid = "daily"\nname = "D"\n[social.utm]\n{row}\n')
    assert what in str(fault.value.faults[0].what)


def test_a_thread_carries_one_card() -> None:
    paper = told(SENTENCE * 12)
    parts = [post for post in make_posts(paper, SocialSettings(networks=("bluesky",)), render) if post.kind == "thread"]
    assert len(parts) > 2
    assert [bool(post.link) for post in parts] == [False] * (len(parts) - 1) + [True]
    assert [isinstance(post.api, dict) and "embed" in post.api for post in parts] == [bool(post.link) for post in parts]
