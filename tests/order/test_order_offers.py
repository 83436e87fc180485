"""An editor writes a quote as people do: by its words, by a copied line, or by its id."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.order.offers import OFFERED, Misfit, chosen, offer, offered, quote_meant
from digest.quotes.quote import Quote


def quote(number: int, text: str, *, article: str = "barrier", speaker: str = "", note: str = "") -> Quote:
    return Quote(
        id=f"{article}#q{number}", article=article, text=text, pieces=((0, 5),), start=number, end=9, prefix="",
        suffix="", sha256="", source="text", speaker=speaker, note=note, score=1 / (1 + number),
    )  # fmt: skip


GATES = quote(0, "We heard nothing, and that was “the point”.", speaker="Ida Varga")
WIND = quote(1, "The wind didn't ask — it came.", note="Remark on the night")
OTHER = quote(2, "No ship was lost.", article="port", speaker="Dan Holm")
ALL = [OTHER, WIND, GATES]


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ("barrier#q1", WIND),
        ("#q1", WIND),
        ("q1", WIND),
        ("port#q2", OTHER),
        (WIND.text, WIND),
        ("the wind didn’t ask - it came", WIND),
        ("“No ship was lost.”", OTHER),
        ('"No ship was lost." (Dan Holm)', OTHER),
        (offer(GATES, "barrier"), GATES),
        (offer(OTHER, "barrier"), OTHER),
        ('  We heard nothing, and that was "the point". ', GATES),
    ],
)
def test_a_wish_means_the_quote(wish: str, found: Quote) -> None:
    assert quote_meant(wish, ALL, "barrier") == found


@pytest.mark.parametrize(
    ("wish", "what", "fix"),
    [
        ("gone#q9", "no quote is", "copy a line of offered"),
        ("#q2", "no quote is", "copy a line"),  # a short id is the lead's own
        ("that was “the point”", "no quote is", GATES.text),
        ("No ship was ever lost.", "no quote is", OTHER.text),
        ("“No ship was lost.” (Ida Varga)", "said by Dan Holm, not by 'Ida Varga'", "words alone"),
        ("“No ship sank.” (Dan Holm) port#q2", "the words of port#q2 are others", OTHER.text),
    ],
)
def test_a_wish_that_is_none_says_what_would_be_one(wish: str, what: str, fix: str) -> None:
    with pytest.raises(Misfit) as misfit:
        quote_meant(wish, ALL, "barrier")
    assert what in misfit.value.what
    assert fix in misfit.value.fix


def test_of_two_quotes_that_hold_the_words_the_stronger_is_proposed() -> None:
    weaker, stronger = quote(5, "At dawn the gulls were back again."), quote(3, "So the gulls were back, all of them.")
    with pytest.raises(Misfit) as misfit:
        quote_meant("the gulls were back", [weaker, stronger], "barrier")
    assert misfit.value.fix == f"did you mean: {stronger.text}"


def test_where_nothing_was_said_no_words_are_proposed() -> None:
    with pytest.raises(Misfit) as misfit:
        quote_meant("the gulls were back", [], "barrier")
    assert misfit.value.fix == "delete it: the story has no quotes"


def test_a_line_to_choose_from_shows_words_and_speaker_and_a_note_is_never_a_person() -> None:
    assert offer(OTHER, "barrier") == "“No ship was lost.” (Dan Holm) port#q2"
    assert offer(WIND, "barrier") == "“The wind didn't ask — it came.” (note: Remark on the night) #q1"


def test_the_strongest_of_all_articles_and_what_is_preset_are_offered() -> None:
    many = [quote(n, f"Sentence number {n} of the port.", article="port") for n in range(3, 20)]
    last = quote(40, "A weak one of the lead.")
    lines = offered([*ALL, *many, last], [last], "barrier")
    assert len(lines) == OFFERED
    assert lines[:4] == [offer(one, "barrier") for one in (last, GATES, WIND, OTHER)]


def test_one_wording_is_offered_once_and_a_part_of_another_last() -> None:
    again, part = quote(1, GATES.text.upper()), quote(2, "We heard nothing,")
    lines = offered([part, again, GATES, OTHER], [], "barrier")
    assert lines == [offer(one, "barrier") for one in (GATES, OTHER, part)]


def test_a_quote_is_written_by_its_words_unless_these_mean_a_stronger_one() -> None:
    weaker = quote(5, GATES.text)
    assert chosen([GATES, weaker, WIND], [WIND, weaker], "barrier") == [WIND.text, "barrier#q5"]


TEXT = st.text(st.sampled_from("ab #()“”\"'-—:."), min_size=1, max_size=12).filter(str.strip)


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_what_the_machine_writes_or_offers_means_the_very_quote(texts: list[str]) -> None:
    quotes = [quote(number, text) for number, text in enumerate(texts)]
    for one in quotes:
        assert quote_meant(chosen(quotes, [one], "barrier")[0], quotes, "barrier") == one
        found = quote_meant(offer(one, "barrier"), quotes, "barrier")
        assert found == one


@pytest.mark.parametrize(
    "wish", ["We heard nothing, and", "we heard nothing…", "“We heard nothing, and that was …” (Ida Varga)"]
)
def test_the_beginning_of_one_quote_means_it(wish: str) -> None:
    assert quote_meant(wish, ALL, "barrier") == GATES


def test_a_beginning_of_several_quotes_or_of_too_few_words_is_refused_with_what_there_is() -> None:
    other = quote(7, "We heard nothing of the sort.")
    with pytest.raises(Misfit, match="2 quotes begin with 'We heard nothing'") as misfit:
        quote_meant("We heard nothing", [*ALL, other], "barrier")
    assert all(one.id in misfit.value.fix for one in (GATES, other))
    with pytest.raises(Misfit, match="no quote is"):
        quote_meant("No ship", ALL, "barrier")
    with pytest.raises(Misfit, match="no quote is"):
        quote_meant("We heard noth", ALL, "barrier")  # no whole word


def test_a_long_wish_is_cut_with_an_ellipsis_where_it_is_refused() -> None:
    with pytest.raises(Misfit, match=r" a w…'$"):
        quote_meant("a word " * 30, ALL, "barrier")


def test_a_few_words_out_of_a_sentence_are_not_offered_and_may_be_written() -> None:
    few = quote(8, "value of the boats", speaker="Ida Varga")
    assert offered([few, OTHER], [], "barrier") == [offer(OTHER, "barrier")]
    assert quote_meant("value of the boats", [few, OTHER], "barrier") == few
