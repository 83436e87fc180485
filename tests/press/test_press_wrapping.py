"""The text part's typography: 72 columns by eye, words whole, links numbered."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.edition.model import Picture
from digest.press import wrapping
from digest.press.front import first_clause
from digest.press.wrapping import Links, beside, wrapped
from digest.text.columns import width

WORDS = st.lists(st.text("abcdefghij-'", min_size=1, max_size=12), min_size=1, max_size=60)
CJK = st.text("東京港離島行きのフェリー、。「」ー", min_size=1, max_size=200)


@given(WORDS, st.integers(0, 8))
def test_no_line_is_wider_than_the_column_and_no_word_is_lost(words: list[str], indent: int) -> None:
    out = wrapped(" ".join(words), " " * indent)
    assert all(width(line) <= 72 for line in out.split("\n"))
    assert out.split() == words


@given(CJK)
def test_east_asian_text_breaks_between_signs_two_columns_each(text: str) -> None:
    lines = wrapped(text).split("\n")
    assert "".join(lines) == text
    glued = 12  # marks that may not begin a line are taken along
    assert all(width(line) <= 72 + glued * 2 for line in lines if len(set(line)) > 2)


@pytest.mark.parametrize(
    ("name", "tied"),
    [
        ("The Daily Take", "The\u00a0Daily\u00a0Take"),
        ("Gauge keeper Lia Stone", "Gauge keeper Lia\u00a0Stone"),
        ("Harbourmaster Konstantinopoulou-Andersen", "Harbourmaster Konstantinopoulou-Andersen"),
        ("Orrin", "Orrin"),
        ("", ""),
    ],
)
def test_no_line_ends_inside_a_name_that_the_narrowest_column_has_room_for(name: str, tied: str) -> None:
    assert tied == wrapping.whole(name)


@pytest.mark.parametrize(
    ("heading", "sentences"),
    [
        ("Liked it? Tell a friend!", ["Liked it?", "Tell a friend!"]),
        ("Vous aimez ? Faites passer !", ["Vous aimez ?", "Faites passer !"]),
        ("気に入りましたか。お友だちにも。", ["気に入りましたか。", "お友だちにも。"]),
        ("More from orrin.example", ["More from orrin.example"]),
    ],
)
def test_a_heading_parts_between_its_sentences(heading: str, sentences: list[str]) -> None:
    assert sentences == wrapping.sentence_texts(heading)


@pytest.mark.parametrize("mark", "、。」）ーっ")
def test_a_closing_mark_does_not_begin_a_line(mark: str) -> None:
    for size in range(30, 40):
        assert not any(line.startswith(mark) for line in wrapped("港" * size + mark + "港" * 20).split("\n"))


def test_an_opening_mark_does_not_end_a_line() -> None:
    for size in range(30, 40):
        assert not any(line.endswith("「") for line in wrapped("港" * size + "「港」" + "港" * 20).split("\n"))


def test_an_address_is_never_broken() -> None:
    url = "https://news.example/" + "a" * 90
    assert url in wrapped(f"Read it at {url} or not").split("\n")[1]


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("é", 1), ("港", 2), ("\u2068ab\u2069", 2), ("شكرا", 4), ("e\u0301", 1), ("“x” – …", 7), ("👩‍🚀", 2)],
)
def test_width_is_that_of_a_terminal(text: str, columns: int) -> None:
    assert columns == width(text)


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("It opens", "It opens."),
        ("Does it open?", "Does it open?"),
        ("港が開く", "港が開く。"),
        ("It opens…", "It opens…"),
        ("On “hello” and “thanks”", "On “hello” and “thanks”."),
        ("“It opens.”", "“It opens.”"),
        ("They asked: “Does it open?”", "They asked: “Does it open?”"),
        ("", ""),
    ],
)
def test_a_headline_ends_like_a_sentence(headline: str, said: str) -> None:
    assert said == wrapping.as_sentence(headline)


@pytest.mark.parametrize(
    ("deck", "clause"),
    [
        ("One thing. Another thing.", "One thing."),
        ("Only one", "Only one"),
        ("電動船が走る。運賃は同じ。", "電動船が走る。"),
        ("It cost 3.5 million. Nobody paid.", "It cost 3.5 million."),
        ("هل فتح؟ نعم.", "هل فتح؟"),
        ("The U.S. vote was close. Nobody won.", "The U.S. vote was close."),
        ("Dr. Holm spoke. Nobody came.", "Dr. Holm spoke."),
        ("", ""),
    ],
)
def test_the_brief_takes_the_first_sentence(deck: str, clause: str) -> None:
    assert clause == first_clause(deck)


def test_the_brief_reads_a_deck_in_its_own_language() -> None:
    assert first_clause("So steht es in Art. Eins. Er ging.", "de") == "So steht es in Art. Eins."
    assert first_clause("It is modern Art. Holm sang.", "en") == "It is modern Art."


def test_links_are_numbered_once_and_gathered_where_asked() -> None:
    links = Links()
    assert links.mark("https://a.example") == "[1]"
    assert links.mark("https://b.example") == "[2]"
    assert links.mark("https://a.example") == "[1]"
    assert links.mark("") == ""
    assert links.gathered() == [(1, "https://a.example"), (2, "https://b.example")]
    assert links.gathered() == []
    assert links.mark("https://c.example") == "[3]"


LONG = (
    "A chart of the boats in the harbour of Nordhavn by month, as they were counted, "
    "which are fewer than those that were lost in the storms of autumn or were sold to the south"
)


@pytest.mark.parametrize(
    ("words", "high", "shown"),
    [
        (LONG, 120, "A chart of the boats in the harbour of Nordhavn by month, as they were counted…"),
        (LONG, 400, LONG),
        ("Boats in the harbour", 120, "Boats in the harbour"),
        ("boats " * 60, 120, " ".join(["boats"] * 15) + "…"),
        ("", 120, "What the harbour lost"),
    ],
)
def test_where_a_picture_is_blocked_its_words_take_no_more_room_than_it(words: str, high: int, shown: str) -> None:
    picture = Picture(src="a.png", alt=words, width=120, height=high)
    item = SimpleNamespace(picture=picture, headline="What the harbour lost", language="en")
    assert beside(item, 120) == shown
