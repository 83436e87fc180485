"""Pictures: scaled to twice their shown size, written anew, refused when they are none."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from digest.errors import DataError
from digest.press.pictures import LEAD, MAX_PIXELS, STORY, fit_picture


def picture(width: int, height: int, kind: str = "PNG", **options: Any) -> bytes:
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("size", "place", "fitted"),
    [
        ((2400, 1120), LEAD, (1200, 560)),
        ((600, 280), LEAD, (600, 280)),  # never enlarged
        ((1200, 3000), LEAD, (1200, 900)),  # a tower is cropped around its middle
        ((2000, 1000), STORY, (240, 240)),
        ((100, 400), STORY, (100, 100)),
    ],
)
def test_a_picture_fits_its_place_at_twice_the_shown_size(
    size: tuple[int, int], place: tuple[int, int], fitted: tuple[int, int]
) -> None:
    made = fit_picture(picture(*size), *place)
    assert (made.width, made.height) == fitted
    assert Image.open(io.BytesIO(made.data)).size == fitted


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_same_bytes_give_the_same_bytes(kind: str) -> None:
    data = picture(700, 500, kind)
    assert fit_picture(data, 600) == fit_picture(data, 600)


def test_nothing_but_pixels_goes_through() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "a secret")
    exif = Image.Exif()
    exif[0x010E] = "another secret"
    for data in (
        picture(300, 200, "PNG", pnginfo=told) + b"<script>behind</script>",
        picture(300, 200, "JPEG", exif=exif, comment=b"third secret"),
    ):
        made = fit_picture(data, 600).data
        assert b"secret" not in made
        assert b"script" not in made
        assert not Image.open(io.BytesIO(made)).getexif()


def test_a_photograph_that_lies_on_its_side_stands_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    made = fit_picture(picture(400, 200, "JPEG", exif=exif), 600)
    assert (made.width, made.height) == (200, 400)


def test_a_drawing_stays_sharp_and_a_photograph_small() -> None:
    flat = io.BytesIO()
    Image.new("RGB", (800, 400), "#0B6B55").save(flat, "PNG")
    assert fit_picture(flat.getvalue(), 600).media_type == "image/png"
    noise = io.BytesIO()
    Image.effect_noise((800, 400), 60).convert("RGB").save(noise, "PNG")
    assert fit_picture(noise.getvalue(), 600).media_type == "image/jpeg"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture(50, 50)[:60],
        b"BM" + b"\0" * 60,
    ],
    ids=["empty", "text", "eps", "svg", "torn", "bmp"],
)
def test_what_is_no_picture_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(DataError) as refusal:
        fit_picture(data, 600, where="seeds/a.png")
    assert refusal.value.where == "seeds/a.png"


def test_a_picture_that_opens_to_gigabytes_is_refused_before_it_does() -> None:
    side = int(MAX_PIXELS**0.5) + 10
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    assert len(out.getvalue()) < 50_000
    with pytest.raises(DataError, match="pixels"):
        fit_picture(out.getvalue(), 600)
