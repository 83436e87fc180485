"""Addresses to fetch: outlines, sitemaps, lists and shortcuts say what they lead to."""

from __future__ import annotations

import pytest
from sources.reading import batch, origin

from digest.sources._recognise import recognise

OPML = """\
<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body>
<outline text="World"><outline text="Bay News" type="rss" xmlUrl="https://a.example/feed" htmlUrl="https://a.example"/>
<outline text="Bad" xmlUrl="javascript:pwn()"/></outline>
<outline text="Loose" xmlUrl="https://b.example/feed"/><outline text="A page" type="link" url="https://c.example/p"/>
</body></opml>
"""
NEWS = """\
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.example/1</loc><n:news><n:publication_date>2026-08-10T04:00:00+02:00</n:publication_date>
<n:title>Gates &amp; walls</n:title></n:news></url><url><loc>https://a.example/2</loc><lastmod>2026-08-09</lastmod></url>
<url><loc>ftp://a.example/3</loc></url></urlset>
"""
INDEX = (
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://a.example/news.xml</loc>'
    "</sitemap></sitemapindex>"
)


def test_an_outline_gives_its_feeds_with_their_folder_as_section() -> None:
    read = batch("opml", OPML, "feeds.opml")
    assert [(one.kind, one.url, one.title, one.section) for one in read.links] == [
        ("feed", "https://a.example/feed", "Bay News", "World"),
        ("feed", "https://b.example/feed", "Loose", ""),
        ("page", "https://c.example/p", "A page", ""),
    ]
    assert [notice.where for notice in read.notices] == ["feeds.opml, line 3"]


def test_a_sitemap_gives_pages_with_what_it_knows() -> None:
    read = batch("sitemap", NEWS, "sitemap.xml")
    first, second = read.links
    assert (first.kind, first.url, first.title) == ("page", "https://a.example/1", "Gates & walls")
    assert first.published is not None and first.published.isoformat() == "2026-08-10T04:00:00+02:00"
    assert second.published is not None and second.published.isoformat() == "2026-08-09T00:00:00+02:00"
    assert len(read.notices) == 1


def test_an_index_gives_sitemaps() -> None:
    assert [(one.kind, one.url) for one in batch("sitemap", INDEX, "sitemap.xml").links] == [
        ("sitemap", "https://a.example/news.xml")
    ]


@pytest.mark.parametrize(
    ("name", "text", "urls"),
    [
        ("read.urls", "# later\nhttps://a.example/1?utm_source=x\nb.example/2 # good\n", ["https://a.example/1", "https://b.example/2"]),
        ("page.url", "[InternetShortcut]\r\nURL=https://a.example/1\r\n", ["https://a.example/1"]),
        ("page.webloc", "<plist><dict><key>URL</key><string>https://a.example/?a=1&amp;b=2</string></dict></plist>", ["https://a.example/?a=1&b=2"]),
    ],
)  # fmt: skip
def test_lists_and_shortcuts_give_addresses(name: str, text: str, urls: list[str]) -> None:
    assert [one.url for one in batch("urls", text, name).links] == urls


def test_a_line_that_is_no_address_is_named() -> None:
    read = batch("urls", "https://a.example/1\nnot an address at all\n", "read.urls")
    assert len(read.links) == 1
    assert read.notices[0].where == "read.urls, line 2"


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.txt", "https://a.example/1\nhttps://a.example/2\n", "urls"),
        ("a.txt", "https://a.example/1\nis where I read it.\n", "t4k3"),
        ("a.txt", OPML, "opml"),
        ("a.xml", OPML, "opml"),
        ("a.xml", NEWS, "sitemap"),
        ("a.xml", INDEX, "sitemap"),
        ("a.html", "<p>The gates were opened on Sunday.</p>", "html"),
        ("a.html", "<title>Gates</title>", "html"),
    ],
)
def test_a_list_is_known_by_its_content(name: str, text: str, form: str) -> None:
    assert recognise(text.encode(), name) == form


def test_the_folder_of_a_feed_is_no_section_where_it_says_nothing() -> None:
    assert batch("opml", OPML.replace("World", "News"), "x.opml").links[0].section == ""


def test_where_it_stands_is_told() -> None:
    assert batch("opml", OPML, "x.opml").links[0].where == f"{origin('x.opml').where}, line 2"


def test_columns_that_mean_nothing_are_told_once_and_the_misspelt_by_name() -> None:
    more = ",".join(f"x{number}{number}" for number in range(60))
    told = [(note.what, note.fix) for note in batch("table", f"headline,urll,{more}\nGates,,\n", "picks.csv").notices]
    assert told[:2] == [
        ("there is no column 'urll'; it was ignored", "did you mean url?"),
        (
            "columns ignored: 'x00', 'x11', 'x22', 'x33', 'x44' and 55 more",
            "call those that are meant headline, url, note, section or quote",
        ),
    ]
