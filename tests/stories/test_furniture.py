"""Furniture of headlines: what tells of no event is taken off, and columns stand by themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digest.articles import Article
from digest.stories.furniture import strip
from digest.text.languages import language_table, languages


def one(headline: str, *, site: str = "", language: str = "en", deck: str = "", text: str = "", n: int = 0) -> Article:
    return Article(id=f"a{n}", headline=headline, text=text, deck=deck, site=site, language=language)


@pytest.mark.parametrize(("headline", "left", "alone"), [
    ("Opinion: Give the ferry back", "Give the ferry back", True),
    ("Opinion | Give the ferry back", "Give the ferry back", True),
    ("Give the ferry back | Opinion", "Give the ferry back", True),
    ("Letters", "Letters", True),
    ("Live: Ferry aground at Tolm", "Ferry aground at Tolm", False),
    ("UPDATE 3: Ferry aground at Tolm", "Ferry aground at Tolm", False),
    ("The seven isles, part 4: Tolm", "Tolm", True),
    ("Sailing for beginners (2/5)", "Sailing for beginners (2/5)", True),
    ("Morning briefing: a ferry, a flood and a goat", "Morning briefing: a ferry, a flood and a goat", True),
    ("Tolm: ferry aground", "Tolm: ferry aground", False),
    ("Part of Tolm pier closed", "Part of Tolm pier closed", False),
    ("Review of ferry fares ordered", "Review of ferry fares ordered", False),
])  # fmt: skip
def test_columns_stand_by_themselves_and_labels_are_taken_off(headline: str, left: str, alone: bool) -> None:
    (bare,), stands = strip([one(headline)])
    assert (left, [alone]) == (bare.headline, stands)


def test_every_language_that_has_headlines_knows_its_columns_and_round_ups() -> None:
    for tag in languages("headlines"):
        table = language_table(tag, "headlines")
        column, round_up = (table[key].split(";")[0].split("\n")[-1].strip() for key in ("columns", "roundups"))
        assert strip([one(f"{column.capitalize()}: Tolm", language=tag)])[1] == [True], tag
        assert strip([one(f"Tolm {round_up}", language=tag)])[1] == [True], tag


def test_a_column_of_the_settings_is_one_too() -> None:
    lines = [one("Sand in the gears: The lift at Tolm")]
    assert (strip(lines)[1], strip(lines, ["Sand in the Gears"])[1]) == ([False], [True])


def test_a_publisher_at_the_end_is_taken_off_by_its_name_or_because_it_recurs() -> None:
    named = one("Ferry aground – Tolm Radio", site="Tolm Radio")
    by_host = one("Ferry aground | Tolm Radio", site="tolmradio.example")
    recurring = [
        one(f"{line} - Isle News", site="isles.example", n=n) for n, line in enumerate(["Ferry aground", "Rain"])
    ]
    once = one("Pilot blamed - he slept", site="Tolm Radio")
    found = [article.headline for article in strip([named, by_host, *recurring, once])[0]]
    assert found == ["Ferry aground", "Ferry aground", "Ferry aground", "Rain", "Pilot blamed - he slept"]


def test_what_one_site_puts_before_its_headlines_is_no_evidence() -> None:
    lines = [one("Harbour talk: The crane", site="Tolm Post"), one("Harbour talk: The eels", site="Tolm Post", n=1)]
    other = one("Harbour talk: The crane", site="Isle News", n=2)
    assert [a.headline for a in strip([*lines, other])[0]] == ["The crane", "The eels", "Harbour talk: The crane"]


def test_an_outlet_without_a_name_is_known_by_its_host() -> None:
    lines = [replace(one(f"Harbour talk: The {what}", n=n), url=f"https://tolm.example/{n}")
             for n, what in enumerate(["crane", "eels"])]  # fmt: skip
    elsewhere = replace(one("Harbour talk: The crane", n=2), url="https://isles.example/2")
    assert [a.headline for a in strip([*lines, elsewhere])[0]] == ["The crane", "The eels", "Harbour talk: The crane"]


def test_a_name_that_several_articles_open_with_and_explain_is_a_column() -> None:
    said = "Ask Tolm 7 answers what readers send in. Our pilots try to help. Write to us."
    parts = [one(f"Ask Tolm 7 — How do I {what}?", site="Tolm Post", text=f"{said}\n\nYou {what} slowly.", n=n)
             for n, what in enumerate(["row", "moor"])]  # fmt: skip
    told = [one(f"Tolm strike: {what}", site="Tolm Post", text=f"Tolm strike {what}. It rained.", n=n)
            for n, what in enumerate(["boats stay in", "talks fail"])]  # fmt: skip
    assert strip(parts)[1] == [True, True]
    assert strip(parts[:1])[1] == [False]
    first = one("Ask Tolm 7 — Our new page", site="Tolm Post", text="We begin a new page.", n=8)
    says = one("Ask Tolm 7 — How do I swim?", site="Tolm Post", text="Ask Tolm 7 is a page for you. Swim.", n=9)
    assert strip([first, says])[1] == [True, True]
    assert strip([first, parts[0]])[1] == [False, False]
    assert strip(told)[1] == [False, False]


def test_a_standing_deck_makes_columns_and_a_copy_of_one_report_does_not() -> None:
    deck = "Our cook answers a question each week."
    parts = [one(f"On {what}", site="Tolm Post", deck=deck, text=f"{what} is best slow.", n=n)
             for n, what in enumerate(["Leeks", "Eels"])]  # fmt: skip
    bare, alone = strip(parts)
    assert (alone, [article.deck for article in bare]) == ([True, True], ["", ""])
    assert strip([parts[0], parts[0]])[1] == [False, False]


def test_a_text_that_says_it_is_one_of_a_series_stands_by_itself() -> None:
    said = {
        "en": "This is part three of our series on the harbour.",
        "de": "Dies ist der letzte Teil der Serie über den Hafen.",
        "es": "Este texto es parte de una serie sobre el puerto.",
        "fr": "Voici le deuxième volet de notre série sur le port.",
    }
    for tag, sentence in said.items():
        assert strip([one("The crane", language=tag, text=f"{sentence} The crane is old.")])[1] == [True], tag
        assert strip([one("The crane", language=tag, deck=sentence)])[1] == [True], tag
    later = "The crane is old. " * 60 + said["en"]
    assert strip([one("The crane", text=later), one("A series of blasts", text="A series of blasts shook Tolm.")])[
        1
    ] == [
        False,
        False,
    ]


@pytest.mark.parametrize(("tag", "sentence"), [
    ("en", "This is part four of a series by the survey office on queues."),
    ("en", "In the second post in our series we look at letters."),
    ("it", "Ecco la terza puntata della nostra serie sul porto."),
    ("pt", "Esta é a terceira parte da nossa série sobre o porto."),
    ("nl", "Dit is deel drie van een serie over de haven."),
])  # fmt: skip
def test_whatever_stands_between_the_part_and_its_series(tag: str, sentence: str) -> None:
    assert strip([one("The crane", language=tag, text=sentence)])[1] == [True]


@pytest.mark.parametrize(("tag", "sentence"), [
    ("en", "The walkout was part of a series of strikes at the harbour."),
    ("en", "Varga took part in the Coast Series on Sunday."),
    ("de", "Der Brand war Teil einer Serie von Anschlägen im Hafen."),
    ("es", "La segunda entrega de vacunas llegó al puerto."),
    ("fr", "Le deuxième volet du procès s'ouvre lundi."),
])  # fmt: skip
def test_a_series_of_events_is_news(tag: str, sentence: str) -> None:
    assert strip([one("The crane", language=tag, text=sentence)])[1] == [False]


def test_a_sentence_that_one_site_begins_many_with_is_no_evidence() -> None:
    opening = "Harbour Voices are stories that people of the port tell us. "
    texts = [opening + "The crane driver climbs at five.", opening + "The eel smoker sleeps late."]
    parts = [one(f"On {n}", site="Tolm Post", text=text, n=n) for n, text in enumerate(texts)]
    assert [article.text for article in strip(parts)[0]] == [text.removeprefix(opening) for text in texts]
    elsewhere = one("On 2", site="Isle News", text=texts[0], n=2)
    assert strip([parts[0], elsewhere])[0] == [parts[0], elsewhere]


def test_two_tellings_of_one_event_keep_the_sentence_that_both_begin_with() -> None:
    text = "The ferry ran aground off Tolm before dawn on Monday. Nobody was hurt. A tug is on its way. "
    first = one("Ferry aground", site="Tolm Post", text=text)
    second = one("Ferry aground: tug there", site="Tolm Post", text=text + "It came at noon.", n=1)
    assert [article.text for article in strip([first, second])[0]] == [first.text, second.text]
