"""What the stories of a series say alike is told once."""

from dataclasses import replace

import pytest
from editions import standard

from digest.edition.model import Item
from digest.edition.refrain import without_refrains

SERIES = "In these two weeks the Port Office tells how the gates are kept."


def item(deck: str, place: str = "story") -> Item:
    base = standard().lead
    assert base is not None
    return replace(base, deck=deck, place=place, language="en")


@pytest.mark.parametrize(
    ("deck", "shown"),
    [
        (f"{SERIES} Holm shows the new lock.", "Holm shows the new lock."),
        (f"Holm shows the new lock. {SERIES}", "Holm shows the new lock."),
        (f"{SERIES} This is a part of it.", ""),
        (SERIES, ""),
        (f"{SERIES} Holm shows the lock. Berg rows.", "Holm shows the lock. Berg rows."),
        ("Holm shows the new lock.", "Holm shows the new lock."),
        ("It rained.", "It rained."),
        ("", ""),
    ],
)
def test_a_sentence_that_a_deck_before_has_is_left_out(deck: str, shown: str) -> None:
    first = item(f"{SERIES} Kern counts the boats. It rained.")
    assert [first.deck, shown] == [one.deck for one in without_refrains([first, item(deck)], [False, False])]


def test_what_an_editor_wrote_and_what_stands_in_brief_is_left_alone() -> None:
    items = [item(SERIES), item(SERIES), item(SERIES, "brief")]
    assert [one.deck for one in without_refrains(items, [False, True, False])] == [SERIES] * 3
    brief_first = [item(SERIES, "brief"), item(SERIES)]
    assert [one.deck for one in without_refrains(brief_first, [False, False])] == [SERIES] * 2


@pytest.mark.parametrize(
    ("sentence", "shown"), [("So the five gates were closed.", False), ("The five gates hold.", True)]
)
def test_a_sentence_of_six_words_is_told_once_and_a_shorter_one_as_often_as_it_comes(
    sentence: str, shown: bool
) -> None:
    items = [item(f"Kern counts the boats. {sentence}"), item(f"Holm rows to the mole at dawn. {sentence}")]
    _, second = without_refrains(items, [False, False])
    assert (sentence in second.deck) is shown
