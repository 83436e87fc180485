r"""Telegram: 4,096 UTF-16 units after the markup is read; HTML, never MarkdownV2.

What is pasted is plain text, and the server finds links, tags and ``@names`` in it
by itself.  The bot API gets HTML, where only ``& < >`` need an escape; MarkdownV2
needs eighteen, and one that is forgotten loses the message.  Entities count UTF-16
units.  A caption under a picture holds 1,024.

Sources: core.telegram.org/bots/api (formatting options, sendMessage, sendPhoto), as
clients hold it; core.telegram.org/api/entities; github.com/tdlib/td as of July 2026
(4,096 and 1,024, and a bot's text counted in code points there: UTF-16 units are
the larger count, so no post is refused).  Unverified: ``t.me/share/url``.
Checked 2026-11.
"""

from __future__ import annotations

import re
from html import unescape

from digest.networks import Draft, Facet, Look, Network, query, web_links
from digest.text.counting import Count, escaped
from digest.text.graphemes import utf16
from digest.text.tags import find_handles, find_hashtags

CAPTION = 1024

_MARKDOWN = re.compile(r"[_*\[\]()~`>#+\-=|{}.!\\]")
_MARKDOWN_ESCAPED = re.compile(r"\\([_*\[\]()~`>#+\-=|{}.!\\])")


def unescape_html(text: str) -> str:
    """Return the text that a reader of the HTML sees."""
    return unescape(text)


def escape_markdown(text: str) -> str:
    """Return *text* for ``parse_mode: MarkdownV2``, for senders that can send nothing else."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def unescape_markdown(text: str) -> str:
    """Return the text that a reader of the MarkdownV2 sees."""
    return _MARKDOWN_ESCAPED.sub(r"\1", text)


def facets(draft: Draft) -> list[Facet]:
    """Return the entities of our own link and tags, in UTF-16 units."""
    found = []
    for words, kind, value in ((draft.link, "url", draft.link), *((f"#{tag}", "hashtag", tag) for tag in draft.tags)):
        at = draft.text.rfind(words) if words else -1
        if at >= 0:
            start = utf16(draft.text[:at])
            found.append(Facet(start=start, end=start + utf16(words), kind=kind, value=value))
    return sorted(found, key=lambda facet: facet.start)


def intent(draft: Draft) -> str:
    """Return the share page; it wants the link in a field of its own."""
    return query("https://t.me/share/url", {"url": draft.link, "text": draft.body}) if draft.link else ""


def api(draft: Draft) -> dict[str, str]:
    """Return the fields of ``sendMessage`` but for the chat."""
    return {"text": escaped(draft.text), "parse_mode": "HTML"}


NETWORK = Network(
    name="Telegram",
    limit=4096,
    unit="UTF-16 units",
    measure=Count(unit="utf16"),
    source="https://core.telegram.org/bots/api",
    mentions=find_handles,
    hashtags=find_hashtags,
    links=web_links,
    facets=facets,
    intent=intent,
    api=api,
    images=10,
    alt_limit=1024,
    caption=CAPTION,
    look=Look(card="bar", bold="**", slanted="__"),
)
