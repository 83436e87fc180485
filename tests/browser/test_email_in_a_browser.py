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
CLIPPED = """() => [...document.querySelectorAll('td,p,h1,h2,h3,a,li')].filter(e => e.checkVisibility()
  && ['hidden', 'clip'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
  .map(e => e.outerHTML.slice(0, 80))"""


def show(page: Any, html: str, *, width: int = 700, mode: str = "light") -> None:
    page.emulate_media(color_scheme=mode)
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(html, wait_until="commit")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("rendition", ["email.html", "web.html"])
def test_axe_finds_no_violation(
    page: Any, axe: str, drawn: Any, rendition: str, theme: str, locale: str, mode: str
) -> None:
    show(page, drawn("credited", theme, locale)[rendition], mode=mode)
    page.evaluate(axe)
    assert page.evaluate(AXE) == []


@pytest.mark.parametrize("kind", ["credited", "stress"])
@pytest.mark.parametrize("locale", ["en", "ar", "ja"])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("rendition", ["email.html", "web.html"])
def test_nothing_sticks_out_or_is_cut_off_at_any_width(
    page: Any, drawn: Any, rendition: str, theme: str, locale: str, kind: str
) -> None:
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
def test_a_printed_page_keeps_to_its_sheet_with_the_addresses_written_out(page: Any, drawn: Any, theme: str) -> None:
    show(page, drawn("full", theme, "en")["web.html"], width=720)  # A4 less its margins
    page.emulate_media(media="print")
    assert page.evaluate(OVERFLOW) == 0
    for link in (".lead .button", ".story .more"):
        written = f"getComputedStyle(document.querySelector('{link}'), '::after').content"
        assert "https" in page.evaluate(written) or "attr" in page.evaluate(written), link


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("rendition", ["email.html", "web.html"])
def test_on_paper_a_heading_keeps_to_what_follows(page: Any, drawn: Any, rendition: str, theme: str) -> None:
    show(page, drawn("full", theme, "en")[rendition])
    page.emulate_media(media="print")
    breaks = "() => [...document.querySelectorAll('h2,h3')].map(h => getComputedStyle(h).breakAfter)"
    assert set(page.evaluate(breaks)) == {"avoid"}


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
