"""One card drawn: typst sets it, its colours become a palette, and the same words are drawn once."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import cast

from digest.cards.fonts import loaded

COLOURS = 256  # of a palette
RARE = 0.02  # share of pixels that may take the nearest colour: the edges of letters
FILLS = 6  # colours that fill something: ground, bar, line, letters
STEP = 12  # steps of a colour channel (0 to 255): less is not seen at the edge of a letter
MOST = 4096  # colours of a card; with a photograph or much emoji it has more, and stays as it is


# A desk asks for the same cards after each edit.  More than an edition has (ten stories with two quotes have 150):
# with fewer, each card would take the place of the one that is asked for next.
KEPT = 250  # about 45 kB each
_kept: dict[bytes, bytes | None] = {}  # by a hash of what they were drawn of, the last asked for last


def png(source: bytes, card: str, places: tuple[str, ...]) -> bytes | None:
    """Return a card as PNG, one typographic point one pixel; None where it has more than one page.

    Raises `typst.TypstError`, also for words that do not fit.
    """
    name = sha256(b"\0".join([source, card.encode(), *(place.encode() for place in places)])).digest()
    drawn = _kept[name] = _kept.pop(name) if name in _kept else _png(source, card, places)
    if len(_kept) > KEPT:
        _kept.pop(next(iter(_kept)), None)
    return drawn


def _png(source: bytes, card: str, places: tuple[str, ...]) -> bytes | None:
    import typst

    compiler = typst.Compiler(font_paths=loaded(places), ignore_system_fonts=True)
    drawn = compiler.compile(input=source, format="png", ppi=72, sys_inputs={"card": card})
    return slim(drawn) if isinstance(drawn, bytes) else None


def slim(content: bytes) -> bytes:
    """Return a PNG of few colours with a palette: the same picture to the eye in less than half the bytes.

    Every colour that fills something stays as it is; one that has many colours, or
    is see-through, is returned unchanged.
    """
    from PIL import Image

    whole = Image.open(BytesIO(content))
    if whole.mode == "RGBA" and whole.getchannel("A").getextrema() != (255, 255):
        return content
    image = whole.convert("RGB")
    counted = cast("list[tuple[int, tuple[int, int, int]]]", image.getcolors(MOST) or [])
    found = sorted(counted, reverse=True)
    rare = sum(pixels for pixels, _ in found[COLOURS:])
    if not found or rare > RARE * image.width * image.height:
        return content
    palette = Image.new("P", (1, 1))
    flat = [part for colour in _apart([colour for _, colour in found]) for part in colour]
    palette.putpalette([*flat, *flat[:3] * (COLOURS - len(flat) // 3)])
    out = BytesIO()
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", compress_level=6)
    return min(content, out.getvalue(), key=len)


def _apart(colours: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the most frequent colours of a palette, none too near one that fills something.

    Pillow looks the nearest up by six bits of each channel: a neighbour would take
    the place of the colour itself.
    """
    fills, kept, cells = colours[:FILLS], [], set()
    for colour in colours:
        near = any(max(abs(a - b) for a, b in zip(colour, fill, strict=True)) < STEP for fill in fills)
        cell = tuple(part // (STEP // 2) for part in colour)
        if colour in fills or not (near or cell in cells):
            kept.append(colour)
            cells.add(cell)
    return kept[:COLOURS]
