"""Which words beside a verb, a credit or a comma are somebody: rules of grammar, each by itself."""

from __future__ import annotations

import pytest

from digest.quotes.attribution.credit_lines import credited
from digest.quotes.attribution.masked_text import words_in
from digest.quotes.attribution.people import People
from digest.quotes.grammar.names import Word, only_name
from digest.quotes.grammar.phrases import is_place, whose
from digest.quotes.grammar.speech import speech

EN = speech("en")


def words(text: str) -> list[Word]:
    return words_in(text, 0, len(text), EN)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("wrote to Holm", "Holm"),
        ("answer from Holm", "Holm"),
        ("answers from Anna Holm", "Anna Holm"),
        ("a word of Anna Holm", "Anna Holm"),
        ("Keeper of Holm", "Keeper of Holm"),
        ("a letter from Holm", "a letter from Holm"),  # it can speak
    ],
)
def test_a_relative_clause_is_about_whoever_owns_the_thing_before_it(text: str, who: str) -> None:
    assert who.split() == [word.text for word in whose(words(text), EN)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("in Nordhavn, Calverton,", True),
        ("in Nordhavn, Calverton, Holm", True),
        ("in Nordhavn, Calverton, the mayor", False),
        ("in Nordhavn, Calverton", False),
    ],
)
def test_a_name_between_two_commas_after_a_place_is_a_place_unless_something_tells_of_it(
    text: str, place: bool
) -> None:
    assert place is is_place(words(text), 3, 4, EN)


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Our mayor", "mayor"),
        ("Our NPO partner", "NPO partner"),
        ("Our", ""),
        ("Ida Kern, our mayor", "Ida Kern"),
        ("Harbour our", ""),
    ],
)
def test_a_credit_is_whose_it_is_and_not_ours(line: str, who: str) -> None:
    assert who == credited(line, EN)


@pytest.mark.parametrize(
    ("name", "surely"),
    [
        ("Anna Holm", True),
        ("ANNA HOLM", False),
        ("HARBOUR HOLM", False),
        ("HOLM", True),  # who has spoken before is known in capitals, too
        ("Anna Holm's", False),
        ("Holm", False),
        ("", False),
    ],
)
def test_two_words_in_capitals_are_a_heading_and_nobody(name: str, surely: bool) -> None:
    people = People("Anna Holm went out. ANNA HOLM AT THE QUAY. The keeper spoke.", EN)
    people.meet("HOLM")
    assert surely is people.somebody(name)


@pytest.mark.parametrize(
    ("word", "named"), [("Holm", True), ("@holm", True), ("iPad", True), ("pH", False), ("boat", False)]
)
def test_a_capital_makes_a_name_also_inside_a_longer_word(word: str, named: bool) -> None:
    assert named is words(word)[0].named


@pytest.mark.parametrize(
    ("text", "name"),
    [("Anna Holm", True), ("keeper Holm", False), ("Holm", True), ("Keeper of Holm", True), ("", False)],
)
def test_a_line_that_is_only_a_name_begins_and_ends_with_a_capital(text: str, name: bool) -> None:
    assert name is only_name(words(text), EN)
