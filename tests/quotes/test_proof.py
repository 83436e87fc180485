"""A quote proves itself, and one changed character is enough to fail."""

import json
from dataclasses import replace
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.articles import Article, Takeaway
from digest.errors import DataError
from digest.quotes.of_article import find_quotes
from digest.quotes.proof.likeness import most_like
from digest.quotes.proof.selectors import extract, prove, source_record, source_texts, targets

ARTICLE = Article(
    id="ferry",
    headline="Ferry returns",
    text="“The ferry is back,” said Mayor Anna Holm, “and it is full.” She smiled.",
    takeaways=(Takeaway(text="A crossing is a promise.", note="On what ferries mean"),),
)
AWKWARD_CHARS = "\"“”„«»「」『』‘’' \n\r.,!?aé\u0301אב👩\u200d🚀\u200f\U0001f1e9\ud7ff漢said"
AWKWARD = st.text(alphabet=st.one_of(st.sampled_from(AWKWARD_CHARS), st.characters(codec="utf-8")), max_size=300)


class QuoteFields(TypedDict, total=False):
    """What a test may change of a quote."""

    text: str
    pieces: tuple[tuple[int, int], ...]
    start: int
    end: int
    prefix: str
    suffix: str
    sha256: str


def test_every_quote_of_an_article_proves_itself() -> None:
    quotes = find_quotes(ARTICLE)
    assert [q.text for q in quotes] == ["A crossing is a promise.", "The ferry is back, and it is full."]
    assert [prove(q, ARTICLE.source_text) for q in quotes] == ["", ""]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (
            {"text": "The ferry is back and it is full."},
            "' and it is full.' stands where the source has ', and it is full.'",
        ),
        (
            {"text": "The boat is back, and it is full."},
            "'boat is back, and it' stands where the source has 'ferry is back, and i'",
        ),
        ({"text": "the ferry is back, and it is full."}, "the words are not those of the source at 1"),
        ({"start": 0}, "the span does not lie inside"),
        ({"end": 10_000}, "the span does not lie inside"),
        ({"pieces": ((1, 19),)}, "the span does not lie inside"),
        ({"pieces": ((41, 58), (1, 19))}, "the span does not lie inside"),
        ({"pieces": ((1, 19), (41, 10_000)), "end": 10_000}, "the span does not lie inside"),
        ({"pieces": ()}, "the span does not lie inside"),
        ({"prefix": "x"}, "the text around the words differs"),
        ({"suffix": ""}, "the text around the words differs"),
        ({"sha256": "0" * 64}, "SHA-256 differs"),
    ],
)
def test_a_quote_with_anything_changed_says_what_is_wrong(change: QuoteFields, wrong: str) -> None:
    quote = find_quotes(ARTICLE)[1]
    assert wrong in prove(replace(quote, **change), ARTICLE.source_text)


def test_one_changed_character_of_the_source_is_a_fault() -> None:
    quote = find_quotes(ARTICLE)[1]
    assert "SHA-256" in prove(quote, ARTICLE.source_text.replace("smiled", "smiles"))


@pytest.mark.parametrize(
    ("trimmed", "fine"),
    [
        ("The ferry is back […]", True),
        ("The ferry […] is full.", True),
        ("[…] it is full.", True),
        ("The boat […] is full.", False),
        ("is full. […] The ferry", False),
        ("[…]", False),
    ],
)
def test_a_trimmed_quote_verifies_piece_by_piece(trimmed: str, fine: bool) -> None:
    quote = replace(find_quotes(ARTICLE)[1], text=trimmed)
    assert fine == (prove(quote, ARTICLE.source_text) == "")


@given(AWKWARD)
def test_selectors_point_to_exactly_the_quoted_characters(text: str) -> None:
    article = Article(id="a", headline="h", text=text)
    source = article.source_text
    for quote in find_quotes(article):
        assert prove(quote, source) == ""
        assert quote.text == " ".join(source[start:end] for start, end in quote.pieces)
        if len(quote.pieces) == 1:
            assert quote.text == source[quote.start : quote.end]


@given(AWKWARD)
def test_offsets_hold_after_the_text_is_stored_and_read_again(text: str) -> None:
    article = Article(id="a", headline="h", text=f"{text}\n“We saw it coming,” she said.")
    stored = json.dumps(source_record(article), ensure_ascii=False).encode()
    read = source_texts([json.loads(stored)])["a"]
    assert {prove(q, read) for q in find_quotes(article)} <= {""}


def test_a_stored_text_that_was_changed_is_refused() -> None:
    record = source_record(ARTICLE)
    with pytest.raises(DataError, match="not what it was"):
        source_texts([record | {"text": record["text"] + " "}])
    with pytest.raises(DataError, match="needs"):
        source_texts([{"id": "x"}])


def test_targets_are_those_of_the_web_annotation_model() -> None:
    told = targets(find_quotes(ARTICLE)[1], ARTICLE)
    text = ARTICLE.source_text
    assert [target["selector"] for target in told] == [
        [
            {"type": "TextQuoteSelector", "exact": "The ferry is back,", "prefix": "“", "suffix": text[19:51]},
            {"type": "TextPositionSelector", "start": 1, "end": 19},
        ],
        [
            {"type": "TextQuoteSelector", "exact": "and it is full.", "prefix": text[12:44], "suffix": text[59:91]},
            {"type": "TextPositionSelector", "start": 44, "end": 59},
        ],
    ]
    assert {target["source"] for target in told} == {ARTICLE.url or ARTICLE.id}


def test_an_extract_carries_the_same_proof() -> None:
    words = extract(ARTICLE, 61, 72, "text")
    assert words.text == "She smiled."
    assert prove(words, ARTICLE.source_text) == ""
    assert prove(replace(words, text="She laughed"), ARTICLE.source_text) != ""


@pytest.mark.parametrize(
    ("words", "text", "ratio", "stretch"),
    [
        ("the gates hold", "The gates hold.", 1.0, "The gates hold"),
        ("the gates hold!", "The gates hold.", 1.0, "The gates hold."),  # a stop of one has the stop of the other
        ("in winter the gates hold", "The gates hold, they say.", 0.75, "The gates hold"),  # its first words are gone
        ("the gates hold in winter", "So the gates hold", 0.75, "the gates hold"),  # … its last are
        ("the old gates hold", "Now the new gates hold here", 0.75, "the new gates hold"),
        ("old gates hold", "Now the gates hold", 2 / 3, "the gates hold"),  # a word may stand for the first
        ("lamp", "The gates hold", 0.0, ""),
        ("gates", "", 0.0, ""),
    ],
)
def test_the_most_like_stretch_of_a_text_is_as_long_as_the_words(
    words: str, text: str, ratio: float, stretch: str
) -> None:
    found, start, end = most_like(words, text)
    assert found == pytest.approx(ratio)
    assert text[start:end] == stretch
