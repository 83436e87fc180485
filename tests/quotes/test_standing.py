"""Do published words still stand in their source?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.quotes.proof.standing import standing, word_diff
from digest.quotes.quote import Quote

WITNESS = "The gates closed at 21:40. “A barrier is a promise,” said Ida Varga. “Nobody pumps at night.”"


def quote(*words: str, witness: str = WITNESS) -> Quote:
    pieces = tuple((witness.index(word), witness.index(word) + len(word)) for word in words)
    start, end = pieces[0][0], pieces[-1][1]
    return Quote(
        id="q", article="a", text=" ".join(words), pieces=pieces, start=start, end=end,
        prefix="", suffix="", sha256="", source="text",
    )  # fmt: skip


PROMISE = quote("A barrier is a promise,")


@pytest.mark.parametrize(
    "now",
    [
        WITNESS,
        '"A barrier is a promise," she said.',                       # other marks
        "Much else. A  barrier\nis a\u00a0promise, as ever.",         # other spaces
        "<A barrier is a promise,>",
    ],
)  # fmt: skip
def test_words_stand_whatever_their_marks_and_spaces_look_like(now: str) -> None:
    assert standing(PROMISE, WITNESS, now).state == "stands"


@pytest.mark.parametrize(
    ("now", "diff"),
    [
        ("“A barrier is only a promise,” said Ida Varga.", "A barrier is {+only +}a promise,"),
        ("“A wall is a promise,” said Ida Varga.", "A [-barrier-]{+wall+} is a promise,"),
        ("“A barrier was a promise,” she said.", "A barrier [-is-]{+was+} a promise,"),
    ],
)
def test_changed_words_come_with_what_stands_there_now(now: str, diff: str) -> None:
    found = standing(PROMISE, WITNESS, now)
    assert (found.state, found.diff) == ("changed", diff)


@pytest.mark.parametrize("now", ["", "The ferry opens early. Two boats replace the bus.", "promise"])
def test_words_that_nothing_is_like_are_gone(now: str) -> None:
    found = standing(PROMISE, WITNESS, now)
    assert (found.state, found.now, found.diff) == ("gone", "", "")


def test_words_inside_other_words_do_not_stand() -> None:
    assert standing(quote("rope", witness="The rope holds."), "The rope holds.", "Europe holds.").state != "stands"


def test_every_piece_of_an_interrupted_quote_must_stand() -> None:
    both = quote("A barrier is a promise,", "Nobody pumps at night.")
    assert standing(both, WITNESS, WITNESS).state == "stands"
    found = standing(both, WITNESS, WITNESS.replace("at night", "at dusk"))
    assert (found.state, found.diff) == ("changed", "Nobody pumps at [-night-]{+dusk+}.")


def test_scripts_without_spaces_have_no_word_edges() -> None:
    witness = "彼は「水門は約束だ」と言った。"
    assert standing(quote("水門は約束だ", witness=witness), witness, "彼によると水門は約束だという。").state == "stands"


WORDS = st.lists(st.sampled_from(["the", "gate", "holds", "a", ",", "quay"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_a_diff_holds_both_texts(before: str, now: str) -> None:
    import re

    diff = word_diff(before, now)
    assert re.sub(r"\{\+.*?\+\}", "", diff).replace("[-", "").replace("-]", "") == before
    assert re.sub(r"\[-.*?-\]", "", diff).replace("{+", "").replace("+}", "") == now


@given(st.text(max_size=60), st.text(min_size=1, max_size=30), st.text(max_size=60))
def test_words_always_stand_in_the_text_they_were_taken_from(before: str, words: str, after: str) -> None:
    witness = f"{before} {words} {after}"
    start = len(before) + 1
    taken = quote("x", witness="x")
    whole = Quote(
        **{**{f: getattr(taken, f) for f in taken.__dataclass_fields__}, "pieces": ((start, start + len(words)),)}
    )
    assert standing(whole, witness, witness).state == "stands"


def test_of_two_sentences_both_are_shown_as_they_stand_now() -> None:
    witness = "“The gate held all night. Nobody had to pump,” said Ida Varga."
    now = "It rained. “The gate held most of the night. Nobody had to pump,” said Ida Varga. It rained on."
    found = standing(quote("The gate held all night. Nobody had to pump", witness=witness), witness, now)
    assert found.state == "changed"
    assert found.now.startswith("The gate held most of the night. Nobody had to pump")
    assert "rained" not in found.now
