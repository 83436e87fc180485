"""Nothing is loaded but pictures: no sheet, font, script or frame from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from digest.check import Finding, Sheet
from digest.check._files import pages

RULE = "external"
_URL = re.compile(r"(?:@import\s+(?:url\()?|url\()\s*[\"']?(?!data:)([^\"')\s]+)", re.I)
LOADERS = {
    "link": "href",
    "script": "src",
    "iframe": "src",
    "object": "data",
    "embed": "src",
    "video": "src",
    "audio": "src",
}


def check(sheet: Sheet) -> Iterator[Finding]:
    """Look for elements and styles that fetch something."""
    for name, page in pages(sheet):
        for element in page.all(*LOADERS):
            if element.tag == "link" and element.get("rel") not in ("stylesheet", "preload", "import"):
                continue
            if value := element.get(LOADERS[element.tag]):
                what = f"<{element.tag}> loads {value[:80]}"
                yield Finding(
                    rule=RULE, severity="error", what=what, where=element.where(name), fix="put it into the file"
                )
        for element in page.all("script", "form", "iframe"):
            if name != "web.html" and element.get("type") != "application/ld+json":
                what, fix = f"<{element.tag}> does not work in mail", "take it out"
                yield Finding(rule=RULE, severity="error", what=what, where=element.where(name), fix=fix)
        for sheet_text in page.sheets:
            for address in _loaded(sheet_text):
                what, fix = f"a style loads {address[:80]}", "use a system font, and pictures as <img>"
                yield Finding(rule=RULE, severity="warning", what=what, where=f"{name}: <style>", fix=fix)


@lru_cache(maxsize=64)  # editions of one look have the same sheets
def _loaded(text: str) -> tuple[str, ...]:
    return tuple(found[1] for found in _URL.finditer(text))
