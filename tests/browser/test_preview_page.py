"""The preview page: nothing for axe to find, a phone as wide as a phone, no half-empty row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser.looking import TEMPLATES, settings
from realistic import realistic_in

from digest.check import Finding
from digest.jobs.preview import PAGE, page_values, variants
from digest.press import renditions
from digest.press.printing import printer

pytestmark = pytest.mark.browser

AXE = """async () => (await axe.run(document, {resultTypes: ['violations'], iframes: false})).violations
  .map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(' | '))"""


@pytest.fixture
def shown(page: Any, tmp_path: Path) -> Any:
    """The page of a realistic edition, from disk."""
    edition = realistic_in("en")
    made = renditions.render(edition, settings("calm"), TEMPLATES)
    files = {name: text.encode() for name, text in (made | variants(made["email.html"])).items()}
    files["posts.jsonl"] = b'{"network": "x", "kind": "quote", "text": "A shared number."}\n'
    finding = Finding(rule="size", severity="warning", what="it is large", where="email.html", fix="pick fewer")
    files["index.html"] = printer(TEMPLATES)(PAGE, page_values(edition, files, (finding,), ())).encode()
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    page.unroute("**/*")
    page.goto((tmp_path / "index.html").as_uri())
    return page


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing(shown: Any, axe: str, width: int, mode: str) -> None:
    shown.emulate_media(color_scheme=mode)
    shown.set_viewport_size({"width": width, "height": 900})
    shown.evaluate(axe)
    assert shown.evaluate(AXE) == []


def test_a_phone_is_375_pixels_wide_inside(shown: Any) -> None:
    widths = "() => [...document.querySelectorAll('iframe[title*=phone]')].map(f => f.clientWidth)"
    assert shown.evaluate(widths) == [375, 375]


def test_no_row_is_half_empty_on_a_wide_screen(shown: Any) -> None:
    shown.set_viewport_size({"width": 1280, "height": 900})
    filled = """() => [...document.querySelectorAll('.row')].map(r => {
      const all = [...r.children].map(c => c.getBoundingClientRect());
      return (Math.max(...all.map(b => b.right)) - Math.min(...all.map(b => b.left))) / r.clientWidth; })"""
    assert min(shown.evaluate(filled)) > 0.9


def test_on_a_phone_the_phone_is_seen_whole(shown: Any) -> None:
    shown.set_viewport_size({"width": 375, "height": 900})
    hidden = """() => [...document.querySelectorAll('iframe[width="375"]')]
      .map(f => f.parentElement.scrollWidth - f.parentElement.clientWidth)"""
    assert set(shown.evaluate(hidden)) == {0}
    assert shown.evaluate("() => document.documentElement.scrollWidth") == 375
