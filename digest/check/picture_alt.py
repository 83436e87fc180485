"""Every picture says what it shows, and how large it is."""

from __future__ import annotations

from collections.abc import Iterator

from digest.check import Finding, Sheet
from digest.check._files import pages
from digest.check._page import Element

RULE = "picture-alt"


def check(sheet: Sheet) -> Iterator[Finding]:
    """Ask every picture for alt, width and height."""
    for name, page in pages(sheet):
        for image in page.all("img"):
            where = image.where(name)
            tiny = {image.get("width"), image.get("height")} & {"0", "1"}
            if "alt" not in image.attributes:
                yield Finding(
                    rule=RULE,
                    severity="error",
                    what="a picture has no alternative text",
                    where=where,
                    fix='add alt="…", or alt="" when it only decorates',
                )
            elif not image.get("alt").strip() and not tiny and not _beside_words(image):
                yield Finding(
                    rule=RULE,
                    severity="warning",
                    what="a picture that stands alone has an empty alternative text",
                    where=where,
                    fix="say in one sentence what it shows",
                )
            missing = [side for side in ("width", "height") if not image.get(side)]
            if missing:
                yield Finding(
                    rule=RULE,
                    severity="warning",
                    what=f"a picture has no {' and no '.join(missing)}",
                    where=where,
                    fix="state both in pixels: the text must not jump when it loads",
                )


def _beside_words(image: Element) -> bool:
    """Say whether words stand with a picture: in its own element, or in the row of a table that it has a cell of."""
    around = image.parent
    if around and around.tag == "td" and not around.text:
        around = around.parent
    return bool(around is None or around.text)
