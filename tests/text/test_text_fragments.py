"""Links to words: encoded as specified, and only where a browser cannot go wrong."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from digest.text.fragments import directive, with_words

URL = "https://post.example/gates"


def of(text: str, words: str, nth: int = 0) -> str:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return directive(text, at, at + len(words))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The gates hold.", "The gates hold.", "The%20gates%20hold."),
        ("a well-kept, old & dry quay", "well-kept, old & dry", "well%2Dkept%2C%20old%20%26%20dry"),
        ("100% of #1 at a/b?c=d", "100% of #1 at a/b?c=d", "100%25%20of%20%231%20at%20a%2Fb%3Fc%3Dd"),
        ("Das Tor hält. Gänzlich.", "Das Tor hält.", "Das%20Tor%20h%C3%A4lt."),
        ("彼は「水門は約束だ」と言った", "水門は約束だ", "%E6%B0%B4%E9%96%80%E3%81%AF%E7%B4%84%E6%9D%9F%E3%81%A0"),
        ("the  gates\u00a0hold tonight", "gates\u00a0hold", "gates%20hold"),
        (" padded words ", " padded words ", "padded%20words"),
    ],
)
def test_words_that_stand_once_are_spelled_out_percent_encoded(text: str, words: str, expected: str) -> None:
    assert of(text, words) == expected


TWICE = "Anna said the gates hold tonight. Much later Ben said the gates hold again."


@pytest.mark.parametrize(("nth", "expected"), [(0, "the%20gates%20hold,-tonight."), (1, "the%20gates%20hold,-again.")])
def test_words_that_stand_twice_take_context_with_them(nth: int, expected: str) -> None:
    assert of(TWICE, "the gates hold", nth) == expected


def test_case_does_not_tell_two_places_apart() -> None:
    assert of("Gates hold. GATES HOLD.", "Gates hold.") != "Gates%20hold."


def test_context_before_comes_with_a_hyphen_after_it() -> None:
    text = "First “gates hold” now. Second “gates hold” now."
    assert of(text, "gates hold") == "First%20%E2%80%9C-,gates%20hold"


@pytest.mark.parametrize("text", ["hold.\nhold.", "a b\na b\na b", "…"])
def test_where_nothing_tells_them_apart_there_is_no_link(text: str) -> None:
    assert directive(text, 0, text.index("\n") if "\n" in text else 1) == ""


LONG = (
    "We closed the gates at night and opened them at dawn. " * 1 + " ".join(f"word{n}" for n in range(60)) + " at last."
)


def test_a_long_quote_is_its_first_and_last_words() -> None:
    assert of(LONG, LONG) == "We%20closed%20the,word59%20at%20last."


def test_a_quote_over_two_paragraphs_is_its_ends_because_a_part_stays_in_its_block() -> None:
    text = "The gates hold.\n\nThe quay is dry now."
    assert of(text, text) == "The%20gates%20hold.,is%20dry%20now."


def test_every_piece_of_an_interrupted_quote_is_a_directive() -> None:
    text = "“The gates hold,” she said, “and the quay is dry.”"
    pieces = [(1, 16), (29, 49)]
    assert with_words(URL, text, pieces) == f"{URL}#:~:text=The%20gates%20hold%2C&text=and%20the%20quay%20is%20dry."


def test_an_anchor_stays_where_it_is() -> None:
    assert with_words(f"{URL}#top", "The gates hold.", [(0, 15)]) == f"{URL}#top:~:text=The%20gates%20hold."


@pytest.mark.parametrize("url", ["", "mailto:desk@post.example"])
def test_without_a_page_there_is_no_link(url: str) -> None:
    assert with_words(url, "The gates hold.", [(0, 15)]) == ""


def test_one_doubtful_piece_spoils_the_link() -> None:
    assert with_words(URL, "one two\none two\nthree", [(0, 7), (16, 21)]) == ""


def test_a_browser_goes_on_to_the_next_end_before_it_begins_anew() -> None:
    text = "gate gate gate gate gate\ngate holds"
    assert browser(text, "gate%20gate%20gate,gate,-holds") == (0, 29)  # and not (10, 29)
    made = directive(text, 10, 29)
    assert not made or browser(text, made) == (10, 29)


def browser(text: str, made: str) -> tuple[int, int] | None:
    """Find what a browser would show: the specification's search, written without regard to how links are made."""
    prefix = suffix = ""
    parts = made.split(",")
    if parts[0].endswith("-"):
        prefix = parts.pop(0)[:-1]
    if parts[-1].startswith("-"):
        suffix = parts.pop()[1:]

    def pattern(part: str) -> str:
        return r"\s+".join(re.escape(word) for word in unquote(part).split())

    middle = f"(?P<it>{r'.*?'.join(pattern(part) for part in parts)})"
    before = rf"{pattern(prefix)}\s*" if prefix else ""
    after = rf"(?=\s*{pattern(suffix)})" if suffix else ""
    match = re.search(before + middle + after, text, re.IGNORECASE | re.DOTALL)
    return match.span("it") if match else None


WORDS = st.lists(
    st.sampled_from(["gate", "Gate", "holds", "the", "quay,", "a-b", "&", "“dry”", "\n", "%20"]), max_size=40
)


@given(WORDS, st.data())
def test_a_browser_finds_exactly_the_words(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    spots = [0, *(m.end() for m in re.finditer(" ", text)), len(text)]
    start = data.draw(st.sampled_from(spots))
    end = data.draw(st.sampled_from([spot for spot in spots if spot >= start]))
    made = directive(text, start, end)
    assume(made)
    assert not set(made) & set(' "<>`&')
    inner = text[start:end]
    assert browser(text, made) == (start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip()))
