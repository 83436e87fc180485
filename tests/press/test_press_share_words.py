"""The share sheet speaks every language that is shipped, and says everything in each."""

import re
from pathlib import Path
from typing import Any

import pytest

from digest import networks, shelf
from digest.networks import Network
from digest.press import locales
from digest.workspace import Templates

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LOCALES = sorted(path.stem for path in (TEMPLATES / "locales").glob("*.toml"))
UNITS = {
    unit
    for name in shelf.names(networks)
    for rules in [shelf.take(networks, name).NETWORK]
    if isinstance(rules, Network)
    for unit in (rules.unit, *(cap.unit for cap in rules.also))
}


def words(language: str) -> dict[str, Any]:
    """Return the words of one language."""
    return dict(locales.table(Templates(TEMPLATES, TEMPLATES), language, "sheet"))


def flat(found: dict[str, Any]) -> dict[str, str]:
    """Return all strings but the units, which English has by their own names, by their place."""
    own = {key: text for key, text in found.items() if isinstance(text, str)}
    return own | {f"kinds.{key}": text for key, text in found["kinds"].items()}


@pytest.mark.parametrize("locale", LOCALES)
def test_it_has_every_word_that_english_has(locale: str) -> None:
    assert flat(words("en")).keys() == flat(words(locale)).keys()
    assert all(text.strip() for text in flat(words(locale)).values())


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_filled_in_is_the_same_in_each(locale: str) -> None:
    english, own = flat(words("en")), flat(words(locale))
    for key, text in english.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", own[key])), key


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_every_unit_that_a_network_counts_in_has_its_name(locale: str) -> None:
    assert words(locale)["units"].keys() >= UNITS


@pytest.mark.parametrize("locale", LOCALES)
def test_the_sheet_asks_for_nothing_that_is_not_there(locale: str) -> None:
    sheet = (TEMPLATES / "share/sheet.html.j2").read_text("utf-8")
    script = (TEMPLATES / "share/sheet.js").read_text("utf-8")
    asked = {*re.findall(r"words\.([a-z]\w*)\b", sheet), *re.findall(r'words\["([\w-]+)"\]', sheet)}
    asked |= {*re.findall(r'say\("([\w-]+)"', script), *re.findall(r"words\.([a-z]\w*)\b", script)}
    asked |= {*re.findall(r'words\["([\w-]+)"\]', script)}
    of_a_text = {"includes", "lastIndexOf", "length", "slice"}
    assert asked - {"kinds", "units", "digits"} - of_a_text <= words(locale).keys()
