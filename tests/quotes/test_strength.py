"""Strength can be explained: each term is a reason in words."""

import pytest

from digest.quotes.quote import Quote
from digest.quotes.select.strength import SHARE_READY, best_to_show, strength

GOOD = "A bridge that 40,000 people cross each day is not a luxury."


def score(text: str, *, speaker: str = "", note: str = "", source: str = "text", position: float = 0.5) -> float:
    return strength(text, speaker=speaker, note=note, source=source, position=position)[0]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (score(GOOD), score("Yes.")),
        (score(GOOD), score(GOOD * 8)),
        (score(GOOD), score("This is why he said that it would be done by them.")),
        (score(GOOD), score("and a bridge that 40,000 people cross each day")),
        (score("Nobody lit the lamp on the pier"), score("lit the lamp on the pier again")),
        (score(GOOD, speaker="Anna Holm"), score(GOOD)),
        (score(GOOD, note="On bridges"), score(GOOD)),
        (score(GOOD, position=0.0), score(GOOD, position=0.9)),
        (score(GOOD, source="takeaway"), score(GOOD)),
        (score(GOOD, position=0.10), score(GOOD, position=0.11)),  # in a long report that is a paragraph
    ],
)
def test_what_makes_a_quote_stronger(better: float, worse: float) -> None:
    assert 0 <= worse < better <= 1


@pytest.mark.parametrize(
    "text",
    [
        "We found the lock so useful that we wrote it down: https://locks.example/12",
        "A hero of the lock, and always was. Write to @annaholm by May 12, you who love the gate!",
        "We are loving it! Ever forward. pic.twitter.com/x1y2z3",
        "A test looks at these: - how wide the lock is - how long the gate takes to open in 12 seconds",
    ],
)
def test_addresses_and_lists_are_not_ready_to_be_shared(text: str) -> None:
    assert score(text, speaker="Anna Holm", source="takeaway", position=0.0) < SHARE_READY


def test_the_words_of_an_i_or_a_we_whom_nobody_names_lead_nothing() -> None:
    text = "I have kept the gate of Nordhavn for 40 years and never slept."

    def mine(text: str, language: str = "en", **more: str) -> float:
        given = {"speaker": "", "note": "", "source": "text"} | more
        return strength(text, **given, position=0.0, language=language)[0]

    assert mine(text) < SHARE_READY
    named = (mine(text, speaker="Anna Holm"), mine(text, note="On gates"), mine(text, source="takeaway"))
    assert min(*named, mine(text, language="xx")) >= SHARE_READY
    assert mine(text.replace("I have", "We have")) < SHARE_READY


@pytest.mark.parametrize(
    "text", ["How would you open the gate of Nordhavn at 6?", "Hello, Nordhavn!", "…has kept the gate of Nordhavn."]
)
def test_a_question_or_a_few_words_that_nobody_says_lead_nothing(text: str) -> None:
    assert strength(text, speaker="", note="", source="text", position=0.0, language="en")[0] < SHARE_READY


def test_a_question_that_somebody_asks_may_lead() -> None:
    assert score("How would you open the gate of Nordhavn at 6?", speaker="Anna Holm") >= SHARE_READY


@pytest.mark.parametrize(
    ("text", "speaker", "score", "shown"),
    [
        ("value of the boats", "Anna Holm", 0.45, False),
        ("value of the boats that lie at the long pier", "Anna Holm", 0.45, True),
        ("value of the boats that lie at the long pier", "", 0.45, False),
        ("The boats lie at the long pier all winter.", "", 0.7, True),
        ("The boats lie at the long pier all winter.", "", 0.4, False),
    ],
)
def test_beside_a_story_stand_no_few_words_of_a_sentence_and_nothing_weak_that_is_nobodys(
    text: str, speaker: str, score: float, shown: bool
) -> None:
    quote = Quote(
        id="a#1", article="a", text=text, pieces=((0, 5),), start=0, end=5, prefix="", suffix="", sha256="",
        source="text", speaker=speaker, score=score,
    )  # fmt: skip
    assert bool(best_to_show([quote], 1)) is shown


def test_the_reasons_say_where_it_comes_from() -> None:
    _, reasons = strength(GOOD, speaker="Anna Holm", note="", source="text", position=0.1)
    assert set(reasons) == {
        "a good length to share",
        "stands on its own",
        "has a number",
        "the speaker is named",
        "early in the text",
    }


@pytest.mark.parametrize("word", ["Moreover", "However", "Instead"])
def test_a_word_that_goes_on_from_something_before_leans(word: str) -> None:
    def told(opening: str) -> tuple[float, tuple[str, ...]]:
        text = f"{opening}, the ferries of Tolm were late again."
        return strength(text, speaker="Anna Holm", note="", source="text", position=0.0, language="en")

    assert f"leans on what was said before ({word})" in told(word)[1]
    assert told(word)[0] < told("Yesterday")[0] - 0.1


def test_a_leaning_start_is_named() -> None:
    _, reasons = strength("They will never do it again, we think.", speaker="", note="", source="text", position=0.9)
    assert "leans on what was said before (They)" in reasons


def test_what_begins_inside_a_sentence_leads_nothing() -> None:
    words = "eached their highest share to date, at 55 percent of all the ferries of Marrow Bay."
    inside, whole = (score(first + words, speaker="Anna Holm", position=0.0) for first in "rR")
    assert inside < SHARE_READY < whole


@pytest.mark.parametrize(
    ("speaker", "note", "reason"),
    [
        ("Anna Holm", "", "the speaker is named"),
        ("Anna Holm", "On bridges", "the speaker is named"),
        ("", "On bridges", "it has a note"),
        ("", "", ""),
    ],
)
def test_a_name_counts_or_else_a_note(speaker: str, note: str, reason: str) -> None:
    _, reasons = strength(GOOD, speaker=speaker, note=note, source="text", position=0.1)
    assert [one for one in reasons if one in {"the speaker is named", "it has a note"}] == [reason] * bool(reason)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("It held. We did.", False),  # "It" leans on what was said before
        ("Gates held.", True),
        ("Gates held", False),
        ("Gates held all night", True),  # four words and a capital: its stop is the tag's
        ("Gates held all", False),
        ("40 gates held all night", False),  # where a sentence begins, nobody can tell
        ("40 gates held all night,", True),
        ("gates held all night.", False),
    ],
)
def test_a_sentence_stands_on_its_own_with_its_stop_or_with_a_capital_and_words_enough(text: str, alone: bool) -> None:
    _, reasons = strength(text, speaker="Anna Holm", note="", source="text", position=0.1)
    assert ("stands on its own" in reasons) is alone
