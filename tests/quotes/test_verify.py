"""Is this what they really said?  Any text against the sources."""

from dataclasses import replace
from typing import Literal
from unicodedata import normalize

import pytest

from digest.articles import Article, Takeaway
from digest.quotes.proof.typography import VIEW, view
from digest.quotes.verify import same_person, verify

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
        ("and it’s full—every day.", "typographic", "ferry"),
        ("The ferry … it’s full", "verbatim", "ferry"),
        ("The ferry... it’s full", "verbatim", "ferry"),
        ("…it’s full", "verbatim", "ferry"),
        ("is back, and it’s full", "verbatim", "ferry"),
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


def test_words_at_both_ends_of_a_text_are_whole() -> None:
    article = Article(id="a", headline="-", text="The lock holds, and nobody knows how")
    assert [one.true for one in verify("The lock holds\nnobody knows how\nhe lock holds", [article])] == [
        True,
        True,
        False,
    ]


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


def test_without_marks_every_line_is_checked_and_numbered() -> None:
    text = (
        "\nThe ferry is back\n\n- Die Fähre ist zurück\n\n  \nhttps://news.example/ferry\nWe never said this at all\n"
    )
    assert [(v.line, v.true) for v in verify(text, ARTICLES)] == [(2, True), (4, True), (8, False)]


def test_in_a_text_with_marks_only_what_they_hold_is_checked() -> None:
    text = "Our own words come first.\n\n“Die Fähre ist zurück” and, as\nwe heard, “the boat is gone”.\n"
    assert [(v.line, v.true) for v in verify(text, ARTICLES)] == [(3, True), (4, False)]


WORDS = Article(
    id="quay",
    headline="Quay",
    language="en",
    text=(
        "“We have waited six years for this, and the quay is ready,” said Yusra Halden on Monday.\n\n"
        "“Nobody asked the boats,” said Carl Berg.\n\nThe quay is ready for all boats of the town."
    ),
)


@pytest.mark.parametrize(
    ("text", "status", "said_by"),
    [
        ("“Nobody asked the boats,” said Carl Berg.", "verbatim", "Carl Berg"),
        ("“Nobody asked the boats,” said Berg.", "verbatim", "Carl Berg"),
        ("“Nobody asked the boats” — Carl Berg, skipper", "verbatim", "Carl Berg"),
        ("“Nobody asked the boats”\n— Yusra Halden", "speaker", "Carl Berg"),
        ("“We have waited six years for this,” said Carl Berg.", "speaker", "Yusra Halden"),
        ("“The quay is ready for all boats of the town,” said Carl Berg.", "speaker", ""),
        ("“The quay is ready for all boats of the town.”", "verbatim", ""),
        ("“Nobody asked the boats”", "verbatim", "Carl Berg"),
    ],
)
def test_whoever_is_named_must_have_said_it(text: str, status: str, said_by: str) -> None:
    (verdict,) = verify(text, [WORDS])
    assert (verdict.status, verdict.said_by) == (status, said_by)
    assert verdict.true is (status == "verbatim")
    assert verdict.narration is not bool(said_by)


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("“We have waited six years”", "for this, and the quay is ready"),
        ("“We have waited six years.”", "for this, and the quay is ready"),
        ("“The quay is ready for all boats of the town.”", ""),
        ("“Nobody asked the boats”", ""),
    ],
)
def test_words_that_stand_there_are_true_and_the_rest_of_their_sentence_is_shown(text: str, goes_on: str) -> None:
    (verdict,) = verify(text, [WORDS])
    assert verdict.true
    assert verdict.goes_on == goes_on


@pytest.mark.parametrize(
    ("text", "nearest", "changes"),
    [
        ("Nobody ever asked the ships", "Nobody asked the boats", (("ever", ""), ("ships", "boats"))),
        (
            "The quay is not ready for boats of the town.",
            "The quay is ready for all boats of the town.",
            (("not", ""), ("", "all")),
        ),
        ("Bread is cheap in all the towns of the valley.", "", ()),
    ],
)
def test_a_near_miss_shows_the_words_that_differ(text: str, nearest: str, changes: tuple[tuple[str, str], ...]) -> None:
    (verdict,) = verify(text, [WORDS])
    assert (verdict.nearest, verdict.changes) == (nearest, changes)
    assert not verdict.true


