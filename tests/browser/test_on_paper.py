"""The email and the page on paper, as a browser prints them."""

from __future__ import annotations

from typing import Any

import pytest
from browser import inverted
from browser.looking import TEMPLATES

from digest.press import themes

pytestmark = pytest.mark.browser

THEMES = themes.names(TEMPLATES)
OVERFLOW = "() => Math.max(0, document.scrollingElement.scrollWidth - document.documentElement.clientWidth)"
# What may part between two pages and what may not: a sheet's blocks, the rows within one, a list's numbers, the foot.
PARTS = """() => {
  const look = e => getComputedStyle(e), all = s => [...document.querySelectorAll(s)].filter(e => e.checkVisibility());
  const within = e => e.parentElement.closest('td'), kinds = list => [...new Set(list)].sort();
  const inside = e => `${look(e).display} ${look(e).breakInside}`;
  return {
    sheets: kinds(all('table,tbody,tr,td:not(.ft)').filter(e => !within(e)).map(inside)),
    rows: kinds(all('tr').filter(within).map(inside)),
    cells: kinds(all('td').filter(within).map(e => `${look(e).display} ${look(e).breakAfter}`)),
    foot: kinds(all('.ft').map(e => look(e).breakInside)),
    signed: kinds(all('.sig').map(e => look(e).breakBefore)),
  }; }"""


def show(page: Any, html: str, *, width: int = 700) -> None:
    """Show a page as paper of this width shows it."""
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(html, wait_until="commit")
    page.emulate_media(media="print")


@pytest.mark.parametrize("theme", THEMES)
def test_a_printed_page_keeps_to_its_sheet_with_the_addresses_written_out(page: Any, drawn: Any, theme: str) -> None:
    show(page, drawn("full", theme, "en")["web.html"], width=720)  # A4 less its margins
    assert page.evaluate(OVERFLOW) == 0
    for link in (".lead .button", ".story .more"):
        written = f"getComputedStyle(document.querySelector('{link}'), '::after').content"
        assert "https" in page.evaluate(written) or "attr" in page.evaluate(written), link


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("rendition", ["email.html", "web.html"])
def test_on_paper_a_heading_keeps_to_what_follows(page: Any, drawn: Any, rendition: str, theme: str) -> None:
    show(page, drawn("full", theme, "en")[rendition])
    breaks = "() => [...document.querySelectorAll('h2,h3,p.ac,.kicker')].map(h => getComputedStyle(h).breakAfter)"
    assert set(page.evaluate(breaks)) == {"avoid"}


@pytest.mark.parametrize("theme", THEMES)
def test_on_paper_a_block_may_part_where_its_rows_may_not(page: Any, drawn: Any, theme: str) -> None:
    """A row of a table that fits on a page is not parted: a block that is one would leave the page before it empty."""
    show(page, drawn("morning", theme, "en")["email.html"])
    parts = page.evaluate(PARTS)
    assert parts["sheets"] == ["block auto"]
    assert parts["rows"] == ["table-row avoid"]
    # A number in the theme's colour is no heading: it would tie each row of a list to the next.
    assert parts["cells"] == ["table-cell auto"]
    assert parts["foot"] == ["avoid"]
    assert parts["signed"] == (["avoid"] if theme == "letter" else [])


@pytest.mark.parametrize("rendition", ["email.html", "web.html"])
def test_on_paper_no_words_are_as_light_as_it(page: Any, drawn: Any, rendition: str) -> None:
    """Grounds are not printed: what stands on a dark one is set in black, in the theme that has them."""
    show(page, drawn("full", "bold", "en")[rendition])
    page.add_style_tag(content="*{background:none!important}")
    assert inverted.low(page, 4.5) == []
