"""Each format as two tools write it: the same story comes through, and none of the tool's own words."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from sources import dialects
from sources.dialects import DIALECTS, Told
from sources.reading import batch, origin

from digest.sources import substack
from digest.sources._recognise import recognise


@pytest.mark.parametrize("told", DIALECTS, ids=str)
def test_a_tools_own_form_gives_the_story_and_nothing_of_the_tool(told: Told) -> None:
    assert recognise(told.raw.encode(), told.name) == told.form
    found = batch(told.form, told.raw, told.name)
    assert [notice.what for notice in found.notices] == []
    (article,) = found.articles
    assert article.headline == dialects.TITLE
    assert article.text.startswith(f"{dialects.FIRST}\n\n{dialects.SECOND}")
    assert article.published == datetime(2026, 8, 10, 4, tzinfo=UTC)
    assert article.author == "Ida Varga"
    assert ("image" in told.lacks) or (article.image is not None and article.image.url == dialects.PICTURE)
    assert ("section" in told.lacks) or (article.section == "Harbour" or "Harbour" in article.subjects)
    assert ("url" in told.lacks) or article.url.rstrip("/") == dialects.URL
    said = f"{article.text} {article.deck} {article.headline}"
    assert [words for words in told.never if words in said] == []


@pytest.mark.parametrize("told", [dialects.SUBSTACK_OLD, dialects.SUBSTACK_NEW], ids=["2019", "2025"])
def test_a_substack_export_of_any_year_gives_the_story(told: tuple[str, dict[str, str]]) -> None:
    table, pages = told
    found = substack.read(table.encode(), origin("posts.csv"), {name: page.encode() for name, page in pages.items()})
    assert found.notices == ()
    (article,) = found.articles
    assert (article.headline, article.text) == (dialects.TITLE, f"{dialects.FIRST}\n\n{dialects.SECOND}")
    assert article.published == datetime(2026, 8, 10, 4, tzinfo=UTC)


def test_each_of_these_formats_is_told_by_two_tools() -> None:
    assert min(Counter(told.form for told in DIALECTS).values()) == 2
