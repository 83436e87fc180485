"""Locales: our strings, CLDR's rules; what is missing is an error with its key."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from editions import standard, with_locale
from plates import PLATES

from digest.config import read_settings
from digest.errors import SettingsError, TemplateError
from digest.press import locales, renditions, themes
from digest.press.share import share_sheet
from digest.settings import NewsletterSettings, Settings
from digest.text.quotation import quotation_marks
from digest.workspace import Templates, shipped_templates

SHIPPED = Templates(Path("/nonexistent"), shipped_templates())
ALL = locales.names(SHIPPED)
REGIONS = [name for name in ALL if re.search("-[A-Z0-9]{2,3}$", name)]  # state what differs; a script is a language
WHOLE = [name for name in ALL if name not in REGIONS]
OF_THE_SCRIPT = {"digits", "italic", "colon", "hyphens", "font", "leading", "territory"}  # only where needed


def keys(table: dict[str, Any], above: str = "") -> set[str]:
    out: set[str] = set()
    for key, value in table.items():
        if isinstance(value, dict) and "other" not in value:
            out |= keys(value, f"{above}{key}.")
        else:
            out.add(f"{above}{key}")
    return {name for name in out if name.partition(".")[0] not in OF_THE_SCRIPT}


@cache
def strings(locale: str) -> dict[str, Any]:
    """What readers see; the desk's own words may be missing, then it says them in English."""
    whole = tomllib.loads(SHIPPED.read(locales.file_name(locale)))
    return {name: table for name, table in whole.items() if name != "desk"}


def at(table: dict[str, Any], key: str) -> Any:
    for part in key.split("."):
        table = table[part]
    return table


def blanks(table: dict[str, Any]) -> dict[str, set[str]]:
    said = {key: at(table, key) for key in keys(table)}
    return {k: set(re.findall(r"\{(\w+)\}", v if isinstance(v, str) else v["other"])) for k, v in said.items()}


@pytest.mark.parametrize("locale", WHOLE)
def test_every_locale_has_every_string_and_no_other(locale: str) -> None:
    assert keys(strings(locale)) == keys(strings("en"))


@pytest.mark.parametrize("locale", REGIONS)
def test_a_region_states_only_strings_that_differ_from_its_language(locale: str) -> None:
    language = strings(locale.partition("-")[0])
    for key in keys(strings(locale)):
        assert at(strings(locale), key) != at(language, key), key


@pytest.mark.parametrize("locale", ALL)
def test_every_string_has_the_same_blanks(locale: str) -> None:
    english = blanks(strings("en"))
    assert all(found == english[key] for key, found in blanks(strings(locale)).items())


@pytest.mark.parametrize("locale", ALL)
def test_every_plural_has_each_category_that_cldr_asks_for_and_no_other(locale: str) -> None:
    asked = {*Locale.parse(locale, sep="-").plural_form.tags, "other"}
    for key in keys(strings(locale)):
        forms = at(strings(locale), key)
        if isinstance(forms, dict):
            assert set(forms) == asked, key
            assert all(isinstance(form, str) and form.strip() for form in forms.values()), key


@pytest.mark.parametrize("locale", ALL)
def test_it_says_what_cldr_says(locale: str) -> None:
    say = locales.load(SHIPPED, locale)
    for day in range(0, 400, 3):
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)
        assert say.date(moment) == say._digits(format_date(moment, format="full", locale=say.cldr))
    for count in range(1, 6):
        parts = [f"p{n}" for n in range(count)]
        assert say.list(parts) == format_list(parts, locale=say.cldr)
    for number in (0, 1, 2, 3, 11, 21, 100, 999, 1_000, 1_000_000):
        assert say.cldr.plural_form(number) == Locale.parse(locale, sep="-").plural_form(number)


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
        ("pl", 1, "1 wiadomość"),
        ("pl", 22, "22 wiadomości"),
        ("ru", 21, "21 новость"),
        ("ru", 3, "3 новости"),
        ("ru", 11, "11 новостей"),
        ("uk", 104, "104 новини"),
        ("uk", 12, "12 новин"),
        ("tr", 5, "5 haber"),
        ("hi", 1, "1 ख़बर"),
        ("hi", 2, "2 ख़बरें"),
        ("ko", 5, "기사 5건"),
        ("zh-TW", 5, "5則新聞"),
    ],
)
def test_counts_use_the_languages_own_forms_and_digits(locale: str, number: int, said: str) -> None:
    assert said == locales.load(SHIPPED, locale).count("masthead.stories", number)


