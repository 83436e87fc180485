"""Where sentences end, and where they do not: a bar stands where one ends, a broken bar where no space parts them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text.languages import language_table, languages
from digest.text.sentences import after_list_mark, ends_as_sentence, first_sentence, sentence_around, sentences
from digest.text.stops import TABLE, stops

FILES = languages(TABLE)

CASES = {
    "en": [
        "One. | Two! | Three? | Four…",
        "Mr. Holm met Dr. Lund. | They left.",
        "It rose 3.5 percent. | Then it fell.",
        "J. R. Holm said so. | U.S. ships left.",
        "“It works.” | She left.",
        "“Is it?” he asked. | Yes.",
        "The U.S. vote was close. | Holm won.",
        "It was a vote in the U.S. | The count took days.",
        "They met at 4 p.m. | We left.",
        "Boats, nets, ropes, etc. | Holm sells them.",
        "Boats, nets, etc. are sold there.",
        "Room No. 5 is free. | He said No. | They left.",
        "Is it ready?! | No... | So we wait.",
        "It stops . . . and starts.",
        "It was late. | (It rained.) | He came.",
        "The gate held. [2] | It is old.[3] [4] | It creaks.",
        "Thank you. :-) | See you.",
        "It rose. | […] Then it fell.",
        "We waited … | Then it fell.",
        "港 … が開いた。 | 船が出た。",  # words are left out, and where no letter is small none tells
        "See http://example.org/a.b?c=d. | It is short.",
        "Read it. | www.example.org has more.",
        "GEN. Berg spoke for ACME INC. in May.",
        "My favourite.¦The owner was kind.",
        "“It works.”¦The owner was kind.",
        "Example.Com is a name.",
        "Node.Js is another.",
        "It runs on Node.js and U.S.A. steel, as Example.Org/a says.",
        "Jeopardy! champion Holm won.",
        "Prices fell sharply. | iPhones did not.",
        "approx. five of them",
        "It ends the lock-in. | the board said so.",
        "nobody came. | where were you? | at home.",
        "1. Open the lid. | 2 of them are in 2019. | It was so.",
        "The board met. | 3. The gate is old. | 4. The keepers are few.",
        "See Vol. 3. | The gate is old. | He had 12. | The rest had 5.",
        "“Why now?” – asked Holm. | Nobody knew.",
        "Is it ready? | – The gate was not.",
        "Wait! - shouted the keeper. | We stopped.",
    ],
    "de": [
        "Am 3. Mai kam sie. | Er ging.",
        "Im 6. Stock wohnt Holm, auf der 35. Tagung sprach er. | Dann ging er.",
        "Es waren 12. | Danach kamen mehr.",
        "Das gilt z. B. für Holm. | Und Berg.",
        "Das gilt z.B. Holm, d.h. allen.",
        "Boote, Netze usw. | Die Boote sind neu.",
        "Boote, Netze usw. Boote sind neu.",
        "„Ist es wahr?“, fragte er. | Ja.",
    ],
    "fr": [
        "M. Le Goff a parlé. | Il est parti.",
        "Elle dit : « C’est fait. » | Puis elle part.",
        "Vers 493 av. J.-C. Rome est jeune.",
        "Voilà les bateaux, les filets, etc. | L’eau monte.",
        "Louis X. | Une autre histoire. | J’ai ri.",
    ],
    "es": [
        "El Sr. Holm habló. | ¿Quién es? | ¡Ya!",
        "Vive en EE. UU. desde mayo. | La casa es suya.",
        "Hay hielo en el mar. | Los barcos esperan.",
    ],
    "ja": ["はい。¦いいえ。", "「はい。」と言った。¦次。"],
    "zh": ["她说。¦他走了！"],
    "ar": ["هل فتح؟ | نعم."],
    "hi": ["यह सच है। | वह गया।"],
    "": [
        "Mr. Holm met Dr. Lund. | They left.",
        "It is modern Art. | The hall is new.",
        "Am 3. Mai kam sie. | Er ging.",
    ],
}


@pytest.mark.parametrize(("language", "case"), [(tag, case) for tag, cases in CASES.items() for case in cases])
def test_a_sentence_ends_at_the_bars(language: str, case: str) -> None:
    text = case.replace(" | ", " ").replace("¦", "")
    expected = [part for bar in case.split(" | ") for part in bar.split("¦")]
    assert expected == [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"), [("A line\nAnother line", ["A line", "Another line"]), ("", []), (" \n ", [])]
)
def test_a_line_feed_ends_a_sentence(text: str, expected: list[str]) -> None:
    assert expected == [text[start:end] for start, end in sentences(text)]


ALPHABET = list('ab AB.!?…\n"”»[](1)।」。 Mr3-:')


@given(st.text(alphabet=st.sampled_from(ALPHABET), max_size=80), st.sampled_from(["", *FILES]))
def test_sentences_are_in_order_and_lose_no_word(text: str, language: str) -> None:
    spans = list(sentences(text, language))
    assert spans == sorted(spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert "".join(text.split()) == "".join("".join(text[a:b].split()) for a, b in spans)
    assert first_sentence(text, language) == (text[slice(*spans[0])] if spans else "")


@given(st.text(alphabet=st.sampled_from(ALPHABET), min_size=1, max_size=60), st.integers(0, 59))
def test_the_sentence_around_a_place_holds_it(text: str, at: int) -> None:
    at = min(at, len(text) - 1)
    start, end = sentence_around(text, at, at + 1)
    assert not text[at].isalnum() or start <= at < end or at < after_list_mark(text, text.rfind("\n", 0, at) + 1)


@pytest.mark.parametrize("piece", ["…", ". ", '."', "A. ", "[1]", ".\u00a0»", "a. ", "1. ", "。」", " "])
def test_a_hundred_thousand_marks_are_read_once_each(piece: str) -> None:
    # Quadratic, this would take minutes.
    assert all(start < end for start, end in sentences(piece * 100_000))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- Open it.", "Open it."),
        ("12) Open it.", "Open it."),
        ("• – Open it.", "Open it."),
        ("-5 degrees", "-5 degrees"),
        ("", ""),
    ],
)
def test_a_list_mark_is_no_word(text: str, words: str) -> None:
    assert words == text[after_list_mark(text, 0) :]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("It is.", True),
        ("It is.”)", True),
        ("It is", False),
        ("是。」", True),
        ("هل؟", True),
        ("“It is", False),
        ("", False),
    ],
)
def test_a_whole_sentence_ends_in_a_stop(text: str, whole: bool) -> None:
    assert whole is ends_as_sentence(text)


@pytest.mark.parametrize("tag", FILES)
def test_a_languages_words_are_spelt_without_their_stop_and_stand_in_one_list(tag: str) -> None:
    raw = language_table(tag, TABLE)
    words = stops(tag)
    assert {"abbreviations", "may_end", "openers"} <= raw.keys()
    assert not [word for word in words.abbreviations | words.may_end | words.numbered if word.endswith(".")]
    assert not words.abbreviations & words.may_end
    assert not [word for word in words.openers if not word[0].isupper()]
    assert words.ordinals or not (words.before_ordinal or words.after_ordinal)


def test_a_language_without_a_file_has_the_words_of_all() -> None:
    assert stops("xx") == stops("")
    assert stops("en-GB") == stops("en")
    assert "Prof" in stops("xx").abbreviations
    assert "Art" in stops("de").abbreviations
    assert "Art" in stops("xx").may_end
