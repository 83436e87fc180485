"""Draw the pictures beside the sample articles: `python tools/draw_seeds.py [NAME ...]`.

Each picture is one function named after its article.  Coordinates are pixels of
the finished 1200 x 560 picture; everything is drawn three times as large and
reduced once, so that edges are smooth, then saved with a small palette.
Nothing is random: the same Pillow gives the same bytes.
"""

import math
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 560
SCALE = 3
EDGE_COLOURS = 18
SEEDS = Path(__file__).resolve().parent.parent / "seeds"

INK = "#15211D"
NIGHT = "#0C2F28"
DEEP = "#0A4A3B"
GREEN = "#0B6B55"
LEAF = "#3C8A73"
SAGE = "#7DB09E"
MIST = "#C3D5CE"
HAZE = "#D5E2DC"
PALE = "#E4EAE7"
WHITE = "#F9FBFA"
AMBER = "#E9B44C"
CORAL = "#D97757"

Point = tuple[float, float]


class Sheet:
    """A large canvas that takes small coordinates."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def area(self, points: Iterable[Point], fill: str) -> None:
        """Fill the polygon through *points*."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str, round_: float = 0) -> None:
        """Fill a rectangle, its corners rounded by *round_* pixels."""
        edges = (left * SCALE, top * SCALE, right * SCALE - 1, bottom * SCALE - 1)
        self.pen.rounded_rectangle(edges, radius=round_ * SCALE, fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: str, flat: float = 1) -> None:
        """Fill a circle; *flat* below 1 presses it into an ellipse."""
        high = radius * flat
        edges = [x - radius, y - high, x + radius, y + high]
        self.pen.ellipse([edge * SCALE for edge in edges], fill=fill)

    def line(self, points: Sequence[Point], fill: str, width: float) -> None:
        """Draw straight pieces with round joints."""
        for one, two in pairwise(points):
            self.stroke([one, two], fill, width)

    def stroke(self, points: Sequence[Point], fill: str, width: float) -> None:
        """Draw a smooth line with round ends, such as `curve` gives."""
        left: list[Point] = []
        right: list[Point] = []
        for before, (x, y), after in zip([points[0], *points], points, [*points[1:], points[-1]], strict=False):
            run, rise = after[0] - before[0], after[1] - before[1]
            share = width / 2 / (math.hypot(run, rise) or 1)
            left.append((x + rise * share, y - run * share))
            right.append((x - rise * share, y + run * share))
        self.area([*left, *reversed(right)], fill)
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, fill)

    def ring(self, x: float, y: float, radius: float, fill: str, width: float, start: float, end: float) -> None:
        """Draw part of a circle, in degrees clockwise from three o'clock."""
        edges = [x - radius, y - radius, x + radius, y + radius]
        large = [edge * SCALE for edge in edges]
        self.pen.arc(large, start, end, fill=fill, width=round(width * SCALE))

    def bands(self, top: float, bottom: float, fills: Sequence[str]) -> None:
        """Fill the sky with level bands, from the top down."""
        step = (bottom - top) / len(fills)
        for row, fill in enumerate(fills):
            self.box(0, top + row * step, WIDTH, top + (row + 1) * step + 1, fill)

    def land(self, ridge: Sequence[Point], fill: str, floor: float = HEIGHT) -> None:
        """Fill everything between a smooth *ridge* and *floor*."""
        line = curve(ridge)
        self.area([*line, (line[-1][0], floor), (line[0][0], floor)], fill)

    def save(self, path: Path) -> None:
        """Reduce, and write with the colours that were drawn and a few for the edges between them."""
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        drawn = [colour for _, colour in self.image.getcolors(256) or [] if isinstance(colour, tuple)]
        counted = small.getcolors(WIDTH * HEIGHT) or []
        mixed = [colour for _, colour in counted if isinstance(colour, tuple) and colour not in drawn]
        edges = Image.new("RGB", (len(mixed), 1))
        edges.putdata(mixed)
        blends = edges.quantize(EDGE_COLOURS, Image.Quantize.MEDIANCUT).getpalette() or []
        palette = Image.new("P", (1, 1))
        palette.putpalette([part for colour in drawn for part in colour] + blends[: 3 * EDGE_COLOURS])
        small.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


def curve(points: Sequence[Point], steps: int = 24) -> list[Point]:
    """Run a smooth line (Catmull-Rom) through *points*."""
    padded = [points[0], *points, points[-1]]
    line: list[Point] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            line.append((bend(a[0], b[0], c[0], d[0], t), bend(a[1], b[1], c[1], d[1], t)))
    line.append(points[-1])
    return line


def bend(a: float, b: float, c: float, d: float, t: float) -> float:
    """Interpolate between *b* and *c*, *t* from 0 to 1, with *a* and *d* as neighbours."""
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def swell(left: float, right: float, y: float, high: float, length: float, shift: float = 0) -> list[Point]:
    """Trace waves with sharp crests and round troughs."""
    steps = int((right - left) / 4)
    xs = [left + (right - left) * step / steps for step in range(steps + 1)]
    return [(x, y - high * (1 - abs(math.sin(math.pi * (x + shift) / length)))) for x in xs]


