"""Pictures for an edition: scaled to twice their shown size, written anew, refused when they are none.

Nothing of the file that came in goes out but its pixels: no EXIF, no comments,
nothing behind the picture's end.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from digest.errors import DataError
from digest.text.colours import contrast

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 20_000_000
MAX_PIXELS = 40_000_000  # 8,000 × 5,000: above it a few kilobytes can open to gigabytes
DENSITY = 2  # pixels of the file for each pixel shown
GROUND = "#FFFFFF"  # what shows through a transparent picture: drawn for paper, it vanishes in the dark
LIGHT = 15  # contrast with black of paper that what is drawn for white looks right on; white has 21


class Place(NamedTuple):
    """Where a picture is shown: CSS pixels, and how many of its own it needs across to be no blur and no speck.

    The height caps how tall a picture may be, taller ones are cropped; in an *exact*
    place wider ones are, too, and an upright one in a wide place keeps half of its height.
    The *ground* shows through what is transparent.
    """

    width: int
    height: int = 0
    least: int = 0
    exact: bool = False
    ground: str = GROUND


LEAD = Place(600, 450, least=480)
STORY = Place(120, 120, least=120, exact=True)
SPONSOR = Place(400, 225, least=120)
PORTRAIT = Place(56, 56, least=56, exact=True)
WHOLE = 3  # a picture that is more than so many times longer than the other way is a banner, never cropped
EYES = 1 / 3  # of a tall picture's height: where faces are, and what the crop is centred on

# What Pillow may try to read.  EPS goes to Ghostscript, others to code that nobody needs here.
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


@dataclass(frozen=True, slots=True)
class FittedPicture:
    """A picture ready for an edition: its bytes, its size in pixels, its media type and its ending."""

    data: bytes
    width: int
    height: int
    media_type: str
    suffix: str


def ground_on(paper: str) -> str:
    """Return what shows through a picture on a theme's light paper: the paper's own colour, white on a dark one."""
    return paper if contrast(paper, "#000000") >= LIGHT else GROUND


def lead_place(shown: Mapping[str, int], ground: str = GROUND) -> Place:
    """Return the place of the lead's picture as a theme's table ``[picture]`` has it."""
    least = min(LEAD.least, shown["lead-width"])
    return Place(shown["lead-width"], shown["lead-height"], least=least, ground=ground)


def story_place(shown: Mapping[str, int], ground: str = GROUND) -> Place:
    """Return the place of a further story's picture as a theme's table ``[picture]`` has it."""
    return Place(shown["story-width"], shown["story-height"], least=shown["story-width"], exact=True, ground=ground)


def fit_picture(
    data: bytes, place: Place, *, where: str = "picture", focus: tuple[float, float] | None = None
) -> FittedPicture:
    """Return *data* as a picture for *place*; the same bytes for the same input.

    A picture is never enlarged.  It is cropped to its place around *focus*, shares of its
    width and height from the top left, else around the middle of its upper third.
    One with transparent parts (mostly a logo) is put on the place's ground; it and a banner
    are fitted whole.  `DataError` names *where* when it is no picture of a known kind,
    too large, too small for its place, or broken.  Cost: one decode and one encode.
    """
    if len(data) > MAX_BYTES:
        raise _refusal(f"larger than {MAX_BYTES // 1_000_000} MB", where)
    image = _opened(data, where)
    if image.width < place.least:
        what = f"the picture is {image.width} pixels wide, its place needs {place.least}"
        raise DataError(what, where=where, fix=f"use one of {place.least} pixels or more, or none")
    image, clear = _on_ground(image, place.ground)
    whole = clear or max(image.size) > WHOLE * min(image.size)
    image = _padded(image, place) if whole else _cropped(image, place, focus or (0.5, EYES))
    if image.width > place.width * DENSITY:
        height = max(1, round(image.height * place.width * DENSITY / image.width))
        image = _resized(image, place.width * DENSITY, height)
    return _written(image)


def _opened(data: bytes, where: str) -> Image:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise _refusal(f"{image.width} × {image.height} pixels, more than {MAX_PIXELS:,} in all", where)
            image.load()
            turned = ImageOps.exif_transpose(image)  # the camera's note on which side is up is about to go
            return turned.convert("RGBA" if _is_clear(turned) else "RGB")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
        raise _refusal("a decompression bomb", where) from fault
    except ValueError as fault:
        if "too large" in str(fault).lower():  # Pillow's own bound on text chunks, 1 MB decompressed
            raise _refusal("a decompression bomb: its text opens to more than 1 MB", where) from fault
        raise _refusal(f"broken ({fault})", where) from fault
    except (UnidentifiedImageError, OSError, SyntaxError, EOFError, MemoryError, OverflowError) as fault:
        raise _refusal(f"not a PNG, JPEG, GIF or WebP that can be read ({type(fault).__name__})", where) from fault


def _is_clear(image: Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _on_ground(image: Image, ground: str) -> tuple[Image, bool]:
    """Return a picture without transparency, and whether it had any."""
    if image.mode != "RGBA":
        return image, False
    from PIL import Image as images

    clear = any(image.getchannel("A").histogram()[:255])
    flat = images.new("RGBA", image.size, ground)
    flat.alpha_composite(image)
    return flat.convert("RGB"), clear


def _padded(image: Image, place: Place) -> Image:
    """Return the whole picture; one too tall for its place stands in the middle of ground."""
    if not place.height or image.height * place.width <= image.width * place.height:
        return image
    from PIL import Image as images

    wide = round(image.height * place.width / place.height)
    padded = images.new("RGB", (wide, image.height), place.ground)
    padded.paste(image, ((wide - image.width) // 2, 0))
    return padded


def _cropped(image: Image, place: Place, focus: tuple[float, float]) -> Image:
    if not place.height:
        return image
    height = round(image.width * place.height / place.width)
    if place.exact:  # a wide slit of somebody upright shows no head: keep half, as far as it stays a square
        height = max(height, min(image.width, image.height // 2))
    if image.height > height:
        top = _begin(image.height, height, focus[1])
        return image.crop((0, top, image.width, top + height))
    width = round(image.height * place.width / place.height)
    if place.exact and image.width > width:
        left = _begin(image.width, width, focus[0])
        return image.crop((left, 0, left + width, image.height))
    return image


def _begin(whole: int, part: int, share: float) -> int:
    """Return where a part begins that has *share* of the whole in its middle, as far as there is room."""
    return min(max(0, round(whole * share - part / 2)), whole - part)


def _resized(image: Image, width: int, height: int) -> Image:
    from PIL.Image import Resampling

    return image.resize((width, height), Resampling.LANCZOS)


def _written(image: Image) -> FittedPicture:
    image.info = {}
    png = ("image/png", ".png")
    small = _encoded(image, format="JPEG", quality=82, optimize=True, progressive=True)
    if image.getcolors(256) is not None:  # few colours: a drawing, sharper and mostly smaller without loss
        sharp = _encoded(image, format="PNG", optimize=True)
        if len(sharp) <= len(small) * 1.2:
            return _made(image, sharp, *png)
    return _made(image, small, "image/jpeg", ".jpg")


def _encoded(image: Image, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, **options)
    return out.getvalue()


def _made(image: Image, data: bytes, media_type: str, suffix: str) -> FittedPicture:
    return FittedPicture(data, image.width, image.height, media_type, suffix)


def _refusal(why: str, where: str) -> DataError:
    return DataError(f"the picture is {why}", where=where, fix="use a PNG, JPEG, GIF or WebP of reasonable size")
