"""Colours and how well they can be told apart (WCAG 2.2, relative luminance and contrast ratio)."""

from __future__ import annotations

import re

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")

Rgb = tuple[int, int, int]


def parse_hex(text: str) -> Rgb:
    """Return red, green and blue (0 to 255) of ``#rgb`` or ``#rrggbb``; `ValueError` otherwise."""
    if not _HEX.fullmatch(text):
        raise ValueError(f"not a colour like #0B6B55: {text!r}")
    digits = text[1:] if len(text) == 7 else "".join(c * 2 for c in text[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def to_hex(colour: Rgb) -> str:
    """Return ``#RRGGBB``."""
    return "#{:02X}{:02X}{:02X}".format(*colour)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two hexadecimal colours, from 1 to 21."""
    light, dark = sorted((_luminance(parse_hex(one)), _luminance(parse_hex(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def nearest_passing(colour: str, backgrounds: list[str], need: float) -> str:
    """Return the colour closest to *colour* that has *need* against every background, or ''.

    The hue is kept: the colour is mixed with black, then with white, in steps of
    one percent, and the smaller change wins.
    """
    for step in range(101):
        for target in ((0, 0, 0), (255, 255, 255)):
            mixed = to_hex(_mix(parse_hex(colour), target, step / 100))
            if all(contrast(mixed, background) >= need for background in backgrounds):
                return mixed
    return ""


def _mix(colour: Rgb, target: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, target, strict=True))
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    # 0.04045 is sRGB's own threshold; WCAG prints 0.03928, which no 8-bit value tells apart.
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
