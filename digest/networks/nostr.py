"""Nostr: a note of kind 1; its relay sets the limit.

NIP-11's own example allows 8,196 (``limitation.max_content_length``); a relay may
say otherwise, then set it in ``social.limits``.  Counted are the bytes of the JSON
string.  Tags and links are told to clients as ``t`` and ``r`` tags; a content warning
is a tag too (NIP-36), and is counted with the text.

Sources: github.com/nostr-protocol/nips 01, 11, 24, 36, 92.
Checked 2026-11.
"""

from __future__ import annotations

from digest.networks import Draft, Network, web_links
from digest.text.counting import Count
from digest.text.tags import find_hashtags


def api(draft: Draft) -> dict[str, object]:
    """Return the event to sign: the sender adds key, time and signature."""
    tags = [["t", tag.lower()] for tag in draft.tags]
    tags += [["r", draft.link]] if draft.link else []
    tags += [["content-warning", draft.warning]] if draft.warning else []
    if draft.image.startswith("https://"):
        tags.append(["imeta", f"url {draft.image}", f"alt {draft.alt}"])
    return {"kind": 1, "content": draft.text, "tags": tags}


NETWORK = Network(
    name="Nostr",
    limit=8196,
    unit="bytes",
    measure=Count(unit="bytes", written="json"),
    source="https://github.com/nostr-protocol/nips/blob/master/11.md",
    hashtags=find_hashtags,
    links=web_links,
    api=api,
    warns=True,
    tags=8,
)
