"""The day in brief: one clause beside a headline, which the reader meets nowhere below."""

from __future__ import annotations

from dataclasses import replace

import pytest
from editions import extract, standard
from hypothesis import given
from hypothesis import strategies as st
from plates import PLATES

from digest.edition.model import Item
from digest.press.front import CLAUSE, first_clause, news

STORY = Item(
    id="a", slug="a", place="story", kicker="", headline="Ferries start early", deck="Fares stay.", language="en"
)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Two boats replace the bus. Fares stay.", "Two boats replace the bus."),
        (
            "The gates held against a surge of two metres, which nobody had thought possible before the winter storms.",
            "The gates held against a surge of two metres…",
        ),
        ("Word " * 40, ""),
        # A comma inside a date ends no clause, and a clause has a verb.
        (
            "The ferries of the northern bay began to run again on October 15, 2012 with crews from all of the towns.",
            "",
        ),
        ("As a small crew in the boats of a large and very cold lake, they built ferries that nobody ordered.", ""),
        # A clause of when or why tells nothing until the next one does.
        ("When the crew of the northern bay was still young and small, it built ferries that nobody ordered.", ""),
        ("By painting a line that says where the ferries of the bay are to land, the town ended a quarrel of old.", ""),
        (
            "In a recent conversation with a subscriber of Let's Sail, one of the crew told why boats were renamed.",
            "",
        ),
        (
            "In Halden the gates of the harbour held against the surge, which nobody had thought possible before it.",
            "In Halden the gates of the harbour held against the surge…",
        ),
        (
            "When the crew was still young and small, it built ferries, of which nobody knew what they were to be for.",
            "When the crew was still young and small, it built ferries…",
        ),
        # Nor does it end in the midst of a list.
        (
            "The way the bay builds its ferries has changed, but the crews, pilots, and all who sail have not.",
            "The way the bay builds its ferries has changed…",
        ),
        (
            "The crew made a large drawing, a model, pictures of the boat from three sides, and a song for its launch.",
            "",
        ),
        (
            "We turned the boathouse into a school for pilots, and bought ropes, charts, lamps and a bell for it.",
            "We turned the boathouse into a school for pilots…",
        ),
        # Nor where somebody was named and the sentence has said only who that is.
        ("Tolm Boats, which has run two ferries since the war, and sold a third, says that a fourth is to come.", ""),
        (
            "Featuring a deck that is wider than the last one's, the ferry of the bay ran aground on its first day.",
            "",
        ),
        (
            "Boats of the bay are now made from high-grade, seasoned planks that the town's own wood has given since.",
            "",
        ),
        # Nor between two dashes, nor before anything but its source was told.
        ("The island has — since the ferry came to it, in 1991, and stayed — lost a third of all who lived there.", ""),
        (
            "The island lost a third of its people — the ferry came there in 1991, as many had asked — and a school.",
            "The island lost a third of its people…",
        ),
        (
            "The island lost a third of all who lived there — the ferry came in 1991, and took whoever would go.",
            "The island lost a third of all who lived there — the ferry came in 1991…",
        ),
        (
            "According to a report that was printed in the town on Monday, the ferries lost a third of who used them.",
            "",
        ),
        ("電動船が走る。運賃は同じ。", "電動船が走る。"),
    ],
)
def test_a_clause_is_a_sentence_or_ends_where_one_may_be_cut(text: str, clause: str) -> None:
    assert clause == first_clause(text, "en")


@given(st.text("abcdefg ,;—。、港", max_size=400))
def test_a_clause_never_exceeds_its_line(text: str) -> None:
    assert len(first_clause(text)) <= CLAUSE + 1


def test_a_further_story_tells_a_highlight_and_the_lead_its_standfirst() -> None:
    told = replace(STORY, highlights=(extract("Crews train in March."),), standfirst="The bus is retired.")
    assert news(told) == "Crews train in March."
    assert news(replace(told, place="lead")) == "The bus is retired."
    assert news(STORY) == ""
    long = extract("The ferries of the bay are an example of a service where the crew in its boats is its own boss.")
    assert news(replace(told, highlights=(long, *told.highlights))) == "Crews train in March."


def test_what_the_headline_or_the_deck_says_is_passed_over() -> None:
    told = replace(STORY, highlights=(extract("Ferries start early this year."), extract("Crews train in March.")))
    assert news(told) == "Crews train in March."
    assert news(replace(STORY, standfirst=STORY.deck)) == ""


def test_no_clause_of_the_day_in_brief_stands_in_the_stories_below() -> None:
    from pathlib import Path

    from digest.press import renditions
    from digest.settings import NewsletterSettings, Settings
    from digest.workspace import Templates, shipped_templates

    edition = standard()
    told = replace(edition.stories[0], highlights=(extract("Crews train in March."),))
    edition = replace(edition, stories=(told, *edition.stories[1:]))
    settings = Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take"))
    templates = Templates(Path("/nonexistent"), shipped_templates())
    text = " ".join(renditions.render(edition, settings, templates, PLATES)["email.txt"].split())
    assert text.count("Crews train in March.") == 1
    for item in edition.items():
        assert text.count(item.deck) == 1, "once, under its headline"
