"""The desk's words: English has every one that the page says, another language none that it does not say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import cast

import pytest
from babel import Locale

from digest import networks, shelf
from digest.jobs.desk import page_words
from digest.posts.making import network
from digest.press.share import rules_of
from digest.workspace import open_workspace

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FOLDER = TEMPLATES / "desk"
LOCALES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in TEMPLATES.glob("locales/*.toml")}
OWN: dict[str, dict[str, str]] = {tag: words.get("desk", {}) for tag, words in LOCALES.items()}
BASES = {tag: tag[:2] for tag in OWN if re.fullmatch(r"[a-z]{2}-[A-Z]{2}", tag)}  # a variant; a script is a locale
WORDS = {tag: {**OWN.get(BASES.get(tag, tag), {}), **own} for tag, own in OWN.items()}
ENGLISH = WORDS["en"]
OTHERS = sorted(set(WORDS) - {"en"})
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
    own = WORDS[tag]
    forms = {*Locale.parse(tag, sep="-").plural_form.tags, "other"}
    for name, text in own.items():
        same = ENGLISH.get(name) or ENGLISH.get(PLURAL.sub("-other", name))
        assert same, f"no such word: {name}"
        blanks, wanted = set(re.findall(r"\{(\w+)\}", text)), set(re.findall(r"\{(\w+)\}", same))
        missing = wanted - blanks if not re.search(r"-(?:zero|one|two)$", name) else set()  # "one story" has its number
        assert (blanks - wanted, missing) == (set(), set()), name
        if PLURAL.search(name):
            assert name.rpartition("-")[2] in forms, name


def test_a_desk_of_every_language_says_nothing_in_english() -> None:
    plain = {name for name in ENGLISH if not PLURAL.search(name)}
    counted = {name for name in ENGLISH if name.endswith("-other")}
    assert [(tag, name) for tag in OTHERS for name in sorted((plain | counted) - set(WORDS[tag]))] == []


def test_a_variant_says_only_what_differs() -> None:
    said = [(tag, name, text) for tag in BASES for name, text in OWN[tag].items()]
    assert [(tag, name) for tag, name, text in said if OWN[BASES[tag]].get(name) == text] == []


@pytest.mark.parametrize("tag", ["en", "pl", "ar"])
def test_what_a_network_counts_in_is_said_in_the_language(tag: str, tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text(f'[newsletter]\nid = "a"\nname = "A"\nlocale = "{tag}"\n', "utf-8")
    said = page_words(open_workspace(tmp_path))
    units = said["units"]
    assert said["join"] == LOCALES[tag]["sheet"]["join"]  # Arabic has a comma of its own
    counted = {
        cap["unit"]
        for name in shelf.names(networks)
        for cap in cast("list[dict[str, str]]", rules_of(network(name))["caps"])
    }
    assert counted <= set(units)
    assert tag == "en" or "weighted characters" not in units.values()
