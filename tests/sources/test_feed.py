"""Feeds: plain ones fast, all others forgiven, both with the same items; nothing of a feed's mechanics stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from sources import same_story as stories
from sources.reading import batch, one

from digest.sources import _plainfeed, feed
from digest.sources._metadata import text_of

HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>https://news.example/</link>'


def rss(item: str) -> str:
    return f"{HEAD}<item>{item}</item></channel></rss>"


@pytest.mark.parametrize("text", [stories.RSS, stories.ATOM], ids=["rss", "atom"])
def test_the_fast_and_the_forgiving_reader_give_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = batch("feed", text, "x.xml")
    assert _plainfeed.plain_feed(text.encode()) is not None
    monkeypatch.setattr(feed, "plain_feed", lambda raw: None)
    forgiving = batch("feed", text, "x.xml")
    assert (fast.links, fast.notices) == (forgiving.links, forgiving.notices)
    first, second = fast.articles[0], forgiving.articles[0]
    assert (first.headline, first.text, first.url, first.published, first.subjects, first.author) == (
        second.headline, second.text, second.url, second.published, second.subjects, second.author,
    )  # fmt: skip


@pytest.mark.parametrize(
    "surprise",
    [
        "<title>One</title><title>Two</title>",
        "<title>A &lt;b&gt;bold&lt;/b&gt; one</title>",
        "<title><b>bold</b></title>",
        '<title>T</title><body xmlns="http://www.w3.org/1999/xhtml"><p>x</p></body>',
        '<title>T</title><description xml:lang="de">x</description><link xml:lang="fr">https://a.example</link>',
        '<title>T</title><link xml:base="https://b.example/">c</link>',
        '<title>T</title><x:date xmlns:x="urn:x">2026-08-10</x:date>',
        "<title>don\u0092t</title>",
    ],
)
def test_what_the_two_could_read_differently_is_left_to_the_forgiving(surprise: str) -> None:
    assert _plainfeed.plain_feed(rss(surprise).encode()) is None


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Gates &amp; walls", "Gates & walls"),
        ("A &lt;em&gt;dry&lt;/em&gt; quay", "A dry quay"),
        ("<![CDATA[Gates <b>hold</b>]]>", "Gates hold"),
        ("1 &lt; 2", "1 < 2"),
        ("Gates&amp;nbsp;hold", "Gates hold"),
    ],
)
def test_a_title_is_words(title: str, headline: str) -> None:
    assert one("feed", rss(f"<title>{title}</title>"), "x.xml").headline == headline


def test_an_item_without_a_title_is_called_by_its_first_sentence() -> None:
    article = one("feed", rss("<description>The gates hold. By morning all was dry.</description>"), "x.xml")
    assert article.headline == "The gates hold."


def test_a_podcast_is_left_out_with_the_reason() -> None:
    read = batch(
        "feed", rss('<title>Talk</title><enclosure url="https://a.example/x.mp3" type="audio/mpeg"/>'), "x.xml"
    )
    assert not read.articles
    assert "podcast" in read.left_out[0].what
    assert "Talk" in read.left_out[0].where


def test_a_summary_offers_its_page_and_a_whole_text_does_not() -> None:
    short = rss("<title>T</title><link>https://news.example/1</link><description>The gates hold.</description>")
    assert [(link.url, link.optional) for link in batch("feed", short, "x.xml").links] == [
        ("https://news.example/1", True)
    ]
    assert batch("feed", stories.RSS, "x.xml").links == ()


@pytest.mark.parametrize(
    ("description", "text"),
    [
        ("&lt;p&gt;Dry.&lt;/p&gt;&lt;p&gt;The post Gates appeared first on Marrow Bay.&lt;/p&gt;", "Dry."),
        ("&lt;p&gt;Dry.&lt;/p&gt;&lt;p&gt;&lt;a href='#'&gt;Continue reading&lt;/a&gt;&lt;/p&gt;", "Dry."),
        ("&lt;img src=x onerror=pwn()&gt;&lt;script&gt;pwn()&lt;/script&gt;Dry.", "Dry."),
        ("&lt;blockquote&gt;Dry.&lt;cite&gt;Marta Holm&lt;/cite&gt;&lt;/blockquote&gt;", "> Dry.\n\n> — Marta Holm"),
    ],
)
def test_only_the_words_of_an_item_stay(description: str, text: str) -> None:
    assert one("feed", rss(f"<title>T</title><description>{description}</description>"), "x.xml").text == text


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>/2026/gates</link>", "https://news.example/2026/gates"),
        ("<guid>https://news.example/g</guid>", "https://news.example/g"),
        ('<guid isPermaLink="false">https://news.example/g</guid>', ""),
        ("<link>https://news.example/a?utm_source=rss&amp;id=1</link>", "https://news.example/a?id=1"),
    ],
)
def test_the_address_is_whole_and_follows_nobody(item: str, url: str) -> None:
    assert one("feed", rss(f"<title>T</title>{item}"), "x.xml").url == url


def test_the_largest_picture_counts_and_counters_do_not() -> None:
    media = 'xmlns:m="http://search.yahoo.com/mrss/"'
    item = (
        f'<title>T</title><m:content {media} url="https://a.example/s.jpg" width="90"/>'
        f'<m:content {media} url="https://a.example/l.jpg" width="1200" height="800"><m:credit>Nils Holm</m:credit>'
        "</m:content>"
    )
    image = one("feed", rss(item), "x.xml").image
    assert image is not None
    assert (image.url, image.width, image.height, image.credit) == ("https://a.example/l.jpg", 1200, 800, "Nils Holm")
    dot = "<title>T</title><description>&lt;img src='https://a.example/1.png' width='1'&gt;Dry.</description>"
    assert one("feed", rss(dot), "x.xml").image is None


def test_a_feed_that_breaks_off_loses_its_last_item_and_says_so() -> None:
    read = batch("feed", f"{HEAD}<item><title>Whole</title></item><item><title>Cut he", "x.xml")
    assert [article.headline for article in read.articles] == ["Whole"]
    assert "breaks off" in read.notices[0].what


def test_a_lie_about_the_encoding_is_told() -> None:
    raw = b'<?xml version="1.0" encoding="utf-8"?><rss><channel><item><title>Caf\xe9</title></item></channel></rss>'
    read = batch("feed", raw, "x.xml")
    assert read.articles[0].headline == "Café"
    assert "utf-8" in read.notices[0].what


@pytest.mark.parametrize(
    ("head", "limit"),
    [
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "external"),
        ('<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', "entities made of entities"),
        (f'<!DOCTYPE rss [<!ENTITY b "{"z" * 10_000}">]>{"<!-- &b; -->" * 200}', "more than 1,000,000"),
    ],
)
def test_entities_from_elsewhere_and_bombs_are_refused(head: str, limit: str) -> None:
    read = batch("feed", head + rss("<title>T &x;&b;</title>").partition("?>")[2], "x.xml")
    assert not read.articles
    assert limit in read.notices[0].what


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("\n" * 5_000 + rss("<title>T</title>"), "4,096"),
        ("<?xml " + "encoding='a' " * 5_000 + "?><rss><channel>", "4,096"),
        (rss("<title>T</title><description><![CDATA[" + "<!--" * 60)[:-25], "50 comments"),
        (rss("<title>T</title><description>" + "&lt;!--" * 60)[:-25], "50 comments"),
        (rss("<title>T</title><description><![CDATA[<p " + "a=b " * 600 + ">]]>")[:-25], "500 attributes"),
    ],
    ids=["prologue", "declaration", "comments", "escaped comments", "attributes"],
)
def test_what_would_hold_the_forgiving_reader_up_never_reaches_it(text: str, limit: str) -> None:
    read = batch("feed", text, "x.xml")
    assert not read.articles
    assert limit in read.notices[0].what


def test_the_few_entities_of_an_old_feed_are_read() -> None:
    old = '<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>' + rss("<title>Gates&nbsp;hold</title>").partition("?>")[2]
    assert batch("feed", old, "x.xml").articles[0].headline == "Gates hold"


def test_titles_are_those_of_feedparser_on_its_own_test_feeds() -> None:
    """Runs where somebody has unpacked feedparser's tests beside the measuring data."""
    import feedparser

    folder = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "feeds"
    if not folder.is_dir():
        pytest.skip("no test feeds are here (../shared/data/feeds)")
    for path in sorted(folder.rglob("*.xml")):
        raw = path.read_bytes()
        plain = _plainfeed.plain_feed(raw)
        if plain is not None:
            wanted = [text_of(entry.get("title", "")) for entry in feedparser.parse(raw).entries]
            assert [text_of(item.title) for item in plain[1]] == wanted, path.name


@pytest.mark.parametrize(
    ("excerpt", "deck"),
    [
        ("A new boat sails. It leaves at four and […]", "A new boat sails."),
        ("It leaves at four and [&amp;hellip;]", ""),
        ("And then the wind turned…", "And then the wind turned…"),  # an editor's own ending
    ],
)
def test_an_excerpt_that_a_machine_broke_off_ends_with_its_last_whole_sentence(excerpt: str, deck: str) -> None:
    words = "&lt;p&gt;The words were changed since then, and the ferry has left."
    content = f"<x:encoded xmlns:x='http://purl.org/rss/1.0/modules/content/'>{words}</x:encoded>"
    article = one("feed", rss(f"<title>T</title><description>{excerpt}</description>{content}"), "x.xml")
    assert article.deck == deck


@pytest.mark.parametrize("half", ["&#xD800;", "&#55296;", "&#xdfff;"])
def test_half_a_character_costs_nothing_but_itself(half: str) -> None:
    found = batch("feed", rss(f"<title>Gates{half} hold</title>"), "x.xml")
    assert [article.headline for article in found.articles] == ["Gates\ufffd hold"]
