"""The mark of a site in tabs and on home screens: the name's first letter in the theme's colours."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from importlib.resources import files
from io import BytesIO
from unicodedata import name as called

from digest.text.graphemes import clusters

# Bundled fonts by script; a letter that none of them has gives way to the opening mark of a quote.
_FONTS = {
    "LATIN": "NotoSerif-Bold.ttf",
    "GREEK": "NotoSerif-Bold.ttf",
    "CYRILLIC": "NotoSerif-Bold.ttf",
    "DIGIT": "NotoSerif-Bold.ttf",
    "HEBREW": "NotoSerifHebrew-Bold.ttf",
    "ARABIC": "NotoNaskhArabic-Bold.ttf",
}
_MARK = "“"
_DRAWN = 512  # pixels; the icons are made smaller from it


def icons(newsletter: str, colours: Mapping[str, str], head: str) -> dict[str, bytes]:
    """Return the icons by file name: SVG, ICO of 16 to 48 pixels, and one of 180 for home screens.

    *colours* are a theme's light ones, *head* its font stack for headlines.
    """
    letter, font = _letter(newsletter)
    drawn = {"ground": colours["accent"], "ink": colours["on-accent"]}
    return {
        "favicon.svg": _svg(letter, drawn, head),
        **_pixels(letter, font, drawn),
    }


def _letter(newsletter: str) -> tuple[str, str]:
    words = newsletter.split()
    plain = [word for word in words if word.casefold() not in ("the", "a", "der", "die", "das", "le", "la", "el", "o")]
    first = next(iter(clusters((plain or words or [_MARK])[0])), _MARK).upper()
    script = called(first[0], "").partition(" ")[0]
    return (first, _FONTS[script]) if script in _FONTS and len(first) == 1 else (_MARK, "NotoSerif-Bold.ttf")


def _svg(letter: str, drawn: Mapping[str, str], head: str) -> bytes:
    low = 60 if letter == _MARK else 0
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="14" fill="{drawn["ground"]}"/>'
        f'<text x="32" y="{47 + low // 4}" text-anchor="middle" font-size="42" font-weight="700" '
        f'font-family="{escape(head)}" fill="{drawn["ink"]}">{escape(letter)}</text></svg>\n'
    ).encode()


def _pixels(letter: str, font: str, drawn: Mapping[str, str]) -> dict[str, bytes]:
    from PIL import Image, ImageDraw, ImageFont

    face = ImageFont.truetype(BytesIO(files("digest").joinpath("data", "fonts", font).read_bytes()), 340)

    def made(radius: int) -> Image.Image:
        image = Image.new("RGBA", (_DRAWN, _DRAWN), (0, 0, 0, 0))
        pen = ImageDraw.Draw(image)
        pen.rounded_rectangle((0, 0, _DRAWN - 1, _DRAWN - 1), radius, fill=drawn["ground"])
        left, top, right, bottom = pen.textbbox((0, 0), letter, font=face)
        place = ((_DRAWN - left - right) / 2, (_DRAWN - top - bottom) / 2)
        pen.text(place, letter, font=face, fill=drawn["ink"])
        return image

    small, touch = BytesIO(), BytesIO()
    made(112).save(small, "ICO", sizes=[(16, 16), (32, 32), (48, 48)])
    # Systems round the corners of this one themselves.
    made(0).resize((180, 180), Image.Resampling.LANCZOS).convert("RGB").save(touch, "PNG", optimize=True)
    return {"favicon.ico": small.getvalue(), "apple-touch-icon.png": touch.getvalue()}
