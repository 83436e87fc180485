"""One story as each format would carry it: written here once, for the tests that compare formats."""

# ruff: noqa: E501 - samples of formats keep the lines that the formats have
from __future__ import annotations

import json
from html import escape
from io import BytesIO

HEADLINE = "Harbour gates hold & the quay stays dry"
DECK = "A two-metre surge stopped at the new barrier."
URL = "https://news.example/2026/08/harbour-gates"
IMAGE = "https://news.example/gates.jpg"
PARAGRAPHS = (
    "The gates closed at 21:40, an hour before high water, and the old town stayed dry for the first time in years.",
    "“We closed a gate, not a question,” said Nils Varga, who leads the council of Marrow Bay and wants a second one.",
    "By morning the quay was open again. The port counted half a day without ships, and nobody was hurt.",
)
QUOTE, CREDIT = "A barrier is a promise you only notice when it is kept.", "Marta Holm, harbour master"
ITEMS = ("The barrier cost 40 million.", "It took nine years to build.")

TEXT = "\n\n".join(
    [PARAGRAPHS[0], f"> {QUOTE}", f"> — {CREDIT}", PARAGRAPHS[1], "\n".join(f"- {one}" for one in ITEMS), PARAGRAPHS[2]]
)
HTML = (
    f"<p>{PARAGRAPHS[0]}</p><blockquote><p>{QUOTE}</p><footer>{CREDIT}</footer></blockquote>"
    f"<p>{PARAGRAPHS[1].replace('a second one', chr(60) + 'a href=https://x.example' + chr(62) + 'a second one</a>')}</p>"
    f"<ul>{''.join(f'<li>{one}</li>' for one in ITEMS)}</ul><p>{PARAGRAPHS[2]}</p>"
)

