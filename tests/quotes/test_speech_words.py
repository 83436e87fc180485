"""What a word looks like: a form that tells what happened, or a word that only ends so."""

from __future__ import annotations

import pytest

from digest.quotes.grammar.speech import speech


@pytest.mark.parametrize(("word", "ends"), [("noted", True), ("used", False), ("Holmsted", False), ("note", False)])
def test_a_long_enough_word_in_lower_case_may_be_what_somebody_did(word: str, ends: bool) -> None:
    assert speech("en").ended(word) is ends
