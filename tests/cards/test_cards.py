"""Quote cards: every script drawn, nothing missing, the same bytes every time."""

import io
from pathlib import Path

import pytest

pytest.importorskip("typst", reason="the extra [cards] is not installed")

from dataclasses import replace
from datetime import UTC, datetime

from PIL import Image

from digest.cards.day import day_cards
from digest.cards.draw import SAFE, SHAPES, _set, draw_cards, in_its_direction, source_line, studio_of
from digest.cards.fonts import CardError, check_coverage, families, folders
from digest.cards.studio import MODES, Card, Logo
from digest.edition.model import Edition, Item, Newsletter
from digest.press import locales, themes
from digest.quotes.quote import Quote
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(own=Path("/nowhere/templates"), shipped=shipped_templates())
EVERY = 7  # cards of a quote
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


def test_a_quote_has_three_shapes_light_and_dark_and_a_story() -> None:
    cards, told = draw(edition(SHORT))
    assert told == []
    both = [f"card-flour-{shape}{mode}.png" for shape in ("square", "wide", "portrait") for mode in ("", "-dark")]
    assert sorted(cards) == sorted([*both, "card-flour-story.png"])
    for name, content in cards.items():
        shape = name.removeprefix("card-flour-").removesuffix(".png").removesuffix("-dark")
        assert picture(content).size == SHAPES[shape]
        assert len(content) <= 350_000


def test_a_story_that_keeps_its_risk_note_has_no_cards() -> None:
    made = edition(SHORT)
    assert made.lead
    of_the_day = replace(made, quote=made.lead.quotes[0], quote_item="a1")
    assert len(draw(of_the_day)[0]) == EVERY
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
    assert (len(cards), told) == (EVERY, [])


GIANT = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabteilungsleiterversammlung"


def giant(language: str = "de") -> Edition:
    """Return an edition of which every part has a word longer than a line."""
    made = edition(f"{GIANT} tagt.", language=language, speaker=f"Obfrau {GIANT}", note=f"Zur {GIANT}")
    assert made.lead
    paper = replace(made.newsletter, name=f"Der {GIANT[:38]}bote", locale=language)
    return replace(
        made, newsletter=paper, lead=replace(made.lead, headline=f"Die {GIANT} tagt", site=f"{GIANT[:30]}blatt")
    )


def strips(drawn: Image.Image, margin: int) -> set[object]:
    """Return the colours at both edges and at the foot of a card, below its bar."""
    boxes = [(0, 80, margin, drawn.height), (drawn.width - margin, 80, drawn.width, drawn.height)]
    boxes.append((0, drawn.height - 40, drawn.width, drawn.height))
    return {colour for box in boxes for _, colour in drawn.crop(box).getcolors(1 << 20) or []}


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_is_drawn_outside_the_margins(language: str) -> None:
    long = edition(LONG, speaker="von " * 2000 + "Berg", note="On " + "prices " * 200)
    for made in (long, giant(language)):
        cards, told = draw(made)
        assert cards or told  # a word too wide that no language may break is refused by name
        for name, content in cards.items():
            drawn = picture(content)
            ground = drawn.getpixel((4, drawn.height // 2))
            assert strips(drawn, 60 if "wide" in name else 72) == {ground}, name


def test_a_long_name_never_stands_in_the_credit() -> None:
    """Between the two columns of the footer runs a gap of the ground's colour, from the line down."""
    cards, _ = draw(giant())
    drawn = picture(cards["card-flour-square.png"])
    ground = drawn.getpixel((4, 540))
    rows = [y for y in range(600, 1000) if all(drawn.getpixel((x, y)) != ground for x in range(100, 980, 40))]
    foot = drawn.crop((0, rows[-1] + 4, drawn.width, drawn.height - 40))  # below the line
    free = [x for x in range(300, 800) if {foot.getpixel((x, y)) for y in range(foot.height)} == {ground}]
    assert free


def test_the_credit_can_be_read_on_a_phone() -> None:
    """At 359 pixels wide nothing is smaller than 11; the template says so by name."""
    source = (shipped_templates() / "cards/quote.typ").read_text("utf-8")
    assert "calc.ceil(11 * card.width / 359)" in source
    assert "let foot = least-read" in source


def test_a_story_keeps_clear_of_what_the_apps_cover() -> None:
    drawn = picture(draw(edition(SHORT))[0]["card-flour-story.png"])
    top, bottom = SAFE["story"]
    ground = drawn.getpixel((4, 900))
    covered = [(0, 80, drawn.width, top), (0, drawn.height - bottom, drawn.width, drawn.height)]
    assert {colour for box in covered for _, colour in drawn.crop(box).getcolors(1 << 20) or []} == {ground}


def test_a_line_of_the_editions_language_keeps_its_direction_on_a_card_that_runs_against_it() -> None:
    assert in_its_direction("Post, May 2", "en", rtl=True) == "\u2066Post, May 2\u2069"
    assert in_its_direction("Post, May 2", "en", rtl=False) == "Post, May 2"
    assert in_its_direction("٢ مايو", "ar", rtl=False) == "\u2067٢ مايو\u2069"


def day(*, stories: int = 3, logo: Logo | None = None) -> list[Card]:
    """Return the edition's own cards."""
    made = edition(SHORT, speaker="Mira Holt")
    assert made.lead
    more = tuple(
        replace(made.lead, id=f"s{n}", place="story", headline=f"Story {n}", quotes=()) for n in range(stories)
    )
    made = replace(made, stories=more, quote=made.lead.quotes[0], quote_item="a1")
    its = themes.load(TEMPLATES, "calm")
    palette = {mode: its.colours(mode) for mode in MODES}
    studio = studio_of(TEMPLATES, palette, "serif", logo=logo)
    return [*day_cards(studio, made, titled="The Daily Take, No. 3", date="August 10, 2026", bio="Link in bio")]


def test_the_edition_has_its_card_and_five_slides() -> None:
    cards = {card.name: card for card in day()}
    assert list(cards) == [
        *(f"card-edition-{shape}{mode}.png" for shape in ("wide", "square") for mode in ("", "-dark")),
        *(f"card-edition-slide-{n}.png" for n in range(1, 6)),
    ]  # fmt: skip
    assert picture(cards["card-edition-wide.png"].content).size == (1200, 630)
    assert picture(cards["card-edition-slide-5.png"].content).size == (1080, 1350)
    assert "Grain prices ease" in cards["card-edition-wide.png"].alt
    assert SHORT in cards["card-edition-slide-5.png"].alt
    assert "Link in bio" in cards["card-edition-slide-5.png"].alt
    for card in cards.values():
        drawn = picture(card.content)
        assert strips(drawn, 60) == {drawn.getpixel((4, drawn.height // 2))}, card.name


def test_a_small_edition_has_fewer_slides() -> None:
    assert [card.name for card in day(stories=0) if "slide" in card.name] == [
        "card-edition-slide-1.png", "card-edition-slide-2.png",
    ]  # fmt: skip


def test_the_themes_logo_stands_for_the_name() -> None:
    out = io.BytesIO()
    Image.new("RGB", (400, 100), (200, 30, 90)).save(out, "PNG")
    (wide, *_) = day(logo=Logo(content=out.getvalue(), format="png"))
    assert (200, 30, 90) in {colour for _, colour in picture(wide.content).getcolors(1 << 20) or []}


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
    assert (len(cards), told) == (EVERY, [])


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
