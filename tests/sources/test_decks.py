"""Decks and bylines as a reader should see them: whole sentences, not the whole text, and names alone."""

from __future__ import annotations

import pytest

from digest.sources._metadata import LONGEST_EXCERPT, byline, deck_of

BODY = "The ferry to Tolm ran aground on Monday, while a gauge of storms rose. Nobody was hurt. Divers are at work."


def test_an_excerpt_that_breaks_off_within_a_word_is_no_deck() -> None:
    assert deck_of("The Tolm ferry ran aground on Monday, while a gauge of sto...", BODY) != ""
    assert deck_of("The ferry to Tolm ran aground on Monday, while a gauge of sto...", f"TOLM (Wire) - {BODY}") == ""
    assert deck_of("A hard day. The ferry to Tolm ran aground on Mon…", BODY) == "A hard day."
    assert deck_of("A hard day for the ferry to Tolm ...", BODY) == "A hard day for the ferry to Tolm ..."


def test_an_excerpt_is_no_longer_than_a_deck() -> None:
    body = " ".join(
        f"The ferry to Tolm was late on day {day}, and those who waited for it were cold." for day in range(30)
    )
    deck = deck_of(body[:1500].rpartition(".")[0] + ".", body)
    assert 200 < len(deck) <= LONGEST_EXCERPT
    assert body.startswith(deck)
    assert deck.endswith("cold.")


def test_an_excerpt_that_was_cut_ends_in_no_question() -> None:
    body = "The ferry runs late. It was cold. Got a question? Write to the port, however small it is, and we answer."
    assert deck_of(body[:70], body) == "The ferry runs late. It was cold."
    assert deck_of("The ferry runs late. Is it cold?", f"The ferry runs late. Is it cold? {body}").endswith("cold?")


def test_the_first_sentence_of_an_excerpt_stays_whole_and_an_editors_deck_as_it_is() -> None:
    long = f"The ferry {'that was late again ' * 24}came in."
    assert deck_of(f"{long} Nobody waited.", f"{long} Nobody waited. It rained.") == long
    assert deck_of("Late. " * 80, BODY) == "Late. " * 80


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Ida Varga @idavarga Nov 18, 2019 at 9:24 pm ET • 2 min read", "Ida Varga"),
        ("Ida Varga • 2 min read", "Ida Varga"),
        ("Ida Varga | Pell Post", "Ida Varga"),
        ("Ida Varga, Pell Post", "Ida Varga, Pell Post"),
        ("Min Holm", "Min Holm"),
    ],
)
def test_a_byline_is_the_name_without_what_the_page_runs_on(said: str, shown: str) -> None:
    assert byline([said]) == [shown]
