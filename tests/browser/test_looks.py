"""Looks that were approved: the email and the page as they were when somebody looked at them.

The pictures in ``approved/`` are small and few-coloured.  Fonts differ from machine to
machine, so the pages are set in those that come with the cards, under the names that
themes ask for first.
Approve anew, after looking: ``pytest tests/browser/test_looks.py --browser --approve``.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser.looking import ROOT, TEMPLATES, settings
from editions import standard_in
from PIL import Image, ImageChops, ImageStat

from digest.press import renditions, themes

pytestmark = pytest.mark.browser

APPROVED = Path(__file__).parent / "approved"
FONTS = ROOT / "digest" / "data" / "fonts"
HOST = "https://fonts.example/"
# What a theme asks for, and what stands in for it here.
FACES = {
    "Georgia": "Gelasio", "Iowan Old Style": "Gelasio", "Segoe UI": "NotoSans", "Avenir Next": "NotoSans",
    "Noto Naskh Arabic": "NotoNaskhArabic", "Geeza Pro": "NotoNaskhArabic",
}  # fmt: skip
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
    page.route(f"{HOST}*", serve)
    page.set_content(html.replace("</head>", f"<style>{faces()}</style></head>", 1), wait_until="commit")
    page.evaluate("() => Promise.all([...document.fonts].map(font => font.load()))")
    shot = small(page.screenshot(full_page=True))
    path = APPROVED / f"{rendition.partition('.')[0]}-{theme}-{locale}-{mode}.png"
    if request.config.getoption("--approve"):
        APPROVED.mkdir(exist_ok=True)
        shot.quantize(32).save(path, "PNG", optimize=True)
        return
    wanted = Image.open(path).convert("RGB")
    assert shot.size == wanted.size
    assert difference(shot, wanted) < 2.0, "look at it; if it is right: --approve"


def faces() -> str:
    """Return the style sheet that gives the fonts in this folder the names that themes ask for."""
    return "".join(
        f"@font-face{{font-family:'{name}';font-weight:{weight};src:url({HOST}{file}-{style}.ttf)}}"
        for name, file in FACES.items()
        for weight, style in (("100 500", "Regular"), ("600 900", "Bold"))
    )


def serve(route: Any) -> None:
    """Answer with a font file; another origin's fonts need leave to be used."""
    route.fulfill(
        body=(FONTS / route.request.url.removeprefix(HOST)).read_bytes(),
        content_type="font/ttf",
        headers={"Access-Control-Allow-Origin": "*"},
    )


def small(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    return image.resize((image.width // 2, image.height // 2), Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference of all channels, from 0 to 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3
