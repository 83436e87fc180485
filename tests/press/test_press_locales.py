"""Locales: our strings, CLDR's rules; what is missing is an error with its key."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from digest.errors import TemplateError
from digest.press import locales
from digest.workspace import Templates, shipped_templates

SHIPPED = Templates(Path("/nonexistent"), shipped_templates())
ALL = locales.names(SHIPPED)


def keys(table: dict[str, Any], above: str = "") -> set[str]:
    out: set[str] = set()
    for key, value in table.items():
        if isinstance(value, dict) and "other" not in value:
            out |= keys(value, f"{above}{key}.")
        else:
            out.add(f"{above}{key}")
    return out - {"digits"}


def strings(locale: str) -> dict[str, Any]:
    return tomllib.loads(SHIPPED.read(locales.file_name(locale)))


@pytest.mark.parametrize("locale", ALL)
def test_every_locale_has_every_string_and_no_other(locale: str) -> None:
    assert keys(strings(locale)) == keys(strings("en"))


@pytest.mark.parametrize("locale", ALL)
def test_every_string_has_the_same_blanks(locale: str) -> None:
    def blanks(table: dict[str, Any]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for key in keys(table):
            value: Any = table
            for part in key.split("."):
                value = value[part]
            found[key] = set(re.findall(r"\{(\w+)\}", value if isinstance(value, str) else value["other"]))
        return found

    assert blanks(strings(locale)) == blanks(strings("en"))


@pytest.mark.parametrize("locale", ALL)
def test_every_plural_has_the_forms_that_its_language_uses(locale: str) -> None:
    used = {Locale.parse(locale).plural_form(n) for n in range(200)}
    for key in keys(strings(locale)):
        value: Any = strings(locale)
        for part in key.split("."):
            value = value[part]
        if isinstance(value, dict):
            assert used <= set(value), key


@pytest.mark.parametrize("locale", ALL)
def test_it_says_what_cldr_says(locale: str) -> None:
    say = locales.load(SHIPPED, locale)
    for day in range(0, 400, 3):
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)
        assert say.date(moment) == say._digits(format_date(moment, format="full", locale=locale))
    for count in range(1, 6):
        parts = [f"p{n}" for n in range(count)]
        assert say.list(parts) == format_list(parts, locale=locale)
    for number in (0, 1, 2, 3, 11, 21, 100, 999, 1_000, 1_000_000):
        assert say.cldr.plural_form(number) == Locale.parse(locale).plural_form(number)


@pytest.mark.parametrize(
    ("locale", "direction"), [("ar", "rtl"), ("he", "rtl"), ("en", "ltr"), ("ja", "ltr"), ("xx", "ltr")]
)
def test_direction_is_cldrs(locale: str, direction: str) -> None:
    assert direction == locales.direction(locale)


@pytest.mark.parametrize(
    ("locale", "number", "said"),
    [
        ("en", 1, "1 story"),
        ("en", 5, "5 stories"),
        ("ar", 2, "خبران"),
        ("ar", 3, "٣ أخبار"),
        ("ar", 11, "١١ خبرًا"),
        ("he", 2, "שתי ידיעות"),
        ("ja", 5, "5本の記事"),
    ],
)
def test_counts_use_the_languages_own_forms_and_digits(locale: str, number: int, said: str) -> None:
    assert said == locales.load(SHIPPED, locale).count("masthead.stories", number)


def test_a_region_uses_its_languages_strings() -> None:
    say = locales.load(SHIPPED, "de-AT")
    assert say.language == "de-AT"
    assert say.words("quote.heading") == "Zitat des Tages"


def test_an_unknown_locale_names_those_there_are() -> None:
    with pytest.raises(TemplateError) as fault:
        locales.load(SHIPPED, "xx")
    assert "ar, de, en" in fault.value.fix


def test_a_missing_string_is_an_error_with_its_key_and_the_nearest() -> None:
    say = locales.load(SHIPPED, "en")
    with pytest.raises(TemplateError) as fault:
        say.words("masthead.numbr")
    assert "masthead.numbr" in fault.value.what
    assert fault.value.near == "masthead.number"
    with pytest.raises(TemplateError, match="plural forms"):
        say.words("masthead.stories")
    with pytest.raises(TemplateError, match="no plural forms"):
        say.count("masthead.number", 3)


def test_a_blank_reaches_into_nothing(tmp_path: Path) -> None:
    path = tmp_path / "locales" / "en.toml"
    path.parent.mkdir()
    path.write_text('[a]\nb = "{name.__class__}"\n')
    with pytest.raises(TemplateError, match="nothing fills"):
        locales.load(Templates(tmp_path, shipped_templates()), "en").words("a.b", name="x")
