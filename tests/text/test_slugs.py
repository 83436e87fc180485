"""Names for files and anchors."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text.slugs import MAX_SLUG, card_stem, headline_slug, is_safe_name, readable_name, slug, within


@pytest.mark.parametrize("name", ["harbour-gates-hold", "a", "v1.2_x", "0"])
def test_a_safe_name_stays_as_it_is(name: str) -> None:
    assert name == slug(name)


@pytest.mark.parametrize(
    "name",
    [
        "COM1.txt",
        "nul",
        "con.txt",
        "..\\..\\windows\\win.ini",
        "summit. . .",
        "首脳会談",
        "é" * 200,
        "a" * 300,
        "",
        "/",
        ".",
    ],
)
def test_any_other_name_becomes_a_safe_one(name: str) -> None:
    assert is_safe_name(slug(name))


@given(st.text(), st.text())
def test_two_texts_never_share_a_slug(one: str, other: str) -> None:
    assert one == other or slug(one) != slug(other)


@given(st.text(min_size=1))
def test_a_text_and_its_folded_form_get_two_names(text: str) -> None:
    folded = normalize("NFKC", text.casefold())
    assert text == folded or slug(text) != slug(folded)


@given(st.text())
def test_every_slug_is_safe(text: str) -> None:
    assert is_safe_name(slug(text))
    assert is_safe_name(headline_slug(text))


def test_a_headline_reads_well_in_an_address() -> None:
    assert headline_slug("Harbour's gates hold – for the first time") == "harbours-gates-hold-for-the-first-time"


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Harbour's gates hold – for the first time", "harbours-gates-hold-for-the-first-time"),
        ("Où est passé l’été ?", "ou-est-passe-lete"),
        ("水門が閉じた夜、港は静かだった", "水門が閉じた夜-港は静かだった"),
        ("البوابات تصمد", "البوابات-تصمد"),
        ("Quay 7 — 港", "quay-7"),
        ("🎉 !!", "article"),
        ("word " * 40, "-".join(["word"] * 12)),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_name_can_be_read_in_any_script_and_holds_whole_words(headline: str, name: str) -> None:
    assert readable_name(headline) == name


def test_a_name_that_is_cut_stays_its_own() -> None:
    long, other = ("harbour-" * 9 + end for end in ("north", "south"))
    assert within("image-quay", 76) == "image-quay"
    assert within(long, 60) != within(other, 60)
    assert all(len(within(name, 60)) <= 60 and is_safe_name(within(name, 60)) for name in (long, other))


@pytest.mark.parametrize("length", [51, 57, 58, MAX_SLUG])
def test_every_form_of_a_card_of_a_long_story_is_a_usable_file_name(length: int) -> None:
    stems = [card_stem(f"{'a' * (length - 1)}{end}", number) for end in "bc" for number in (1, 2, 12)]
    assert len(set(stems)) == len(stems)
    assert all(is_safe_name(f"{stem}-portrait-dark.png") for stem in stems)
    assert (stems[0] == f"card-{'a' * (length - 1)}b") == (length <= 57)
