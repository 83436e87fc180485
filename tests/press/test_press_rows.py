"""Rows of a front page: two of a kind beside each other, nobody beside a hole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from editions import standard

from digest.press.rows import rows

PICTURE, PLAIN = standard().stories[0], replace(standard().stories[0], picture=None)


@pytest.mark.parametrize(
    ("kinds", "made"),
    [
        ("", ""),
        ("p", "p"),
        ("pp", "pp"),
        ("ppp", "pp p"),
        ("pn", "p n"),
        ("pnpp", "p n pp"),
        ("ppnnp", "pp nn p"),
        ("pnnp", "p nn p"),
    ],
)
def test_two_share_a_row_where_both_or_neither_have_a_picture(kinds: str, made: str) -> None:
    items = [PICTURE if kind == "p" else PLAIN for kind in kinds]
    assert " ".join("".join("p" if item.picture else "n" for item in row) for row in rows(items)) == made
