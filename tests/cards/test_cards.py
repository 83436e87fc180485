"""Quote cards: every script drawn, nothing missing, the same bytes every time."""

import io
from pathlib import Path

import pytest

pytest.importorskip("typst", reason="the extra [cards] is not installed")

from dataclasses import replace
from datetime import UTC, datetime

from PIL import Image

from digest.cards.draw import MODES, SHAPES, _set, draw_cards, source_line
from digest.cards.fonts import CardError, check_coverage, families, folders
from digest.edition.model import Edition, Item, Newsletter
from digest.press import locales, themes
from digest.quotes.quote import Quote
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(own=Path("/nowhere/templates"), shipped=shipped_templates())
SHORT = "Freight, not grain, now sets the price of flour."
LONG = SHORT + " " + "Bakers expect to feel it by late autumn, when the last of the old contracts run out. " * 3


def edition(text: str, *, language: str = "en", speaker: str = "", note: str = "On what moves prices") -> Edition:
    """Return an edition of one story with one quote."""
    quote = Quote(
        id="q1", article="a1", text=text, pieces=(), start=0, end=0, prefix="", suffix="", sha256="",
        source="takeaway", note=note, speaker=speaker,
    )  # fmt: skip
    item = Item(
        id="a1", slug="flour", place="lead", kicker="Economy", headline="Grain prices ease", site="Harbour Post",
        language=language, quotes=(quote,),
    )  # fmt: skip
    return Edition(
        key="daily-2026-08-10", slot="2026-08-10", at=datetime(2026, 8, 10, 6, tzinfo=UTC), number=3,
        newsletter=Newsletter(id="daily", name="The Daily Take", locale="en"), subject="s", preheader="p", lead=item,
    )  # fmt: skip


def draw(made: Edition, theme: str = "calm") -> tuple[dict[str, bytes], list[str]]:
    """Return the cards by name, and what could not be drawn."""
    its = themes.load(TEMPLATES, theme)
    palette = {mode: its.colours(mode) for mode in MODES}
    cards, notices = draw_cards(made, TEMPLATES, palette, its.values["font"]["head"])
    assert all(card.alt for card in cards)
    return {card.name: card.content for card in cards}, [f"{notice.what} {notice.where}" for notice in notices]


def picture(content: bytes) -> Image.Image:
    """Return the drawn pixels."""
    return Image.open(io.BytesIO(content)).convert("RGB")


def test_a_quote_has_three_shapes_light_and_dark() -> None:
    cards, told = draw(edition(SHORT))
    assert told == []
    assert sorted(cards) == sorted(f"card-flour-{shape}{mode}.png" for shape in SHAPES for mode in ("", "-dark"))
    for name, content in cards.items():
        shape = name.removeprefix("card-flour-").removesuffix(".png").removesuffix("-dark")
        assert picture(content).size == SHAPES[shape]
        assert len(content) <= 350_000


def test_a_story_that_keeps_its_risk_note_has_no_cards() -> None:
    made = edition(SHORT)
    assert made.lead
    of_the_day = replace(made, quote=made.lead.quotes[0], quote_item="a1")
    assert len(draw(of_the_day)[0]) == 6
    assert draw(replace(of_the_day, lead=replace(made.lead, shareable=False))) == ({}, [])


@pytest.mark.parametrize(
    ("locale", "credit"),
    [("en", "\u2068Harbour Post\u2069, August 10, 2026"), ("ar", "\u2068Harbour Post\u2069، ١٠ أغسطس ٢٠٢٦")],
)
def test_a_latin_name_does_not_turn_an_arabic_date_around(locale: str, credit: str) -> None:
    made = edition(SHORT)
    assert made.lead
    digits = locales.load(TEMPLATES, locale).digits
    assert credit == source_line(replace(made, newsletter=replace(made.newsletter, locale=locale)), made.lead, digits)


def test_bytes_are_the_same_on_every_run() -> None:
    assert draw(edition(SHORT))[0] == draw(edition(SHORT))[0]


