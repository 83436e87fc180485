r"""Discord: 2,000 UTF-16 units of Markdown, backslashes included.

``@everyone`` from an article would ring a whole server: names are broken up, and a
program sends ``allowed_mentions`` with nothing allowed.

Sources: the service's documents, github.com/discord/discord-api-docs, resources/message
and resources/webhook (content of at most 2,000 characters, a description of a
file of 1,024, allowed mentions) and the reference for message formatting; read as
of August 2026.  Unverified: that a character is a UTF-16 unit; it is the larger
count.
Checked 2026-11.
"""

from __future__ import annotations

import re

from digest.networks import Draft, Look, Network, web_links
from digest.text.counting import Count
from digest.text.tags import find_handles

_MARKUP = re.compile(r"[\\*_~`|<>#\[\]]|^[-+](?= )", re.MULTILINE)
_LIST = re.compile(r"^(\d+)\.(?= )", re.MULTILINE)
_OWN = re.compile(r"<(?:(?:@[!&]?|#|a?:\w+:|t:)\d+(?::[a-zA-Z])?|id:\w+|https?://[^\s<>]+)>")
_ESCAPED = re.compile(r"\\([\\*_~`|<>#\[\]\-+.])")


def escape(text: str) -> str:
    """Return *text* so that none of it is read as Markdown, a channel, a role or an emoji of the server."""
    return _LIST.sub(r"\1\\.", _MARKUP.sub(r"\\\g<0>", text))


def unescape(text: str) -> str:
    """Return the text that a reader sees."""
    return _ESCAPED.sub(r"\1", text)


def escapes(text: str) -> list[tuple[int, int]]:
    """Find the escapes of *text* and what is one thing in Discord's own markup, so that no cut leaves half of one."""
    return [match.span() for pattern in (_ESCAPED, _OWN) for match in pattern.finditer(text)]


def api(draft: Draft) -> dict[str, object]:
    """Return the body of a message or webhook."""
    return {"content": draft.text, "allowed_mentions": {"parse": []}}


NETWORK = Network(
    name="Discord",
    limit=2000,
    unit="UTF-16 units",
    measure=Count(unit="utf16"),
    source="https://discord.com/developers/docs/resources/message",
    mentions=find_handles,
    links=web_links,
    keep=escapes,
    escape=escape,
    unescape=unescape,
    api=api,
    tags=0,
    images=10,
    alt_limit=1024,
    look=Look(card="bar", bold="**", slanted="_"),
)