DAY = datetime(2026, 1, 9, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("variant", "date", "marks", "heading"),
    [
        ("en-GB", "Friday, 9 January 2026", "“”", "Quote of the day"),
        ("en-AU", "Friday, 9 January 2026", "“”", "Quote of the day"),
        ("de-AT", "Freitag, 9. Jänner 2026", "„“", "Zitat des Tages"),
        ("de-CH", "Freitag, 9. Januar 2026", "«»", "Zitat des Tages"),
        ("fr-CA", "vendredi 9 janvier 2026", "«»", "La citation du jour"),
        ("fr-CH", "vendredi, 9 janvier 2026", "«»", "La citation du jour"),
        ("es-MX", "viernes, 9 de enero de 2026", "“”", "La cita del día"),
        ("es", "viernes, 9 de enero de 2026", "«»", "La cita del día"),
        ("pt-PT", "sexta-feira, 9 de janeiro de 2026", "«»", "A citação do dia"),
        ("pt-BR", "sexta-feira, 9 de janeiro de 2026", "“”", "A citação do dia"),
        ("zh-TW", "2026年1月9日 星期五", "「」", "今日語錄"),
        ("zh-CN", "2026年1月9日星期五", "“”", "今日语录"),
    ],
)
def test_a_variant_sets_its_own_dates_and_marks_over_its_languages_strings(
    variant: str, date: str, marks: str, heading: str
) -> None:
    say = locales.load(SHIPPED, variant)
    assert say.language == variant
    assert (say.date(DAY), say.words("quote.heading")) == (date, heading)
    assert "".join(say.words(f"quote.{side}").strip() for side in ("open", "shut")) == marks
    assert "".join(mark.strip() for mark in quotation_marks(variant)) == marks


def test_any_variant_that_cldr_knows_may_be_set_and_no_other() -> None:
    known = {"newsletter.locale": ALL}
    for tag in ("en-GB", "de_CH", "es-MX", "zh-HK", "ar-EG", "it-CH"):
        text = f'[newsletter]\nid = "daily"\nname = "The Daily Take"\nlocale = "{tag}"\n[[source]]\npath = "seeds"\n'
        assert read_settings(text, known=known).newsletter.locale == tag
    for tag in ("en-XX", "el-GR", "xx"):
        with pytest.raises(SettingsError, match="there is no"):
            read_settings(text.replace('"it-CH"', f'"{tag}"'), known=known)


@pytest.mark.parametrize(
    ("tag", "written"),
    [("en", "en_US"), ("en-GB", "en_GB"), ("zh-TW", "zh_TW"), ("ar", "ar_EG"), ("pt", "pt_PT"), ("pt-BR", "pt_BR")],
)
def test_open_graph_is_told_a_territory(tag: str, written: str) -> None:
    assert written == locales.load(SHIPPED, tag).territory_locale


def test_a_new_locale_is_one_new_file(tmp_path: Path) -> None:
    """A language that nothing in the project names: its file makes mail, text, page, share sheet and setting."""
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / "eu.toml").write_text(
        SHIPPED.read("locales/en.toml").replace("Quote of the day", "Eguneko aipua"), "utf-8"
    )
    templates = Templates(tmp_path, shipped_templates())
    settings = Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take", locale="eu"))
    edition = with_locale(standard(), "eu", "ltr")
    for name, text in renditions.render(edition, settings, templates, PLATES).items():
        assert "Eguneko aipua" in text, name
    assert 'lang="eu"' in share_sheet(edition, (), settings, templates).decode()
    assert "eu" in locales.names(templates)


def test_no_code_template_or_setting_names_the_newest_locales() -> None:
    """What a locale needs stands in its file: adding these touched no old one."""
    shipped = shipped_templates()
    files = [*shipped.rglob("*.j2"), *shipped.glob("themes/*.toml"), *(shipped.parent / "digest/press").glob("*.py")]
    for path in files:
        named = re.findall(r"""["'](it|nl|pl|sv|tr|ru|uk|hi|zh-Hant)["']""", path.read_text("utf-8"))
        assert not named, path


def test_a_scripts_fonts_come_with_its_locale_and_a_theme_may_state_others(tmp_path: Path) -> None:
    calm, say = themes.load(SHIPPED, "calm"), locales.load(SHIPPED, "hi")
    assert "Nirmala UI" in calm.drawn(say.script, say.letters).font.head
    assert calm.drawn(say.script, say.letters).leading.text > calm.drawn("en").leading.text
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "mine.toml").write_text("[font.hi]\nhead = \"'Nirmala Text', serif\"\n")
    mine = themes.load(Templates(tmp_path, shipped_templates()), "mine")
    assert mine.drawn(say.script, say.letters).font.head == "'Nirmala Text', serif"
    with pytest.raises(TemplateError, match="list of font names"):
        calm.drawn("xx", {"font": {"head": "Georgia; } body { display: none"}})


def test_an_unknown_locale_names_those_there_are() -> None:
    with pytest.raises(TemplateError) as fault:
        locales.load(SHIPPED, "xx")
    assert ", ".join(locales.names(SHIPPED)) in fault.value.fix


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
