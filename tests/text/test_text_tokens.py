"""Words for comparing: one name is one word, however it is transliterated or inflected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text.tokens import fold, spell, token, unelided


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Borodensky", "Borodenskyy"),
        ("Borodenskiy", "Borodenskyj"),
        ("Odesa", "Odessa"),
        ("Kyiv", "Kiev"),
        ("Müller", "Muller"),
        ("U.S.", "US"),
        ("Fed's", "Fed"),
        ("stocks", "stock"),
        ("announced", "announces"),
        ("policies", "policy"),
        ("Mohammed", "Muhammad"),
    ],
)
def test_two_spellings_of_one_word_have_one_stem(one: str, two: str) -> None:
    first, second = token(one), token(two)
    assert first is not None
    assert second is not None
    assert first.stem == second.stem


@pytest.mark.parametrize(("one", "two"), [("Ukraine", "Ukrainian"), ("Libya", "Libyans"), ("Mongolia", "Mongolian")])
def test_a_country_and_its_people_share_their_front(one: str, two: str) -> None:
    first, second = token(one), token(two)
    assert first is not None
    assert second is not None
    assert first.front == second.front


@pytest.mark.parametrize(("one", "two"), [("price", "pride"), ("2013", "2014"), ("Iran", "Iraq"), ("gold", "golf")])
def test_words_that_only_look_alike_stay_apart(one: str, two: str) -> None:
    first, second = token(one), token(two)
    assert first is not None
    assert second is not None
    assert first.stem != second.stem


def test_function_words_are_those_of_the_language() -> None:
    assert token("the") is None
    assert token("die") is not None
    assert token("die", "de-AT") is None
    assert token("war", "de") is None


@pytest.mark.parametrize(
    ("word", "language", "same"),
    [
        ("l'usine", "fr", "usine"),
        ("L’Usine", "fr", "Usine"),
        ("d'Orliac", "fr-CH", "Orliac"),
        ("dell'arte", "it", "arte"),
    ],
)
def test_an_article_that_lost_its_vowel_is_no_part_of_the_word(word: str, language: str, same: str) -> None:
    assert token(word, language) == token(same, language)


@pytest.mark.parametrize(("word", "language"), [("O'Brien", "en"), ("O'Brien", "fr"), ("d'Orliac", "en")])
def test_a_name_keeps_what_stands_before_its_mark(word: str, language: str) -> None:
    assert unelided(word, language) == word


def test_scripts_without_spaces_come_in_pairs_of_characters() -> None:
    assert spell("東京で地震 M5") == ["東京", "京で", "で地", "地震", "M5"]


@given(st.text(max_size=60))
def test_any_text_can_be_spelt_and_folded(text: str) -> None:
    for word in spell(text):
        assert word
        assert fold(word) == fold(fold(word)) or not word.isascii()
        token(word)
