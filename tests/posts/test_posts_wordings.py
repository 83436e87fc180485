"""Several wordings of one post, all of the article's own words; a call to action from the settings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from posts.samples import edition, quote, render

from digest.edition.model import Edition
from digest.errors import DataError
from digest.picks.edits import PostWish
from digest.posts import Post, make_posts
from digest.quotes.quote import Extract
from digest.settings import SocialSettings

ASKS = "Who pays when the last ferry of the night is gone?"
COUNTS = "About 14,200 people cross the old one every working day."


def opening(text: str) -> Extract:
    return Extract(article="a1", text=text, start=0, end=len(text), prefix="", suffix="", sha256="", source="text")


def told(*, question: str = ASKS, figure: str = COUNTS, speaker: str = "Mira Holt") -> Edition:
    plain = edition(speaker=speaker)
    assert plain.lead
    asks, counts = opening(question) if question else None, opening(figure) if figure else None
    return replace(plain, lead=replace(plain.lead, question=asks, figure=counts))


def made(paper: Edition, *wishes: PostWish, **settings: object) -> dict[str, Post]:
    social = SocialSettings(**{"networks": ("x", "reddit", "instagram"), **settings})  # type: ignore[arg-type]
    return {f"{one.network}.{one.kind}": one for one in make_posts(paper, social, render, wishes=wishes)}


def offered(post: Post) -> dict[str, str]:
    return {one.name: one.text for one in post.wordings}


def test_a_story_may_open_with_its_question_its_figure_or_who_says_it() -> None:
    texts = offered(made(told())["x.story"])
    assert list(texts) == ["plain", "question", "number", "speaker"]
    assert texts["question"].startswith(f"{ASKS}\n\nLindholm votes on a second bridge")
    assert texts["number"].startswith(f"{COUNTS}\n\nLindholm votes")
    assert texts["speaker"].startswith("Mira Holt: “We kept the library open on Sundays.”\n\nLindholm votes")
    for post in made(told()).values():
        assert all(one.length <= post.limit for one in post.wordings)


def test_a_quote_may_begin_with_its_speaker() -> None:
    assert offered(made(told())["x.quote"])["speaker"].startswith("Mira Holt: “We kept")


def test_what_the_article_does_not_have_is_not_on_offer() -> None:
    bare = made(told(question="", figure="", speaker=""))
    assert bare["x.story"].wordings == ()
    assert bare["x.quote"].wordings == ()


def test_what_does_not_fit_whole_is_not_on_offer() -> None:
    assert "question" not in offered(made(told(question=f"{'Who pays ' * 30}?"))["x.story"])


def test_a_wording_is_chosen_by_its_name() -> None:
    choice = PostWish(kind="story", story="a1", wording="question", where="o.toml, line 3")
    posts = made(told(), choice)
    assert posts["x.story"].text.startswith(ASKS)
    assert posts["x.story"].wording == "question"
    assert posts["reddit.story"].text == f"{ASKS} Lindholm votes on a second bridge"
    with pytest.raises(DataError, match="no wording 'question'") as fault:
        made(told(question=""), choice)
    assert "plain, number, speaker" in fault.value.fix


def test_a_quote_that_an_editor_chose_goes_out_though_the_edition_does_not_show_it() -> None:
    more = replace(quote("Nobody else asked us."), id="q2", score=0.1)
    paper = told()
    assert paper.lead
    paper = replace(paper, lead=replace(paper.lead, shared=(more,)))
    social = SocialSettings(networks=("x",))
    quotes = [post.quote for post in make_posts(paper, social, render) if post.kind == "quote"]
    assert quotes == ["q1", "q2"]


@pytest.mark.parametrize(
    ("call", "x_story", "x_quote"),
    [
        ({"every": "Read on:"}, "Read on:", "Read on:"),
        ({"every": "Read on:", "quote": "The whole talk:"}, "Read on:", "The whole talk:"),
        ({"story": "Read on:", "x": "More:", "x.quote": ""}, "More:", ""),
    ],
)
def test_the_nearest_call_to_action_stands_above_the_link(call: dict[str, str], x_story: str, x_quote: str) -> None:
    posts = made(told(), call=call)
    assert f"\n\n{x_story}\n\nhttps://" in posts["x.story"].text
    assert (f"\n\n{x_quote}\n\nhttps://" in posts["x.quote"].text) is bool(x_quote)
    assert "Read on:" not in posts["reddit.story"].text


def test_a_call_to_action_gives_way_before_the_words_do() -> None:
    posts = made(told(), call={"every": "call " * 52})
    assert posts["x.story"].text.startswith("Lindholm votes on a second bridge\n\n")
    assert "call" in posts["x.story"].dropped
    assert posts["x.story"].cut == "whole"
