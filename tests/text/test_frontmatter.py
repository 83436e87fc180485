"""Front matter before a page."""

from __future__ import annotations

import pytest

from digest.errors import DataError
from digest.text.frontmatter import split_front_matter


@pytest.mark.parametrize(
    "block",
    [
        "---\nurl: https://a.example/\nlanguage: de\n---\n",
        '---\nurl = "https://a.example/"\nlanguage = "de"\n---\n',
        '+++\nurl = "https://a.example/"\nlanguage = "de"\n+++\n',
        "---yaml\nurl: https://a.example/\nlanguage: de\n---\n",
        '--- toml\nurl = "https://a.example/"\nlanguage = "de"\n---\n',
        '---json\n{"url": "https://a.example/",\n"language": "de"}\n---\n',
    ],
)
def test_yaml_toml_and_json_give_the_same_fields(block: str) -> None:
    fields, rest, line = split_front_matter(block + "T4K3.news\nHeadline\n")
    assert fields == {"url": "https://a.example/", "language": "de"}
    assert rest == "T4K3.news\nHeadline\n"
    assert line == 5


def test_yaml_words_stay_words() -> None:
    fields, _, _ = split_front_matter("---\ntitle: no\nslug: 1e3\nday: 2026-08-10\n---\n")
    assert fields == {"title": "no", "slug": "1e3", "day": "2026-08-10"}


def test_a_page_without_front_matter_comes_back_whole() -> None:
    assert split_front_matter("T4K3.news\n---\n") == ({}, "T4K3.news\n---\n", 1)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("---\ntitle: x\n\nBody", "never closed"),
        ("---\n: [\n---\n", "YAML"),
        ("+++\nx = \n+++\n", "TOML"),
        ("---\n- a\n---\n", "table"),
        ("---json\n[1]\n---\n", "table"),
        ('---json\n{"a": }\n---\n', "JSON"),
        ("---\na: &a [*a]\n---\n", "YAML"),
        ("---\na: " + "[" * 20000 + "\n---\n", "YAML"),
        ("+++\na = " + "[" * 20000 + "\n+++\n", "TOML"),
    ],
)
def test_a_broken_block_is_refused_in_words(text: str, word: str) -> None:
    with pytest.raises(DataError, match=word):
        split_front_matter(text)
