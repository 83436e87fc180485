"""The email in a real browser: accessible, never wider than the window, readable without pictures or styles."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from browser.looking import TEMPLATES, settings
from editions import standard_in
from plates import PLATES
from realistic import realistic_in

from digest.press import renditions, themes

pytestmark = pytest.mark.browser

THEMES = themes.names(TEMPLATES)
WIDTHS = (320, 375, 600, 800)  # 320 is also 640 at 200 % zoom
STYLE = re.compile(r"<style\b[^>]*>.*?</style\s*>", re.S)
WORDS = "() => (document.body.innerText.match(/[\\p{L}\\p{N}]+/gu) || []).length"
OVERFLOW = "() => Math.max(0, document.scrollingElement.scrollWidth - document.documentElement.clientWidth)"
AXE = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations']});
  return found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 2).map(n => n.target.join(' ')).join(' | '));
}"""
TOPS = "() => [...document.querySelectorAll('h2,h3,p')].map(e => Math.round(e.getBoundingClientRect().top))"
# Kickers in which a dot is the last that is seen of a line.
HANGING = """() => [...document.querySelectorAll('p.ac')].filter(p => {
  const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT), seen = [];
  for (let n; (n = walk.nextNode());) for (let at = 0; at < n.data.length; at++) {
    if (!n.data[at].trim() || !n.parentElement.checkVisibility()) continue;
    const range = document.createRange(); range.setStart(n, at); range.setEnd(n, at + 1);
    const box = range.getBoundingClientRect(); if (box.width) seen.push([n.data[at], Math.round(box.bottom)]);
  }
  return seen.some(([sign, bottom], at) => sign === '·' && seen[at + 1] && seen[at + 1][1] > bottom + 4);
}).map(p => p.innerText)"""
CLIPPED = """() => [...document.querySelectorAll('td,p,h1,h2,h3,a,li')].filter(e => e.checkVisibility()
  && ['hidden', 'clip'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
  .map(e => e.outerHTML.slice(0, 80))"""


def short(theme: str, locales: tuple[str, ...]) -> str:
    """Return the one locale in which a theme is looked at in the short form: each theme, and each locale, once."""
    return locales[list(THEMES).index(theme) % len(locales)]


def show(page: Any, html: str, *, width: int = 700, mode: str = "light") -> None:
    page.emulate_media(color_scheme=mode)
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(html, wait_until="commit")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("rendition", ["email.html", "web.html"])
def test_axe_finds_no_violation(
    page: Any, axe: str, drawn: Any, rendition: str, theme: str, locale: str, mode: str, long: bool
) -> None:
    if not long and locale != short(theme, ("en", "ar")):
        pytest.skip("the long form: make test-browser-long")
    show(page, drawn("credited", theme, locale)[rendition], mode=mode)
    page.evaluate(axe)
    assert page.evaluate(AXE) == []


@pytest.mark.parametrize("kind", ["credited", "stress"])
@pytest.mark.parametrize("locale", ["en", "ar", "ja"])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("rendition", ["email.html", "web.html"])
def test_nothing_sticks_out_or_is_cut_off_at_any_width(
    page: Any, drawn: Any, rendition: str, theme: str, locale: str, kind: str, long: bool
) -> None:
    if not long and locale != short(theme, ("en", "ar", "ja")):
        pytest.skip("the long form: make test-browser-long")
    show(page, drawn(kind, theme, locale)[rendition])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERFLOW) == 0, width
        assert page.evaluate(CLIPPED) == [], width


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("theme", THEMES)
def test_it_reads_the_same_without_style_sheets(page: Any, drawn: Any, theme: str, locale: str) -> None:
    html = drawn("stress", theme, locale)["email.html"]
    show(page, html)
    words = page.evaluate(WORDS)
    show(page, STYLE.sub("", html), width=375)
    assert page.evaluate(OVERFLOW) == 0
    assert abs(page.evaluate(WORDS) - words) <= 0.02 * words


