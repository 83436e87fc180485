"""The fonts that cards are drawn with, and what they can write.

Only bundled files count, those of the extra ``[cards-world]`` and those in the
workspace's ``fonts/``: with the system's own, bytes would differ between machines.
typst says nothing about a missing glyph, so every character is looked up first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unicodedata import category, name

from digest.errors import DigestError
from digest.extras import how_to_get

EXTRA = "cards-world"
_WORLD = ("manimgx_fonts", "manimgx_fonts_cjk")
_SERIF = ("Gelasio", "Noto Serif", "Noto Naskh Arabic", "Noto Serif Hebrew")
_SANS = ("Noto Sans", "Noto Naskh Arabic", "Noto Serif Hebrew")
_OWN_FIRST = {
    "ar": "Noto Naskh Arabic",
    "fa": "Noto Naskh Arabic",
    "ur": "Noto Naskh Arabic",
    "he": "Noto Serif Hebrew",
}
_EAST = {"ja": "JP", "ko": "KR", "zh-hant": "TC", "zh-tw": "TC", "zh-hk": "HK"}
_UNDRAWN = {"Cc", "Cf", "Zs", "Zl", "Zp"}


class CardError(DigestError):
    """A card cannot be drawn: the quote is too long, or a script has no font (EX_CONFIG)."""

    exit_code = 78


def folders(workspace: Path | None) -> tuple[str, ...]:
    """Return the folders whose fonts may be used: bundled, the extra's, the workspace's ``fonts/``."""
    found = [Path(str(files("digest").joinpath("data", "fonts")))]
    for package in _WORLD:
        spec = find_spec(package)
        found += [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    own = workspace / "fonts" if workspace else None
    return tuple(str(folder) for folder in [*found, *([own] if own and own.is_dir() else [])])


@cache
def loaded(places: tuple[str, ...]) -> Any:
    """Return typst's font book of these folders, without the system's fonts and typst's own."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(places))


def families(places: tuple[str, ...], language: str, *, serif: bool) -> list[str]:
    """Return the font families to try, in order, for text of *language*."""
    there = list(loaded(places).families())
    chosen = [*(_SERIF if serif else _SANS)]
    code = language.lower().replace("_", "-")
    own = _OWN_FIRST.get(code.partition("-")[0])
    east = "Noto Sans CJK " + _EAST.get(code, _EAST.get(code.partition("-")[0], "SC"))
    first = [own] if own else []
    rest = [family for family in there if family not in chosen]
    ordered = [*first, *chosen, *sorted(rest, key=lambda family: (family != east, family))]
    return [family for family in dict.fromkeys(ordered) if family in there]


def check_coverage(text: str, chosen: Sequence[str], places: tuple[str, ...], *, what: str) -> None:
    """Raise `CardError` that names the script when no font of *chosen* can write all of *text*."""
    known = _letters(places)
    drawn = [char for char in dict.fromkeys(text) if category(char) not in _UNDRAWN and not _joins(char)]
    missing = [char for char in drawn if not any(ord(char) in known.get(family, ()) for family in chosen)]
    if missing:
        raise CardError(
            f"no font here can write {_script(missing[0])}: {''.join(missing[:12])}",
            where=what,
            fix=f"{how_to_get(EXTRA)} (East Asian and Indic scripts, emoji), or put a font into fonts/",
        )


@cache
def _letters(places: tuple[str, ...]) -> dict[str, frozenset[int]]:
    from fontTools.ttLib import TTFont

    found: dict[str, frozenset[int]] = {}
    for info in _one_each(loaded(places).fonts()):
        with TTFont(info.path, fontNumber=info.index, lazy=True) as font:
            found[info.family] = frozenset(font.getBestCmap() or ())
    return found


def _one_each(infos: Iterable[Any]) -> list[Any]:
    """Return one file of each family: its regular one, or else the first."""
    regular: dict[str, Any] = {}
    for info in infos:
        if info.path and (info.family not in regular or info.weight == 400):
            regular[info.family] = info
    return list(regular.values())


def _joins(char: str) -> bool:
    """Say whether *char* only joins or varies others, so that no font needs a glyph of its own."""
    return char in "\u200c\u200d\u2060\u20e3" or "\ufe00" <= char <= "\ufe0f" or "\U000e0000" <= char <= "\U000e01ef"


def _script(char: str) -> str:
    words = name(char, "").split()
    known = {"CJK": "Chinese characters", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}
    if not words:
        return "this character"
    return known.get(
        words[0], words[0].capitalize() if "LETTER" in words or "SIGN" in words else f"“{' '.join(words).lower()}”"
    )
