"""Marks pair by what is open and by their neighbours, in any text at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.quotes.attribution.masked_text import BLANK, blanked
from digest.quotes.direct_speech import direct_speech
from digest.quotes.find.marks import is_code, marked
from digest.quotes.grammar.speech import speech

PARTS = [
    *"\"“”„‟«»‹›「」『』'‘’‚`",
    "''",
    "``",
    "\n",
    "\n\n",
    " ",
    ",",
    ".",
    "a",
    "said Holm",
    "漢字",
    "ё",
    "🚲",
    "…",
    "—",
]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“a” “b”", [["a"], ["b"]]),
        ("“a”“b”", [["a"], ["b"]]),
        ("„a“ »b« «c» ‹d›", [["a"], ["b"], ["c"], ["d"]]),
        ("”Ja”, sa han. ”Nej.”", [["Ja"], ["Nej."]]),
        ("»Joo», hän sanoi.", [["Joo"]]),
        ("„Igen”, mondta.", [["Igen"]]),
        ("“a\n\n“b\n\n“c”", [["a", "b", "c"]]),
        ("« a\n\n« b »", [["a", "b"]]),
        ("„a.\n\nb.“", [["a.", "b."]]),
        ('"a\n\nb"', []),
        ("“a “b” c", [["b"]]),
        ('x "a" y "', [["a"]]),
        ('6\'2" and 5"', []),
        ("workers' rights and the '90s", []),
        ("He said 'it isn't so.' Then", [["it isn't so."]]),
        ("``a''", [["a"]]),
        ("''a 'b'''", [["a 'b'"]]),
        ('""', []),
        ("「あ『い』う」", [["あ『い』う"]]),
        ("“a\nb”", [["a\nb"]]),
    ],
)
def test_marks_pair(text: str, words: list[list[str]]) -> None:
    assert words == [[text[start:end] for start, end in mark.pieces] for mark in marked(text)]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
@settings(max_examples=500)
def test_marked_words_are_inside_their_marks_in_order_and_apart(text: str) -> None:
    at = 0
    for mark in marked(text):
        edges = [edge for piece in mark.pieces for edge in piece]
        assert at <= mark.start < edges[0]
        assert edges == sorted(edges)
        assert edges[-1] < mark.end <= len(text)
        assert all(text[start:end].strip() for start, end in mark.pieces)
        at = mark.end


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("{user: 1}", True),
        ("a => b", True),
        ("Set::new", True),
        ("run_all now", True),
        ("if (a < b)", True),
        ("We are ready.", False),
        ("It was = to nothing that the crew of the harbour had ever seen before.", False),
        ("It were [sic] so", False),
        ("All #saved for $5 today.", False),
    ],
)
def test_words_with_marks_that_nobody_speaks_are_code(words: str, code: bool) -> None:
    assert is_code(words) is code
    text = f"Holm writes of the key: “{words}”"
    assert bool(list(direct_speech(text, speech("en")))) is not code


@pytest.mark.parametrize("words", ["Yes.", "I.", "I", "Yes", "."])
def test_of_words_between_marks_only_the_stop_at_their_end_is_left(words: str) -> None:
    text = f"She said “{words}” Then he left."
    seen = blanked(text, list(marked(text)))
    assert len(seen) == len(text)
    left = "." if words.endswith(".") and words != "." else ""
    assert seen.replace(BLANK, "") == f"She said “{left}” Then he left."
