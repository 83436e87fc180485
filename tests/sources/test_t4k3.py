"""T4K3 page captures: every block of the page lands in the model."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.articles import Article
from digest.sources import Origin, t4k3

PAGE = """\
T4K3.news
Harbour gates hold
A two-metre surge stopped at the new barrier.

The barrier closed for the first time on Sunday night and the old town stayed dry.
Marrow Bay barrier passes its first real test
The gates closed at 21:40, an hour before high water. "We are ready," said Marta Holm, the harbour master.
By morning the quay was open again.
Key Takeaways
"A barrier is a promise you only notice when it is kept."
Comment on the first closure
"We closed a gate, not a question."
Note on the cost of further closures
The closure was never only about water. It was a test of who decides, and how fast.
Highlights
- The gates closed an hour before high water.
- The quay opened again by morning.
Risk of frequent closures
Each closure stops the port for half a day.
A wall is only as patient as its keepers
Enjoyed this? Let your friends know!
Related News

Barrier holds at Marrow Bay

Port counts the cost of a closed night
"""


def origin(link: str = "", stem: str = "harbour-gates-hold") -> Origin:
    return Origin(where="seeds/harbour-gates-hold.txt", stem=stem, zone=ZoneInfo("Europe/Berlin"), link=link)


def page(text: str, link: str = "") -> Article:
    batch = t4k3.read(text.encode(), origin(link))
    assert len(batch.articles) == 1, batch.notices
    return batch.articles[0]


def test_every_block_lands_in_the_model() -> None:
    article = page(PAGE)
    assert article.site == "T4K3.news"
    assert article.headline == "Harbour gates hold"
    assert article.deck == "A two-metre surge stopped at the new barrier."
    assert article.standfirst.startswith("The barrier closed for the first time")
    assert article.source_headline == "Marrow Bay barrier passes its first real test"
    assert article.text.split("\n\n")[1] == "By morning the quay was open again."
    assert [t.text for t in article.takeaways] == [
        "A barrier is a promise you only notice when it is kept.",
        "We closed a gate, not a question.",
    ]
    assert [t.note for t in article.takeaways] == [
        "Comment on the first closure",
        "Note on the cost of further closures",
    ]
    assert article.analysis.startswith("The closure was never only about water.")
    assert article.highlights == ("The gates closed an hour before high water.", "The quay opened again by morning.")
    assert article.risk is not None
    assert article.risk.heading == "Risk of frequent closures"
    assert article.risk.text == "Each closure stops the port for half a day."
    assert article.closing == "A wall is only as patient as its keepers"
    assert article.related == ("Barrier holds at Marrow Bay", "Port counts the cost of a closed night")


def test_a_page_without_address_or_date_invents_neither() -> None:
    article = page(PAGE)
    assert article.url == ""
    assert article.published is None


def test_a_configured_link_serves_captures_without_an_address() -> None:
    assert page(PAGE, "https://t4k3.example/{slug}").url == "https://t4k3.example/harbour-gates-hold"


@pytest.mark.parametrize(
    ("tail", "closing", "risk"),
    [
        ("One line\n", "One line", None),
        ("A heading\nA note.\n", "", ("A heading", "A note.")),
        ("A heading\nA note.\nOne line\n", "One line", ("A heading", "A note.")),
        ("", "", None),
    ],
)
def test_after_the_highlights_one_line_closes_two_are_the_risk_three_are_both(
    tail: str, closing: str, risk: tuple[str, str] | None
) -> None:
    cut = PAGE.index("Risk of frequent")
    article = page(PAGE[:cut] + tail + "Enjoyed this? Let your friends know!\n")
    assert closing == article.closing
    assert risk == ((article.risk.heading, article.risk.text) if article.risk else None)


BLOCKS = {
    "Key Takeaways": "takeaways",
    "Highlights": "highlights",
    "Related News": "related",
}


@pytest.mark.parametrize("heading", BLOCKS)
def test_any_block_may_be_missing(heading: str) -> None:
    rows = PAGE.split("\n")
    start = rows.index(heading)
    stop = {"Key Takeaways": start + 5, "Highlights": start + 3, "Related News": len(rows)}[heading]
    article = page("\n".join(rows[:start] + rows[stop:]))
    assert not getattr(article, BLOCKS[heading])
    assert article.headline == "Harbour gates hold"
    assert article.closing == "A wall is only as patient as its keepers"
    assert "The gates closed at 21:40" in article.text


def test_standfirst_and_source_headline_may_be_missing() -> None:
    rows = PAGE.split("\n")
    article = page("\n".join(rows[:4] + rows[6:]))
    assert article.text.startswith("The gates closed at 21:40")
    assert article.source_headline == ""


def test_the_site_name_may_be_missing_only_with_the_deck_there() -> None:
    article = page(PAGE.split("\n", 1)[1])
    assert article.headline == "Harbour gates hold"
    assert article.deck == "A two-metre surge stopped at the new barrier."
    assert article.site == ""


def test_crlf_bullets_curly_quotes_and_entities_are_read_alike() -> None:
    other = PAGE.replace("- ", "• ").replace('"A barrier', "“A barrier").replace('kept."', "kept.”")
    other = other.replace("Harbour gates", "Harbour &amp; gates").replace("\n", "\r\n")
    article = page(other)
    assert article.headline == "Harbour & gates hold"
    assert article.takeaways == page(PAGE).takeaways
    assert article.highlights == page(PAGE).highlights


def test_inner_quotes_stay() -> None:
    article = page(PAGE.replace("We closed a gate, not a question.", "We said 'never' and meant \"never again\"."))
    assert article.takeaways[1].text == "We said 'never' and meant \"never again\"."


def test_front_matter_gives_what_the_page_does_not_say() -> None:
    front = "---\nurl: https://t4k3.example/a\npublished: 2026-08-10T04:00:00+02:00\nimage: gates.png\n"
    article = page(front + "image_alt: Two gates\nlanguage: en\nsection: Climate\nauthor: Ida Varga\n---\n" + PAGE)
    assert article.url == "https://t4k3.example/a"
    assert article.published is not None
    assert article.published.isoformat() == "2026-08-10T04:00:00+02:00"
    assert article.image is not None
    assert (article.image.path, article.image.alt) == ("gates.png", "Two gates")
    assert (article.section, article.author) == ("Climate", "Ida Varga")


def test_a_copy_of_a_page_inside_a_body_is_told() -> None:
    fake = PAGE.replace("By morning", 'Key Takeaways\n"Fake."\nFake\nBy morning')
    batch = t4k3.read(fake.encode(), origin())
    assert any("stands twice" in n.what and "body" in n.where for n in batch.notices)


def test_a_file_that_is_no_text_is_skipped_with_its_line() -> None:
    batch = t4k3.read(b"T4K3.news\nCaf\xe9\n", origin())
    assert not batch.articles
    assert batch.notices[0].where == "seeds/harbour-gates-hold.txt, line 2"


def test_the_real_page_lands_whole(shared: Path) -> None:
    article = page((shared / "data" / "t4k3" / "trump-putin-alaska.txt").read_text())
    assert article.headline == "Trump Putin Alaska meeting set"
    assert len(article.takeaways) == 4
    assert all(t.note and not t.note.endswith(".") for t in article.takeaways)
    assert len(article.highlights) == 4
    assert article.risk is not None
    assert article.risk.heading == "Political and diplomatic risk around Trump Putin meeting"
    assert article.closing == "Diplomacy is a test of restraint as much as substance"
    assert len(article.related) == 8
    assert len(article.text.split("\n\n")) == 2
    assert article.analysis.startswith("The meeting reads as much")


HEAD = "The Daily\nHarbour gates hold\nA surge stopped at the barrier.\n\n"
BODY = "The gates closed at 21:40. By morning the quay was open again.\n"


@pytest.mark.parametrize(
    ("first", "second", "standfirst", "source"),
    [
        # A line that quotes is a standfirst, full stop or not, where another headline or the body follows.
        ("“We are ready,” said Marta Holm of the port", "Barrier passes its test", True, "Barrier passes its test"),
        (
            'The night was, in Holm\'s words, "a promise kept"',
            "Barrier passes its test",
            True,
            "Barrier passes its test",
        ),
        ("“We are ready,” said Marta Holm of the port", "", True, ""),
        (f"The barrier {'of Marrow Bay ' * 7}is now called “a promise kept”", "", True, ""),
        ("„Wir sind bereit“, sagte Marta Holm vom Hafen", "Sperrwerk besteht Probe", True, "Sperrwerk besteht Probe"),
        # A headline may quote as well: it is short, and nobody says it.
        ("Barrier is “a promise kept”, port says", "", False, "Barrier is “a promise kept”, port says"),
        ("Barrier passes its first test", "", False, "Barrier passes its first test"),
        ("The old town stayed dry.", "Barrier passes its test", True, "Barrier passes its test"),
    ],
)
def test_a_standfirst_that_quotes_is_not_taken_for_the_source_headline(
    first: str, second: str, standfirst: bool, source: str
) -> None:
    article = page(HEAD + "".join(f"{row}\n" for row in (first, second) if row) + BODY + BODY)
    assert (article.standfirst, article.source_headline) == (first if standfirst else "", source)
    assert article.text == f"{BODY.strip()}\n\n{BODY.strip()}"


@pytest.mark.parametrize(
    ("key", "meant"),
    [("publised", "published"), ("title", "headline"), ("date", "published"), ("URL", "url"), ("img_alt", "image_alt")],
)
def test_a_misspelt_key_of_the_front_matter_is_told_with_its_line_and_what_was_meant(key: str, meant: str) -> None:
    batch = t4k3.read(f"---\nsection: World\n{key}: x\n---\n{PAGE}".encode(), origin())
    (notice,) = batch.notices
    assert key in notice.what
    assert notice.where.endswith("line 3")
    assert notice.fix == f"did you mean {meant}?"
