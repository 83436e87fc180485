"""How a speaker is set below a quote: the name, and what the source calls them before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

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
