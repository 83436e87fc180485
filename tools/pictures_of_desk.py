"""Draw docs/pictures/desk*.png: the desk over the sample, light and dark, on a wide screen and on a phone.

    python tools/pictures_of_desk.py [CHROMIUM]

Needs the development tools and a Chromium; what is made of the sample goes into a scratch folder.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "pictures"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 375, "height": 812}
Mode = Literal["light", "dark"]


def main(chromium: str = "/usr/bin/chromium") -> None:
    """Start a desk, take the pictures, stop it."""
    with TemporaryDirectory() as folder:
        paper = Path(folder)
        shutil.copy(ROOT / "digest.toml", paper)
        shutil.copytree(ROOT / "seeds", paper / "seeds")
        command = [sys.executable, "-m", "digest", "desk", "--no-open", "--slot", "2026-08-10", "-w", folder]
        desk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT)
        try:
            assert desk.stdout is not None
            address = desk.stdout.readline().strip()
            with sync_playwright() as tools:
                browser = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                _take(browser, address)
                browser.close()
        finally:
            desk.terminate()
            desk.wait(10)


def _take(browser: Any, address: str) -> None:
    page = _opened(browser, address, WIDE, "light")
    page.keyboard.press("w")
    _keep("desk", page)
    page.keyboard.press("w")
    page.keyboard.press("e")
    page.wait_for_selector(".ed .qo")
    page.emulate_media(color_scheme="dark")
    page.click("#tab-posts")
    page.wait_for_timeout(800)
    _keep("desk-editing", page)
    phone = _opened(browser, address, PHONE, "light")
    shots = []
    for pane in range(4):
        phone.click(f"#mnav button >> nth={pane}")
        phone.wait_for_timeout(800)
        shots.append(Image.open(io.BytesIO(phone.screenshot())))
    sheet = Image.new("RGB", (4 * (PHONE["width"] + 16) - 16, PHONE["height"]), "#FFFFFF")
    for number, shot in enumerate(shots):
        sheet.paste(shot, (number * (PHONE["width"] + 16), 0))
    sheet.quantize(128).save(OUT / "desk-phone.png", optimize=True)


def _opened(browser: Any, address: str, size: dict[str, int], mode: Mode) -> Any:
    page = browser.new_page(viewport=size, color_scheme=mode)
    page.goto(address)
    page.wait_for_selector("#run .rw")
    page.wait_for_selector("#chk h3", state="attached")
    page.locator("#chk", has_not_text="Checking").wait_for(state="attached", timeout=60_000)
    page.wait_for_timeout(1500)
    return page


def _keep(name: str, page: Any) -> None:
    Image.open(io.BytesIO(page.screenshot())).quantize(128).save(OUT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
