"""Which way a text runs, and what is set apart because it runs the other way."""

from __future__ import annotations

import pytest
from babel import Locale, localedata

from digest.text.direction import isolated, language_direction


def test_a_language_runs_as_cldr_says() -> None:
    names = localedata.locale_identifiers()
    leftwards = {name for name in names if Locale.parse(name).character_order == "right-to-left"}
    assert leftwards == {name for name in names if language_direction(name) == "rtl"}
    assert leftwards == {name for name in names if language_direction(name.replace("_", "-")) == "rtl"}
    assert len(leftwards) > 50


@pytest.mark.parametrize(
    ("tag", "way"), [("", "ltr"), ("xx", "ltr"), ("ku-Arab", "rtl"), ("yi-US", "rtl"), ("he-Latn", "ltr")]
)
def test_the_script_of_a_tag_decides_before_its_language(tag: str, way: str) -> None:
    assert way == language_direction(tag)


@pytest.mark.parametrize(
    ("text", "direction", "fenced"),
    [
        ("abc", "ltr", False),
        ("שלום", "ltr", True),
        ("abc", "rtl", True),
        ("שלום", "rtl", False),
        ("a ש b", "ltr", False),  # inside, the isolates would change nothing
        ("a ש", "ltr", True),
        ("ש 1984 a", "rtl", True),
        ("“Don’t make them think.”", "ltr", False),
    ],
)
def test_text_that_begins_or_ends_against_the_grain_is_isolated(text: str, direction: str, fenced: bool) -> None:
    assert isolated(text, direction) == (f"\u2068{text}\u2069" if fenced else text)
