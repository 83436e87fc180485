"""Clients that turn colours round by themselves leave every text readable and every logo visible."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser import inverted
from browser.looking import TEMPLATES, settings
from editions import full_in
from PIL import Image

from digest.press import renditions, themes
from digest.text.colours import contrast
from digest.workspace import Templates, shipped_templates

pytestmark = pytest.mark.browser

THEMES = themes.names(TEMPLATES)
LOGO = "https://pictures.example/logo.png"


@pytest.mark.parametrize("how", [inverted.PARTIAL, inverted.FULL])
@pytest.mark.parametrize("kind", ["full", "morning", "stress"])
@pytest.mark.parametrize("theme", THEMES)
def test_every_text_keeps_its_contrast(page: Any, drawn: Any, theme: str, kind: str, how: str, long: bool) -> None:
    if kind == "morning" and not long:
        pytest.skip("the long form: make test-browser-long")
    page.set_content(inverted.undesigned(drawn(kind, theme, "en")["email.html"]), wait_until="commit")
    assert inverted.low(page) == []
    inverted.turn(page, how)
    assert inverted.low(page) == []


def test_a_mail_without_grounds_of_its_own_would_be_found(page: Any) -> None:
    """The measure can fail: a mid grey on white, and white on a ground that is turned round."""
    page.set_content('<body><p style="color:#fff;background:#eee">lost</p><p style="color:#999">pale</p></body>')
    assert len(inverted.low(page)) == 2
    page.set_content('<body style="background:#fff"><p style="color:#757575">grey</p></body>')
    assert inverted.low(page) == []
    inverted.turn(page, inverted.FULL)
    assert inverted.low(page) != []


@pytest.mark.parametrize("how", [inverted.PARTIAL, inverted.FULL, "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_a_logo_stays_visible(page: Any, tmp_path: Path, theme: str, how: str) -> None:
    masthead = themes.load(TEMPLATES, theme).values["light"]["masthead"]
    ink = max(("#111111", "#FFFFFF"), key=lambda colour: contrast(colour, masthead))
    html = with_logo(tmp_path, theme)
    page.route(LOGO, lambda route: route.fulfill(status=200, content_type="image/png", body=drawing(ink)))
    page.emulate_media(color_scheme="dark" if how == "dark" else "light")
    page.set_content(html if how == "dark" else inverted.undesigned(html))
    if how != "dark":
        inverted.turn(page, how)
    shot = Image.open(io.BytesIO(page.locator("h1 img").screenshot())).convert("L")
    drawn = sorted(set(shot.tobytes()))
    dark, light = (f"#{tone:02X}{tone:02X}{tone:02X}" for tone in (drawn[0], drawn[-1]))
    assert contrast(light, dark) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_a_logo_for_dark_grounds_takes_its_place_where_the_mail_may_style_itself(
    page: Any, tmp_path: Path, theme: str
) -> None:
    html = with_logo(tmp_path, theme, 'logo-dark = "https://pictures.example/white.png"\n')
    for mode, shown in (("light", "logo.png"), ("dark", "white.png")):
        page.emulate_media(color_scheme=mode)
        page.set_content(html, wait_until="commit")
        sources = "() => [...document.querySelectorAll('h1 img')].filter(i => i.checkVisibility()).map(i => i.src)"
        assert [Path(source).name for source in page.evaluate(sources)] == [shown]


@pytest.mark.parametrize("theme", THEMES)
def test_pictures_are_dimmed_in_the_dark(page: Any, drawn: Any, theme: str) -> None:
    html = drawn("standard", theme, "en")["email.html"]
    dims = "() => [...new Set([...document.images].map(i => getComputedStyle(i).opacity))]"
    for mode, wanted in (("light", ["1"]), ("dark", ["0.88"])):
        page.emulate_media(color_scheme=mode)
        page.set_content(html, wait_until="commit")
        assert page.evaluate(dims) in ([], wanted)


def with_logo(folder: Path, theme: str, more: str = "") -> str:
    path = folder / "themes" / "mine.toml"
    path.parent.mkdir(exist_ok=True)
    text = TEMPLATES.read(f"themes/{theme}.toml")
    text = re.sub(r"(?m)^logo(-dark)? = .*\n", "", text)
    path.write_text(f'logo = "{LOGO}"\n{more}{text}', "utf-8")
    return renditions.render(
        replace(full_in("en"), lead=None, stories=()), settings("mine"), Templates(folder, shipped_templates())
    )["email.html"]


def drawing(ink: str) -> bytes:
    image = Image.new("RGBA", (360, 88), (0, 0, 0, 0))
    image.paste(ink, (40, 20, 320, 68))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
