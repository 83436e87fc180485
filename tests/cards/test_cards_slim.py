"""A card weighs little and looks the same: what fills it keeps its colour; a photograph is left alone."""

from __future__ import annotations

from io import BytesIO

import pytest

pytest.importorskip("PIL")

from PIL import Image

from digest.cards import printing
from digest.cards.printing import COLOURS, slim


def png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def letters(colours: int, size: int = 200) -> Image.Image:
    """A ground with a bar, and *colours* single pixels as the edges of letters have them."""
    image = Image.new("RGB", (size, size), "#F4F9F7")
    image.paste("#0B6E54", (0, 0, size, 40))
    for number in range(colours):
        image.putpixel((number % size, 60 + number // size), (number % 256, number // 256, 7))
    return image


def test_every_colour_that_fills_something_stays_and_few_bytes_are_left() -> None:
    whole = png(letters(COLOURS + 200))
    made = Image.open(BytesIO(slim(whole)))
    assert made.mode == "P" and len(slim(whole)) < len(whole)
    shown = made.convert("RGB")
    assert shown.getpixel((5, 5)) == (0x0B, 0x6E, 0x54) and shown.getpixel((5, 190)) == (0xF4, 0xF9, 0xF7)
    assert slim(whole) == slim(whole)


def test_what_a_palette_would_spoil_is_not_touched() -> None:
    noise = [Image.effect_noise((120, 120), 80) for _ in range(3)]
    for image in (Image.merge("RGB", noise), Image.new("RGBA", (20, 20), (1, 2, 3, 128))):
        assert slim(png(image)) == png(image)


def test_the_cards_of_a_large_edition_are_drawn_once_however_often_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[str] = []

    def draw(source: bytes, card: str, places: tuple[str, ...]) -> bytes:
        drawn.append(card)
        return card.encode()

    monkeypatch.setattr(printing, "_kept", {})
    monkeypatch.setattr(printing, "_png", draw)
    cards = [f"card {number}" for number in range(200)]
    for edit in range(3):  # each changes one card
        asked = [*cards, f"changed {edit}"]
        assert [printing.png(b"template", card, ()) for card in asked] == [card.encode() for card in asked]
    assert len(drawn) == len(cards) + 3
    assert len(printing._kept) <= printing.KEPT
