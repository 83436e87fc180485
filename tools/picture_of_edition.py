"""Draw docs/pictures/edition.png: the sample's email on a wide light screen and on a dark phone.

    python tools/picture_of_edition.py [CHROMIUM]

Needs the development tools and a Chromium; run `make edition` first.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
HEIGHT = 1240  # of the picture, in its own pixels


def main(chromium: str = "/usr/bin/chromium") -> None:
    """Take both pictures and put them side by side."""
    page = max((ROOT / "outbox" / "editions").glob("*/email.html"))
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        shots = []
        looks: tuple[tuple[int, Literal["light", "dark"]], ...] = ((640, "light"), (375, "dark"))
        for width, mode in looks:
            view = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme=mode)
            view.goto(page.as_uri())
            shots.append(Image.open(io.BytesIO(view.screenshot())))
        browser.close()
    wide, phone = shots
    sheet = Image.new("RGB", (wide.width + phone.width + 48, HEIGHT), "#FFFFFF")
    sheet.paste(wide, (0, 0))
    sheet.paste(phone, (wide.width + 48, 0))
    out = ROOT / "docs" / "pictures" / "edition.png"
    sheet.quantize(192).save(out, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
