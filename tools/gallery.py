"""Make docs/gallery.md and its pictures: every theme, light and dark, two directions, two widths.

    python tools/gallery.py

Needs Chromium and Playwright; the pictures are written as PNG with few colours.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from editions import full_in, standard_in, stress_in  # noqa: E402
from PIL import Image  # noqa: E402

from digest.press import renditions, themes  # noqa: E402
from digest.settings import EmailSettings, NewsletterSettings, Settings  # noqa: E402
from digest.workspace import Templates, shipped_templates  # noqa: E402

OUT = ROOT / "docs" / "pictures" / "gallery"
TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())
HEIGHT = 1_900
HEAD = """# Gallery

Every shipped theme with the tests' standard edition, and the worst edition they know.
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
        ("news with note, correction and sponsor", "full", "news", "en", 640, "light"),
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
            page.route("**/*", _picture)
            page.set_content(_html(theme, locale, name))
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


def _html(theme: str, locale: str, name: str) -> str:
    settings = Settings(
        newsletter=NewsletterSettings(id="daily", name="The Daily Take"), email=EmailSettings(theme=theme)
    )
    edition = {"stress": stress_in, "full": full_in}.get(name, standard_in)(locale)
    html = renditions.render(edition, settings, TEMPLATES)["email.html"]
    return html.replace('src="images/', 'src="https://gallery.example/images/')


def _picture(route: object) -> None:
    """Answer a picture with one of the sample's own."""
    files = sorted((ROOT / "seeds").glob("*.png"))
    url = route.request.url  # type: ignore[attr-defined]
    if "gallery.example" not in url or not files:
        route.abort()  # type: ignore[attr-defined]
        return
    image = Image.open(files[sum(url.encode()) % len(files)]).convert("RGB")
    if "lead" not in url and "boat" not in url:
        side = min(image.size)
        image = image.crop(((image.width - side) // 2, 0, (image.width + side) // 2, side)).resize((240, 240))
    out = io.BytesIO()
    image.save(out, "PNG")
    route.fulfill(status=200, content_type="image/png", body=out.getvalue())  # type: ignore[attr-defined]


def _write(shot: bytes, path: Path) -> None:
    image = Image.open(io.BytesIO(shot)).convert("RGB").quantize(64)
    image.save(path, "PNG", optimize=True)


if __name__ == "__main__":
    main()
