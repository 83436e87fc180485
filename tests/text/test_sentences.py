"""Where sentences end, and where they do not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text.language import guess_language
from digest.text.sentences import sentence_around, sentences
from digest.text.stems import stems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four…", ["One.", "Two!", "Three?", "Four…"]),
        ("Mr. Holm met Dr. Lund. They left.", ["Mr. Holm met Dr. Lund.", "They left."]),
        ("It rose 3.5 percent. Then it fell.", ["It rose 3.5 percent.", "Then it fell."]),
        ("J. R. Holm said so. U.S. ships left.", ["J. R. Holm said so.", "U.S. ships left."]),
        ("“It works.” She left.", ["“It works.”", "She left."]),
        ("Am 3. Mai kam sie. Er ging.", ["Am 3. Mai kam sie.", "Er ging."]),
        ("Das gilt z. B. für Holm. Und Berg.", ["Das gilt z. B. für Holm.", "Und Berg."]),
        ("はい。いいえ。", ["はい。", "いいえ。"]),
        ("「はい。」と言った。次。", ["「はい。」と言った。", "次。"]),
        ("她说。他走了！", ["她说。", "他走了！"]),
        ("A line\nAnother line", ["A line", "Another line"]),
        ("“Is it?” he asked. Yes.", ["“Is it?” he asked.", "Yes."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert expected == [text[start:end] for start, end in sentences(text)]


@given(st.text(alphabet=st.sampled_from(list('ab AB.!?…\n"”」。 Mr3')), max_size=80))
def test_sentences_are_in_order_and_lose_no_word(text: str) -> None:
    spans = list(sentences(text))
    assert spans == sorted(spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert "".join(text.split()) == "".join("".join(text[a:b].split()) for a, b in spans)


@given(st.text(alphabet=st.sampled_from(list("ab AB.!?\n")), min_size=1, max_size=60), st.integers(0, 59))
def test_the_sentence_around_a_place_holds_it(text: str, at: int) -> None:
    at = min(at, len(text) - 1)
    start, end = sentence_around(text, at, at + 1)
    assert text[at].isspace() or start <= at < end


@pytest.mark.parametrize(
    ("one", "two", "language"),
    [
        ("Peace remains", "peace remained", "en"),
        ("the harbour's boats", "harbours boat", "en"),
        ("Die Häuser brennen", "das Haus brannte brennen", "de"),
        ("les bateaux", "le bateau", "fr"),
        ("海岸の灯台", "海岸の灯台", "ja"),
    ],
)
def test_words_of_one_stem_meet(one: str, two: str, language: str) -> None:
    assert stems(one, language) & stems(two, language)


def test_function_words_have_no_stem() -> None:
    assert stems("and of the is", "en") == frozenset()


COMMON = {"en": frozenset({"the", "of", "and", "is"}), "de": frozenset({"der", "die", "und", "ist"})}


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The end of the pier is near.", "en"),
        ("Das Ende der Mole ist nah und die Boote kommen.", "de"),
        ("桟橋は開いている。", "ja"),
        ("码头已经开放。", "zh"),
        ("Zxq vbn", ""),
        ("", ""),
    ],
)
def test_a_language_is_guessed_from_script_and_common_words(text: str, tag: str) -> None:
    assert guess_language(text, COMMON) == tag
