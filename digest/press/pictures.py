"""Pictures for an edition: scaled to twice their shown size, written anew, refused when they are none.

Nothing of the file that came in goes out but its pixels: no EXIF, no comments,
nothing behind the picture's end.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from digest.errors import DataError

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 20_000_000
MAX_PIXELS = 40_000_000  # 8,000 × 5,000: above it a few kilobytes can open to gigabytes
DENSITY = 2  # pixels of the file for each pixel shown
# Shown sizes in pixels; the height caps how tall a picture may be, taller ones are cropped.
LEAD = (600, 450)
STORY = (120, 120)
SPONSOR = (400, 225)
# Pixels that a picture is wide at least; a smaller one would be drawn blurred or as a speck.
LEAST = {LEAD: 480, STORY: 120, SPONSOR: 120}
GROUND = (255, 255, 255)  # what shows through a transparent picture: drawn for paper, it vanishes in the dark
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


def fit_picture(data: bytes, shown_width: int, shown_height: int = 0, *, where: str = "picture") -> FittedPicture:
    """Return *data* as a picture for a place *shown_width* CSS pixels wide; the same bytes for the same input.

    A picture is never enlarged.  With *shown_height* it is cropped to no more than that
    height, around its upper third (and, for a place as high as wide, to a square).
    One with transparent parts (mostly a logo) is put on light ground; it and a banner
    are fitted whole.  `DataError` names *where* when it is no picture of a known kind,
    too large, too small for a place of `LEAST`, or broken.  Cost: one decode and one encode.
    """
    if len(data) > MAX_BYTES:
        raise _refusal(f"larger than {MAX_BYTES // 1_000_000} MB", where)
    image = _opened(data, where)
    least = LEAST.get((shown_width, shown_height), 0)
    if image.width < least:
        raise _refusal(f"{image.width} pixels wide, its place needs {least}", where)
    image, clear = _on_ground(image)
    whole = clear or max(image.size) > WHOLE * min(image.size)
    image = (_padded if whole else _cropped)(image, shown_width, shown_height)
    if image.width > shown_width * DENSITY:
        height = max(1, round(image.height * shown_width * DENSITY / image.width))
        image = _resized(image, shown_width * DENSITY, height)
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


def _on_ground(image: Image) -> tuple[Image, bool]:
    """Return a picture without transparency, and whether it had any."""
    if image.mode != "RGBA":
        return image, False
    from PIL import Image as images

    clear = any(image.getchannel("A").histogram()[:255])
    ground = images.new("RGBA", image.size, (*GROUND, 255))
    ground.alpha_composite(image)
    return ground.convert("RGB"), clear


def _padded(image: Image, shown_width: int, shown_height: int) -> Image:
    """Return the whole picture; one too tall for its place stands in the middle of light ground."""
    if not shown_height or image.height * shown_width <= image.width * shown_height:
        return image
    from PIL import Image as images

    wide = round(image.height * shown_width / shown_height)
    ground = images.new("RGB", (wide, image.height), GROUND)
    ground.paste(image, ((wide - image.width) // 2, 0))
    return ground


def _cropped(image: Image, shown_width: int, shown_height: int) -> Image:
    if not shown_height:
        return image
    height = round(image.width * shown_height / shown_width)
    if image.height > height:
        top = min(max(0, round(image.height * EYES - height / 2)), image.height - height)
        return image.crop((0, top, image.width, top + height))
    if shown_width == shown_height and image.height < image.width:
        left = (image.width - image.height) // 2
        return image.crop((left, 0, left + image.height, image.height))
    return image


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