@pytest.mark.parametrize(
    "text", ["the QUAY is ready for all boats of the town.", "“we have waited six years”", "NOBODY ASKED […] BOATS"]
)
def test_only_the_case_may_differ(text: str) -> None:
    (verdict,) = verify(text, [WORDS])
    assert verdict.differs == ("case",)
    assert verdict.nearest.casefold()[:5] == text.strip("“").casefold()[:5]
    assert not verdict.true


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("“Nobody asked the boats” (Yusra Halden)", "speaker"),
        ("“Nobody asked the boats” (Carl Berg, skipper)", "verbatim"),
        ("“Nobody asked the boats” (laughter)", "verbatim"),
        ("> “Nobody asked the boats”\n> — Yusra Halden", "speaker"),
        ("« Nobody asked the boats », a dit Yusra Halden.", "speaker"),
    ],
)
def test_a_name_is_read_wherever_a_text_puts_it(text: str, status: str) -> None:
    article = Article(id="fr", headline="Quai", language="fr", text="Le quai est ouvert à tous.")
    (verdict,) = verify(text, [WORDS, article])
    assert verdict.status == status


def test_words_that_only_a_tag_parts_are_one_persons_and_others_are_not() -> None:
    text = "“The gate holds,” said Anna Holm. “It has held for years.”\n\n“It is old,” said Carl Berg. He left."
    article = Article(id="gate", headline="Gate", text=text, language="en")
    (hers,) = verify("“The gate holds. It has held for years.” — Anna Holm", [article])
    assert (hers.status, hers.differs, hers.said_by) == ("typographic", ("a tag between them",), "Anna Holm")
    (parted,) = verify("“The gate holds […] It has held” — Anna Holm", [article])
    assert (parted.status, parted.narration) == ("verbatim", False)
    (mixed,) = verify("“It has held for years. It is old.”", [article])
    assert not mixed.true


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("given", ["NFC", "NFD"])
def test_letters_may_be_composed_otherwise(form: Literal["NFC", "NFD"], given: Literal["NFC", "NFD"]) -> None:
    words = "Zoë’s café près du port est déjà ouvert"
    article = Article(id="a", headline="Café", text=normalize(form, f"«{words} à tous», dit Zoë."), language="fr")
    (verdict,) = verify(f"\ufeff{normalize(given, words)}\r\n", [article])
    assert verdict.true
    assert article.source_text[verdict.start : verdict.end] == normalize(form, words)


def test_a_near_miss_is_the_stretch_that_is_like_it_and_not_its_whole_sentence() -> None:
    text = "The board counted 41 boats on the first day, and nobody at all has paid the new toll of the town."
    article = Article(id="a", headline="Boats", text=text, language="en")
    (verdict,) = verify("The board counted 42 boats on the first day.", [article])
    assert verdict.nearest == "The board counted 41 boats on the first day,"
    assert verdict.changes == (("42", "41"),)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Holm", "Mayor Anna Holm", True),
        ("Anna Holm", "Mayor Holm", False),
        ("Mayor Anna Holm", "Anna Holm", True),
        ("Anna Holm", "Erik Holm", False),
        ("Dr Anna Holm", "Mayor Anna Holm", True),
        ("Dr Anna Maria Holm", "Mayor Anna Maria Berg", False),
        ("Berg", "Holm", False),
        ("", "Holm", False),
    ],
)
def test_a_shorter_name_may_be_the_same_person(one: str, two: str, same: bool) -> None:
    assert same is same_person(one, two)
    assert same is same_person(two, one)


@pytest.mark.parametrize(
    "written", ["Die Fähre\u2060 ist zurück", "\u2068Die Fähre ist zurück\u2069", "Die Fähre ist zurück\\!"]
)
def test_what_a_network_needs_between_the_words_is_no_change(written: str) -> None:
    (verdict,) = verify(written, ARTICLES)
    assert verdict.true


def test_a_verdict_names_the_typography_that_differs() -> None:
    (verdict,) = verify("and it's full - every day.", ARTICLES)
    assert verdict.differs == ("apostrophes", "dashes")


def test_the_view_leads_back_to_every_character() -> None:
    text = "“It’s —\u00a0 full…”"
    seen, places = view(text)
    assert seen == '"It\'s - full..."'
    assert len(places) == len(seen) + 1
    assert all(char in VIEW.get(text[place], text[place]) for char, place in zip(seen, places, strict=False))


