"""What a [[source]] says of its articles counts: their age, their quotes, their section."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hostile.placing import BENIGN, SETTINGS, digest

from digest.articles import Article, Takeaway
from digest.intake.joining import Joining, as_set
from digest.picks.sections import section_of
from digest.quotes.of_article import find_quotes
from digest.settings import PicksSettings, SectionSettings, SourceSettings
from digest.sources import Batch
from digest.stories.story import Story

ARTICLE = Article(
    id="a",
    headline="Gates hold",
    text='"We are ready," said Marta Holm, the harbour master.\n\n> A barrier is a promise.\n\n> — Nils Holm',
    takeaways=(Takeaway(text="A barrier is a promise you notice."),),
    language="en",
)


@pytest.mark.parametrize(
    ("quotes", "words"),
    [
        ("all", ["A barrier is a promise you notice.", "We are ready", "A barrier is a promise."]),
        ("marked", ["A barrier is a promise you notice.", "A barrier is a promise."]),
        ("none", []),
    ],
)
def test_a_source_says_which_quotes_may_be_taken(quotes: str, words: list[str]) -> None:
    article = as_set(ARTICLE, SourceSettings(path="x", quotes=quotes))
    assert [quote.text.rstrip(",") for quote in find_quotes(article)] == words


@pytest.mark.parametrize(
    ("section", "subjects", "place"),
    [
        ("climate", (), "Climate"),
        ("Blog notes", ("storm",), "Climate"),  # the settings know the tag, not the section
        ("Blog notes", (), "Blog notes"),
        ("", ("travel", "storm"), "Travel"),  # the source's first tag that the settings know
        ("", ("other",), ""),
    ],
)
def test_tags_lead_to_a_section_of_the_settings(section: str, subjects: tuple[str, ...], place: str) -> None:
    sections = (SectionSettings(name="Climate", keywords=("storm", "flood")), SectionSettings(name="Travel"))
    article = replace(ARTICLE, section=section, subjects=subjects)
    assert section_of(Story("a", article, (article,)), PicksSettings(sections=sections)) == place


@pytest.mark.parametrize(("age", "there"), [("4h", False), ("6h", True), ("0m", True)])
def test_nothing_older_than_a_source_wants_is_in_an_edition(tmp_path: Path, age: str, there: bool) -> None:
    (tmp_path / "digest.toml").write_text(SETTINGS.replace('path = "sources"', f'path = "sources"\nmax_age = "{age}"'))
    (tmp_path / "sources").mkdir()
    rows = [one | {"published": f"2026-08-10T0{hour}:00:00+02:00"} for one, hour in zip(BENIGN, (1, 5), strict=True)]
    (tmp_path / "sources" / "wire.jsonl").write_text("\n".join(json.dumps(one) for one in rows))
    assert digest(tmp_path, "build", "--json").code == 0
    edition = next((tmp_path / "outbox" / "editions").glob("*/edition.json")).read_text()
    assert (BENIGN[0]["headline"] in edition) is there
    assert BENIGN[1]["headline"] in edition


def test_names_of_accounts_are_no_bylines_and_are_told_once_a_source() -> None:
    written = ["jhunter, noah", "ida-varga", "jhunter", "Ida Varga, noah", "Jan van Dam"]
    articles = [replace(ARTICLE, id=f"a{n}", headline=f"Gates {n}", author=author) for n, author in enumerate(written)]
    source = SourceSettings(path="posts", authors={"noah": "Noah Tarn"})
    joining = Joining()
    joining.take(Batch(articles=tuple(articles)), source, Path())
    found = [taken.article.author for taken in joining.articles().values()]
    assert found == ["Noah Tarn", "", "", "Ida Varga, Noah Tarn", "Jan van Dam"]
    (notice,) = joining.notices
    assert notice.where == "posts"
    assert "jhunter, ida-varga" in notice.what
    assert 'authors = { "jhunter" = "First Last" }' in notice.fix
