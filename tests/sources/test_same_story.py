"""The same story in any format is the same article, field by field; a format leaves out only what it cannot say."""

from __future__ import annotations

from dataclasses import fields

import pytest
from sources import same_story as stories
from sources.reading import origin

from digest import shelf, sources
from digest.articles import Article, Image
from digest.sources import Batch
from digest.sources._recognise import recognise

STORY: dict[str, str | bytes] = {
    "markdown": stories.MARKDOWN,
    "jsonl": stories.JSONL,
    "feed": stories.RSS,
    "jsonfeed": stories.JSONFEED,
    "html": stories.PAGE,
    "ninjs": stories.NINJS,
    "newsml": stories.NEWSML,
    "wxr": stories.WXR,
    "ghost": stories.GHOST,
    "medium": stories.MEDIUM,
    "substack": stories.SUBSTACK,
    "mail": stories.EML,
}
# What a format has no place for.
CANNOT = {
    "feed": {"updated"},
    "jsonl": set(),
    "markdown": {"site"},
    "wxr": {"updated"},
    "newsml": {"image"},
    "medium": {"section", "subjects", "language", "site", "updated"},
    "substack": {"section", "subjects", "language", "site", "updated", "author", "image", "url"},
    "mail": {"section", "subjects", "language", "updated", "deck", "author", "image"},
}
ELSEWHERE = {"id", "where", "version", "urgency", "located", "usage", "image", "made"}
NAMES = {
    "substack": "posts.csv",
    "feed": "news.xml",
    "newsml": "item.xml",
    "wxr": "blog.xml",
    "ghost": "blog.json",
}


def read(form: str, raw: str | bytes, name: str = "") -> Batch:
    module = shelf.take(sources, form)
    data = raw.encode() if isinstance(raw, str) else raw
    where = origin(name or NAMES.get(form, f"gates{module.SUFFIXES[0]}"))
    if hasattr(module, "BESIDE"):
        batch: Batch = module.read(data, where, {"12.harbour-gates.html": stories.HTML.encode()})
        return batch
    batch = module.read(data, where)
    return batch


def the_one(form: str, raw: str | bytes) -> Article:
    batch = read(form, raw)
    assert [n for n in batch.notices if "column" not in n.what] == []
    assert len(batch.articles) == 1
    return batch.articles[0]


def compared(article: Article, form: str) -> dict[str, object]:
    left = ELSEWHERE | CANNOT.get(form, set())
    return {spec.name: getattr(article, spec.name) for spec in fields(Article) if spec.name not in left}


@pytest.mark.parametrize("form", STORY)
def test_the_same_story_is_the_same_article(form: str) -> None:
    wanted = compared(the_one("jsonl", stories.JSONL), form)
    assert compared(the_one(form, STORY[form]), form) == wanted


def test_atom_is_the_same_as_rss() -> None:
    assert compared(the_one("feed", stories.ATOM), "jsonl") == compared(the_one("jsonl", stories.JSONL), "jsonl")


@pytest.mark.parametrize("form", [form for form in STORY if "image" not in CANNOT.get(form, set())])
def test_the_picture_comes_with_its_words(form: str) -> None:
    image = the_one(form, STORY[form]).image
    assert image is not None
    assert image.url == stories.IMAGE
    assert image.alt == ("" if form == "jsonfeed" else "Two gates")


@pytest.mark.parametrize("form", ["ninjs", "newsml"])
def test_an_agency_says_more(form: str) -> None:
    article = the_one(form, STORY[form])
    assert (article.located, article.urgency, article.usage, article.version) == ("Marrow Bay", 3, "Not for resale", 1)


@pytest.mark.parametrize(("name", "raw"), [("picks.csv", stories.CSV.encode()), ("picks.xlsx", stories.xlsx())])
def test_a_sheet_has_picks_with_their_quotes_and_addresses_to_fetch(name: str, raw: bytes) -> None:
    batch = read("table", raw, name)
    assert not batch.notices
    (article,) = batch.articles
    assert (article.headline, article.url, article.section) == (stories.HEADLINE, stories.URL, "Climate")
    assert [(one.text, one.note) for one in article.takeaways] == [(stories.QUOTE, "On the first closure")]
    assert [(link.url, link.optional) for link in batch.links] == [
        (stories.URL, True),
        ("https://news.example/only-an-address", False),
    ]


@pytest.mark.parametrize("form", STORY)
def test_each_is_known_by_its_content_or_name(form: str) -> None:
    raw = STORY[form]
    module = shelf.take(sources, form)
    name = NAMES.get(form, f"gates{module.SUFFIXES[0]}")
    assert recognise(raw.encode() if isinstance(raw, str) else raw, name) == form


@pytest.mark.parametrize("form", ["feed", "jsonfeed", "html", "ninjs", "newsml", "wxr", "ghost", "medium", "mail"])
def test_content_counts_more_than_the_name(form: str) -> None:
    raw = STORY[form]
    assert recognise(raw.encode() if isinstance(raw, str) else raw, "called-otherwise.txt") == form


@pytest.mark.parametrize(
    ("form", "reasons"),
    [
        ("wxr", ["it is a page", "its status is draft"]),
        ("ghost", ["not for everybody", "its status is draft"]),
        ("substack", ["not for everybody", "it is a podcast", "it is a draft"]),
    ],
)
def test_what_readers_do_not_have_is_left_out_with_the_reason(form: str, reasons: list[str]) -> None:
    left = read(form, STORY[form]).left_out
    assert [reason in one.what for reason, one in zip(reasons, left, strict=True)] == [True] * len(reasons)


def test_a_page_names_its_feeds() -> None:
    links = shelf.take(sources, "html").read(stories.PAGE.encode(), origin("x.html", url=stories.URL)).links
    assert [(link.kind, link.url, link.title) for link in links] == [("feed", "https://news.example/feed", "All news")]


def test_the_image_of_a_sheet_may_be_a_file_beside_it() -> None:
    batch = read("table", "headline,image,alt\nGates,gates.png,Two gates\n", "picks.csv")
    assert batch.articles[0].image == Image(path="gates.png", alt="Two gates")
