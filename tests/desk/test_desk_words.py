"""The desk's words: English has every one that the page says, another language none that it does not say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "desk"
ENGLISH = tomllib.loads((FOLDER / "words" / "en.toml").read_text("utf-8"))
OTHERS = sorted(path.stem for path in (FOLDER / "words").glob("*.toml") if path.stem != "en")
PLURAL = re.compile(r"-(?:zero|one|two|few|many|other)$")


def test_english_has_every_word_that_the_page_says() -> None:
    said: set[str] = set()
    for script in FOLDER.glob("*.js"):
        text = script.read_text("utf-8")
        said.update(re.findall(r'\bt\("([^"]+)"', text))
        said.update(f"{name}-other" for name in re.findall(r'\bcounted\("([^"]+)"', text))
    assert sorted(said - set(ENGLISH)) == []


@pytest.mark.parametrize("tag", OTHERS)
def test_another_language_says_the_same_with_the_same_blanks(tag: str) -> None:
    own = tomllib.loads((FOLDER / "words" / f"{tag}.toml").read_text("utf-8"))
    for name, text in own.items():
        same = ENGLISH.get(name) or ENGLISH.get(PLURAL.sub("-other", name))
        assert same, f"no such word: {name}"
        assert set(re.findall(r"\{(\w+)\}", text)) <= set(re.findall(r"\{(\w+)\}", same)), name
