"""Plain text: for a network that has no file here; the composer is a new mail.

The limit is ours: longer bodies are cut by mail programs that get them in an
address.  Set ``social.limits`` for another, 160 for a short message.

Source: RFC 6068 (mailto: spaces as ``%20``, line breaks as ``%0D%0A``).
Checked 2026-11.
"""

from __future__ import annotations

from urllib.parse import quote

from digest.networks import Draft, Look, Network
from digest.text.counting import Count
from digest.text.links import find_addresses


def intent(draft: Draft) -> str:
    """Return a mailto address with subject and body."""
    body = draft.text.replace("\n", "\r\n")
    return f"mailto:?subject={quote(draft.title, safe='')}&body={quote(body, safe='')}"


NETWORK = Network(
    name="Plain text",
    limit=1500,
    unit="code points",
    measure=Count(unit="codepoints"),
    source="https://www.rfc-editor.org/rfc/rfc6068",
    links=find_addresses,
    intent=intent,
    tags=0,
    images=0,
    look=Look(card=""),
)