@pytest.mark.parametrize("theme", THEMES)
def test_every_word_is_there_with_pictures_off(page: Any, drawn: Any, theme: str) -> None:
    html = drawn("standard", theme, "en")["email.html"]  # the page's every request is refused
    show(page, html, width=375)
    alts = page.evaluate(
        "() => [...document.images].map(i => [i.alt.trim(), i.getAttribute('width'), i.getAttribute('height')])"
    )
    assert alts or theme == "brief"  # which shows none
    for alt, width, height in alts:
        assert alt
        assert width.isdigit()
        assert height.isdigit()


@pytest.mark.parametrize("theme", THEMES)
def test_the_dark_design_reaches_every_text(page: Any, drawn: Any, theme: str) -> None:
    html = drawn("standard", theme, "en")["email.html"]
    texts = "[...document.querySelectorAll('p,h1,h2,h3,a,li,b,span')].filter(e => e.checkVisibility())"
    colours = f"() => {texts}.map(e => getComputedStyle(e).color)"
    show(page, html)
    light = page.evaluate(colours)
    show(page, html, mode="dark")
    dark = page.evaluate(colours)
    kept = sum(a == b for a, b in zip(light, dark, strict=True))
    assert kept <= 0.05 * len(light)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [320, 375, 640])
def test_no_line_of_a_kicker_ends_in_a_dot_and_no_sentence_of_a_heading_is_begun_on_anothers_line(
    page: Any, theme: str, width: int
) -> None:
    edition = realistic_in("de")
    for kicker in ("Hafen", "Verkehr", "Gesundheitswesen", "Wasserversorgung und Abwasser"):
        told = replace(edition, stories=tuple(replace(item, kicker=kicker) for item in edition.stories))
        show(page, renditions.render(told, settings(theme), TEMPLATES, PLATES)["email.html"], width=width)
        assert page.evaluate(HANGING) == [], kicker
    tops = "all => all.map(e => [e.getBoundingClientRect().top, e.clientHeight])"
    (first, _), (second, high) = page.eval_on_selector_all("h2.mid span", tops)
    assert second == first or high < 60


@pytest.mark.parametrize("theme", THEMES)
def test_the_email_has_one_main_landmark_and_a_foot(page: Any, drawn: Any, theme: str) -> None:
    show(page, drawn("full", theme, "en")["email.html"])
    assert page.locator("[role=main]").count() == 1
    assert page.locator("[role=contentinfo]").count() == 1
    assert "Unsubscribe" in page.locator("[role=contentinfo]").inner_text()


@pytest.mark.parametrize("width", [375, 640])
def test_nothing_moves_when_pictures_of_a_stated_size_arrive(page: Any, width: int) -> None:
    edition = standard_in("en")
    assert edition.lead and edition.lead.picture
    tall = replace(edition.lead.picture, src="https://pictures.example/lead.png", width=900, height=1200)
    edition = replace(edition, lead=replace(edition.lead, picture=tall))
    html = renditions.render(edition, settings("calm"), TEMPLATES, PLATES)["web.html"]
    show(page, html, width=width)
    before = page.evaluate(TOPS)
    page.route("**/lead.png?again", lambda route: route.fulfill(body=png(900, 1200), content_type="image/png"))
    page.evaluate(
        "() => { const one = document.querySelector('.lead img'); one.src = one.src + '?again'; return one.decode() }"
    )
    assert page.evaluate("() => document.querySelector('.lead img').naturalHeight") == 1200
    assert page.evaluate(TOPS) == before


def png(width: int, height: int) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


def realistic(theme: str, locale: str, **values: object) -> str:
    """The email of a realistic morning."""
    edition = replace(realistic_in(locale), **values)  # type: ignore[arg-type]
    return renditions.render(edition, settings(theme), TEMPLATES, PLATES)["email.html"]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("locale", ["en", "ar", "de"])
def test_every_word_of_a_chip_stays_on_its_line_and_is_wide_enough_for_a_thumb(
    page: Any, theme: str, locale: str
) -> None:
    show(page, realistic(theme, locale), width=320)
    chips = page.evaluate(
        "() => [...document.querySelectorAll('a.cl')].map(a => [a.offsetHeight, a.parentElement.offsetWidth])"
    )
    assert len(chips) in ((4,) if theme == themes.FIRST else (0, 4))  # a design may leave them out
    assert all(height <= 44 and wide >= 24 for height, wide in chips), chips


