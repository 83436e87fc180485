"""Nostr: a note of kind 1; its relay sets the limit.

NIP-11's own example allows 8,196 characters of content (``max_content_length``,
"a count of unicode characters") and 16,384 bytes of the whole message
(``max_message_length``); a relay may say otherwise, then set ``social.limits``.
Tags and links are told to clients as ``t`` and ``r`` tags; a content warning is a tag
too (NIP-36), and is counted with the text.  A picture's address stands in the
text, or clients ignore its ``imeta`` (NIP-92).

Sources: github.com/nostr-protocol/nips 01, 11, 24, 36, 92; read as of July 2026.
Checked 2026-11.
"""

from __future__ import annotations

from digest.networks import Cap, Draft, Network, web_links
from digest.text.counting import Count
from digest.text.tags import find_hashtags

FRAME = 784  # bytes of a message that are not its content: key, id, signature, a few tags


def api(draft: Draft) -> dict[str, object]:
    """Return the event to sign: the sender adds key, time and signature."""
    tags = [["t", tag.lower()] for tag in draft.tags]
    tags += [["r", draft.link]] if draft.link else []
    tags += [["content-warning", draft.warning]] if draft.warning else []
    content = draft.text
    if draft.image.startswith("https://"):
        tags.append(["imeta", f"url {draft.image}", f"alt {draft.alt}"])
        content += f"\n\n{draft.image}"
    return {"kind": 1, "content": content, "tags": tags}


NETWORK = Network(
    name="Nostr",
    limit=8196,
    unit="characters",
    measure=Count(unit="codepoints"),
    also=(Cap(limit=16_384 - FRAME, unit="bytes", measure=Count(unit="bytes", written="json")),),
    source="https://github.com/nostr-protocol/nips/blob/master/11.md",
    hashtags=find_hashtags,
    links=web_links,
    api=api,
    warns=True,
    tags=8,
)
