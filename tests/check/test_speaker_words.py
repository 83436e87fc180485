"""The rule about speakers, word by word: what one word alone may be."""

import pytest

from digest.check.speaker import fault


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("Chapters", "warning"),  # at the head of a sentence every word has a capital
        ("Doors", "warning"),
        ("Examples", "warning"),
        ("Sprint", ""),  # one that is no plural may be a name
        ("Holms", ""),
        ("Members", ""),  # … and these can speak
    ],
)
def test_one_word_that_english_writes_small_is_no_speaker_where_it_tells_of_several(name: str, severity: str) -> None:
    assert fault(name, "en")[1] == severity
