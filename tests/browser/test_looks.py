"""Looks that were approved: the email and the page as they were when somebody looked at them.

The pictures in ``approved/`` are small and few-coloured; fonts differ from machine to
machine, so they are compared only where a line of text has the width it had then.
Approve anew, after looking: ``pytest tests/browser/test_looks.py --browser --approve``.
"""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser.looking import TEMPLATES, settings
from editions import standard_in
from PIL import Image, ImageChops, ImageStat

from digest.press import renditions, themes

pytestmark = pytest.mark.browser

APPROVED = Path(__file__).parent / "approved"
PROBE = """() => { const c = document.createElement('canvas').getContext('2d');
  return ['16px Georgia', '16px Arial', '16px Helvetica', '16px sans-serif', '16px serif'].map(f => {
    c.font = f; return Math.round(c.measureText('Three valleys agree 0123 ثلاث').width * 10); }); }"""
LOOKS = [
    (rendition, theme, locale, mode)
    for rendition in ("email.html", "web.html")
    for theme in themes.names(TEMPLATES)
    for locale, mode in (("en", "light"), ("en", "dark"), ("ar", "light"))
]


@pytest.mark.parametrize(("rendition", "theme", "locale", "mode"), LOOKS)
def test_it_looks_as_approved(page: Any, request: Any, rendition: str, theme: str, locale: str, mode: str) -> None:
    edition = standard_in(locale)
    edition = replace(edition, stories=edition.stories[:3])
    html = renditions.render(edition, settings(theme), TEMPLATES)[rendition]
    page.emulate_media(color_scheme=mode)
    page.set_viewport_size({"width": 375, "height": 900})
    page.set_content(html, wait_until="commit")
    fonts = page.evaluate(PROBE)
    shot = small(page.screenshot(full_page=True))
    path = APPROVED / f"{rendition.partition('.')[0]}-{theme}-{locale}-{mode}.png"
    if request.config.getoption("--approve"):
        APPROVED.mkdir(exist_ok=True)
        shot.quantize(32).save(path, "PNG", optimize=True)
        (APPROVED / "fonts.json").write_text(json.dumps(fonts) + "\n", "utf-8")
        return
    if fonts != json.loads((APPROVED / "fonts.json").read_text("utf-8")):
        pytest.skip("other fonts than those the looks were approved with")
    wanted = Image.open(path).convert("RGB")
    assert shot.size == wanted.size
    assert difference(shot, wanted) < 2.0, "look at it; if it is right: --approve"


def small(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    return image.resize((image.width // 2, image.height // 2), Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference of all channels, from 0 to 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3
