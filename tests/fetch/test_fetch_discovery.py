"""The feeds, name and language of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.fetch.discovery import MOST_FEEDS, Feed, look, places

URL = "https://post.example/news/"
RSS = '<link rel="alternate" type="application/rss+xml"'


def feeds(html: str) -> list[str]:
    return [feed.url for feed in look(html, URL).feeds]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'{RSS} href="/feed.xml" title="Marrow Bay Post">', ["https://post.example/feed.xml"]),
        (f'{RSS} href="feed.xml">', ["https://post.example/news/feed.xml"]),
        ("<LINK REL='Alternate home' TYPE='application/atom+xml; charset=utf-8' HREF=//cdn.example/a>", ["https://cdn.example/a"]),
        (f'<base href="https://post.example/v2/">{RSS} href="feed">', ["https://post.example/v2/feed"]),
        ('<link rel="alternate" type="application/feed+json" href="/feed.json">', ["https://post.example/feed.json"]),
        ('<link rel="alternate" hreflang="de" href="/de/">', []),
        ('<link rel="stylesheet" type="application/rss+xml" href="/feed.xml">', []),
        (f'{RSS} href="javascript:alert(1)">{RSS} href="http://[">', []),
        ('<a href="/blog/index.xml">RSS</a><a href="/feedback">Write to us</a>', ["https://post.example/blog/index.xml"]),
        (f'<a href="/rss">RSS</a>{RSS} href="/feed.xml">', ["https://post.example/feed.xml"]),  # named beats linked
        ("", []),
    ],
)  # fmt: skip
def test_feeds_are_found_where_pages_name_them(html: str, expected: list[str]) -> None:
    assert feeds(html) == expected


def test_comments_are_no_news_and_one_feed_in_two_formats_is_one() -> None:
    html = (
        f'{RSS} title="Post » Feed" href="/feed/">{RSS} title="Post » Comments Feed" href="/comments/feed/">'
        '<link rel="alternate" type="application/atom+xml" title="Post Atom" href="/atom.xml">'
        f'{RSS} title="Sport" href="/sport.xml">{RSS} title="Kommentare zu Sport" href="/sport/2.xml">'
    )
    assert look(html, URL).feeds == (
        Feed("https://post.example/feed/", "Post » Feed"),
        Feed("https://post.example/sport.xml", "Sport"),
    )


def test_a_portal_gives_a_few() -> None:
    html = "".join(f'{RSS} title="Section {n}" href="/{n}.xml">' for n in range(40))
    assert len(feeds(html)) == MOST_FEEDS


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<title>Marrow Bay Post – news from the harbour</title>", "Marrow Bay Post"),
        ("<title>Marrow Bay Post | Home</title>", "Marrow Bay Post"),
        ("<title>Tom &amp; Jerry\n</title><svg><title>Logo</title></svg>", "Tom & Jerry"),
        ("<title>x</title><meta property='og:site_name' content='The Post'>", "The Post"),
        ("<meta name='application-name' content='The Post'>", "The Post"),
        ("<title></title>", ""),
        ("no markup at all", ""),
    ],
)
def test_the_name_is_the_sites(html: str, name: str) -> None:
    assert look(html, "https://post.example/").name == name


def test_the_title_of_a_page_inside_a_site_is_not_the_sites_name() -> None:
    home = look("<title>Harbour gates hold – Marrow Bay Post</title>", "https://post.example/harbour/gates")
    assert (home.name, home.title) == ("", "Harbour gates hold")


def test_the_language_is_what_the_page_declares() -> None:
    assert look('<html lang="de-AT"><html lang="en">', URL).language == "de-AT"


def test_common_places_are_tried_beside_the_page_and_at_the_root() -> None:
    tried = places("https://post.example/news?x=1#top")
    assert tried[0] == "https://post.example/news/feed"
    assert "https://post.example/feed" in tried
    assert len(tried) == len(set(tried))


@given(st.text(max_size=300), st.sampled_from(["", "<", "<link rel=alternate href='", "<title>", "<![CDATA[", "<!--"]))
def test_any_text_is_read(text: str, before: str) -> None:
    look(before + text, URL)
