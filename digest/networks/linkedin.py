r"""LinkedIn: 3,000 UTF-16 units, and two ways to hand a post over.

What is pasted is read as it stands.  The API's ``commentary`` is "little" text:
there an unescaped ``(`` or ``@`` ends the post without a word, so each reserved
character gets a backslash; a wanted ``#tag`` and an address stay as they are.
The feed shows about three lines (near 210 characters) before "more".

Sources: learn.microsoft.com, Community Management, little text format (version
2026-05, read: reserved characters, ``#tag``) and Posts API; sharing/share-offsite
takes a link only.  Unverified: the unit (the larger count; the page defines none),
the fold, and alt text of 4,086.
Checked 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from digest.networks import DEFUSER, Draft, Look, Network, query, web_links
from digest.text.counting import Count
from digest.text.tags import find_hashtags

_RESERVED = re.compile(r"[\\|{}@\[\]()<>#*_~]")
_ADDRESS = re.compile(r"https?://[^\s()<>\[\]{}|\\]+")
_ESCAPED = re.compile(r"\\([\\|{}@\[\]()<>#*_~])")


def escape_little(text: str, tags: Collection[str] | None = None) -> str:
    """Return *text* for the API; addresses stay alive, and so do hashtags (only those of *tags*, when given)."""
    alive = [(a, b) for a, b in find_hashtags(text) if tags is None or text[a + 1 : b] in tags]
    alive = sorted([*alive, *(match.span() for match in _ADDRESS.finditer(text))])
    parts = []
    end = 0
    for start, stop in alive:
        if start < end:  # a tag inside an address
            continue
        parts += [_RESERVED.sub(r"\\\g<0>", text[end:start]), text[start:stop]]
        end = stop
    return "".join([*parts, _RESERVED.sub(r"\\\g<0>", text[end:])])


def unescape_little(text: str) -> str:
    """Return the text that a reader of the API's text sees."""
    return _ESCAPED.sub(r"\1", text)


def api(draft: Draft) -> str:
    """Return the post's ``commentary``; after a backslash, a number sign or at needs no word joiner."""
    text = draft.text.replace("#" + DEFUSER, "#").replace("@" + DEFUSER, "@")
    return escape_little(text, draft.tags)


def intent(draft: Draft) -> str:
    """Return the share page; it takes only the link, so the text is copied first."""
    return query("https://www.linkedin.com/sharing/share-offsite/", {"url": draft.link}) if draft.link else ""


NETWORK = Network(
    name="LinkedIn",
    limit=3000,
    unit="UTF-16 units",
    measure=Count(unit="utf16"),
    source="https://learn.microsoft.com/linkedin/marketing/community-management/shares/little-text-format",
    hashtags=find_hashtags,
    links=web_links,
    intent=intent,
    api=api,
    fold=140,
    tags=3,
    images=20,
    alt_limit=4086,
    look=Look(narrow=0.8, broad=1.91, lines=3),
)
