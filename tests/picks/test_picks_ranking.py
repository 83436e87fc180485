"""The score is the sum of its terms, and its reason says nothing they do not know."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digest.articles import Article, Image
from digest.errors import SettingsError
from digest.picks import ranking
from digest.picks.terms import Candidate
from digest.settings import NewsletterSettings, PicksSettings, Settings
from digest.stories.story import Story

# The terms whose words are tested here; one that is added speaks for itself.
OURS = ("advance", "boost", "complete", "diversity", "quote", "recency", "repetition", "size", "source", "variety")
CUT_OFF = datetime(2026, 8, 10, 4, tzinfo=UTC)


def settings(**weights: float) -> Settings:
    return Settings(newsletter=NewsletterSettings(id="d", name="D"), picks=PicksSettings(weights=weights))


def said(given: Candidate) -> str:
    shares = ranking.score(given, ranking.weights(settings()))
    return ranking.reason(given, {name: share for name, share in shares.items() if name in OURS})


def candidate() -> Candidate:
    members = tuple(
        Article(
            id=f"a{n}",
            headline="Barrier shut",
            text="Body.",
            site=f"Outlet {n}",
            image=Image(url="https://velmar.example/a.png"),
            highlights=("It shut.",),
            published=CUT_OFF - timedelta(minutes=40 + n),
        )
        for n in range(3)
    )
    return Candidate(story=Story("a0", members[0], members), cut_off=CUT_OFF, settings=PicksSettings())


def test_the_score_is_the_sum_of_its_terms() -> None:
    shares = ranking.score(candidate(), ranking.weights(settings()))
    assert ranking.total(shares) == pytest.approx(sum(shares.values()), abs=1e-4)
    assert list(shares) == list(ranking.columns())


def test_weights_come_from_the_settings_by_the_terms_names() -> None:
    assert ranking.score(candidate(), ranking.weights(settings(recency=0.0)))["recency"] == 0.0


def test_a_weight_of_no_term_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(SettingsError) as fault:
        ranking.weights(settings(recensy=1.0))
    assert "recency" in fault.value.fix


def test_a_reason_reads_like_an_editor_s_and_puts_first_what_sets_the_story_apart() -> None:
    assert said(candidate()) == (
        "Reported by three outlets, the latest forty minutes before the deadline,"
        " a full page with a picture and highlights."
    )


def test_a_story_that_nothing_speaks_for_still_gets_a_true_reason() -> None:
    plain = Article(id="p", headline="Plain", text="")
    given = Candidate(story=Story("p", plain, (plain,)), cut_off=CUT_OFF, settings=PicksSettings())
    assert said(given) == "Told by one article, and nothing else sets it apart."


def test_what_goes_on_is_named_however_little_it_costs_and_an_old_date_is_no_reason() -> None:
    old = Article(id="p", headline="Plain", text="word " * 300, published=CUT_OFF - timedelta(days=5))
    given = Candidate(story=Story("p", old, (old,)), cut_off=CUT_OFF, settings=PicksSettings())
    follow = replace(given, told=0.01, earlier=("The gates hold", "2026-08-09"))
    assert said(given) == "300 words."
    assert said(follow) == "Takes the story of 9 August further (“The gates hold”), 300 words."


def test_every_term_is_described_for_the_docs() -> None:
    assert all(ranking.described().values())
