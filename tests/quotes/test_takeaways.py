"""A takeaway has the speaker of the same words in the body, and nobody where there is not one."""

import pytest

from digest.articles import Article, Takeaway
from digest.quotes.of_article import find_quotes
from digest.quotes.quote import Quote

BODY = (
    "The board met late.  “We have turned one lamp into twenty,” said keeper Lia Stone, “and nobody thanked us.”\n\n"
    "“The pier is lost,” said Carl Berg.  “It was lost years ago.”  Ida Kern shook her head.\n\n"
    "“The tide never waits for a plan,” said Ida Kern, and “the tide never waits for a plan,” said Jon Vale."
)


def quote_of(words: str, note: str = "") -> Quote:
    article = Article(id="a", headline="h", text=BODY, language="en", takeaways=(Takeaway(text=words, note=note),))
    return next(quote for quote in find_quotes(article) if quote.source == "takeaway")


@pytest.mark.parametrize(("takeaway", "speaker"), [
    ("We have turned one lamp into twenty, and nobody thanked us.", "keeper Lia Stone"),
    ("We have turned one lamp into twenty", "keeper Lia Stone"),  # one half
    ("“We have turned one lamp … and nobody thanked us!”", "keeper Lia Stone"),  # something left out, other marks
    ("The pier is lost. It was lost years ago.", "Carl Berg"),  # two quotes in one
    ("The tide never waits for a plan", ""),  # two people say so
    ("The board met late and nobody thanked them for it.", ""),
    ("is lost", ""),  # too few words to be anybody's own
])  # fmt: skip
def test_a_takeaway_has_the_speaker_of_its_words_in_the_body(takeaway: str, speaker: str) -> None:
    assert quote_of(takeaway).speaker == speaker


def test_a_note_is_never_the_speaker() -> None:
    assert quote_of("The harbour will be dredged in May.", note="Comment on dredging").speaker == ""


@pytest.mark.parametrize(("speaker", "full_name", "credit"), [
    ("keeper Lia Stone", "", "Keeper Lia Stone"),
    ("spokesman", "", "Spokesman"),
    ("Holm", "Anna Holm", "Anna Holm"),
    ("van Dam", "", "van Dam"),
    ("iPhone maker", "", "iPhone maker"),
    ("", "", ""),
])  # fmt: skip
def test_a_credit_is_set_with_a_capital_and_a_name_as_it_is(speaker: str, full_name: str, credit: str) -> None:
    made = quote_of("The harbour will be dredged in May.")
    values = {name: getattr(made, name) for name in Quote.__slots__} | {"speaker": speaker, "full_name": full_name}
    assert Quote(**values).credit == credit
