"""The gate of 37 checks, by the measuring script beside the checkout, over themes and locales (--long: all pairs)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from browser.looking import ROOT, TEMPLATES
from editions import SAID

from digest.message.parts import html_part
from digest.press import locales, themes

pytestmark = pytest.mark.browser

# The gate's line for the HTML is that of the standard set; forty stories may weigh more.
STRESS_BYTES = 95_000
# Twelve stories as sent, encoded for the mail: a letter of another script weighs more.
LATIN_BYTES, OTHER_BYTES = 36_000, 52_000
# The short form: each script in the first theme, one from the right and one without spaces in the others.
SCRIPTS = ("ar", "de", "en", "hi", "ja", "ko", "ru", "zh")
SHAPES = ("ar", "ja")
OTHER_SCRIPTS = ("ar", "he", "hi", "ja", "ko", "ru", "uk", "zh", "zh-Hant")


def measure(shared: Path, folder: Path) -> dict[str, dict[str, Any]]:
    """Run the measuring script over a folder and return its figures by file name."""
    script, modules = shared / "qa" / "email_qa.py", ROOT / "node_modules"
    if not (modules / "axe-core").is_dir() or not (modules / "caniemail").is_dir():
        pytest.skip("npm install --no-save axe-core caniemail html-validate")
    told = folder / "qa.json"
    done = subprocess.run(
        [
            sys.executable,
            str(script),
            "--modules",
            str(ROOT),
            "--json",
            str(told),
            "--md",
            str(folder / "qa.md"),
            str(folder),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.is_file(), done.stderr
    return {Path(row["file"]).name: row["m"] for row in json.loads(told.read_text("utf-8"))}


def missed(gate: dict[str, list[Any]], figures: dict[str, Any]) -> list[str]:
    """Return the checks that a file misses."""
    holds = {"==": lambda a, b: a == b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b}
    return [f"{k} is {figures.get(k)}" for k, (op, limit) in gate.items() if not holds[op](figures[k], limit)]


@pytest.mark.parametrize("theme", themes.names(TEMPLATES))
def test_every_locale_passes_all_37_checks(shared: Path, drawn: Any, tmp_path: Path, theme: str, long: bool) -> None:
    gate = json.loads((shared / "qa" / "gate.json").read_text("utf-8"))
    assert len(gate) == 37
    for locale in locales.names(TEMPLATES) if long else SCRIPTS if theme == "calm" else SHAPES:
        out = drawn("standard", theme, locale)
        (tmp_path / f"{locale}.html").write_text(out["email.html"], "utf-8")
        (tmp_path / f"{locale}.txt").write_text(out["email.txt"], "utf-8")
        if locale in ("en", *SAID):  # in the others every story is a foreign one, and says so
            most = OTHER_BYTES if locale in OTHER_SCRIPTS else LATIN_BYTES
            assert len(html_part(out["email.html"])) <= most, locale
    for name, figures in measure(shared, tmp_path).items():
        assert missed(gate, figures) == [], name
        spaced = name.partition(".")[0] not in ("ja", "zh", "zh-Hant")  # no words to count without spaces
        assert figures["text_has_html_pct"] == 100 or not spaced, name


@pytest.mark.parametrize("theme", themes.names(TEMPLATES))
def test_note_correction_and_sponsor_pass_too(shared: Path, drawn: Any, tmp_path: Path, theme: str, long: bool) -> None:
    gate = json.loads((shared / "qa" / "gate.json").read_text("utf-8"))
    for locale in ("en", "ar") if long or theme == "calm" else ("ar",):
        out = drawn("full", theme, locale)
        (tmp_path / f"{locale}.html").write_text(out["email.html"], "utf-8")
        (tmp_path / f"{locale}.txt").write_text(out["email.txt"], "utf-8")
    for name, figures in measure(shared, tmp_path).items():
        assert missed(gate, figures) == [], name
        assert figures["text_has_html_pct"] == 100, name


@pytest.mark.parametrize("theme", themes.names(TEMPLATES))
def test_the_stress_set_passes_too_but_for_its_size(
    shared: Path, drawn: Any, tmp_path: Path, theme: str, long: bool
) -> None:
    gate = json.loads((shared / "qa" / "gate.json").read_text("utf-8")) | {"html_bytes": ["<=", STRESS_BYTES]}
    for locale in locales.names(TEMPLATES) if long else ("en", "ar", "ja") if theme == "calm" else ("ar",):
        (tmp_path / f"{locale}.html").write_text(drawn("stress", theme, locale)["email.html"], "utf-8")
    for name, figures in measure(shared, tmp_path).items():
        assert missed(gate, figures) == [], name
