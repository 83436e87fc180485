"""Sentences a post may open with: the article's own question, and the first sentence that has a figure."""

from __future__ import annotations

import pytest

from digest.articles import Article
from digest.quotes.select.openers import LONGEST, SHORTEST, figure_of, question_of


def article(text: str, **more: str) -> Article:
    return Article(id="a", headline="The lock opens", text=text, language="en", **more)  # type: ignore[arg-type]


def long(start: str, size: int, end: str) -> str:
    """Return a sentence of *size* characters."""
    words = start + " and the harbour" * 20
    return words[: size - len(end)].rstrip() + "x" * (size - len(end) - len(words[: size - len(end)].rstrip())) + end


@pytest.mark.parametrize(("size", "found"), [(LONGEST - 1, True), (LONGEST, True), (LONGEST + 1, False)])
def test_a_sentence_that_opens_a_post_is_no_longer_than_its_room(size: int, found: bool) -> None:
    figure = long("The board counted 1,400 boats", size, ".")
    question = long("Will the board count the boats of the island", size, "?")
    assert (len(figure), len(question)) == (size, size)
    assert (figure_of(article(figure)) is not None) is found
    assert (question_of(article(question)) is not None) is found


def test_a_question_of_a_word_or_two_opens_nothing() -> None:
    short, enough = "Is the harbour old?", "Is the harbour deep?"
    assert (len(short), len(enough)) == (SHORTEST - 1, SHORTEST)
    assert [question_of(article(text)) is not None for text in (short, enough)] == [False, True]


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("The board counted 1,400 boats in the harbour.", True),
        ("The town has spent $3 million on the lock.", True),
        ("The board said that 12% of the boats left the harbour.", True),
        ("The board counted 48 boats in the harbour.", True),
        ("The lock of the harbour was built in 1987 by the town.", False),
        ("The board meets in the harbour at 11 o'clock.", False),
        ("The keeper of the lock is 62 years old.", False),
        ("The board meets in the harbour on 12 August.", False),
        ("The board counted the boats in the harbour.", False),
    ],
)
def test_a_figure_counts_something_and_is_no_year_time_age_or_date(sentence: str, tells: bool) -> None:
    found = figure_of(article(f"The lock opens again this week. {sentence}"))
    assert (found.text if found else "") == (sentence if tells else "")


def test_a_highlight_s_figure_comes_before_the_body_s() -> None:
    told = Article(
        id="a", headline="The lock opens", text="The board counted 48 boats in the harbour.", language="en",
        highlights=("The town has spent $3 million on the lock.",),
    )  # fmt: skip
    found = figure_of(told)
    assert found is not None and found.text == "The town has spent $3 million on the lock."
    assert told.source_text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "He asked who counted them? Nobody knows.",
        "“Who counted the boats of the island?” asked Mia Torn.",
        "Does that count for the harbour at all?",
        "The board counted the boats of the island.",
        "Does the lock open?",  # the headline's own
    ],
)
def test_a_question_that_leans_is_quoted_or_echoes_opens_nothing(text: str) -> None:
    assert question_of(article(text)) is None
