"""A cut text stays whole: words, addresses, clusters, marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text.fitting import ELLIPSIS, Ruler, fit, fits, open_marks, split
from digest.text.graphemes import clusters, count
from digest.text.links import find_links

COUNCIL = "The council agreed last night in Lindholm, the old town"


def cut(text: str, room: int, *, mark: str = ELLIPSIS, whole_mark: str = "") -> str:
    """Cut by grapheme clusters and keep addresses whole."""
    keep = [(link.start, link.end) for link in find_links(text)]
    return fit(text, [Ruler(count, room)], keep=keep, mark=mark, whole_mark=whole_mark).text


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("It fits.", 8, "It fits."),
        ("The bridge opens today. Ferries stop at noon.", 30, "The bridge opens today."),
        ("The bridge opens to all on Monday", 20, "The bridge opens to…"),
        ("The bridge, which is long, opens", 12, "The bridge…"),  # no dangling comma
        ("A word then https://example.com/a/long/path end", 30, "A word then…"),  # no half address
        (f"{COUNCIL} (see the annex)", 62, f"{COUNCIL}…"),  # a bracket is given up
        (f"{COUNCIL} (see the annex)", 63, f"{COUNCIL} (see…)"),  # unless that leaves under nine tenths
        ("They agreed (see the annex of the treaty) at last", 30, "They agreed (see the annex…)"),
        ("Donaudampfschifffahrtsgesellschaft", 10, "Donaudamp…"),
        ("図書館は日曜日も開いています。", 8, "図書館は日曜日…"),
        ("🇩🇪🇫🇷🇵🇹🇪🇸", 3, "🇩🇪🇫🇷…"),
        ("She said “we will stay open all night", 22, "She said “we will…”"),
        ("", 0, ""),
        ("Nothing fits here", 0, ""),
    ],
)
def test_a_cut_ends_where_a_reader_would_end_it(text: str, room: int, expected: str) -> None:
    assert expected == cut(text, room)


def test_a_quote_says_that_something_is_missing_after_a_sentence_too() -> None:
    words = "The bridge opens today. Ferries stop at noon."
    assert cut(words, 32, mark=" […]", whole_mark=" […]") == "The bridge opens today. […]"


def test_the_room_that_binds_is_the_one_that_is_used() -> None:
    couples = "👩🏽‍❤️‍💋‍👩🏼 " * 100  # 35 bytes each
    found = fit(couples, [Ruler(count, 300), Ruler(lambda text: len(text.encode()), 3000)])
    assert found.cut == "words"
    assert len(found.text.encode()) >= 0.9 * 3000


def test_a_short_sentence_does_not_waste_the_room() -> None:
    assert cut("No. The harbour stays closed until the wind turns", 30) == "No. The harbour stays closed…"


@pytest.mark.parametrize(
    ("text", "closers"),
    [
        ("", ""),
        ("a (b) “c”", ""),
        ("“a", "”"),
        ("„a“", ""),
        ("„a", "“"),
        ("«a “b", "”»"),
        ("»a", "«"),
        ("don’t", ""),
        ("‘don’t", ""),
        ('6"', ""),
        ('say "a', '"'),
        ("「図", "」"),
    ],
)
def test_open_marks_are_the_ones_to_close(text: str, closers: str) -> None:
    assert closers == open_marks(text)


@given(st.text(max_size=200), st.integers(0, 80))
def test_a_cut_never_exceeds_its_room_and_never_splits_a_cluster(text: str, room: int) -> None:
    found = fit(text, [Ruler(count, room)])
    assert count(found.text) <= room
    whole = found.text.removesuffix(open_marks(found.text)).rstrip("…”’»›“\"')]}」』》〉）】")
    if found.cut != "whole" and text.startswith(whole):
        assert clusters(text)[: count(whole)] == clusters(whole) or whole == ""


@given(st.lists(st.sampled_from(["Ferries run. ", "the bridge ", "“Stay,” ", "図書館。", "https://example.com/a "])))
def test_a_thread_leaves_nothing_out(pieces: list[str]) -> None:
    text = "".join(pieces)
    rulers = [Ruler(count, 40)]
    parts = split(text, rulers, keep=[(link.start, link.end) for link in find_links(text)])
    assert "".join(text.split()) == "".join("".join(parts).split())
    assert all(part and fits(part, rulers) for part in parts)


def test_a_sentence_that_fits_a_part_of_its_own_is_not_cut_to_fill_the_one_before() -> None:
    short, long = "Gates closed.", "The second of them took four hours longer than anybody at the harbour had planned."
    assert split(f"{short} {long}", [Ruler(len, 90)]) == [short, long]
    assert split(f"{short} {long} {long}", [Ruler(len, 90)]) == [short, long, long]
