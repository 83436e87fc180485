"""The desk's words: English has every one that the page says, another language none that it does not say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from babel import Locale

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FOLDER = TEMPLATES / "desk"
WORDS = {path.stem: tomllib.loads(path.read_text("utf-8")).get("desk") for path in TEMPLATES.glob("locales/*.toml")}
ENGLISH: dict[str, str] = WORDS["en"] or {}
OTHERS = sorted(tag for tag, words in WORDS.items() if words and tag != "en")
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
    own = WORDS[tag] or {}
    forms = {*Locale.parse(tag, sep="-").plural_form.tags, "other"}
    for name, text in own.items():
        same = ENGLISH.get(name) or ENGLISH.get(PLURAL.sub("-other", name))
        assert same, f"no such word: {name}"
        assert set(re.findall(r"\{(\w+)\}", text)) <= set(re.findall(r"\{(\w+)\}", same)), name
        if PLURAL.search(name):
            assert name.rpartition("-")[2] in forms, name


def test_a_desk_of_its_own_language_says_nothing_in_english() -> None:
    plain = {name for name in ENGLISH if not PLURAL.search(name)}
    counted = {name for name in ENGLISH if name.endswith("-other")}
    assert [(tag, name) for tag in OTHERS for name in sorted((plain | counted) - set(WORDS[tag] or {}))] == []
