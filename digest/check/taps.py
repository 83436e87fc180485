"""A finger finds the link: 24 px high unless it stands in a sentence (WCAG 2.2, 2.5.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from digest.check import Finding, Sheet
from digest.check._cascade import size
from digest.check._files import mails
from digest.check._page import Element

RULE = "tap-target"
NEED = 24
_LEADING = re.compile(r"(\d+(?:\.\d+)?)(px|em|%)?(?=\s|$)")
_PX = re.compile(r"(\d+(?:\.\d+)?)px|(\d+)")
BLOCKS = frozenset({"p", "td", "th", "div", "li", "h1", "h2", "h3", "h4"})


def check(sheet: Sheet) -> Iterator[Finding]:
    """Estimate the height of every link that stands alone."""
    for name, page in mails(sheet):
        for link in page.all("a"):
            if not link.get("href") or not link.shown or not link.text or _in_sentence(link):
                continue
            height = _height(link)
            if height < NEED:
                what = f"the link {link.text[:40]!r} is about {height:.0f} px high, {NEED} are needed"
                fix = "add display:block and padding, or a larger line height"
                yield Finding(rule=RULE, severity="warning", what=what, where=link.where(name), fix=fix)


def _in_sentence(link: Element) -> bool:
    if link.style.get("display", "inline") != "inline":
        return False
    block = next((e for e in link.ancestors() if e.tag in BLOCKS), link)
    return len(block.text) > len(link.text) + 3


def _height(link: Element) -> float:
    style = link.style
    box = sum(_sides(style))
    pictures = [int(e.get("height")) for e in link.descendants() if e.tag == "img" and e.get("height").isdigit()]
    # An inline link is as high as its letters, whatever the line height (CSS 2.2, 10.6.1).
    inner = size(link) * 1.15 if style.get("display", "inline") == "inline" else _leading(link)
    return max([inner, *pictures]) + box


def _leading(link: Element) -> float:
    """Return the height of a line: in pixels, or as many times the letters' size as a number, em or percent says."""
    for here in link.ancestors():
        said = here.style.get("font", "").partition("/")[2] or here.style.get("line-height", "")
        if found := _LEADING.match(said.strip()):
            number = float(found[1]) / (100 if found[2] == "%" else 1)
            return (number if found[2] == "px" else number * size(link)) or size(link) * 1.2
    return size(link) * 1.2


def _sides(style: Mapping[str, str]) -> tuple[float, float]:
    values = [float(m[1] or m[2]) for m in _PX.finditer(style.get("padding", "0"))] or [0.0]
    top, bottom = values[0], values[2] if len(values) > 2 else values[0]
    for name, value in style.items():
        if found := _PX.match(value):
            top = float(found[1] or found[2]) if name == "padding-top" else top
            bottom = float(found[1] or found[2]) if name == "padding-bottom" else bottom
    return top, bottom
