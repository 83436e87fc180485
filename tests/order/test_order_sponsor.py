"""The sponsor in a running order: named once, kept when picking again, refused where it does not fit."""

from __future__ import annotations

import pytest

from digest.errors import DataError
from digest.order.approval import content_mark
from digest.order.merging import merge
from digest.order.sheet import read_sheet
from digest.order.sponsor import sponsor_of
from digest.picks.edits import SponsorWish

HEAD = 'subject = ""\norder = "machine"\n\n'
SPONSOR = '[sponsor]   # paid until May\nname = "Orrin Boatyard"\ntext = "Wooden boats,  by hand."\n'
STORY = '\n[[story]]\nid = "a"\n'


def wish(table: str) -> SponsorWish | None:
    return sponsor_of(read_sheet(HEAD + table + STORY, "order.toml"), "order.toml")


def test_a_sponsor_is_a_name_and_a_text_the_rest_may_be_left_out() -> None:
    assert wish(SPONSOR) == SponsorWish(
        name="Orrin Boatyard", text="Wooden boats, by hand.", where="order.toml, line 4"
    )
    assert wish("") is None


@pytest.mark.parametrize(
    ("table", "says", "line"),
    [
        (SPONSOR + 'url = "javascript:alert(1)"\n', "cannot be linked", 7),
        (SPONSOR + 'label = "news"\n', "label cannot be 'news'", 7),
        (SPONSOR + "alt = 3\n", "alt is no text", 7),
        (SPONSOR + 'link = "https://a.example"\n', "no key link", 7),
        ('[sponsor]\ntext = "Boats"\n', "has no name", 4),
        ('[sponsor]\nname = "Boats"\ntext = " "\n', "has no text", 4),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(table: str, says: str, line: int) -> None:
    with pytest.raises(DataError, match=says) as refused:
        wish(table)
    assert refused.value.where == f"order.toml, line {line}"


def test_after_a_story_it_would_be_lost_so_it_is_refused() -> None:
    with pytest.raises(DataError, match="stands below a story") as refused:
        read_sheet(HEAD + STORY + SPONSOR, "order.toml")
    assert refused.value.where == "order.toml, line 7"


def test_picking_again_keeps_it_to_the_letter() -> None:
    text = merge(HEAD + SPONSOR, [], [], title="t", where="order.toml", shown=5).text
    assert SPONSOR in text
    assert merge(text, [], [], title="t", where="order.toml", shown=5).text == text
    assert wish_in(text)


def wish_in(text: str) -> SponsorWish | None:
    return sponsor_of(read_sheet(text, "order.toml"), "order.toml")


def test_another_sponsor_asks_for_approval_again() -> None:
    marks = [
        content_mark(read_sheet(HEAD + table + STORY, "o")) for table in ("", SPONSOR, SPONSOR.replace("Orrin", "Sill"))
    ]
    assert len(set(marks)) == 3
