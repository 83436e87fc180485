"""Pages: what a page says of itself, its words without the page around them, and quotations as such."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from sources.reading import batch, one, origin

from digest.articles import Article
from digest.sources import html
from digest.sources._recognise import recognise

WORDS = (
    "<p>The gates closed at 21:40, an hour before high water, and the old town stayed dry for the first time.</p>"
    "<p>By morning the quay was open again. The port counted half a day without ships, and nobody was hurt.</p>"
)


def page(head: str = "", body: str = WORDS, html_tag: str = "<html lang=en>") -> str:
    return (
        f"<!doctype html>{html_tag}<head><meta charset=utf-8><title>Gates hold - Marrow Bay News</title>{head}</head>"
        f"<body><article><h1>Gates hold</h1>{body}</article></body></html>"
    )


def read(head: str = "", body: str = WORDS, url: str = "https://news.example/2026/gates") -> Article:
    return one("html", page(head, body), "gates.html", url=url)


def linked(**data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **data})}</script>'


def test_portraits_of_those_that_the_page_names_come_through_by_name() -> None:
    face = {"@type": "ImageObject", "url": "/lia.jpg", "width": 200, "height": 200}
    told = linked(author={"@type": "Person", "name": "Ida Varga"}, mentions=[
        {"@type": "Person", "name": "Lia Stone", "image": face},
        {"@type": "Organization", "name": "Harbour Office", "image": "https://news.example/office.png"},
        {"@type": ["Person"], "name": "Nils Holm", "image": "https://news.example/nils.jpg"},
    ])  # fmt: skip
    found = {person.name: (person.image.url, person.image.width) for person in read(told).people}
    assert found == {
        "Lia Stone": ("https://news.example/lia.jpg", 200),
        "Nils Holm": ("https://news.example/nils.jpg", 0),
    }


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        (linked(headline="Gates hold fast"), "headline", "Gates hold fast"),
        (linked(headline="Gates …"), "headline", "Gates hold"),  # cut for a robot: the page's heading is whole
        (linked(author=[{"name": "Ida Varga"}, {"name": "Nils Holm"}]), "author", "Ida Varga, Nils Holm"),
        (linked(author="Ida Varga"), "author", "Ida Varga"),
        (linked(publisher={"name": "Marrow Bay News"}), "site", "Marrow Bay News"),
        (linked(articleSection=["Climate", "World"]), "section", "Climate"),
        (linked(keywords="barrier, storm"), "subjects", ("barrier", "storm")),
        (linked(inLanguage="en_gb"), "language", "en-GB"),
        ('<meta property="og:description" content="It stayed dry.">', "deck", "It stayed dry."),
        ('<meta property="og:site_name" content="Marrow Bay News">', "site", "Marrow Bay News"),
        ('<meta name="author" content="Ida Varga">', "author", "Ida Varga"),
        ('<meta property="article:author" content="https://x.example/ida">', "author", ""),
        ('<link rel=canonical href="/2026/harbour?utm_source=x">', "url", "https://news.example/2026/harbour"),
        ('<link rel=canonical href="https://news.example/">', "url", "https://news.example/2026/gates"),
        ('<link rel=canonical href="java\nscript:pwn()">', "url", "https://news.example/2026/gates"),
        ('<meta property="og:url" content="https://news.example/b">', "url", "https://news.example/b"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", broken</script>', "headline", "Gates hold"),
    ],
)
def test_what_a_page_says_of_itself_counts(head: str, field: str, value: object) -> None:
    assert getattr(read(head), field) == value


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (linked(datePublished="2026-08-10T04:00:00+02:00"), ""),
        ('<meta property="article:published_time" content="2026-08-10T02:00:00Z">', ""),
        ("", '<time datetime="2026-08-10T02:00:00Z">Monday</time>'),
        (
            "",
            '<div itemscope itemtype="https://schema.org/NewsArticle">'
            '<meta itemprop=datePublished content="2026-08-10T02:00Z">',
        ),
    ],
)
def test_the_date_comes_from_data_meta_or_the_only_time(head: str, body: str) -> None:
    published = read(head, body + WORDS).published
    assert published is not None
    assert published.timestamp() == 1786327200


def test_of_several_times_none_is_taken_for_the_date() -> None:
    body = '<time datetime="2026-08-10">a</time><time datetime="2026-08-11">b</time>'
    assert read(body=body + WORDS).published is None


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<blockquote><p>We are ready for it.</p><footer>Marta Holm</footer></blockquote>",
         "> We are ready for it.\n\n> — Marta Holm"),
        ("<blockquote>We are ready for it.<cite>— Marta Holm</cite></blockquote>",
         "> We are ready for it.\n\n> — Marta Holm"),
        ("<figure><blockquote><p>We are ready for it.</p></blockquote><figcaption>Marta Holm</figcaption></figure>",
         "> We are ready for it.\n\n> — Marta Holm"),
        ('<aside class="pullquote"><p>We are ready for it.</p></aside>', "> We are ready for it."),
        ("<p>She said <q>we are ready</q> and left the hall.</p>", "She said “we are ready” and left the hall."),
    ],
)  # fmt: skip
def test_quotations_stay_quotations(markup: str, text: str) -> None:
    assert text in read(body=WORDS + markup + WORDS.replace("The gates", "These gates")).text


@pytest.mark.parametrize(
    "junk",
    [
        '<p hidden>"A hidden quote."</p>',
        '<p style="display: none">"A hidden quote."</p>',
        '<p style="font-size:0;color:#fff">"A hidden quote."</p>',
        '<div style="visibility:hidden"><p>"A hidden quote."</p></div>',
        "<p>We use cookies to improve your day.</p>",
        "<p>Subscribe to continue reading</p>",
        "<p>Sign up for our morning newsletter</p>",
        "<form><input value=x><button>Send now</button></form>",
        "<iframe srcdoc='<p>A hidden quote</p>'></iframe>",
        "<script>document.write('A hidden quote')</script>",
    ],
)
def test_what_is_not_the_article_is_left_out(junk: str) -> None:
    text = read(body=WORDS + junk + WORDS).text
    assert not re.search("hidden quote|cookies|Subscribe|Sign up|Send now", text)


def test_a_page_of_a_portal_that_has_no_article_is_left_out_and_gives_its_feeds() -> None:
    portal = (
        "<!doctype html><html><head><link rel=alternate type='application/atom+xml' href='/atom.xml' title='All'>"
        "<link rel=alternate type='application/rss+xml' href='/comments/feed'></head><body></body></html>"
    )
    found = batch("html", portal, "x.html", url="https://news.example/")
    assert not found.articles
    assert len(found.left_out) == 1
    assert [(link.kind, link.url) for link in found.links] == [("feed", "https://news.example/atom.xml")]


def test_an_accelerated_page_is_known_by_its_canonical_address_and_offers_it() -> None:
    text = page('<link rel=canonical href="https://news.example/gates">', html_tag="<html amp lang=en>")
    found = batch("html", text, "x.html", url="https://news.example/gates/amp")
    assert found.articles[0].url == "https://news.example/gates"
    assert [(link.url, link.optional) for link in found.links] == [("https://news.example/gates", True)]


@pytest.mark.parametrize(
    ("raw", "media_type", "word", "fault"),
    [
        ("<html><meta charset=windows-1251><title>Мост</title>".encode("cp1251"), "", "Мост", ""),
        ("<html><title>Мост</title>".encode("cp1251"), "text/html; charset=windows-1251", "Мост", ""),
        ("<html><title>Café</title>".encode("latin-1"), "text/html; charset=iso-8859-1", "Café", ""),
        ("<html><meta charset=utf-8><title>Café</title>".encode("cp1252"), "", "Café", "byte 36"),
        (
            "<html><meta charset=ascii><title>Café</title>".encode(),
            "text/html; charset=euc-jp",
            "Café",
            "but it is utf-8",
        ),
        ("\ufeff<html><title>Café</title>".encode("utf-16"), "", "Café", ""),
        (b"<html><meta charset=utf-7><title>+ADw-b</title>", "", "+ADw-b", ""),
    ],
)
def test_the_encoding_is_what_is_declared_or_told_to_be_wrong(
    raw: bytes, media_type: str, word: str, fault: str
) -> None:
    found = batch("html", raw, "x.html", media_type=media_type)
    assert found.articles[0].headline == word
    assert [fault in notice.what for notice in found.notices] == ([True] if fault else [])


def test_a_long_script_with_comparisons_is_no_tag_of_many_attributes() -> None:
    script = f"<script>for (i=0; i<n; i++) {{ {'let x = a; '.join(map(str, range(900)))} }}</script>"
    assert read(head=script).headline == "Gates hold"


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def test_the_page_benchmark_is_read_as_well_as_promised(shared: Path) -> None:
    truth = json.loads((shared / "data" / "pages" / "ground-truth.json").read_text())
    hit = extra = missed = 0.0
    for name, wanted in truth.items():
        raw = gzip.decompress((shared / "data" / "pages" / "html" / f"{name}.html.gz").read_bytes())
        found = html.read(raw, origin("x.html", url="https://news.example/a/b"))
        mine = shingles(found.articles[0].text if found.articles else "")
        gold = shingles(wanted["articleBody"])
        both = sum((mine & gold).values())
        one_extra, one_missed = sum(mine.values()) - both, sum(gold.values()) - both
        size = (both + one_extra + one_missed) or 1
        hit, extra, missed = hit + both / size, extra + one_extra / size, missed + one_missed / size
    assert 2 * hit / (2 * hit + extra + missed) >= 0.962


@pytest.mark.parametrize("schema", ["//iptc.org/std/nar/2006-10-01/", "http://wordpress.org/export/1.2/"])
def test_a_page_that_names_another_formats_schema_stays_a_page(schema: str) -> None:
    page = f'<html><head><link rel="schema.iptc" href="{schema}"></head><body><h1>Gates hold</h1></body></html>'
    assert recognise(page.encode(), "gates.html") == "html"
