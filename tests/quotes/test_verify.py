"""Is this what they really said?  Any text against the sources."""

import pytest

from digest.articles import Article, Takeaway
from digest.quotes.proof.typography import VIEW, view
from digest.quotes.verify import verify

ARTICLES = [
    Article(
        id="ferry",
        headline="Ferry returns",
        text="“The ferry is back,” said Mayor Anna Holm, “and it’s full – every day.”\n\nShe waited.",
        takeaways=(Takeaway(text="A crossing is a promise to the other shore."),),
    ),
    Article(id="de", headline="Fähre", text="„Die Fähre ist zurück“, sagte Holm.", language="de"),
]


@pytest.mark.parametrize(
    ("line", "status", "article"),
    [
        ("A crossing is a promise to the other shore.", "verbatim", "ferry"),
        ("“A crossing is a promise to the other shore.”", "verbatim", "ferry"),
        ('- "The ferry is back" — Anna Holm', "verbatim", "ferry"),
        ("> Die Fähre ist zurück", "verbatim", "de"),
        ("A crossing […] the other shore.", "verbatim", "ferry"),
        ("The ferry is back, and it’s full – every day.", "verbatim", "ferry"),
        ("and it's full - every day.", "typographic", "ferry"),
        ("The ferry is back, and it's full - every day.", "typographic", "ferry"),
        ("A crossing is  a promise to the other shore.", "typographic", "ferry"),
        ("A crossing is a promise to the other store.", "differs", "ferry"),
        ("a crossing is a promise to the other shore.", "differs", "ferry"),
        ("the other shore […] A crossing", "differs", "ferry"),
        ("crossing is a prom", "differs", "ferry"),
        ("Nothing like it stands anywhere here", "differs", ""),
    ],
)
def test_a_line_is_verbatim_or_typographic_or_differs(line: str, status: str, article: str) -> None:
    (verdict,) = verify(line, ARTICLES)
    assert (verdict.status, verdict.article) == (status, article)
    assert verdict.true == (status != "differs")


def test_what_differs_shows_the_nearest_true_wording() -> None:
    (verdict,) = verify("“A crossing is a promise to the far shore.”", ARTICLES)
    assert verdict.nearest == "A crossing is a promise to the other shore."
    assert ARTICLES[0].source_text[verdict.start : verdict.end] == verdict.nearest


@pytest.mark.parametrize(
    ("claim", "true"),
    [
        ("We have waited […] for this", True),
        ("We have waited […] The quay is ready", True),  # both are Holm's
        ("We have waited […] must come back", False),  # Holm and Berg
        ("We have waited […] on Monday", False),  # Holm and the reporter
    ],
)
def test_an_omission_joins_the_words_of_one_speaker_only(claim: str, true: bool) -> None:
    text = (
        '"We have waited six years for this," Anna Holm said on Monday. "The quay is ready."\n\n'
        'The boats "must come back", Carl Berg said.'
    )
    (verdict,) = verify(claim, [Article(id="quay", headline="Quay", text=text, language="en")])
    assert verdict.true == true
    assert verdict.true or verdict.nearest


def test_the_nearest_wording_is_the_quote_and_not_its_sentence() -> None:
    (verdict,) = verify("The ferry was back,", ARTICLES)
    assert verdict.nearest == "The ferry is back,"


def test_every_quoted_line_is_checked_and_numbered() -> None:
    text = "\nThe ferry is back\n\n“Die Fähre ist zurück”\n\n  \nWe never said this at all\n"
    assert [(v.line, v.true) for v in verify(text, ARTICLES)] == [(2, True), (4, True), (7, False)]


def test_a_verdict_names_the_typography_that_differs() -> None:
    (verdict,) = verify("and it's full - every day.", ARTICLES)
    assert verdict.differs == ("apostrophes", "dashes")


def test_the_view_leads_back_to_every_character() -> None:
    text = "“It’s —\u00a0 full…”"
    seen, places = view(text)
    assert seen == '"It\'s - full..."'
    assert len(places) == len(seen) + 1
    assert all(
        VIEW.get(text[place], text[place]).startswith(char) or char == "."
        for char, place in zip(seen, places, strict=False)
    )
