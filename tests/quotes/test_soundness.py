"""Words that are not whole are no quote: an edition is never stopped for them."""

import pytest

from digest.articles import Article, Takeaway
from digest.quotes.find.soundness import unbalanced
from digest.quotes.of_article import find_quotes


def page(said: str) -> Article:
    takeaways = (Takeaway(text=said, note="On the lock"),)
    return Article(id="a", headline="The lock", text="", language="en", takeaways=takeaways)


@pytest.mark.parametrize(
    "said",
    [
        "We kept the lock open (and nobody noticed.",
        "We kept the lock open, “and nobody noticed.",
        "We kept the lock open,” said Ida Varga, “and nobody noticed.",
    ],
)
def test_a_takeaway_that_is_not_whole_is_no_quote(said: str) -> None:
    article = page(said)
    assert find_quotes(article) == ()


@pytest.mark.parametrize(
    "said",
    [
        "We kept the lock open (and nobody noticed).",
        "We waited :) and it opened.",
        "Deal (part 1) is done.",
        "First: 1) open it, 2) wait.",
        'We wrote "gate 1" on it.',
        'A board is 12" thick.',
    ],
)
def test_a_whole_one_is(said: str) -> None:
    article = page(said)
    assert [quote.text for quote in find_quotes(article)] == [said]


def test_in_a_language_that_sets_guillemets_outwards_a_closing_one_opens_nothing() -> None:
    assert unbalanced("» Le port est ouvert.", "fr") == "»"
    assert unbalanced("« Le port est ouvert. »", "fr") == ""
    assert unbalanced("»Der Hafen ist offen.«", "de") == ""
