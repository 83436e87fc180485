"""Slack: 3,000 characters a section, three characters to escape, nothing that pings.

A program gets Block Kit: the headline as a header (at most 150 characters), the words
as ``plain_text``, which Slack does not read for markup, a picture with its
alt text, and the link as ``<url|headline>``.  In the fallback ``text`` only ``& < >``
are escaped; ``<!channel>`` and ``<@U…>`` can therefore not come about.  The length is
that of the escaped text, as a section of ``mrkdwn`` holds it: the larger one.

Sources: docs.slack.dev, section block (text of 1 to 3,000 characters, read as others
cite it), image block of the service's own types (``alt_text`` of at most 2,000,
read) and formatting message text.  The server refuses 3,001 characters of the
text as it is sent.  Unverified: that a character is a UTF-16 unit; it is the
larger count.
Checked 2026-11.
"""

from __future__ import annotations

import re

from digest.networks import DEFUSER, Draft, Look, Network, web_links
from digest.text.clean import plain
from digest.text.counting import Count, escaped
from digest.text.graphemes import utf16
from digest.text.tags import find_handles

HEADER = 150

_CALL = re.compile(r"<(?=[!@#])")
# A reference, a link or call in its own markup, an emoji by name: never halved.
_OWN = re.compile(r"&(?:amp|lt|gt);|<[@#!A-Za-z][^<>\n]*>|:[a-z0-9_+\-]+:")


def own(text: str) -> list[tuple[int, int]]:
    """Find what is one thing in Slack's own markup."""
    return [match.span() for match in _OWN.finditer(text)]


def escape(text: str) -> str:
    """Return *text* so that it rings nobody even where a sender forgets to escape it: ``<!channel>``, ``<@U1>``."""
    return _CALL.sub(f"<{DEFUSER}", text)


def unescape_text(text: str) -> str:
    """Return the text that a reader sees."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def api(draft: Draft) -> dict[str, object]:
    """Return the message: blocks, and the text for notifications."""
    first, _, rest = draft.body.partition("\n\n")
    headed = bool(draft.title) and plain(first) == draft.title and utf16(first) <= HEADER and bool(rest)
    blocks: list[dict[str, object]] = [{"type": "header", "text": _words(first)}] if headed else []
    blocks.append({"type": "section", "text": _words(rest if headed else draft.body)})
    if draft.image.startswith("https://"):
        blocks.append({"type": "image", "image_url": draft.image, "alt_text": draft.alt})
    if draft.link:
        # A bar would end the address, and the label may not hold one either.
        label = escaped(draft.title or draft.link).replace("|", "¦")
        link = f"<{escaped(draft.link).replace('|', '%7C')}|{label}>"
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": link}})
    return {"text": escaped(draft.text), "mrkdwn": False, "blocks": blocks, "unfurl_links": False}


def _words(text: str) -> dict[str, object]:
    return {"type": "plain_text", "text": text, "emoji": False}


NETWORK = Network(
    name="Slack",
    limit=3000,
    unit="characters",
    measure=Count(unit="utf16", written="html"),
    source="https://docs.slack.dev/reference/block-kit/blocks/section-block",
    mentions=find_handles,
    links=web_links,
    keep=own,
    escape=escape,
    api=api,
    tags=0,
    images=1,
    alt_limit=2000,
    look=Look(card="bar", bold="*", slanted="_"),
)
