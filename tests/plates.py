"""Where a run of tests keeps its plates: pressed once, by whichever test comes first, and printed by all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

# A run of tests sets its own folder (conftest.py); the benchmark of the site has none.
PLATES = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "digest-press"


def pairs(themes: Iterable[str], locales: Iterable[str]) -> list[tuple[str, str]]:
    """Return every theme with every direction and width of script, and every locale in the first layout.

    A theme brings blocks and a locale words; all of them together are looked at in a browser.
    """
    by_theme = [(theme, locale) for theme in themes for locale in ("en", "ar", "ja")]
    return sorted({*by_theme, *(("calm", locale) for locale in locales)})
