"""Mailchimp: a feed for an RSS campaign, or a campaign's content.

The feed (RSS 2.0 with content:encoded and media:content) has one item a story,
in running order; Kit, Buttondown and Mautic read it too.  ``--set form=content``
gives the body of PUT /3.0/campaigns/{id}/content instead.  Sources: Mailchimp's
Marketing API 3.0.55 (a copy of August 2026) for the content; its pages on RSS merge
tags, rssboard.org/rss-specification and mrss for the feed.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import format_datetime
from html import escape

from digest.edition.model import Item
from digest.errors import UsageError
from digest.export import Bundle, Option, as_json, guarded_html, guarded_text, read_options

KIND = "sender"
ABOUT = "an RSS feed for Mailchimp's RSS campaigns, or a campaign's content"
FILE = "mailchimp.xml"
TAGS = ("*|UNSUB|*", "*|ARCHIVE|*", "*|UPDATE_PROFILE|*")
OPTIONS = {"form": Option("rss (the default) or content", among=("rss", "content"))}


def export(bundle: Bundle) -> str:
    """Return the feed, or with the option the JSON body of the request."""
    if read_options(bundle, OPTIONS).get("form") == "content":
        return as_json({"html": guarded_html(bundle.html, TAGS), "plain_text": guarded_text(bundle.text, TAGS)})
    if not bundle.edition.web_address:
        raise UsageError(
            "a feed says where the newsletter stands on the web, and this edition does not know",
            where=f"edition {bundle.key}",
            fix='set newsletter.web = "https://…" and build again, or --set form=content',
        )
    return "\n".join(_feed(bundle)) + "\n"


def _feed(bundle: Bundle) -> Iterator[str]:
    edition, paper = bundle.edition, bundle.edition.newsletter
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">'
    )
    yield "<channel>"
    yield _element("title", paper.name)
    yield _element("link", bundle.edition.web_address)
    yield _element("description", bundle.subject)
    yield _element("language", paper.locale)
    yield _element("pubDate", format_datetime(edition.at))
    for item in edition.items():
        yield from _item(item, bundle)
    yield "</channel>"
    yield "</rss>"


def _item(item: Item, bundle: Bundle) -> Iterator[str]:
    yield "<item>"
    yield _element("title", item.headline)
    if item.url:
        yield _element("link", item.url)
    yield f'<guid isPermaLink="false">{escape(bundle.key)}/{escape(item.slug)}</guid>'
    yield _element("pubDate", format_datetime(item.published or bundle.edition.at))
    if item.author:
        yield _element("dc:creator", item.author)
    if item.kicker:
        yield _element("category", item.kicker)
    yield _element("description", item.deck or item.standfirst)
    # Twice escaped: the feed's reader undoes one, then finds HTML.
    yield _element("content:encoded", guarded_html(_story(item), ()))
    if picture := item.picture:
        alt = escape(picture.alt)
        src = picture.src if picture.src.startswith("https:") else bundle.edition.web_address + picture.src
        yield f'<media:content url="{escape(src)}" medium="image">'
        yield f"<media:description>{alt}</media:description></media:content>"
    yield "</item>"


def _story(item: Item) -> str:
    lines = [f"<p>{escape(words)}</p>" for words in (item.deck, item.standfirst) if words]
    lines += [f"<blockquote><p>{escape(quote.text)}</p></blockquote>" for quote in item.quotes]
    if item.highlights:
        bullets = "".join(f"<li>{escape(extract.text)}</li>" for extract in item.highlights)
        lines.append(f"<ul>{bullets}</ul>")
    lines += [f"<p>{escape(extract.text)}</p>" for extract in item.why]
    return "\n".join(lines)


def _element(name: str, value: str) -> str:
    return f"<{name}>{escape(guarded_text(value), quote=False)}</{name}>"
