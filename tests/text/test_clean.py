"""What text loses before it is kept, and what it never loses."""

from __future__ import annotations

from unicodedata import combining

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text.clean import MAX_MARKS, blank, line, plain

ANY_TEXT = st.text(st.characters(exclude_categories=[]))


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("Harbour reopens", "Harbour reopens"),
        ("two\r\nlines\rand\u2028more", "two\nlines\nand\nmore"),
        ("cut\x00 here\x1b[31m", "cut here[31m"),
        ("ne\u200bver ne\u00adgo\u2060tiate", "never negotiate"),
        ("half \ud83d cut", "half \ufffd cut"),
        ("\u202eevil\u202c \u2067open", "evil open"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian needs its joiners
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),  # and so do families
        ("🏴\U000e0067\U000e0062\U000e007f x\U000e0041\U000e0042", "🏴\U000e0067\U000e0062\U000e007f x"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_only_what_no_reader_sees_is_removed(raw: str, kept: str) -> None:
    assert kept == plain(raw)


def test_a_tower_of_marks_is_cut_to_eight() -> None:
    assert plain("a" + "\u0301" * 500 + "b") == "a" + "\u0301" * MAX_MARKS + "b"


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert plain(text) == plain(plain(text))
    assert line(text) == line(line(text))


@given(ANY_TEXT)
def test_clean_text_can_be_written_anywhere(text: str) -> None:
    clean = plain(text)
    clean.encode("utf-8")
    assert not [c for c in clean if ord(c) < 32 and c not in "\n\t"]
    run = 0
    for char in clean:
        run = run + 1 if combining(char) else 0
        assert run <= MAX_MARKS


@given(ANY_TEXT)
def test_a_line_has_no_break_and_no_outer_space(text: str) -> None:
    clean = line(text)
    assert clean == clean.strip()
    assert len(clean.splitlines()) <= 1


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"])))
def test_ordinary_text_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize("nothing", ["", " \u00a0\u2003\u3000\u200b\ufeff\t ", "\u200d\u200e", "\u3164"])
def test_what_shows_nothing_is_blank(nothing: str) -> None:
    assert blank(nothing)


def test_one_visible_sign_is_not_blank() -> None:
    assert not blank(" 。 ")