MARKDOWN = f"""\
---
title: "{HEADLINE}"
description: {DECK}
date: 2026-08-10T04:00:00+02:00
lastmod: 2026-08-10T09:30:00+02:00
categories: [Climate]
tags: [barrier]
author: Ida Varga
lang: en
image: {{ src: "{IMAGE}", alt: "Two gates" }}
canonical_url: {URL}
---

{PARAGRAPHS[0]}

> {QUOTE}
>
> — {CREDIT}

{PARAGRAPHS[1].replace("a second one", "[a second one](https://x.example)")}

* {ITEMS[0]}
* {ITEMS[1]}

{PARAGRAPHS[2]}
"""
JSONL = json.dumps(
    {
        "headline": HEADLINE, "deck": DECK, "text": TEXT, "url": URL, "published": "2026-08-10T02:00:00Z",
        "updated": "2026-08-10T07:30:00Z", "section": "Climate", "subjects": ["Climate", "barrier"],
        "author": "Ida Varga", "language": "en", "image": {"src": IMAGE, "alt": "Two gates"}, "site": "Marrow Bay News",
    }
)  # fmt: skip
RSS = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Marrow Bay News</title><link>https://news.example/</link><language>en</language>
<item><title>{escape(HEADLINE)}</title><link>{URL}?utm_source=rss</link><guid isPermaLink="false">harbour-1</guid>
<pubDate>Mon, 10 Aug 2026 04:00:00 +0200</pubDate><dc:creator>Ida Varga</dc:creator>
<category>Climate</category><category>barrier</category><description>{DECK}</description>
<media:content url="{IMAGE}" medium="image"><media:title>Two gates</media:title></media:content>
<content:encoded><![CDATA[{HTML}]]></content:encoded></item></channel></rss>
"""
ATOM = f"""\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Marrow Bay News</title><id>u:1</id>
<link href="https://news.example/"/><updated>2026-08-10T07:30:00Z</updated>
<entry><title>{escape(HEADLINE)}</title><id>u:2</id><link href="{URL}"/><published>2026-08-10T02:00:00Z</published>
<updated>2026-08-10T07:30:00Z</updated><author><name>Ida Varga</name></author>
<category term="Climate"/><category term="barrier"/><summary>{DECK}</summary>
<content type="html">{escape(HTML)}</content></entry></feed>
"""
JSONFEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1", "title": "Marrow Bay News", "language": "en",
        "home_page_url": "https://news.example/",
        "items": [
            {
                "id": "harbour-1", "url": URL, "title": HEADLINE, "summary": DECK, "content_html": HTML, "image": IMAGE,
                "date_published": "2026-08-10T02:00:00Z", "date_modified": "2026-08-10T07:30:00Z",
                "authors": [{"name": "Ida Varga"}], "tags": ["Climate", "barrier"],
            }
        ],
    }
)  # fmt: skip
PAGE = f"""\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(HEADLINE)} | Marrow Bay News</title>
<link rel="canonical" href="{URL}"><link rel="alternate" type="application/rss+xml" href="/feed" title="All news">
<meta property="og:image" content="{IMAGE}"><meta property="og:image:alt" content="Two gates">
<script type="application/ld+json">{
    json.dumps(
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "WebSite"},
                {
                    "@type": "NewsArticle",
                    "headline": HEADLINE,
                    "description": DECK,
                    "datePublished": "2026-08-10T04:00:00+02:00",
                    "dateModified": "2026-08-10T09:30:00+02:00",
                    "author": [{"@type": "Person", "name": "Ida Varga"}],
                    "publisher": {"name": "Marrow Bay News"},
                    "articleSection": "Climate",
                    "keywords": ["Climate", "barrier"],
                },
            ],
        }
    )
}
</script></head><body><nav><a href="/">Home</a> <a href="/climate">Climate</a></nav>
<main><article><h1>{escape(HEADLINE)}</h1><p class="deck">{DECK}</p>{HTML}</article></main>
<div class="cookie-banner" style="display:none"><p>We use cookies to make this site work.</p></div>
<footer><p>Marrow Bay News, 12 Quay Street</p></footer></body></html>
"""
NINJS = json.dumps(
    {
        "uri": "urn:news:harbour-1", "url": URL, "type": "text", "version": "1", "pubstatus": "usable",
        "firstcreated": "2026-08-10T02:00:00Z", "versioncreated": "2026-08-10T07:30:00Z", "headline": HEADLINE,
        "description_text": DECK, "byline": "Ida Varga", "language": "en", "body_html": HTML,
        "subject": [{"name": "Climate"}, {"name": "barrier"}], "located": "Marrow Bay", "urgency": 3,
        "usageterms": "Not for resale", "copyrightholder": "Marrow Bay News",
        "associations": {"main": {"type": "picture", "headline": "Two gates", "renditions": {
            "small": {"href": "https://news.example/small.jpg", "width": 90}, "large": {"href": IMAGE, "width": 1200}}}},
    }
)  # fmt: skip
NEWSML = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:news:harbour-1" version="1" standard="NewsML-G2" xml:lang="en">
<rightsInfo><copyrightHolder><name>Marrow Bay News</name></copyrightHolder><usageTerms>Not for resale</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-08-10T07:30:00Z</versionCreated>
<firstCreated>2026-08-10T02:00:00Z</firstCreated><pubStatus qcode="stat:usable"/><link href="{URL}"/></itemMeta>
<contentMeta><urgency>3</urgency><located><name>Marrow Bay</name></located><by>Ida Varga</by><language tag="en"/>
<subject qcode="x:1"><name>Climate</name></subject><subject qcode="x:2"><name>barrier</name></subject>
<headline>{escape(HEADLINE)}</headline><description>{DECK}</description></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{
    HTML.replace("=https://x.example>", '="https://x.example">')
}</body></html></inlineXML></contentSet></newsItem>
"""
WXR = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/">
<channel><title>Marrow Bay News</title><link>https://news.example</link><language>en</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://news.example</wp:base_blog_url>
<wp:author><wp:author_login>ivarga</wp:author_login><wp:author_display_name>Ida Varga</wp:author_display_name></wp:author>
<item><title>{escape(HEADLINE)}</title><link>{URL}</link><dc:creator>ivarga</dc:creator>
<content:encoded><![CDATA[<!-- wp:paragraph -->{HTML}<!-- /wp:paragraph -->[gallery ids="1,2"]]]></content:encoded>
<excerpt:encoded><![CDATA[{DECK}]]></excerpt:encoded><wp:post_id>7</wp:post_id>
<wp:post_date>2026-08-10 04:00:00</wp:post_date><wp:post_date_gmt>2026-08-10 02:00:00</wp:post_date_gmt>
<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
<category domain="category" nicename="climate">Climate</category><category domain="post_tag">barrier</category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>8</wp:meta_value></wp:postmeta></item>
<item><title>gates.jpg</title><wp:post_id>8</wp:post_id><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>{IMAGE}</wp:attachment_url><wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>
<wp:meta_value>Two gates</wp:meta_value></wp:postmeta></item>
<item><title>About</title><wp:post_type>page</wp:post_type><wp:status>publish</wp:status></item>
<item><title>Not yet</title><wp:post_type>post</wp:post_type><wp:status>draft</wp:status></item></channel></rss>
"""
GHOST = json.dumps(
    {"db": [{"data": {
        "settings": [{"key": "title", "value": "Marrow Bay News"}, {"key": "url", "value": "https://news.example"},
                     {"key": "locale", "value": "en"}],
        "posts": [
            {"id": "1", "title": HEADLINE, "slug": "harbour-gates", "status": "published", "type": "post", "canonical_url": URL,
             "visibility": "public", "published_at": "2026-08-10T02:00:00.000Z", "updated_at": "2026-08-10T07:30:00.000Z",
             "custom_excerpt": DECK, "feature_image": "__GHOST_URL__/gates.jpg",
             "html": HTML + '<div class="kg-card kg-signup-card"><p>Sign up now!</p></div>'},
            {"id": "2", "title": "For members", "status": "published", "type": "post", "visibility": "paid", "html": "x"},
            {"id": "3", "title": "Not yet", "status": "draft", "type": "post", "visibility": "public", "html": "x"},
        ],
        "posts_meta": [{"post_id": "1", "feature_image_alt": "Two gates"}],
        "users": [{"id": "u", "name": "Ida Varga"}], "posts_authors": [{"post_id": "1", "author_id": "u"}],
        "tags": [{"id": "a", "name": "Climate"}, {"id": "b", "name": "barrier"}, {"id": "c", "name": "#hidden"}],
        "posts_tags": [{"post_id": "1", "tag_id": "b", "sort_order": 1}, {"post_id": "1", "tag_id": "a", "sort_order": 0},
                       {"post_id": "1", "tag_id": "c", "sort_order": 2}]}}]}
)  # fmt: skip
SUBSTACK = (
    "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url\n"
    f'12.harbour-gates,2026-08-10T02:00:00.000Z,true,,,newsletter,everyone,"{HEADLINE}","{DECK}",\n'
    "13.payers,2026-08-10T02:00:00.000Z,true,,,newsletter,only_paid,For payers,,\n"
    "14.talk,2026-08-10T02:00:00.000Z,true,,,podcast,everyone,Talk,,\n"
    "15.later,2026-08-10T02:00:00.000Z,false,,,newsletter,everyone,Later,,\n"
)
MEDIUM = f"""\
<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body><article class="h-entry">
<header><h1 class="p-name">{escape(HEADLINE)}</h1></header><section data-field="subtitle" class="p-summary">{DECK}</section>
<section data-field="body" class="e-content"><section><h3>{escape(HEADLINE)}</h3>
<figure><img src="{IMAGE}" alt="Two gates"></figure>{HTML}</section></section>
<footer><p>By <a href="#" class="p-author h-card">Ida Varga</a> on <a href="{URL}?source=x">
<time class="dt-published" datetime="2026-08-10T02:00:00.000Z">August 10</time></a>.</p>
<p><a href="{URL}" class="p-canonical">Canonical link</a></p></footer></article></body></html>
"""
EML = (
    "From: Marrow Bay News <desk@news.example>\nTo: reader@mail.example\nSubject: "
    f"{HEADLINE}\nDate: Mon, 10 Aug 2026 04:00:00 +0200\nList-Id: Marrow Bay News <news.example>\nArchived-At: <{URL}>\n"
    "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    f'<html><body><table><tr><td><p><a href="{URL}">View in your browser</a></p>{HTML}'
    "<p>You are receiving this because you subscribed. <a href='https://x.example'>Unsubscribe</a></p></td></tr></table>"
    "</body></html>\n"
)
CSV = (
    "headline;url;section;date;author;deck;quote;note\n"
    f'{HEADLINE};{URL};Climate;2026-08-10T04:00:00+02:00;Ida Varga;{DECK};"“{QUOTE}”";On the first closure\n'
    ";https://news.example/only-an-address;;;;;;\n"
)


def xlsx() -> bytes:
    """Return the table as a workbook whose second sheet is the editor's picks."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["nothing", "of", "ours"])
    sheet = book.create_sheet("Picks")
    sheet.append(["Headline", "URL", "Section", "Date", "Author", "Deck", "Quote", "Note"])
    sheet.append(
        [HEADLINE, URL, "Climate", "2026-08-10T04:00:00+02:00", "Ida Varga", DECK, f"“{QUOTE}”", "On the first closure"]
    )
    sheet.append([None, "https://news.example/only-an-address"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()