def blend(one: str, two: str, share: float) -> str:
    """Mix two colours; *share* is the part of the second."""
    pairs = [(int(one[i : i + 2], 16), int(two[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def glitter(sheet: Sheet, x: float, y: float, rows: Sequence[tuple[float, float]], fill: str) -> None:
    """Draw the broken reflection of a light: one (shift, half width) a row."""
    for row, (shift, half) in enumerate(rows):
        level = y + row * 13
        sheet.line([(x + shift - half, level), (x + shift + half, level)], fill, 4)


def pylon(sheet: Sheet, x: float, foot: float, high: float, fill: str, width: float) -> list[Point]:
    """Draw a lattice mast; returns the two ends of its upper arm, where cables hang."""
    top, base = foot - high, high * 0.17
    sheet.line([(x - base, foot), (x, top), (x + base, foot)], fill, width)
    for share in (0.25, 0.5):
        half, level = base * (1 - share), foot - high * share
        lower = foot - high * (share - 0.25)
        sheet.line([(x - half, level), (x + base * (1.25 - share), lower)], fill, width * 0.7)
        sheet.line([(x + half, level), (x - base * (1.25 - share), lower)], fill, width * 0.7)
    for share, arm in ((0.68, 0.3), (0.84, 0.22)):
        level = foot - high * share
        sheet.line([(x - high * arm, level), (x + high * arm, level)], fill, width)
    return [(x - high * 0.3, foot - high * 0.68), (x + high * 0.3, foot - high * 0.68)]


def sag(start: Point, end: Point, drop: float) -> list[Point]:
    """Hang a cable between two points."""
    steps = [step / 20 for step in range(21)]
    return [
        (
            start[0] + (end[0] - start[0]) * t,
            start[1] + (end[1] - start[1]) * t + drop * 4 * t * (1 - t),
        )
        for t in steps
    ]


def harbour_gates_hold() -> Sheet:
    """Four gates, a high sea after them and calm water in front."""
    sheet = Sheet(MIST)
    sheet.bands(0, 300, [blend(MIST, SAGE, 0.45), blend(MIST, SAGE, 0.28), blend(MIST, SAGE, 0.12)])
    for column in range(34):
        x, y = column * 41 - 40, 26 + (column * 67) % 130
        sheet.line([(x + 24, y), (x, y + 46)], blend(MIST, WHITE, 0.55), 2.5)
    half = [math.radians(90 + 6 * step) for step in range(31)]
    sheet.area([(930 + 54 * math.cos(a), 92 + 54 * math.sin(a)) for a in half], WHITE)
    for y, shift, fill in ((184, 0, blend(SAGE, MIST, 0.35)), (208, 46, SAGE), (234, 20, LEAF)):
        sheet.area([*swell(-shift, WIDTH + 4, y, 13, 92, shift), (WIDTH, 420), (0, 420)], fill)
    gates, wide = [160, 384, 608, 832], 208
    for left in gates:
        sheet.box(left, 262, left + wide, 420, DEEP)
        sheet.box(left, 254, left + wide, 266, NIGHT)
        for rib in (296, 328, 360):
            sheet.box(left + 14, rib, left + wide - 14, rib + 7, GREEN)
        for rib in range(1, 4):
            middle = left + wide * rib / 4
            sheet.box(middle - 2, 270, middle + 2, 400, NIGHT)
    for x in (264, 488, 712, 936):
        for dx, dy, size in ((-58, 22, 4), (-40, 38, 6), (-18, 26, 4), (14, 34, 5), (40, 24, 7), (60, 40, 4)):
            sheet.disc(x + dx, 262 - dy, size, WHITE)
    for x in (152, 376, 600, 824, 1048):
        sheet.box(x - 20, 206, x + 20, 420, WHITE)
        sheet.box(x + 4, 206, x + 20, 420, PALE)
        sheet.box(x - 26, 196, x + 26, 210, NIGHT, 3)
        sheet.box(x - 2, 172, x + 2, 198, NIGHT)
        sheet.disc(x, 168, 8, AMBER)
    sheet.box(0, 300, 134, 420, NIGHT)
    sheet.box(1066, 300, WIDTH, 420, NIGHT)
    sheet.box(0, 396, WIDTH, HEIGHT, MIST)
    sheet.box(0, 396, WIDTH, 408, SAGE)
    for x in (152, 376, 600, 824, 1048):
        glitter(sheet, x, 424, [(0, 20), (5, 15), (-4, 18), (3, 10)], WHITE)
    for left in gates:
        glitter(sheet, left + wide / 2, 430, [(0, 62), (14, 44), (-10, 26)], SAGE)
    hull = [(540, 492), (668, 492), (648, 520), (562, 520)]
    sheet.area(hull, NIGHT)
    sheet.area([(536, 486), (672, 486), (668, 496), (540, 496)], CORAL)
    sheet.box(578, 456, 622, 487, WHITE, 3)
    sheet.box(586, 464, 598, 475, GREEN)
    sheet.box(603, 464, 615, 475, GREEN)
    sheet.box(630, 432, 634, 487, NIGHT)
    glitter(sheet, 604, 530, [(0, 80), (18, 48)], SAGE)
    return sheet


def lake_remembers_drought() -> Sheet:
    """A raft on a lake; below it a core through bands of mud, three of them dry."""
    sheet = Sheet(PALE)
    sheet.bands(0, 190, [HAZE, PALE, blend(PALE, WHITE, 0.6)])
    sheet.disc(300, 92, 44, WHITE)
    sheet.land([(0, 120), (150, 150), (330, 96), (520, 158), (760, 90), (960, 150), (1200, 104)], MIST)
    sheet.land([(0, 172), (240, 142), (480, 176), (700, 160), (980, 128), (1200, 168)], SAGE)
    sheet.box(0, 182, WIDTH, 300, LEAF)
    for x, y, half in ((150, 200, 60), (340, 214, 40), (860, 202, 70), (1050, 218, 46)):
        sheet.line([(x - half, y), (x + half, y)], SAGE, 4)
    fills = [NIGHT, DEEP, GREEN, DEEP, LEAF, DEEP, SAGE, GREEN, NIGHT, MIST, DEEP, GREEN, NIGHT]
    for row, fill in enumerate(fills):
        y = 262 + row * 25
        shift = row * 70
        ridge = [(x, y + 9 * math.sin((x + shift) / 150)) for x in range(0, WIDTH + 1, 20)]
        sheet.area([*ridge, (WIDTH, HEIGHT), (0, HEIGHT)], fill)
    sheet.box(546, 250, 654, HEIGHT, WHITE)
    layers = [
        (NIGHT, 12), (SAGE, 9), (DEEP, 14), (MIST, 8), (GREEN, 14), (AMBER, 16), (DEEP, 12),
        (LEAF, 10), (NIGHT, 15), (PALE, 8), (GREEN, 12), (DEEP, 10), (AMBER, 22), (NIGHT, 14),
        (SAGE, 8), (DEEP, 13), (LEAF, 10), (AMBER, 17), (GREEN, 14), (NIGHT, 12), (MIST, 9),
        (DEEP, 16), (SAGE, 9), (NIGHT, 30),
    ]  # fmt: skip
    depth = 252.0
    for fill, high in layers:
        sheet.box(554, depth, 646, depth + high, fill)
        depth += high
    sheet.box(596, 60, 604, 254, NIGHT)
    sheet.line([(548, 172), (600, 52), (652, 172)], NIGHT, 7)
    sheet.line([(568, 126), (632, 126)], NIGHT, 5)
    sheet.disc(600, 52, 9, CORAL)
    sheet.box(478, 168, 722, 184, INK, 4)
    for x in (488, 574, 660):
        sheet.box(x, 183, x + 52, 199, AMBER if x == 574 else WHITE, 8)
    sheet.box(490, 132, 534, 169, WHITE, 3)
    sheet.area([(484, 134), (512, 114), (540, 134)], CORAL)
    sheet.box(506, 146, 520, 169, GREEN)
    return sheet


def skarvoy_counts_out() -> Sheet:
    """A ferry leaves an island with a lighthouse."""
    sheet = Sheet(PALE)
    sheet.bands(0, 340, [MIST, HAZE, PALE, blend(PALE, WHITE, 0.6)])
    sheet.disc(842, 170, 78, WHITE)
    sheet.land([(0, 300), (140, 268), (300, 302), (430, 330)], blend(MIST, SAGE, 0.35), 340)
    sheet.land([(900, 336), (1030, 296), (1200, 270)], blend(MIST, SAGE, 0.35), 340)
    sheet.box(0, 336, WIDTH, HEIGHT, LEAF)
    sheet.area([*swell(0, WIDTH, 420, 7, 92), (WIDTH, HEIGHT), (0, HEIGHT)], GREEN)
    sheet.area([*swell(-40, WIDTH, 494, 9, 120), (WIDTH, HEIGHT), (0, HEIGHT)], DEEP)
    island = [(200, 352), (262, 262), (330, 208), (420, 196), (520, 236), (640, 262), (760, 320), (820, 352)]
    sheet.land(island, GREEN, 352)
    sheet.land([(330, 352), (420, 290), (540, 276), (660, 300), (770, 338), (806, 352)], DEEP, 352)
    sheet.area([(200, 352), (262, 262), (300, 232), (318, 268), (300, 300), (322, 352)], SAGE)
    sheet.area([(262, 262), (300, 232), (309, 250), (276, 300), (262, 352), (236, 352)], MIST)
    sheet.area([(392, 206), (400, 92), (432, 92), (440, 206)], WHITE)
    sheet.area([(396.5, 142), (398.6, 112), (433.4, 112), (435.5, 142)], CORAL)
    sheet.area([(393, 190), (394.9, 165), (437.1, 165), (439, 190)], CORAL)
    sheet.box(390, 84, 442, 93, NIGHT, 3)
    sheet.box(402, 62, 430, 85, AMBER)
    sheet.box(413, 62, 418, 85, NIGHT)
    sheet.area([(396, 63), (416, 42), (436, 63)], NIGHT)
    for x, y, wall in ((560, 262, WHITE), (610, 270, PALE), (664, 286, WHITE)):
        sheet.box(x, y, x + 34, y + 26, wall)
        sheet.area([(x - 5, y + 1), (x + 17, y - 18), (x + 39, y + 1)], NIGHT)
        sheet.box(x + 12, y + 9, x + 21, y + 26, LEAF)
    sheet.line([(820, 350), (752, 350)], NIGHT, 6)
    glitter(sheet, 842, 366, [(0, 58), (-16, 40), (20, 30)], SAGE)
    sheet.area([(470, 420), (724, 420), (700, 458), (500, 458)], WHITE)
    sheet.area([(484, 442), (710, 442), (700, 460), (500, 460)], CORAL)
    sheet.box(506, 392, 668, 421, WHITE, 4)
    sheet.box(536, 366, 640, 394, PALE, 4)
    for x in range(518, 652, 23):
        sheet.box(x, 400, x + 13, 412, DEEP, 2)
    for x in range(546, 634, 22):
        sheet.box(x, 374, x + 12, 385, DEEP, 2)
    sheet.area([(572, 366), (576, 338), (604, 338), (604, 366)], NIGHT)
    sheet.box(574.5, 344, 604, 352, AMBER)
    sheet.line([(744, 456), (860, 456)], PALE, 4)
    sheet.line([(726, 468), (940, 468)], PALE, 4)
    sheet.line([(780, 480), (880, 480)], SAGE, 4)
    for x, y in ((690, 120), (730, 96), (664, 74)):
        sheet.stroke([*curve([(x - 18, y - 7), (x - 9, y - 9), (x, y)])], NIGHT, 3)
        sheet.stroke([*curve([(x, y), (x + 9, y - 9), (x + 18, y - 7)])], NIGHT, 3)
    return sheet


def theater_wartet_auf_strassenbahn() -> Sheet:
    """A tram stands on a stage, between curtains, before an audience."""
    sheet = Sheet(NIGHT)
    sheet.box(120, 0, 1080, 420, DEEP)
    sheet.area([(470, 0), (560, 0), (900, 404), (250, 404)], blend(DEEP, GREEN, 0.55))
    sheet.area([(640, 0), (730, 0), (950, 404), (300, 404)], blend(DEEP, GREEN, 0.8))
    sheet.area([(560, 0), (640, 0), (860, 404), (330, 404)], GREEN)
    sheet.area([(60, 404), (1140, 404), (1200, 480), (0, 480)], blend(SAGE, MIST, 0.35))
    sheet.disc(600, 424, 330, PALE, 0.09)
    for y in (424, 442):
        sheet.box(0, y, WIDTH, y + 4, LEAF)
    sheet.box(356, 150, 844, 410, WHITE, 26)
    sheet.box(356, 286, 844, 392, CORAL)
    sheet.box(356, 280, 844, 288, AMBER)
    sheet.box(356, 388, 844, 412, INK, 8)
    for x in (376, 470, 564, 658, 752):
        sheet.box(x, 184, x + 72, 268, NIGHT, 8)
        sheet.box(x, 184, x + 72, 268, blend(AMBER, WHITE, 0.35), 8)
    heads = ((402, INK), (500, DEEP), (612, INK), (694, DEEP), (786, INK))
    for x, fill in heads:
        sheet.disc(x, 228, 14, fill)
        sheet.box(x - 22, 244, x + 22, 268, fill, 10)
    sheet.box(556, 172, 560, 392, PALE)
    sheet.box(640, 172, 644, 392, PALE)
    sheet.box(536, 116, 664, 152, NIGHT, 6)
    sheet.disc(600, 134, 13, AMBER)
    sheet.line([(598, 136), (602, 136)], AMBER, 3)
    sheet.line([(520, 118), (470, 78), (520, 42)], NIGHT, 5)
    sheet.box(446, 142, 500, 152, NIGHT, 3)
    sheet.line([(490, 144), (520, 118)], NIGHT, 5)
    sheet.box(0, 38, WIDTH, 41, NIGHT)
    for x in (436, 500, 700, 764):
        sheet.disc(x, 414, 21, INK)
        sheet.disc(x, 414, 9, SAGE)
    sheet.disc(372, 338, 12, blend(AMBER, WHITE, 0.5))
    sheet.disc(828, 338, 12, blend(AMBER, WHITE, 0.5))
    for side in (0, 1):
        for fold in range(4, -1, -1):
            fill = LEAF if fold % 2 else GREEN
            right = 56 + fold * 50
            edge = curve([(right, 0), (right - 2, 140), (right * 0.8, 300), (right * 0.62, 484)])
            shape = [*edge, (0, 484), (0, 0)]
            sheet.area([(WIDTH - x, y) if side else (x, y) for x, y in shape], fill)
        tie = [(0, 318), (206, 296), (200, 318), (0, 344)]
        sheet.area([(WIDTH - x, y) if side else (x, y) for x, y in tie], AMBER)
    for column in range(10):
        x = 60 + column * 120
        sheet.disc(x, 26, 66, LEAF if column % 2 else GREEN, 0.75)
    sheet.box(0, 0, WIDTH, 26, GREEN)
    sheet.box(0, 18, WIDTH, 24, AMBER)
    sheet.box(0, 478, WIDTH, HEIGHT, INK)
    for row, (y, shift) in enumerate(((506, 0), (548, 44))):
        fill = blend(NIGHT, DEEP, 0.7) if row == 0 else NIGHT
        for column in range(-1, 15):
            x = column * 88 + shift
            sheet.disc(x + 40, y, 23, fill)
            sheet.box(x + 2, y + 22, x + 78, y + 90, fill, 30)
    return sheet


def vessa_water_shared() -> Sheet:
    """A river between two banks, one bridge, one gauge."""
    sheet = Sheet(PALE)
    sheet.bands(0, 260, [MIST, HAZE, PALE, blend(PALE, WHITE, 0.7)])
    sheet.disc(600, 168, 62, WHITE)
    sheet.land([(0, 150), (180, 118), (380, 190), (560, 236), (620, 240)], SAGE)
    sheet.land([(580, 240), (760, 196), (960, 108), (1200, 140)], blend(SAGE, LEAF, 0.35))
    sheet.land([(0, 232), (200, 196), (420, 236), (600, 250)], LEAF)
    sheet.land([(600, 250), (800, 226), (1020, 190), (1200, 216)], blend(LEAF, GREEN, 0.45))
    sheet.box(0, 248, WIDTH, HEIGHT, GREEN)
    for row in range(6):
        y = 276 + row * 40
        sheet.land([(600, y + 8), (860, y - 10), (1200, y - 22)], LEAF if row % 2 else blend(LEAF, GREEN, 0.5), y + 40)
        sheet.land([(0, y - 22), (320, y - 8), (600, y + 8)], GREEN if row % 2 else DEEP, y + 40)
    sheet.box(0, 500, 600, HEIGHT, DEEP)
    sheet.box(600, 500, WIDTH, HEIGHT, LEAF)
    left = curve([(594, 250), (582, 276), (590, 312), (520, 362), (360, 440), (250, 560)])
    right = curve([(608, 250), (630, 276), (690, 312), (742, 362), (810, 440), (960, 560)])
    sheet.area([*left, *reversed(right)], WHITE)
    inner = curve([(597, 250), (588, 276), (604, 312), (548, 362), (404, 440), (312, 560)])
    outer = curve([(606, 250), (624, 276), (676, 312), (722, 362), (776, 440), (892, 560)])
    sheet.area([*inner, *reversed(outer)], MIST)
    for x, y, half in ((600, 470, 60), (520, 500, 44), (690, 520, 66), (480, 540, 60), (660, 318, 26), (650, 452, 40)):
        sheet.line([(x - half, y), (x + half, y)], WHITE, 4)
    deck = curve([(250, 366), (420, 344), (600, 336), (780, 344), (950, 366)])
    arch_fill = NIGHT
    sheet.area([*deck, *[(x, y + 24) for x, y in reversed(deck)]], arch_fill)
    for x in (470, 730):
        sheet.area([(x - 20, 352), (x + 20, 352), (x + 26, 452), (x - 26, 452)], arch_fill)
    for start, end, rise in ((300, 452, 372), (490, 710, 368), (748, 900, 372)):
        mid = (start + end) / 2
        span = (end - start) / 2
        top = [
            (mid + span * math.cos(math.pi * (1 - k / 30)), 424 - (424 - rise) * math.sin(math.pi * k / 30))
            for k in range(31)
        ]
        level = 352 if rise == 368 else 364
        sheet.area([(end, level), (start, level), (start, 424), *top, (end, 424)], arch_fill)
    for one, two in ((246, 304), (954, 896)):
        sheet.area([(one, 367), (two, 364), (two, 436), (one + (two - one) * 0.2, 446)], NIGHT)
    for x in range(270, 940, 34):
        foot = 340 + ((x - 600) / 350) ** 2 * 26
        sheet.box(x - 2, foot - 18, x + 2, foot + 6, NIGHT)
    rail = [(x, y - 18) for x, y in deck]
    sheet.stroke(rail, NIGHT, 4)
    sheet.box(718, 392, 744, 500, WHITE, 3)
    for step in range(7):
        sheet.box(718, 398 + step * 14, 732 if step % 2 else 744, 405 + step * 14, CORAL)
    glitter(sheet, 731, 504, [(0, 24), (4, 14)], SAGE)
    sheet.disc(420, 322, 7, AMBER)
    sheet.area([(413, 348), (416, 328), (424, 328), (427, 348)], AMBER)
    sheet.disc(780, 322, 7, CORAL)
    sheet.area([(773, 348), (776, 328), (784, 328), (787, 348)], CORAL)
    return sheet


def waha_makhtutat() -> Sheet:
    """An open chest of books before palms and dunes."""
    sheet = Sheet(PALE)
    sheet.bands(0, 360, [SAGE, blend(SAGE, MIST, 0.5), MIST, HAZE, PALE])
    sheet.disc(860, 120, 58, WHITE)
    for x, y in ((140, 70), (260, 130), (420, 60), (560, 110), (1010, 70), (1090, 150), (700, 46)):
        sheet.disc(x, y, 3.4, WHITE)
    sheet.land([(0, 300), (220, 236), (470, 320), (700, 286), (940, 222), (1200, 300)], blend(AMBER, PALE, 0.62))
    sheet.land([(0, 360), (260, 318), (560, 372), (860, 314), (1200, 352)], blend(AMBER, PALE, 0.4))
    for x, foot, high, lean in ((196, 424, 250, 26), (284, 436, 178, -18), (980, 424, 262, -30), (1076, 440, 186, 20)):
        trunk = curve([(x, foot), (x + lean * 0.3, foot - high * 0.5), (x + lean, foot - high)])
        sheet.stroke(trunk, NIGHT, 13)
        tx, ty = trunk[-1]
        for angle in (-172, -146, -116, -64, -34, -8, 16, 164):
            rad = math.radians(angle)
            size = 92 * high / 250 + 12
            tip = (tx + size * math.cos(rad), ty + size * math.sin(rad) * 0.62 + 34)
            mid = (tx + size * 0.55 * math.cos(rad), ty + size * 0.7 * math.sin(rad) - 10)
            upper = curve([(tx, ty - 4), mid, tip])
            lower = curve([(tx, ty + 8), (mid[0], mid[1] + 18), tip])
            sheet.area([*upper, *reversed(lower)], GREEN if angle in (-146, -34, 16, 164) else DEEP)
        for dx, dy in ((-9, 10), (8, 12), (0, 18)):
            sheet.disc(tx + dx, ty + dy, 7, CORAL)
    sheet.land([(0, 426), (300, 404), (600, 430), (900, 402), (1200, 424)], "#D9AE62")
    sheet.disc(600, 512, 262, "#B98F4C", 0.09)
    sheet.area([(440, 382), (760, 382), (736, 262), (464, 262)], NIGHT)
    sheet.area([(458, 370), (742, 370), (722, 276), (478, 276)], DEEP)
    books = [
        (476, 300, 40, CORAL, -7), (520, 268, 34, WHITE, 0), (558, 288, 44, GREEN, 4),
        (606, 258, 36, AMBER, -3), (646, 282, 40, PALE, 6), (690, 304, 36, LEAF, 9),
    ]  # fmt: skip
    for x, top, wide, fill, tilt in books:
        shape = [(x + tilt, top), (x + wide + tilt, top), (x + wide, 410), (x, 410)]
        sheet.area(shape, fill)
        trim = INK if fill in (WHITE, PALE, AMBER) else WHITE
        for level in (top + 16, top + 24):
            share = 1 - (level - top) / (410 - top)
            sheet.line([(x + 5 + tilt * share, level), (x + wide - 5 + tilt * share, level)], trim, 3)
    sheet.box(430, 382, 770, 508, GREEN, 8)
    sheet.box(430, 382, 770, 404, DEEP, 6)
    sheet.box(430, 478, 770, 508, DEEP, 8)
    for x in (462, 722):
        sheet.box(x, 382, x + 16, 508, AMBER)
    sheet.box(576, 392, 624, 440, AMBER, 6)
    sheet.disc(600, 410, 7, NIGHT)
    sheet.area([(597, 412), (603, 412), (606, 430), (594, 430)], NIGHT)
    for x in (500, 540, 636, 676):
        sheet.area([(x, 441), (x + 12, 425), (x + 24, 441), (x + 12, 457)], MIST)
    pages = [(566, 196, -16), (660, 168, 12), (486, 150, -24), (742, 204, 20)]
    for x, y, tilt in pages:
        turn = math.radians(tilt)
        corners = [(-26, -18), (26, -18), (26, 18), (-26, 18)]
        spun = [
            (x + a * math.cos(turn) - b * math.sin(turn), y + a * math.sin(turn) + b * math.cos(turn))
            for a, b in corners
        ]
        sheet.area(spun, WHITE)
        for level in (-9, 0, 9):
            ends = [(-18, level), (18 if level < 9 else 6, level)]
            sheet.line(
                [
                    (x + a * math.cos(turn) - b * math.sin(turn), y + a * math.sin(turn) + b * math.cos(turn))
                    for a, b in ends
                ],
                SAGE,
                3,
            )
    return sheet


def corvane_goes_dark() -> Sheet:
    """Dark towers under a pale sun; one window is lit."""
    sheet = Sheet(HAZE)
    sheet.bands(0, 470, [blend(MIST, SAGE, 0.3), MIST, HAZE, PALE])
    sheet.disc(770, 176, 104, WHITE)
    masts = [
        pylon(sheet, x, 470, high, SAGE, 4) for x, high in ((70, 250), (360, 270), (660, 290), (960, 270), (1180, 250))
    ]
    for one, two in pairwise(masts):
        for a, b in zip(one, two, strict=True):
            sheet.stroke(sag(a, b, 34), SAGE, 2.5)
    back = [
        (0, 330, 90),
        (110, 292, 70),
        (196, 350, 80),
        (300, 310, 66),
        (520, 300, 84),
        (640, 344, 70),
        (830, 300, 74),
        (930, 352, 100),
        (1060, 310, 64),
        (1140, 340, 60),
    ]
    for x, top, wide in back:
        sheet.box(x, top, x + wide, 480, LEAF)
    front = [
        (36, 376, 86), (150, 340, 70), (238, 394, 92), (342, 280, 78), (432, 352, 88), (532, 226, 86),
        (630, 318, 74), (716, 372, 92), (820, 262, 80), (912, 360, 86), (1010, 396, 70), (1092, 350, 76),
    ]  # fmt: skip
    for row, (x, top, wide) in enumerate(front):
        fill = (NIGHT, DEEP, INK)[row % 3]
        pane = blend(fill, LEAF, 0.28)
        sheet.box(x, top, x + wide, 480, fill)
        for y in range(top + 18, 450, 26):
            for column in range(3):
                left = x + 12 + column * (wide - 24) / 3
                sheet.box(left + 3, y, left + (wide - 24) / 3 - 3, y + 13, pane)
    sheet.area([(532, 226), (575, 184), (618, 226)], DEEP)
    sheet.box(573, 136, 577, 190, NIGHT)
    sheet.box(360, 258, 402, 282, NIGHT)
    sheet.box(850, 232, 854, 264, NIGHT)
    x, wide = 532, 86
    left = x + 12 + (wide - 24) / 3
    sheet.box(left + 3, 322, left + (wide - 24) / 3 - 3, 335, AMBER)
    sheet.box(0, 474, WIDTH, HEIGHT, INK)
    sheet.box(0, 474, WIDTH, 480, LEAF)
    for x, half in ((150, 60), (380, 44), (760, 74), (1000, 52)):
        sheet.line([(x - half, 506), (x + half, 506)], DEEP, 4)
        sheet.line([(x - half + 40, 528), (x + half + 10, 528)], DEEP, 4)
    glitter(sheet, left + (wide - 24) / 6, 496, [(0, 16), (5, 24), (-4, 14), (3, 8)], AMBER)
    return sheet


def tolva_starts_the_grid() -> Sheet:
    """A dam sends a line of light down the valley to a town."""
    sheet = Sheet(NIGHT)
    sheet.bands(0, 320, [INK, blend(INK, NIGHT, 0.6), NIGHT, blend(NIGHT, DEEP, 0.5)])
    for column in range(46):
        x, y = (column * 263) % 1200, (column * 97) % 210
        sheet.disc(x, y, 1.4 + (column % 3) * 0.8, SAGE if column % 4 else WHITE)
    sheet.land(
        [(0, 170), (160, 96), (330, 190), (520, 120), (700, 220), (900, 150), (1200, 240)], blend(NIGHT, DEEP, 0.75)
    )
    sheet.land([(0, 220), (200, 176), (420, 232), (620, 210), (860, 268), (1200, 250)], DEEP)
    sheet.box(60, 226, 690, 300, LEAF)
    for x, y, half in ((330, 240, 50), (480, 248, 46), (400, 260, 34)):
        sheet.line([(x - half, y), (x + half, y)], SAGE, 3)
    top = curve([(210, 250), (320, 270), (430, 276), (540, 268), (640, 246)])
    foot = curve([(574, 452), (500, 470), (430, 474), (360, 468), (300, 452)])
    sheet.area([*top, *foot], PALE)
    shade = curve([(430, 276), (540, 268), (640, 246)])
    sheet.area([*shade, *curve([(574, 452), (500, 470), (430, 474)])], MIST)
    for k in range(1, 6):
        a = top[int(len(top) * k / 6)]
        b = list(reversed(foot))[int(len(foot) * k / 6)]
        sheet.line([a, b], blend(MIST, SAGE, 0.4), 2.5)
    sheet.stroke(top, WHITE, 9)
    for k in range(3):
        x = 388 + k * 42
        sheet.box(x - 9, 284, x + 9, 300, DEEP, 4)
    sheet.area([(379, 298), (397, 298), (402, 474), (372, 474)], WHITE)
    sheet.land([(0, 176), (110, 186), (216, 240), (300, 380), (352, 500), (380, 560)], GREEN)
    sheet.land([(470, 560), (560, 470), (606, 330), (640, 240), (740, 214), (940, 300), (1200, 322)], GREEN)
    sheet.land([(0, 360), (130, 350), (250, 440), (330, 560)], DEEP)
    sheet.land([(520, 560), (700, 470), (900, 420), (1200, 400)], DEEP)
    sheet.land([(0, 500), (260, 520), (430, 486), (620, 520), (860, 506), (1200, 520)], NIGHT)
    sheet.area([*curve([(372, 474), (380, 500), (350, 560)]), *curve([(452, 560), (420, 500), (402, 474)])], SAGE)
    sheet.box(404, 434, 482, 480, INK, 3)
    for x in (414, 438, 462):
        sheet.box(x, 446, x + 13, 462, AMBER, 2)
    masts = [pylon(sheet, x, y, high, MIST, 3) for x, y, high in ((740, 470, 132), (900, 442, 112), (1030, 424, 94))]
    cable = sag((482, 446), masts[0][0], 24)
    for one, two in pairwise(masts):
        cable = [*cable, *sag(one[1], two[0], 14)]
    cable = [*cable, *sag(masts[-1][1], (1120, 398), 8)]
    sheet.line(cable, AMBER, 4)
    town = [(1068, 372, 30), (1100, 350, 26), (1128, 380, 34), (1164, 362, 30), (1196, 384, 20)]
    for row, (x, high, wide) in enumerate(town):
        sheet.box(x, high, x + wide, 424, INK)
        for y in range(high + 8, 416, 14):
            for dx in (5, wide - 12):
                lit = row < 2 or (row == 2 and y > 400)
                sheet.box(x + dx, y, x + dx + 7, y + 7, AMBER if lit else blend(INK, LEAF, 0.3))
    return sheet


def peat_keeps_its_water() -> Sheet:
    """Pools, reeds and a heron on a green moor."""
    sheet = Sheet(PALE)
    sheet.bands(0, 250, [HAZE, PALE, blend(PALE, WHITE, 0.6), WHITE])
    sheet.disc(420, 190, 70, blend(AMBER, WHITE, 0.35))
    sheet.land([(0, 190), (260, 160), (520, 214), (800, 168), (1200, 200)], MIST)
    sheet.land([(0, 236), (300, 214), (640, 240), (940, 206), (1200, 232)], SAGE)
    sheet.land([(0, 262), (400, 250), (800, 262), (1200, 250)], LEAF)
    sheet.box(0, 330, WIDTH, HEIGHT, GREEN)
    sheet.land([(0, 336), (300, 322), (620, 338), (900, 320), (1200, 336)], GREEN)
    sheet.land([(0, 440), (300, 458), (640, 436), (960, 456), (1200, 438)], DEEP)
    for x, y, wide, flat in (
        (260, 290, 150, 0.1),
        (880, 286, 190, 0.09),
        (560, 300, 90, 0.1),
        (150, 388, 200, 0.15),
        (1010, 392, 200, 0.15),
    ):
        sheet.disc(x, y + 3, wide + 5, DEEP if y > 340 else GREEN, flat)
        sheet.disc(x, y, wide, HAZE, flat)
        sheet.line([(x - wide * 0.4, y - 4), (x + wide * 0.2, y - 4)], WHITE, 3)
    sheet.disc(610, 420, 292, DEEP, 0.19)
    sheet.disc(610, 415, 288, HAZE, 0.18)
    sheet.disc(420, 404, 50, blend(AMBER, HAZE, 0.45), 0.2)
    for x, y, half in ((500, 440, 60), (720, 448, 70), (640, 392, 54), (400, 424, 40), (770, 414, 40)):
        sheet.line([(x - half, y), (x + half, y)], WHITE, 4)
    sheet.line([(612, 330), (608, 420)], INK, 5)
    sheet.line([(634, 326), (640, 372), (632, 420)], INK, 5)
    sheet.area([*curve([(540, 352), (590, 296), (646, 268), (672, 282), (662, 318), (612, 344), (540, 352)])], INK)
    sheet.area([*curve([(556, 344), (600, 304), (640, 292), (646, 310), (606, 334), (556, 344)])], LEAF)
    neck = curve([(656, 290), (690, 262), (668, 224), (676, 196), (700, 184)])
    sheet.stroke(neck, INK, 13)
    sheet.disc(702, 183, 14, INK, 0.85)
    sheet.area([(708, 175), (770, 190), (708, 192)], AMBER)
    sheet.area([*curve([(700, 176), (676, 170), (644, 178), (672, 180), (700, 184)])], INK)
    sheet.disc(707, 181, 2.6, WHITE)
    glitter(sheet, 622, 428, [(0, 34), (6, 22)], LEAF)
    for side, start in ((0, 0), (1, 0)):
        for blade in range(13):
            x = start + 10 + blade * 24
            high = 120 + (blade * 53) % 90 - blade * 5
            lean = 8 + (blade * 29) % 26
            tip = (x + lean, HEIGHT - high)
            shape = [
                (x - 5, HEIGHT),
                (x + lean * 0.3 - 3, HEIGHT - high * 0.6),
                tip,
                (x + lean * 0.3 + 4, HEIGHT - high * 0.6),
                (x + 5, HEIGHT),
            ]
            fill = (NIGHT, INK, LEAF)[blade % 3]
            sheet.area([(WIDTH - a, b) if side else (a, b) for a, b in shape], fill)
            if blade % 4 == 1:
                cx, cy = (WIDTH - tip[0] if side else tip[0]), tip[1]
                sheet.box(cx - 6, cy - 22, cx + 6, cy + 18, CORAL, 6)
    return sheet


def cable_hears_whales() -> Sheet:
    """A whale glides above a glowing cable."""
    sheet = Sheet(DEEP)
    depths = [LEAF, blend(LEAF, GREEN, 0.55), GREEN, blend(GREEN, DEEP, 0.5)]
    depths += [DEEP, blend(DEEP, NIGHT, 0.5), NIGHT, NIGHT]
    sheet.bands(0, HEIGHT, depths)
    for row, water in enumerate(depths[:6]):
        top, foot = row * 70, row * 70 + 70
        glow = blend(water, SAGE, 0.2 - row * 0.033)
        for left, right, drift in ((180, 260, -0.32), (430, 550, -0.22), (770, 860, -0.1)):
            sheet.area(
                [
                    (left + drift * top, top),
                    (right + (drift + 0.2) * top, top),
                    (right + (drift + 0.2) * foot, foot),
                    (left + drift * foot, foot),
                ],
                glow,
            )
    body = curve(
        [
            (236, 214), (300, 236), (380, 218), (500, 176), (640, 156), (780, 168), (880, 206),
            (920, 244), (900, 270), (820, 296), (700, 306), (560, 296), (430, 270), (330, 252), (280, 254),
        ]
    )  # fmt: skip
    sheet.area(body, INK)
    sheet.area(
        curve(
            [(300, 240), (270, 212), (210, 172), (150, 166), (186, 204), (170, 240), (140, 282), (206, 270), (270, 258)]
        ),
        INK,
    )
    belly = curve(
        [(912, 256), (880, 262), (800, 266), (700, 272), (600, 280), (560, 294), (700, 305), (820, 295), (900, 269)]
    )
    sheet.area(belly, MIST)
    for k in range(5):
        y = 272 + k * 6
        sheet.stroke(curve([(640 + k * 14, y + 6), (740, y + 3), (850 - k * 16, y - 2)]), SAGE, 2.5)
    sheet.area(curve([(700, 282), (680, 330), (620, 384), (596, 388), (620, 340), (640, 290)]), NIGHT)
    sheet.area(curve([(480, 184), (456, 160), (436, 158), (446, 178), (452, 196)]), INK)
    sheet.disc(838, 248, 4, MIST)
    for k, radius in enumerate((58, 96, 134, 172)):
        sheet.ring(900, 262, radius, blend(AMBER, GREEN, k * 0.18), 5, 8, 62)
    sheet.land([(0, 470), (200, 486), (420, 460), (640, 490), (860, 462), (1050, 484), (1200, 466)], INK)
    cable = curve([(-20, 500), (160, 512), (330, 486), (520, 500), (700, 520), (880, 486), (1040, 504), (1220, 478)])
    sheet.stroke(cable, blend(NIGHT, AMBER, 0.25), 15)
    sheet.stroke(cable, AMBER, 5)
    for k in range(14, len(cable), 24):
        sheet.disc(*cable[k], 6, WHITE)
    for x, high in ((90, 54), (118, 34), (1090, 60), (1120, 40), (1060, 30)):
        sheet.stroke(curve([(x, 492), (x - 9, 492 - high * 0.4), (x + 8, 492 - high * 0.75), (x, 492 - high)]), LEAF, 6)
    for x, y, r in ((946, 150, 5), (962, 122, 7), (950, 88, 4), (972, 62, 6)):
        sheet.disc(x, y, r, SAGE)
    for x, y in ((330, 390), (366, 404), (318, 412), (352, 424), (392, 388)):
        sheet.area(
            [(x - 13, y), (x - 2, y - 5), (x + 9, y), (x + 16, y - 5), (x + 16, y + 5), (x + 9, y), (x - 2, y + 5)],
            SAGE,
        )
    return sheet


def third_movement_found() -> Sheet:
    """Sheets of music rise from a grand piano."""
    sheet = Sheet(PALE)
    sheet.bands(0, 470, [MIST, HAZE, PALE])
    sheet.disc(600, 290, 262, WHITE)
    sheet.box(0, 452, WIDTH, HEIGHT, GREEN)
    sheet.box(0, 452, WIDTH, 462, LEAF)
    sheet.disc(600, 506, 330, DEEP, 0.09)
    lid = curve([(420, 300), (470, 214), (580, 152), (700, 112), (790, 88), (826, 96)])
    sheet.area([*lid, (800, 304), (420, 312)], DEEP)
    inner = curve([(452, 296), (500, 232), (592, 178), (706, 138), (786, 116)])
    sheet.area([*inner, (776, 304), (440, 308)], GREEN)
    sheet.line([(748, 312), (772, 130)], AMBER, 6)
    sheet.box(360, 300, 838, 384, INK, 10)
    sheet.box(360, 292, 838, 306, NIGHT, 5)
    sheet.area([(300, 344), (372, 330), (372, 384), (300, 384)], INK)
    sheet.box(290, 340, 392, 352, WHITE, 2)
    for x in range(300, 388, 14):
        sheet.box(x, 340, x + 6, 347, INK)
    sheet.box(286, 352, 392, 384, INK, 4)
    sheet.box(386, 324, 838, 328, AMBER)
    for x in (330, 560, 806):
        sheet.area([(x - 14, 382), (x + 14, 382), (x + 8, 490), (x - 8, 490)], INK)
        sheet.disc(x, 494, 9, AMBER)
    sheet.line([(452, 384), (462, 470), (440, 486)], INK, 6)
    sheet.line([(478, 384), (468, 470), (490, 486)], INK, 6)
    sheet.box(190, 424, 270, 440, INK, 5)
    sheet.line([(204, 438), (200, 492)], INK, 7)
    sheet.line([(256, 438), (260, 492)], INK, 7)
    sheets = [
        (530, 254, -8, 0.85), (632, 196, 12, 0.95), (486, 142, -22, 1.05), (644, 74, 16, 1.1),
        (330, 96, -28, 0.95), (900, 110, 24, 0.9),
    ]  # fmt: skip
    for x, y, tilt, size in sheets:
        fly(sheet, x, y, tilt, size)
    return sheet


def fly(sheet: Sheet, x: float, y: float, tilt: float, size: float) -> None:
    """Draw one sheet of music in the air, bent like a wing."""
    turn = math.radians(tilt)

    def spin(a: float, b: float) -> Point:
        a, b = a * size, b * size
        return (x + a * math.cos(turn) - b * math.sin(turn), y + a * math.sin(turn) + b * math.cos(turn))

    def row(level: float, left: float, right: float) -> list[Point]:
        spots = [left + (right - left) * k / 20 for k in range(21)]
        return [spin(a, level + 12 * math.sin(a / 56 * math.pi / 2) * math.cos(a / 60)) for a in spots]

    shade = [*row(-36, -58, 58), *reversed(row(42, -58, 58))]
    sheet.area([(a + 5, b + 6) for a, b in shade], SAGE)
    sheet.area(shade, WHITE)
    for staff in (-24, 12):
        for k in range(3):
            sheet.stroke(row(staff + k * 8, -48, 48), SAGE, 1.6)
        for k, (a, step) in enumerate(((-32, 2), (-4, 12), (26, 6))):
            at = spin(a, staff + step + 12 * math.sin(a / 56 * math.pi / 2) * math.cos(a / 60))
            fill = CORAL if (staff == 12 and k == 1) else INK
            sheet.disc(at[0], at[1], 4.6 * size, fill, 0.8)
            sheet.line([(at[0] + 4 * size, at[1]), (at[0] + 4 * size, at[1] - 17 * size)], fill, 2)


def slow_line_adds_carriage() -> Sheet:
    """A short green train crosses a viaduct."""
    sheet = Sheet(PALE)
    sheet.bands(0, 330, [HAZE, PALE, blend(PALE, WHITE, 0.5), WHITE])
    sheet.disc(770, 128, 64, blend(AMBER, WHITE, 0.3))
    sheet.land([(0, 250), (180, 150), (360, 230), (560, 160), (780, 250), (1000, 140), (1200, 220)], MIST)
    sheet.land([(0, 330), (220, 260), (480, 330), (720, 280), (980, 330), (1200, 270)], SAGE)
    sheet.land([(0, 430), (320, 390), (640, 440), (900, 400), (1200, 420)], LEAF)
    sheet.box(0, 286, WIDTH, 314, NIGHT)
    sheet.box(0, 280, WIDTH, 290, DEEP)
    pitch, half = 132, 48
    for k in range(-1, 10):
        x = k * pitch + 70
        pier = [(x - 18, 312), (x + 18, 312), (x + 24, HEIGHT), (x - 24, HEIGHT)]
        sheet.area(pier, DEEP)
        sheet.area([(x + 4, 312), (x + 18, 312), (x + 24, HEIGHT), (x + 6, HEIGHT)], NIGHT)
        mid = x + pitch / 2
        arch = [
            (mid + half * math.cos(math.pi * (1 + t / 30)), 368 + half * math.sin(math.pi * (1 + t / 30)))
            for t in range(31)
        ]
        sheet.area([(x + 16, 312), (x + pitch - 16, 312), (x + pitch - 16, 368), *reversed(arch), (x + 16, 368)], DEEP)
    sheet.land([(0, 330), (70, 330), (150, 420), (250, 520), (300, 560)], GREEN)
    sheet.land([(900, 560), (980, 500), (1070, 390), (1140, 320), (1200, 310)], GREEN)
    sheet.land([(0, 470), (140, 480), (300, 540), (420, 560)], DEEP)
    sheet.land([(760, 560), (940, 530), (1080, 460), (1200, 440)], DEEP)
    sheet.land([(300, 560), (480, 520), (620, 512), (780, 530), (900, 560)], SAGE)
    for x, y, high in (
        (60, 330, 76),
        (106, 372, 90),
        (20, 340, 60),
        (1122, 338, 86),
        (1170, 320, 70),
        (1080, 386, 76),
        (180, 492, 60),
        (1020, 500, 66),
    ):
        sheet.area([(x - high * 0.26, y), (x, y - high), (x + high * 0.26, y)], NIGHT)
        sheet.box(x - 3, y - 2, x + 3, y + 14, INK)
    carriages = [(268, 150), (424, 150), (580, 150)]
    for left, wide in carriages:
        sheet.box(left, 206, left + wide, 268, GREEN, 8)
        sheet.box(left + 2, 200, left + wide - 2, 212, NIGHT, 6)
        sheet.box(left, 246, left + wide, 253, AMBER)
        for k in range(4):
            sheet.box(left + 13 + k * 33, 218, left + 37 + k * 33, 240, blend(AMBER, WHITE, 0.5), 4)
        sheet.box(left + 6, 266, left + wide - 6, 273, INK)
        for x in (left + 28, left + wide - 28):
            sheet.disc(x, 274, 9, INK)
            sheet.disc(x, 274, 3.5, SAGE)
        sheet.box(left + wide - 2, 256, left + wide + 8, 262, INK)
    sheet.box(736, 200, 800, 268, DEEP, 8)
    sheet.box(730, 192, 806, 204, INK, 5)
    sheet.box(750, 214, 784, 238, blend(AMBER, WHITE, 0.5), 4)
    sheet.box(796, 222, 898, 268, DEEP, 12)
    sheet.box(736, 250, 898, 258, CORAL)
    sheet.box(858, 186, 876, 226, INK, 3)
    sheet.box(853, 182, 881, 191, INK, 3)
    sheet.disc(826, 222, 14, AMBER)
    sheet.disc(894, 240, 8, AMBER)
    sheet.box(736, 264, 902, 273, INK)
    for x, r in ((762, 11), (804, 11), (846, 11), (880, 8)):
        sheet.disc(x, 282 - r, r, INK)
        sheet.disc(x, 282 - r, 4, SAGE)
    sheet.area([(898, 262), (922, 280), (898, 280)], INK)
    for x, y, r in ((852, 160, 17), (822, 136, 24), (776, 112, 31), (716, 92, 37), (644, 80, 42)):
        sheet.disc(x, y, r, WHITE)
    return sheet


PICTURES: list[Callable[[], Sheet]] = [
    harbour_gates_hold,
    lake_remembers_drought,
    skarvoy_counts_out,
    theater_wartet_auf_strassenbahn,
    vessa_water_shared,
    waha_makhtutat,
    corvane_goes_dark,
    tolva_starts_the_grid,
    peat_keeps_its_water,
    cable_hears_whales,
    third_movement_found,
    slow_line_adds_carriage,
]


def main(names: Sequence[str]) -> None:
    """Draw the pictures called *names*, or all of them."""
    for picture in PICTURES:
        name = picture.__name__.replace("_", "-")
        if names and name not in names:
            continue
        path = SEEDS / f"{name}.png"
        picture().save(path)
        print(f"{path.name}: {path.stat().st_size / 1000:.1f} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
