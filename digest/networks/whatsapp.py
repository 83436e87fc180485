"""WhatsApp: 4,096 UTF-16 units, and asterisks that make bold.

There is no escape for ``*bold*``, ``_italics_``, ``~strike~`` and code, so a word
joiner on both sides of each of these characters disables it; the same goes before a
line that would become a list or a quotation.  A caption holds 1,024.

Sources: developers.facebook.com/documentation/business-messaging/whatsapp, image
messages (read: a caption of 1,024); text of 4,096 as providers of the API document
it (docs.360dialog.com).  Unverified: the unit (the larger count), and ``wa.me/?text``
and the marks of formatting beyond what users describe.
Checked 2026-11.
"""

from __future__ import annotations

import re

from digest.networks import DEFUSER, Draft, Look, Network, query, web_links
from digest.text.counting import Count

_MARK = re.compile(r"[*_~`]")
_LINE = re.compile(r"^(?=(?:[-*>]|\d+\.) )", re.MULTILINE)


def escape(text: str) -> str:
    """Return *text* so that none of it turns bold, italic, struck, code, list or quotation."""
    return _MARK.sub(rf"{DEFUSER}\g<0>{DEFUSER}", _LINE.sub(DEFUSER, text))


def intent(draft: Draft) -> str:
    """Return the address that opens a chat with the post in it."""
    return query("https://wa.me/", {"text": draft.text})


NETWORK = Network(
    name="WhatsApp",
    limit=4096,
    unit="UTF-16 units",
    measure=Count(unit="utf16"),
    source="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages",
    links=web_links,
    escape=escape,
    intent=intent,
    tags=0,
    images=1,
    caption=1024,
    look=Look(card="side", bold="*", slanted="_"),
)
