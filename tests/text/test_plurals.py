"""Numbers with their nouns in messages."""

from __future__ import annotations

import pytest

from digest.text.plurals import counted


@pytest.mark.parametrize(
    ("number", "one", "many", "said"),
    [
        (0, "part", "", "0 parts"),
        (1, "part", "", "1 part"),
        (2, "story", "stories", "2 stories"),
        (1, "story", "stories", "1 story"),
        (1_200, "copy", "copies", "1,200 copies"),
    ],
)
def test_a_number_stands_before_the_form_that_it_takes(number: int, one: str, many: str, said: str) -> None:
    assert counted(number, one, many) == said
