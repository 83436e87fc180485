"""Columns: what a terminal and the text part have room for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text import columns
from digest.text.columns import clip, ruler, width


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("", 0),
        ("harbour", 7),
        ("図書館", 6),
        ("a\u200bb", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("e\u0301", 1),
        ("\u2068مرحبا\u2069", 5),
        ("🇩🇪" * 100, 200),
    ],
)
def test_a_text_takes_as_many_columns_as_a_terminal_gives_it(text: str, taken: int) -> None:
    assert width(text) == taken


@pytest.mark.parametrize(
    ("text", "room", "kept"),
    [("harbour", 7, "harbour"), ("harbour", 6, "harbo…"), ("図書館", 5, "図書…"), ("図書館", 4, "図…"), ("x", 0, "…")],
)
def test_what_does_not_fit_is_cut_between_clusters_and_says_so(text: str, room: int, kept: str) -> None:
    assert clip(text, room) == kept


@given(st.text(max_size=60), st.integers(1, 30))
def test_a_cut_text_fits(text: str, room: int) -> None:
    assert width(clip(text, room)) <= room


def test_what_is_counted_without_the_tables_is_what_they_say() -> None:
    import wcwidth

    plain = [chr(n) for n in range(0x3000) if columns._ONE_EACH.fullmatch(chr(n))]
    assert len(plain) > 600
    assert {c for c in plain if wcwidth.wcwidth(c) != 1} == set()
    assert columns.width("“Über” – naïve €5") == 17
    assert columns.clip("“Über” – naïve", 8) == "“Über” …"
    assert columns.width("e\u0301\u4e2d") == 3, "a mark and a wide letter ask the tables"


@given(st.text(alphabet="ab é–€図\u200b\u0301\U0001f1e9", max_size=12))
def test_a_ruler_tells_what_width_tells_of_each_piece(text: str) -> None:
    assert [ruler(text)(text[:at]) for at in range(len(text))] == [width(text[:at]) for at in range(len(text))]
