"""Pictures: scaled to twice their shown size, written anew, refused when they are none."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from digest.errors import DataError
from digest.press.pictures import GROUND, LEAD, MAX_PIXELS, SPONSOR, STORY, Place, fit_picture, ground_on
from digest.text.colours import parse_hex


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
        ((1200, 3000), LEAD, (1200, 900)),  # a tower is cropped
        ((2000, 1000), STORY, (240, 240)),
        ((3000, 1000), STORY, (240, 240)),
        ((3001, 1000), STORY, (240, 80)),  # a banner is not
        ((900, 1400), Place(248, 140, exact=True), (496, 386)),  # of somebody upright half stays in view
        ((1400, 900), Place(248, 140, exact=True), (496, 280)),
        ((200, 700), STORY, (240, 240)),  # nor is a column: it stands on light ground
    ],
)
def test_a_picture_fits_its_place_at_twice_the_shown_size(
    size: tuple[int, int], place: Place, fitted: tuple[int, int]
) -> None:
    made = fit_picture(picture(*size), place)
    assert (made.width, made.height) == fitted
    assert Image.open(io.BytesIO(made.data)).size == fitted


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_same_bytes_give_the_same_bytes(kind: str) -> None:
    data = picture(700, 500, kind)
    assert fit_picture(data, Place(600)) == fit_picture(data, Place(600))


def test_nothing_but_pixels_goes_through() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "a secret")
    exif = Image.Exif()
    exif[0x010E] = "another secret"
    for data in (
        picture(300, 200, "PNG", pnginfo=told) + b"<script>behind</script>",
        picture(300, 200, "JPEG", exif=exif, comment=b"third secret"),
    ):
        made = fit_picture(data, Place(600)).data
        assert b"secret" not in made
        assert b"script" not in made
        assert not Image.open(io.BytesIO(made)).getexif()


def test_a_photograph_that_lies_on_its_side_stands_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    made = fit_picture(picture(400, 200, "JPEG", exif=exif), Place(600))
    assert (made.width, made.height) == (200, 400)


def test_a_drawing_stays_sharp_and_a_photograph_small() -> None:
    flat = io.BytesIO()
    Image.new("RGB", (800, 400), "#0B6B55").save(flat, "PNG")
    assert fit_picture(flat.getvalue(), Place(600)).media_type == "image/png"
    noise = io.BytesIO()
    Image.effect_noise((800, 400), 60).convert("RGB").save(noise, "PNG")
    assert fit_picture(noise.getvalue(), Place(600)).media_type == "image/jpeg"


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
        fit_picture(data, Place(600), where="seeds/a.png")
    assert refusal.value.where == "seeds/a.png"


def test_a_picture_that_opens_to_gigabytes_is_refused_before_it_does() -> None:
    side = int(MAX_PIXELS**0.5) + 10
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    assert len(out.getvalue()) < 50_000
    with pytest.raises(DataError, match="pixels"):
        fit_picture(out.getvalue(), Place(600))


def bands(width: int, height: int, mode: str = "RGB") -> bytes:
    """A picture in six bands from the top, each of its own colour."""
    image = Image.new(mode, (width, height))
    for n in range(6):
        colour = (n * 50, 0, 250 - n * 50, 255)[: len(mode)]
        image.paste(colour, (0, n * height // 6, width, (n + 1) * height // 6))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_a_portrait_keeps_its_head() -> None:
    made = Image.open(io.BytesIO(fit_picture(bands(900, 1400), LEAD).data)).convert("RGB")
    seen = {round(made.getpixel((5, y))[0] / 50) for y in range(made.height)}  # type: ignore[index]
    assert {1, 2} <= seen, "the bands where a face is"
    assert not {4, 5} & seen


@pytest.mark.parametrize(("paper", "ground"), [("#FFFFFF", "#FFFFFF"), ("#FFF8E0", "#FFF8E0"), ("#202020", "#FFFFFF")])
def test_what_shows_through_is_the_paper_unless_that_is_dark(paper: str, ground: str) -> None:
    assert ground == ground_on(paper)


@pytest.mark.parametrize("size", [(800, 300), (800, 800), (300, 800), (900, 200)])
@pytest.mark.parametrize("place", [LEAD, STORY])
@pytest.mark.parametrize("ground", [GROUND, "#FFF8E0"])
def test_a_transparent_picture_stands_whole_on_light_ground(size: tuple[int, int], place: Place, ground: str) -> None:
    if size[0] < place.least:
        size = (size[0] * 2, size[1] * 2)
    logo = Image.new("RGBA", size, (0, 0, 0, 0))
    for corner in ((0, 0), (size[0] - 60, 0), (0, size[1] - 60), (size[0] - 60, size[1] - 60)):
        logo.paste((0, 90, 60, 255), (*corner, corner[0] + 60, corner[1] + 60))
    out = io.BytesIO()
    logo.save(out, "PNG")
    made = fit_picture(out.getvalue(), place._replace(ground=ground))
    shown = Image.open(io.BytesIO(made.data))
    assert shown.mode in ("RGB", "P")
    found = shown.convert("RGB")
    assert found.getpixel((found.width // 2, found.height // 2)) == pytest.approx(parse_hex(ground), abs=2)
    dark = found.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()
    assert dark is not None
    assert (dark[2] - dark[0]) / (dark[3] - dark[1]) == pytest.approx(size[0] / size[1], rel=0.06), "nothing cut"


@pytest.mark.parametrize("place", [LEAD, STORY, SPONSOR])
def test_a_picture_too_small_for_its_place_is_refused(place: Place) -> None:
    least = place.least
    assert fit_picture(picture(least, least), place).width >= least
    with pytest.raises(DataError, match=rf"{least - 1} pixels wide, its place needs {least}") as told:
        fit_picture(picture(least - 1, 2 * least), place)
    assert str(least) in told.value.fix
