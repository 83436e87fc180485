"""Make docs/gallery.md and its pictures: every theme, light and dark, two directions, two widths.

    python tools/gallery.py

Needs Chromium and Playwright; the pictures are written as PNG with few colours.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from dataclasses import replace  # noqa: E402

from editions import stress_in  # noqa: E402
from PIL import Image, ImageDraw  # noqa: E402
from realistic import corrected_in, realistic_in  # noqa: E402

from digest.edition.model import Edition, Item  # noqa: E402
from digest.press import renditions, themes  # noqa: E402
from digest.press.pictures import (  # noqa: E402
    PORTRAIT,
    SPONSOR,
    FittedPicture,
    Place,
    fit_picture,
    ground_on,
    lead_place,
    story_place,
)
from digest.settings import EmailSettings, NewsletterSettings, Settings  # noqa: E402
from digest.workspace import Templates, shipped_templates  # noqa: E402

OUT = ROOT / "docs" / "pictures" / "gallery"
TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())
HEIGHT = 1_900
HEAD = """# Gallery

Every shipped theme with one realistic morning (long and short stories, one without a picture, a
portrait, a logo, a story without a deck, one in another language), and the worst edition the tests know.
Made by `python tools/gallery.py`.
"""
Mode = Literal["light", "dark"]


def pages() -> list[tuple[str, str, str, str, int, Mode]]:
    """Return heading, file name, theme, locale, width and mode of every picture."""
    rows: list[tuple[str, str, str, str, int, Mode]] = []
    looks: list[tuple[str, int, Mode]] = [
        ("en", 640, "light"),
        ("en", 640, "dark"),
        ("en", 375, "light"),
        ("ar", 375, "dark"),
    ]
    for theme in themes.names(TEMPLATES):
        for locale, width, mode in looks:
            rows.append((theme, f"{theme}-{locale}-{width}-{mode}", theme, locale, width, mode))
    return [
        *rows,
        ("calm, Japanese", "calm-ja-375-light", "calm", "ja", 375, "light"),
        ("letter, German", "letter-de-375-light", "letter", "de", 375, "light"),
        ("news with correction, note and sponsor", "full", "news", "en", 640, "light"),
        ("calm, stress", "stress", "calm", "en", 375, "light"),
    ]


def main() -> None:
    """Draw all pictures and write the page that shows them."""
    from playwright.sync_api import sync_playwright

    OUT.mkdir(parents=True, exist_ok=True)
    text, shown = [HEAD], ""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for heading, name, theme, locale, width, mode in pages():
            page = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme=mode)
            html, files = _html(theme, locale, name)
            page.route("**/*", _answer(files))
            page.set_content(html)
            page.wait_for_load_state("load")
            _write(page.screenshot(full_page=name == "full"), OUT / f"{name}.png")
            page.close()
            if heading != shown:
                text.append(f"\n## {heading[:1].upper()}{heading[1:]}\n")
                shown = heading
            alt = f"{heading}: {locale}, {width} px wide, {mode}"
            text.append(f'<img src="pictures/gallery/{name}.png" width="{width // 2}" alt="{alt}">')
        browser.close()
    (ROOT / "docs" / "gallery.md").write_text("\n".join(text) + "\n", "utf-8")


def _html(theme: str, locale: str, name: str) -> tuple[str, dict[str, FittedPicture]]:
    """Return an email, and the pictures that it shows by their addresses."""
    settings = Settings(
        newsletter=NewsletterSettings(id="daily", name="The Daily Take"), email=EmailSettings(theme=theme)
    )
    looks = themes.load(TEMPLATES, theme).values
    sizes, ground = looks["picture"], ground_on(looks["light"]["paper"])
    files: dict[str, FittedPicture] = {}
    edition: Edition = {"stress": stress_in, "full": corrected_in}.get(name, realistic_in)(locale)

    def illustrated(item: Item, place: Place) -> Item:
        if not item.picture or item.picture.src.startswith("https:"):
            return item
        made = files[f"https://gallery.example/{item.picture.src}"] = fit_picture(_source(item.picture.src), place)
        return replace(item, picture=replace(item.picture, width=made.width, height=made.height))

    lead = illustrated(edition.lead, lead_place(sizes, ground)) if edition.lead else None
    stories = tuple(illustrated(item, story_place(sizes, ground)) for item in edition.stories)
    paid = edition.sponsor
    if paid and paid.picture:
        made = fit_picture(_source("boat"), SPONSOR._replace(ground=ground))
        files[f"https://gallery.example/{paid.picture.src}"] = made
        paid = replace(paid, picture=replace(paid.picture, width=made.width, height=made.height))
    face = edition.portrait
    if face:
        files[f"https://gallery.example/{face.src}"] = fit_picture(_source(face.src), PORTRAIT)
    html = renditions.render(replace(edition, lead=lead, stories=stories, sponsor=paid), settings, TEMPLATES)[
        "email.html"
    ]
    return html.replace('src="images/', 'src="https://gallery.example/images/'), files


def _source(name: str) -> bytes:
    """Return a picture of a story: one of the sample's own, a drawn portrait, or a drawn logo."""
    seeds = sorted((ROOT / "seeds").glob("*.png"))
    image = Image.open(seeds[sum(name.encode()) % len(seeds)]).convert("RGB")
    if "portrait" in name:
        image = Image.new("RGB", (900, 1400), "#B7C4CC")
        draw = ImageDraw.Draw(image)
        draw.rectangle((180, 740, 720, 1400), fill="#35524A")
        draw.ellipse((270, 230, 630, 700), fill="#D9A87E")
        draw.pieslice((250, 190, 650, 620), 180, 360, fill="#3A2C28")
    if "logo" in name:
        image = Image.new("RGBA", (700, 260), (0, 0, 0, 0))
        draw = ImageDraw.Draw(image)
        draw.ellipse((20, 30, 220, 230), fill="#15211D")
        draw.rectangle((260, 100, 680, 160), fill="#15211D")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _answer(files: dict[str, FittedPicture]) -> Callable[[Any], None]:
    """Return what answers a page's requests: with its own pictures, else not at all."""

    def answer(route: Any) -> None:
        if made := files.get(route.request.url):
            route.fulfill(status=200, content_type=made.media_type, body=made.data)
        else:
            route.abort()

    return answer


def _write(shot: bytes, path: Path) -> None:
    image = Image.open(io.BytesIO(shot)).convert("RGB").quantize(64)
    image.save(path, "PNG", optimize=True)


if __name__ == "__main__":
    main()
