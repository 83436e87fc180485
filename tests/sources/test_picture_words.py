"""A picture's credit, caption and size, and an article's several authors, as each format tells them."""

from __future__ import annotations

import json

import pytest
from sources.dialects import ATTACHED, BLOCKS, PICTURE, wxr
from sources.reading import batch, one

from digest.articles import Image

MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'
SHOWN = Image(url=PICTURE, alt="A ferry", caption="Out early", credit="Mara Holm", width=1200, height=800)
CONTENT = (
    f'<media:content url="{PICTURE}" width="1200" height="800" medium="image"><media:title>A ferry</media:title>'
    "<media:description>Out early</media:description><media:credit>Mara Holm</media:credit></media:content>"
)
GROUP = (
    f'<media:group><media:content url="{PICTURE}" width="1200" height="800" medium="image"/><media:title>A ferry'
    "</media:title><media:description>Out early</media:description><media:credit>Mara Holm</media:credit></media:group>"
)


def rss(item: str, *, good: bool = True) -> str:
    end = "</channel></rss>" if good else "<wrong></channel></rss>"
    return f'<rss version="2.0" {MEDIA}><channel><title>Tide</title><item><title>T</title>{item}</item>{end}'


@pytest.mark.parametrize("item", [CONTENT, GROUP], ids=["content", "group"])
def test_a_feed_says_what_a_picture_shows_and_who_made_it(item: str) -> None:
    assert one("feed", rss(item), "x.xml").image == SHOWN


def test_a_feed_with_faults_still_credits_its_only_picture() -> None:
    found = batch("feed", rss(CONTENT, good=False), "x.xml").articles[0].image
    assert found is not None
    assert (found.credit, found.width, found.height) == ("Mara Holm", 1200, 800)
    two = CONTENT + CONTENT.replace(PICTURE, "https://a.example/b.jpg").replace("Mara Holm", "Nils Holm")
    image = batch("feed", rss(two, good=False), "x.xml").articles[0].image
    assert image is not None and image.credit == ""  # whose it is cannot be told: nothing is guessed


def test_a_page_says_below_a_picture_what_its_head_does_not() -> None:
    page = f"""<html><head><title>T</title><meta property="og:image" content="{PICTURE}?w=1600"></head><body><article>
<h1>T</h1><figure><img src="{PICTURE}" alt="A ferry" width="1200" height="800"><figcaption>Out early
<span class="photo-credit">(Mara Holm)</span></figcaption></figure><p>{"The first boat left at four. " * 9}</p>
</article></body></html>"""
    found = one("html", page, "x.html").image
    assert found == Image(
        url=f"{PICTURE}?w=1600", alt="A ferry", caption="Out early", credit="Mara Holm", width=1200, height=800
    )


def test_wordpress_keeps_caption_and_size_with_the_attachment() -> None:
    more = (
        "<excerpt:encoded><![CDATA[Out <em>early</em>]]></excerpt:encoded><wp:postmeta><wp:meta_key>"
        '_wp_attachment_metadata</wp:meta_key><wp:meta_value><![CDATA[a:3:{s:5:"width";i:1200;s:6:"height";i:800;'
        's:5:"sizes";a:1:{s:5:"thumb";a:2:{s:5:"width";i:150;s:6:"height";i:150;}}}]]></wp:meta_value></wp:postmeta>'
    )
    found = one("wxr", wxr(BLOCKS, ATTACHED.replace("</item>", f"{more}</item>")), "x.xml").image
    assert found == Image(url=PICTURE, caption="Out early", width=1200, height=800)


@pytest.mark.parametrize(
    "head",
    [
        f"image: {{url: {PICTURE}, alt: A ferry, caption: Out early, credit: Mara Holm, width: 1200, height: 800}}",
        f"image: {PICTURE}\nimage_alt: A ferry\nimage_caption: Out early\nimage_credit: Mara Holm",
    ],
    ids=["a table", "keys beside it"],
)
def test_markdown_and_captured_pages_say_it_in_their_front_matter(head: str) -> None:
    for form in ("markdown", "t4k3"):
        found = batch(form, f"---\ntitle: T\n{head}\n---\nThe Tide\nT\nA deck.\n\nThe first boat left at four.\n")
        image = found.articles[0].image
        assert image is not None
        assert (image.alt, image.caption, image.credit) == ("A ferry", "Out early", "Mara Holm")
    assert [notice.what for notice in found.notices if "image" in notice.what] == []


AUTHORS = [
    ("jsonl", json.dumps({"headline": "T", "text": "W.", "author": ["Ida Varga", "Jon Orrin"]}) + "\n"),
    ("markdown", "---\ntitle: T\nauthors: [Ida Varga, Jon Orrin]\n---\nWords.\n"),
    ("feed", rss('<a:creator xmlns:a="http://purl.org/dc/elements/1.1/">Ida Varga</a:creator>'
                 '<a:creator xmlns:a="http://purl.org/dc/elements/1.1/">Jon Orrin</a:creator>')),
]  # fmt: skip


@pytest.mark.parametrize(("form", "text"), AUTHORS, ids=[form for form, _ in AUTHORS])
def test_names_that_a_source_tells_apart_stay_apart(form: str, text: str) -> None:
    article = one(form, text)
    assert (article.author, article.authors) == ("Ida Varga, Jon Orrin", ("Ida Varga", "Jon Orrin"))


def test_a_byline_of_one_text_stays_one_text() -> None:
    article = one("jsonl", json.dumps({"headline": "T", "text": "W.", "author": "Ida Varga, Marrow Bay"}) + "\n")
    assert (article.author, article.authors) == ("Ida Varga, Marrow Bay", ())
