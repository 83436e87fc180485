"""One grapheme cluster is one character to a reader."""

import pytest

from digest.text.graphemes import clusters, count, utf8, utf16


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("ab", ["a", "b"]),
        ("a\r\nb", ["a", "\r\n", "b"]),
        ("e\u0301!", ["e\u0301", "!"]),
        ("🇩🇪🇫🇷", ["🇩🇪", "🇫🇷"]),  # never half a flag
        ("👩🏽‍🏫", ["👩🏽‍🏫"]),
        ("नमस्ते", ["न", "म", "स्ते"]),  # an Indic conjunct is one
    ],
)
def test_clusters_are_what_a_reader_sees(text: str, expected: list[str]) -> None:
    assert expected == clusters(text)
    assert len(expected) == count(text)


@pytest.mark.parametrize(("text", "units", "size"), [("", 0, 0), ("é", 1, 2), ("👨‍👩‍👧‍👦", 11, 25), ("図", 1, 3)])
def test_units_and_bytes(text: str, units: int, size: int) -> None:
    assert (units, size) == (utf16(text), utf8(text))
