"""The learned veto: what it reads, and that it has a say only where something was learned."""

from collections.abc import Iterable

import pytest

from digest import shelf
from digest.articles import Article
from digest.quotes.grammar.learned import Learned, learned
from digest.quotes.of_article import find_quotes

TAGS = [name.removesuffix(".toml") for name in shelf.data_names("learned")]


@pytest.mark.parametrize("tag", TAGS)
def test_every_file_has_words_and_a_threshold_that_can_be_missed_and_met(tag: str) -> None:
    known = learned(tag)
    assert known is not None
    assert all(known.words.values())
    for judgement, weights in known.weights.items():
        good = [sign for sign, weight in weights.items() if weight > 0 and sign != "threshold"]
        bad = [sign for sign, weight in weights.items() if weight < 0 and sign != "threshold"]
        assert known.agrees(judgement, good)
        assert not known.agrees(judgement, bad)


def test_weights_of_signs_add_up_and_unknown_signs_weigh_nothing() -> None:
    known = Learned({}, {"quote": {"threshold": 1.0, "long": 0.75, "named": 0.25, "item": -0.5}})
    assert known.agrees("quote", ["long", "named", "never seen"])
    assert not known.agrees("quote", ["long", "named", "item"])


def test_a_language_of_which_nothing_was_learned_has_no_opinion() -> None:
    assert learned("xx") is None


class Refusing(Learned):
    """Weights that take nothing for a quote."""

    def agrees(self, judgement: str, signs: Iterable[str]) -> bool:
        return False


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("“The pier is lost for good,” said Anna Holm.", True),
        ("“The pier is lost now,” said Anna Holm.", False),  # five words
        ("Anna Holm came home. “The pier is lost for good,” she said.", True),
        ("“The pier is lost for good” stood there.", False),
        ("Anna Holm might say “the pier is lost for good” again.", False),  # nobody said it
    ],
)
def test_a_sentence_that_somebody_says_in_a_tag_is_not_judged(
    text: str, stays: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = learned("en")
    assert known is not None
    monkeypatch.setattr("digest.quotes.veto.learned", lambda tag: Refusing(known.words, {}))
    found = find_quotes(Article(id="t", headline="-", text=text, language="en"))
    assert bool(found) is stays


# The same marks in a guide that only names things and asks questions, and in a report where people speak.
GUIDE = "- Click “Save and close” to go on.\n- You may ask “What would a keeper need to do this well?” first.\n"
REPORT = "“We saw the wave too late,” said {}. The lamp had been out since Monday, and nobody had lit it again.\n\n"


def test_a_question_that_anybody_might_ask_is_no_quote_but_one_that_was_asked_is() -> None:
    guide = Article(id="g", headline="-", text=GUIDE * 12, language="en")
    assert find_quotes(guide) == ()
    asked = "Anna Holm asked: “What would a keeper need to do this well?”"
    text = "".join(REPORT.format(name) for name in ("Dan Berg", "Lia Stone", "Ida Kern", "Jon Vale") * 5) + asked
    *_, last = find_quotes(Article(id="r", headline="-", text=text, language="en"))
    assert (last.text, last.speaker) == ("What would a keeper need to do this well?", "Anna Holm")
