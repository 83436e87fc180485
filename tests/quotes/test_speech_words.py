"""What a word looks like: a form that tells what happened, or a word that only ends so."""

from __future__ import annotations

import pytest

from digest.quotes.grammar.speech import speech


def test_a_finite_verb_that_a_not_hangs_on_is_one_too_where_a_language_has_such() -> None:
    assert {"n't", "n’t", "hasn't", "hasn’t"} <= speech("en").stops
    assert "" not in speech("de").stops


@pytest.mark.parametrize(("word", "ends"), [("noted", True), ("used", False), ("Holmsted", False), ("note", False)])
def test_a_long_enough_word_in_lower_case_may_be_what_somebody_did(word: str, ends: bool) -> None:
    assert speech("en").ended(word) is ends