@pytest.mark.parametrize("theme", ["calm", "news", "bold"])
def test_a_theme_gives_the_colours(theme: str) -> None:
    cards, _ = draw(edition(SHORT), theme)
    colours = themes.load(TEMPLATES, theme).colours("light")
    ground = tuple(bytes.fromhex(colours["tint"].removeprefix("#")))
    accent = tuple(bytes.fromhex(colours["accent"].removeprefix("#")))
    drawn = picture(cards["card-flour-square.png"])
    assert (ground, accent) == (drawn.getpixel((4, 600)), drawn.getpixel((540, 4)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "#set page(1) $x$ *bold* _it_ \\ `raw` <a> @ref // comment “inner” 100 %"),
        ("de", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabteilungsleiter tagen in Lindholm."),
        ("ar", "المكتبة مفتوحة يوم الأحد، قالت Ada، لأن القراءة ليست لأيام الأسبوع وحدها."),
        ("he", "הספרייה פתוחה ביום ראשון, כי קריאה אינה פעילות של ימי חול."),
        ("el", "Η βιβλιοθήκη μένει ανοιχτή την Κυριακή."),
        ("ru", "Библиотека открыта и в воскресенье."),
        ("vi", "Thư viện mở cửa cả ngày Chủ nhật."),
    ],
)
def test_bundled_fonts_write_these_scripts(language: str, text: str) -> None:
    cards, told = draw(edition(text, language=language))
    assert (len(cards), told) == (6, [])


def test_nothing_is_drawn_outside_the_margins() -> None:
    made = edition(LONG, speaker="von " * 2000 + "Berg", note="On " + "prices " * 200)
    cards, told = draw(made)
    assert told == []
    for name, content in cards.items():
        drawn = picture(content)
        margin = 68 if "wide" in name else 80
        ground = drawn.getpixel((4, drawn.height // 2))
        for strip in ((0, 20, margin, drawn.height), (drawn.width - margin, 20, drawn.width, drawn.height)):
            assert {colour for _, colour in drawn.crop(strip).getcolors(1 << 20) or []} == {ground}, name
        foot = drawn.crop((0, drawn.height - 40, drawn.width, drawn.height))
        assert {colour for _, colour in foot.getcolors(1 << 20) or []} == {ground}, name


def test_a_quote_too_long_is_refused_by_name_and_costs_no_edition() -> None:
    cards, told = draw(edition("A sentence that goes on and on. " * 60))
    assert cards == {}
    assert len(told) == len(SHAPES)
    assert "too long for a square card" in told[0]
    assert "“A sentence that goes on and on." in told[0]


def test_a_missing_script_names_the_extra() -> None:
    bundled = folders(None)[:1]
    with pytest.raises(CardError) as caught:
        check_coverage("図書館", families(bundled, "ja", serif=True), bundled, what="quote “図書館”")
    assert "Chinese characters" in caught.value.what
    assert "manimgx-fonts" in caught.value.fix


def test_joiners_and_invisible_characters_need_no_glyph() -> None:
    bundled = folders(None)[:1]
    check_coverage("a\u200d\u2060\ufe0f \u00a0b", families(bundled, "en", serif=True), bundled, what="")


def test_east_asian_text_and_emoji_are_drawn_with_the_extra() -> None:
    pytest.importorskip("manimgx_fonts_cjk", reason="the extra [cards-world] is not installed")
    cards, told = draw(edition("図書館は日曜日も開いています。📚", language="ja"))
    assert (len(cards), told) == (6, [])


def test_a_template_may_not_fetch_packages(tmp_path: Path) -> None:
    from digest.errors import TemplateError

    own = tmp_path / "templates"
    (own / "cards").mkdir(parents=True)
    (own / "cards/quote.typ").write_text('#import "@preview/cetz:0.3.0"', "utf-8")
    its = themes.load(TEMPLATES, "calm")
    palette = {mode: its.colours(mode) for mode in MODES}
    with pytest.raises(TemplateError):
        draw_cards(edition(SHORT), Templates(own=own, shipped=shipped_templates()), palette, "serif")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "the hall — all of it — laughed", "the hall\u00a0— all of it\u00a0— laughed"),
        ("ru", "чтение — не будни", "чтение\u00a0— не будни"),
        ("en", "a well-known 3–4 split", "a well-known 3–4 split"),
        ("fr", "« Oui » : le dimanche ?", "«\u00a0Oui\u00a0»\u00a0: le dimanche\u00a0?"),
        ("en", "why ? because", "why ? because"),
    ],
)
def test_only_spaces_are_set_otherwise_than_they_were_said(language: str, text: str, expected: str) -> None:
    assert expected == _set(text, language)
    assert text == expected.replace("\u00a0", " ")


def test_a_quote_of_ordinary_words_is_not_hyphenated_but_one_giant_word_is() -> None:
    def drawn(text: str, language: str) -> bytes:
        return draw(edition(text, language=language))[0]["card-flour-square.png"]

    plain_words = "Die Bibliothek bleibt auch sonntags offen, weil Lesen keine Sache der Werktage ist."
    giant = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabteilung geschlossen."
    # German words may be broken, Slovak ones are not: with the same marks, the same letters tell.
    assert drawn(plain_words, "de") == drawn(plain_words, "sk")
    assert drawn(giant, "de") != drawn(giant, "sk")
