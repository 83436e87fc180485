"""The page "Bring your articles" has a working example of each format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sources.reading import origin

from digest.sources._recognise import formats, recognise

PAGE = Path(__file__).resolve().parents[2] / "docs" / "articles.md"
BESIDE = {"12.gates.html": b"<p>The gates closed at 21:40.</p>"}


def examples() -> dict[str, str]:
    """Return the examples by the file name that stands before each."""
    text = PAGE.read_text("utf-8")
    found = re.findall(r"`([\w-]+\.\w+)`(?: \([^)]*\))?(?:, with [^\n]*)?:\n\n```\w+\n(.*?)```", text, re.S)
    return dict(found)


@pytest.mark.parametrize("name", examples())
def test_an_example_of_the_page_works(name: str) -> None:
    raw = examples()[name].encode()
    module = formats()[recognise(raw, name)]
    batch = module.read(raw, origin(name), *([BESIDE] if hasattr(module, "BESIDE") else []))
    assert not batch.notices
    assert batch.articles or batch.links
    for article in batch.articles:
        assert article.headline == "Harbour gates hold"
        assert article.text.startswith("The gates closed") or name == "picks.csv"


def test_each_example_is_one_of_another_format() -> None:
    shown = [recognise(text.encode(), name) for name, text in examples().items()]
    assert len(shown) == len(set(shown)) > 1


def test_a_section_about_a_kind_of_file_shows_one_that_is_read() -> None:
    """A new format is told in the table; who gives it a section shows it there."""
    apart = {"T4K3 pages", "Article JSON lines"}  # shown with their parts explained
    page = PAGE.read_text("utf-8")
    sections = re.findall(r"^## ([^\n(]+?) \(([^\n]*)\)\n(.*?)(?=^## [^\n]+\(|\Z)", page, re.S | re.M)
    assert len(sections) > len(apart)
    for title, endings, told in sections:
        read = {recognise(text.encode(), name) for name, text in examples().items() if text in told}
        suffixes = {suffix for form in read for suffix in formats()[form].SUFFIXES}
        assert title in apart or suffixes & set(re.findall(r"\.\w+", endings)), title
