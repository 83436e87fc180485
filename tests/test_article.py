"""The article: one source text, in which every part has its place."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import pytest

from digest.articles import Article, Image, Risk, Takeaway

ARTICLE = Article(
    id="gates",
    headline="Harbour gates hold",
    text="First.\n\nSecond.",
    deck="A surge stopped.",
    takeaways=(Takeaway(text="A wall is a promise.", note="Comment"),),
    highlights=("The quay stayed open.",),
    risk=Risk(heading="Risk", text="It costs."),
    related=("Barrier holds",),
)


def test_the_source_text_starts_with_the_body_so_that_offsets_agree() -> None:
    assert ARTICLE.source_text.startswith(ARTICLE.text)


def test_every_part_stands_where_parts_says() -> None:
    text = ARTICLE.source_text
    found = [(part.name, text[part.start : part.end]) for part in ARTICLE.parts()]
    assert found == [
        ("text", "First.\n\nSecond."),
        ("headline", "Harbour gates hold"),
        ("deck", "A surge stopped."),
        ("takeaway", "A wall is a promise."),
        ("note", "Comment"),
        ("highlight", "The quay stayed open."),
        ("risk_heading", "Risk"),
        ("risk", "It costs."),
        ("related", "Barrier holds"),
    ]


def test_the_fingerprint_is_that_of_the_source_text() -> None:
    assert ARTICLE.sha256 == sha256(ARTICLE.source_text.encode()).hexdigest()


def test_an_article_without_a_headline_is_not_born() -> None:
    with pytest.raises(ValueError, match="headline"):
        Article(id="x", headline="", text="")


def test_a_date_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Article(id="x", headline="h", text="", published=datetime(2026, 8, 10))


def test_an_image_is_an_address_or_a_file_never_both() -> None:
    with pytest.raises(ValueError, match="either"):
        Image(url="https://a.example/a.png", path="a.png")
