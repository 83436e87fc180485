"""How a speaker is set below a quote: the name, and what the source calls them before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digest.articles import Article
from digest.quotes.of_article import find_quotes
from digest.quotes.quote import Quote

QUOTE = Quote(
    id="q", article="a", text="The lock is safe", pieces=((0, 16),), start=0, end=16, prefix="", suffix="", sha256="",
    source="text",
)  # fmt: skip


@pytest.mark.parametrize(
    ("speaker", "credit", "person", "role"),
    [
        ("Mia Torn", "Mia Torn", "Mia Torn", ""),
        ("keeper Mia Torn", "Keeper Mia Torn", "Mia Torn", "Keeper"),
        ("keeper van Dam", "Keeper van Dam", "van Dam", "Keeper"),
        ("lock keeper van der Meer", "Lock keeper van der Meer", "van der Meer", "Lock keeper"),
        ("van Dam", "van Dam", "van Dam", ""),
        ("keeper", "Keeper", "Keeper", ""),
        ("", "", "", ""),
    ],
)
def test_a_role_is_set_apart_from_the_name_and_a_particle_is_the_name_s(
    speaker: str, credit: str, person: str, role: str
) -> None:
    quote = replace(QUOTE, speaker=speaker)
    assert (quote.credit, quote.person, quote.role) == (credit, person, role)


def test_a_full_name_stands_for_the_short_one() -> None:
    quote = replace(QUOTE, speaker="Torn", full_name="keeper Mia Torn")
    assert (quote.person, quote.role) == ("Mia Torn", "Keeper")


@pytest.mark.parametrize(
    ("language", "text", "full"),
    [
        # A name that goes on behind the word is not "Minister Anna"; three-part names are kept whole, too.
        ("en", "Ports Minister Anna Holmberg spoke on Monday. “The pier stays,” Anna said.", "Anna Holmberg"),
        ("en", "Lou Lou Kern led the harbour board. “The pier stays,” Kern said.", "Lou Lou Kern"),
        ("en", "The keeper, Ida Maria Kern, came late. “The pier stays,” Kern said.", "Ida Maria Kern"),
        ("en", "Both Kern and Holm came. “The pier stays,” Kern said.", ""),
        ("de", "Ein Abend mit Texten des Humoristen Kern. „Der Steg bleibt“, sagte Kern.", ""),
    ],
)
def test_a_full_name_is_neither_cut_nor_a_post(language: str, text: str, full: str) -> None:
    quotes = find_quotes(Article(id="a", headline="h", text=text, language=language))
    assert full == quotes[0].full_name