def test_the_stop_and_the_marks_round_a_near_miss_are_no_difference() -> None:
    (verdict,) = verify("“the ferry is back”", [Article(id="a", headline="Ferry", text="“The ferry is back.” It was.")])
    assert (verdict.differs, verdict.nearest) == (("case",), "The ferry is back")


def test_somebody_named_in_another_line_is_not_named_for_the_words() -> None:
    article = Article(id="a", headline="Ferry", text="“It is full,” said Anna Holm.\n\nThe town waits for a new boat.")
    one, two = verify("“It is full” — Anna Holm\n“The town waits for a new boat.”", [article])
    assert (one.status, one.claimed) == ("verbatim", "Anna Holm")
    assert (two.status, two.claimed, two.narration) == ("verbatim", "", True)


def test_of_two_sources_that_are_as_near_one_is_shown_whatever_their_order() -> None:
    twin = replace(ARTICLES[0], id="twin")
    (verdict,) = verify("A crossing is a promise to the other store.", [twin, ARTICLES[0]])
    (other,) = verify("A crossing is a promise to the other store.", [ARTICLES[0], twin])
    assert (verdict.article, other.article) == ("ferry", "ferry")
    assert verdict.nearest == other.nearest == "A crossing is a promise to the other shore."


@pytest.mark.parametrize(
    "post",
    [
        "**The quay is ready for all boats of the town.**",
        "*Nobody asked the boats*\nhttps://news.example/a\n#quay #boats",
        "_Nobody asked the boats_",
        "[Nobody asked the boats](https://news.example/a)",
        "<https://news.example/a|Nobody asked the boats>",
        "The quay is ready for all boats of the town\\.",
        "Nobody asked the boats. The quay is ready for all boats of the town.\n\n1/2",
        "The Quay Letter, No. 12\n\n• Nobody asked the boats\n• The quay is ready for all boats of the town.",
        "The Quay Letter\nNobody asked the boats",
        "The Quay Letter　第12号\nNobody asked the boats",
        "The Quay Letter, No. 12: Nobody asked the boats",
    ],
)
def test_what_is_posted_verifies_in_the_form_each_network_has(post: str) -> None:
    verdicts = verify(post, [WORDS], papers=["The Quay Letter"])
    assert verdicts
    assert all(verdict.true for verdict in verdicts)


@pytest.mark.parametrize("nothing", ["…", "“…”", "... .", "[…]", "—", "“.”", "#quay @holm", "3/7"])
def test_words_that_are_none_are_not_called_true(nothing: str) -> None:
    assert not any(verdict.true for verdict in verify(nothing, [WORDS]))


@pytest.mark.parametrize("line", ["The Quay Letter wins a prize", "Quays, No. 12", "2 * 3 * 4 boats came"])
def test_a_line_that_only_looks_like_a_title_is_a_claim(line: str) -> None:
    (verdict,) = verify(line, [WORDS], papers=["The Quay Letter"])
    assert (verdict.text, verdict.true) == (line, False)


def test_of_a_line_whose_sentences_stand_apart_each_is_checked() -> None:
    one, two = verify("Nobody asked the boats. The quay is ready for all carts of the town.", [WORDS])
    assert (one.true, two.true) == (True, False)
    assert two.changes == (("carts", "boats"),)


def test_a_near_miss_of_two_sentences_shows_both() -> None:
    text = "The lamp was out. The gate was shut at nine on Monday. Nobody had asked the boats of the town. Rain came."
    article = Article(id="a", headline="Gate", text=text, language="en")
    (verdict,) = verify("“The gate was shut at ten on Monday. Nobody had asked the boats of the town.”", [article])
    assert verdict.nearest == "The gate was shut at nine on Monday. Nobody had asked the boats of the town."
    assert verdict.changes == (("ten", "nine"),)


def test_of_words_that_a_page_sets_twice_the_place_counts_that_names_somebody() -> None:
    words = "The lock will hold through the winter, whatever comes"
    text = f"> “{words}.”\n\n“{words},” said Mia Torn."
    paper = Article(id="lock", headline="Lock", text=text)
    claim = f"“{words}” — "
    assert [one.status for one in verify(claim + "Zoe Quandt", [paper])] == ["speaker"]
    assert [one.status for one in verify(claim + "Mia Torn", [paper])] == ["verbatim"]
