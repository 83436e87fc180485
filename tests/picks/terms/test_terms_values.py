"""What a term is worth at its edges."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from digest.articles import Article
from digest.errors import DigestError
from digest.picks.ranking import weights
from digest.picks.terms import Candidate, boost, complete, recency, source
from digest.settings import BoostSettings, NewsletterSettings, PicksSettings, Settings
from digest.stories.story import Story

CUT_OFF = datetime(2026, 8, 10, 4, tzinfo=UTC)


def candidate(*, minutes: float = 0, weight: float = 1.0, settings: PicksSettings | None = None) -> Candidate:
    one = Article(
        id="a", headline="High tide in the market", text="Body.", published=CUT_OFF - timedelta(minutes=minutes)
    )
    return Candidate(
        story=Story("a", one, (one,)), cut_off=CUT_OFF, settings=settings or PicksSettings(), weight=weight
    )


@pytest.mark.parametrize(("minutes", "worth"), [(0, 1.0), (1, 0.5), (2, 0.25), (-5, 1.0)])
def test_recency_halves_with_every_half_life_and_news_from_after_the_cut_off_is_new(
    minutes: float, worth: float
) -> None:
    settings = PicksSettings(half_life=timedelta(minutes=1))
    assert recency.measure(candidate(minutes=minutes, settings=settings)) == pytest.approx(worth)


def test_a_half_life_of_nothing_is_one_of_a_minute() -> None:
    settings = PicksSettings(half_life=timedelta())
    assert recency.measure(candidate(minutes=1, settings=settings)) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0.5, "in at the deadline"),
        (1, "a minute old at the deadline"),
        (59, "fifty-nine minutes old at the deadline"),
        (60, "an hour old at the deadline"),
        (89, "an hour old at the deadline"),
        (90, "two hours old at the deadline"),
        (24 * 60, "a day old at the deadline"),
        (36 * 60, "two days old at the deadline"),
    ],
)
def test_an_age_is_said_in_the_unit_that_fits(minutes: float, said: str) -> None:
    assert recency.say(candidate(minutes=minutes)).replace("59", "fifty-nine") == said


@pytest.mark.parametrize(("weight", "worth"), [(0, 0.0), (-1, 0.0), (1, 0.5), (1.5, 0.75), (2, 1.0), (3, 1.0)])
def test_a_source_of_weight_one_is_worth_a_half_and_from_two_on_one(weight: float, worth: float) -> None:
    assert source.measure(candidate(weight=weight)) == worth


@pytest.mark.parametrize(
    ("by", "worth"), [((0.4,), 0.4), ((0.8, 0.7), 1.0), ((-0.3,), -0.3), ((-0.8, -0.7), -1.0), ((0.5, -0.5), 0.0)]
)
def test_boosts_add_up_to_one_either_way(by: tuple[float, ...], worth: float) -> None:
    settings = PicksSettings(boost=tuple(BoostSettings(keyword="tide", by=one) for one in by))
    assert boost.measure(candidate(settings=settings)) == pytest.approx(worth)


@pytest.mark.parametrize(("name", "fix"), [("recencyy", "did you mean recency?"), ("zzz", "known: ")])
def test_a_weight_for_no_term_names_the_one_that_was_meant_or_all(name: str, fix: str) -> None:
    settings = Settings(newsletter=NewsletterSettings(id="d", name="D"), picks=PicksSettings(weights={name: 1.0}))
    with pytest.raises(DigestError, match=f"no term of the score is called '{name}'") as fault:
        weights(settings)
    assert fault.value.fix is not None and fault.value.fix.startswith(fix)
    assert fault.value.where is not None and fault.value.where.endswith(f"picks.weights.{name}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (99, ""),
        (100, "100 words"),
        (996, "1000 words"),
        (1_000, "a long read of 1,000 words"),
        (1_260, "a long read of 1,300 words"),
    ],
)
def test_how_long_a_read_is_is_said_from_a_hundred_words_on(words: int, said: str) -> None:
    one = Article(id="a", headline="High tide", text="tide " * words)
    assert complete.say(Candidate(story=Story("a", one, (one,)), cut_off=CUT_OFF, settings=PicksSettings())) == said
