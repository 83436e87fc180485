"""One item that cannot be read costs itself, not the file it came in."""

from __future__ import annotations

import json
from datetime import UTC
from html import escape

import pytest

from digest.sources import Origin
from digest.sources._recognise import read

DEEP = "<div>" * 400 + "x" + "</div>" * 400
FINE = "<p>The ferry runs again from Monday, says the harbour office.</p>"
BOTH = [("Deep", DEEP), ("Fine", FINE)]
XML = "<?xml version='1.0'?>"
GHOST = {"status": "published", "visibility": "public", "type": "post"}
WORDPRESS = (
    "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:wp='http://wordpress.org/export/1.2/'><channel><title>T</title><wp:wxr_version>1.2</wp:wxr_version>"
)


def _rss(name: str, words: str) -> str:
    return f"<item><title>{name}</title><link>https://a.example/{name}</link><description>{escape(words)}</description></item>"


def _wxr(number: int, name: str, words: str) -> str:
    return (
        f"<item><title>{name}</title><content:encoded><![CDATA[{words}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>"
    )


FILES = {
    "a.jsonl": "\n".join(json.dumps({"headline": name, "text": words}) for name, words in BOTH),
    "a.rss": f"{XML}<rss version='2.0'><channel><title>T</title>{''.join(_rss(*one) for one in BOTH)}</channel></rss>",
    "a.json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "T",
            "items": [{"id": name, "title": name, "content_html": words} for name, words in BOTH],
        }
    ),
    "ghost.json": json.dumps(
        {"db": [{"data": {"posts": [{"id": name, "title": name, "html": words, **GHOST} for name, words in BOTH]}}]}
    ),
    "a.xml": f"{XML}{WORDPRESS}{''.join(_wxr(i, *one) for i, one in enumerate(BOTH))}</channel></rss>",
    "ninjs.json": json.dumps(
        [{"uri": name, "headline": name, "type": "text", "body_xhtml": words} for name, words in BOTH]
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_an_item_that_is_nested_without_end_costs_itself_only(name: str) -> None:
    batch = read(FILES[name].encode(), Origin(where=name, stem="a", zone=UTC, name=name))
    assert [article.headline for article in batch.articles] == ["Fine"]
    assert any("nested deeper" in notice.what and name in notice.where for notice in batch.notices)