@pytest.mark.parametrize("theme", ["calm", "news", "bold", "letter"])
@pytest.mark.parametrize(("page_in", "told_in"), [("en", "ar"), ("ar", "en")])
def test_a_lead_that_runs_against_the_page_has_its_labels_and_its_speaker_on_its_own_side(
    page: Any, theme: str, page_in: str, told_in: str
) -> None:
    told = realistic_in(told_in)
    assert told.lead
    show(page, realistic(theme, page_in, lead=told.lead, quote=told.quote, quote_item=told.lead.id))
    side = """e => { const r = document.createRange(); r.selectNodeContents(e); const b = r.getBoundingClientRect(),
      c = e.closest('td[class*=w], div[lang], td').getBoundingClientRect();
      return b.left + b.right > c.left + c.right ? 'right' : 'left'; }"""
    own = "right" if told_in == "ar" else "left"
    labels = page.locator(f'h3[lang="{page_in}"]').all()
    assert len(labels) == 3
    assert {label.evaluate(side) for label in labels} == {own}
    face = page.locator("img.pt").bounding_box()
    words = page.locator(".qt").last.evaluate("e => e.getBoundingClientRect().left + e.getBoundingClientRect().right")
    assert (face["x"] + face["width"] > words / 2) == (own == "right")


@pytest.mark.parametrize("rendition", ["email.html", "web.html"])
def test_japanese_headlines_break_between_phrases_in_whatever_edition(page: Any, drawn: Any, rendition: str) -> None:
    for locale in ("ja", "en"):
        show(page, drawn("stress", "calm", locale)[rendition])
        breaks = "() => [...document.querySelectorAll('h2:not(.section),h3')].map(e => getComputedStyle(e).wordBreak)"
        assert set(page.evaluate(breaks)) == {"auto-phrase"}


@pytest.mark.parametrize("theme", ["calm", "news", "bold"])
def test_a_picture_that_is_not_shown_is_a_plate_in_the_themes_tint(page: Any, theme: str) -> None:
    for mode in ("light", "dark"):
        tint = themes.load(TEMPLATES, theme).values[mode]["tint"]
        show(page, realistic(theme, "en"), mode=mode)
        grounds = "() => [...document.querySelectorAll('.th,.fl')].map(e => getComputedStyle(e).backgroundColor)"
        asked = "c => { const e = document.createElement('i'); e.style.color = c; return e.style.color; }"
        assert set(page.evaluate(grounds)) == {page.evaluate(asked, tint)}


def test_the_last_of_an_odd_number_of_stories_fills_its_row(page: Any) -> None:
    for number in (1, 3):
        show(page, realistic("news", "en", stories=realistic_in("en").stories[:number]))
        row = page.locator("h3:not(.lab)").last
        end = "e => e.getBoundingClientRect().right"
        cell, table = row.evaluate_handle("e => e.closest('td')"), row.evaluate_handle("e => e.closest('table')")
        assert abs(cell.evaluate(end) - table.evaluate(end)) < 2


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("theme", THEMES)
def test_on_the_narrowest_phone_the_words_beside_a_picture_have_most_of_the_row(
    page: Any, theme: str, locale: str
) -> None:
    show(page, realistic(theme, locale), width=320)
    shares = """() => [...document.querySelectorAll('td')].map(td => [td, td.querySelector(':scope > h3')])
      .filter(([td, head]) => head && td.parentElement.cells.length > 1)
      .map(([td]) => td.clientWidth / td.parentElement.offsetWidth)"""
    assert min(page.evaluate(shares), default=1) >= 0.7
    sizes = "() => [...document.querySelectorAll('h3')].map(e => parseFloat(getComputedStyle(e).fontSize))"
    assert min(page.evaluate(sizes), default=14) <= 14  # labels within a story stay as small as they are
