"""What there is to post of an edition, and how each part is called: no words are invented, none are lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from editions import extract
from posts.samples import SHORT, edition, quote

from digest.edition.model import Also, Edition, Item, Watch
from digest.posts.parts import all_parts, edition_parts, quote_parts, story_parts, with_call, with_utm
from digest.settings import SocialSettings


def lead_of(paper: Edition) -> Item:
    assert paper.lead is not None
    return paper.lead


def with_lead(paper: Edition, **values: object) -> Edition:
    return replace(paper, lead=replace(lead_of(paper), **values))  # type: ignore[arg-type]


def kinds(paper: Edition) -> list[tuple[str, str]]:
    found = all_parts(paper, SocialSettings())
    return [(parts.kind, parts.quote.id if parts.quote else parts.item.id if parts.item else "") for parts in found]


def test_the_edition_comes_first_then_each_story_the_leads_thread_and_its_quotes() -> None:
    paper = edition()
    more = replace(lead_of(paper), id="b1", place="story", quotes=(replace(quote("We shut."), id="q2"),))
    brief = replace(more, id="c1", place="brief")
    paper = replace(paper, stories=(more,), briefs=(brief,))
    assert kinds(paper) == [
        ("edition", ""), ("story", "a1"), ("thread", "a1"), ("quote", "q1"), ("story", "b1"), ("quote", "q2"),
    ]  # fmt: skip


def test_every_part_knows_its_edition() -> None:
    assert {parts.edition for parts in all_parts(edition(), SocialSettings())} == {"2026-08-10"}


def test_the_quote_of_the_day_comes_first_and_each_quote_once() -> None:
    one, two = replace(quote("We shut."), id="one"), replace(quote("We open."), id="two")
    paper = replace(with_lead(edition(), quotes=(one, two)), quote=two, quote_item="a1")
    assert [name for kind, name in kinds(paper) if kind == "quote"] == ["two", "one"]
    elsewhere = replace(paper, quote_item="b1")
    assert [name for kind, name in kinds(elsewhere) if kind == "quote"] == ["one", "two"]


@pytest.mark.parametrize(("score", "posted"), [(0.49, False), (0.5, True)])
def test_a_quote_is_posted_that_can_stand_alone_and_one_that_an_editor_shares_in_any_case(
    score: float, posted: bool
) -> None:
    words = replace(quote("We shut."), id="w", score=score)
    shown = replace(with_lead(edition(), quotes=(words,)), quote=None)
    assert (("quote", "w") in kinds(shown)) is posted
    assert ("quote", "w") in kinds(replace(with_lead(shown, quotes=(), shared=(words,)), quote=None))
    kept = with_lead(shown, quotes=(), shared=(words,), shareable=False)
    assert ("quote", "w") not in kinds(kept), "it may not leave without its risk note"


def test_a_story_is_its_own_words_by_name() -> None:
    paper = with_lead(
        edition(), site="The Mail", highlights=(extract("One."), extract("Two.")), why=(extract("A."), extract("B.")),
        watch=Watch(heading="Risk", text="It may fail."),
    )  # fmt: skip
    parts = story_parts(paper, lead_of(paper), SocialSettings())
    assert dict(parts.words) == {
        "headline": "Lindholm votes on a second bridge", "deck": "The council decides tonight.", "kicker": "World",
        "site": "The Mail", "highlights": "One.\n\nTwo.", "why": "A. B.", "watch": "It may fail.",
        "newsletter": "The Daily Take",
    }  # fmt: skip
    assert (parts.main, parts.drops[0], parts.drops[-1]) == ("headline", "watch", "tags")
    assert (parts.link, parts.lang) == ("https://news.example.org/bridge", "en")
    assert story_parts(paper, replace(lead_of(paper), watch=None), SocialSettings()).words["watch"] == ""


@pytest.mark.parametrize("url", ["", "javascript:x()", "mailto"])
def test_what_is_no_address_is_no_link(url: str) -> None:
    paper = with_lead(edition(), url=url)
    assert story_parts(paper, lead_of(paper), SocialSettings()).link == ""


def test_a_story_without_a_language_is_in_the_newsletters() -> None:
    paper = with_lead(edition(), language="")
    paper = replace(paper, newsletter=replace(paper.newsletter, locale="fr"))
    assert story_parts(paper, lead_of(paper), SocialSettings()).lang == "fr"
    french = quote_parts(paper, lead_of(paper), quote("Non."), SocialSettings())
    assert (french.words["open"].strip(), french.words["close"].strip()) == ("«", "»")


def test_words_of_another_article_link_to_that_article() -> None:
    other = Also(id="b1", headline="Port waits", url="https://port.example/wait", site="The Post")
    paper = with_lead(edition(), also=(other,), site="The Mail")
    theirs = quote_parts(paper, lead_of(paper), replace(quote("We wait."), article="b1"), SocialSettings())
    assert (theirs.words["headline"], theirs.words["site"], theirs.link) == ("Port waits", "The Post", other.url)
    own = quote_parts(paper, lead_of(paper), quote("We wait."), SocialSettings())
    assert (own.words["headline"], own.words["site"]) == (lead_of(paper).headline, "The Mail")
    bare = with_lead(paper, also=(replace(other, url=""),))
    assert quote_parts(bare, lead_of(bare), replace(quote("We wait."), article="b1"), SocialSettings()).link == (
        "https://news.example.org/bridge"
    )


def test_an_edition_names_its_first_five_stories_and_none_in_brief() -> None:
    paper = edition()
    more = tuple(replace(lead_of(paper), id=f"s{n}", place="story", headline=f"Story {n}") for n in range(6))
    paper = replace(paper, stories=more, briefs=(replace(more[0], place="brief", headline="Brief"),))
    words = edition_parts(paper).words
    assert [words[f"headline{n}"] for n in range(1, 6)] == [
        "Lindholm votes on a second bridge", "Story 0", "Story 1", "Story 2", "Story 3",
    ]  # fmt: skip
    alone = edition_parts(edition()).words
    assert [alone[f"headline{n}"] for n in range(2, 6)] == [""] * 4
    wanted = ("headline5", "headline4", "headline3", "headline2", "call")
    assert edition_parts(paper).drops == wanted, "the last goes first, and the lead's never"


@pytest.mark.parametrize(
    ("web", "number", "link", "shown"),
    [
        ("https://example.org/daily", 3, "https://example.org/daily/2026-08-10/", "3"),
        ("https://example.org/daily/", 0, "https://example.org/daily/2026-08-10/", ""),
        ("", 1, "", "1"),
    ],
)
def test_an_edition_links_to_its_web_version_and_has_its_number(web: str, number: int, link: str, shown: str) -> None:
    paper = edition()
    paper = replace(paper, number=number, newsletter=replace(paper.newsletter, web=web))
    assert (edition_parts(paper).link, edition_parts(paper).words["number"]) == (link, shown)


@pytest.mark.parametrize(
    ("hashtags", "tags"),
    [
        ({"world": "World News!"}, ("WorldNews",)),  # by the section, and nothing that ends a tag
        ({"bridge": "Bridges"}, ("Bridges",)),  # by a word of the headline
        ({"council": "#Council"}, ("Council",)),  # or of the deck
        ({"brid": "No"}, ()),  # not by a part of one
        ({"second bridge": "Crossing"}, ("Crossing",)),
        ({"bridge": "One", "world": "Two", "votes": "One"}, ("Two", "One")),  # the section first, each once
        ({"bridge": "!!", "votes": ""}, ()),
        ({"World": "col·lecció"}, ("col·lecció",)),
    ],
)
def test_tags_are_configured_by_section_and_word(hashtags: dict[str, str], tags: tuple[str, ...]) -> None:
    paper = edition()
    assert story_parts(paper, lead_of(paper), SocialSettings(hashtags=hashtags)).tags == tags
    assert quote_parts(paper, lead_of(paper), quote(SHORT), SocialSettings(hashtags=hashtags)).tags == tags


def test_warnings_are_configured_alike_and_stand_together() -> None:
    paper = edition()
    social = SocialSettings(warnings={"bridge": "Heights", "world": "Politics", "flood": "Water"})
    assert story_parts(paper, lead_of(paper), social).warning == "Politics Heights"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ({"every": "E", "story": "S", "x": "X", "x.story": "XS"}, "XS"),
        ({"every": "E", "story": "S", "x": "X"}, "X"),
        ({"every": "E", "story": "S"}, "S"),
        ({"every": "E", "quote": "Q"}, "E"),
        ({"every": "E", "x": ""}, ""),  # '' means none, not the next one
        ({"bluesky": "B"}, ""),
        ({}, ""),
    ],
)
def test_the_nearest_call_to_action_counts(call: dict[str, str], words: str) -> None:
    paper = edition()
    social = SocialSettings(call=call)
    parts = story_parts(paper, lead_of(paper), social)
    assert with_call(parts, social, "x").call == words
    assert with_call(replace(parts, kind="thread"), social, "x").call == words, "a thread is a story's"
    assert with_call(replace(parts, link=""), social, "x").call == "", "it stands above a link, and promises none"


@pytest.mark.parametrize(
    ("link", "utm", "replaced", "made"),
    [
        ("https://a.example/b", {}, False, "https://a.example/b"),
        ("", {"source": "x"}, False, ""),
        ("https://a.example/b#c", {"source": "x"}, False, "https://a.example/b?utm_source=x#c"),
        ("https://a.example/b?utm_source=", {"source": "x"}, False, "https://a.example/b?utm_source="),
        ("https://a.example/b?utm_source=r", {"source": "x"}, True, "https://a.example/b?utm_source=x"),
        ("https://a.example/b?q=1&&", {"source": "x"}, False, "https://a.example/b?q=1&utm_source=x"),
        ("https://a.example/b", {"source": "{network}/{kind}"}, False, "https://a.example/b?utm_source=x%2Fstory"),
        ("mailto:a@b.example", {"source": "x"}, False, "mailto:a@b.example"),
        ("https://a.example/b?utm_term=t", {"source": "x"}, True, "https://a.example/b?utm_term=t&utm_source=x"),
    ],
)
def test_parameters_are_added_and_what_a_link_has_stays(
    link: str, utm: dict[str, str], replaced: bool, made: str
) -> None:
    paper = edition()
    social = SocialSettings(utm=utm, utm_replace=replaced)
    parts = replace(story_parts(paper, lead_of(paper), social), link=link)
    assert with_utm(parts, social, "x") == made
