"""Threads: 500 characters, an emoji counted by its bytes, one topic tag.

"Emojis are counted as the number of UTF-8 bytes"; which characters are meant is
not said, so every pictograph is: an upper bound, never a refused post.  More than
five different links are refused too.

Sources: developers.facebook.com/docs/threads (posts, create-posts, web intents);
link limit since 22 December 2025.
Checked 2026-11.
"""

from __future__ import annotations

from digest.networks import Draft, Network, query, web_links
from digest.text.counting import Count
from digest.text.tags import find_hashtags, find_mentions

MAX_LINKS = 5


def accepts(text: str) -> bool:
    """Refuse more than five different links."""
    return len({text[start:end] for start, end in web_links(text)}) <= MAX_LINKS


def intent(draft: Draft) -> str:
    """Return the composer's address with the post in it."""
    return query("https://www.threads.com/intent/post", {"text": draft.text})


def api(draft: Draft) -> dict[str, str]:
    """Return the fields of a text post; its one topic has a field of its own."""
    fields = {"media_type": "TEXT", "text": draft.text}
    if draft.link:
        fields["link_attachment"] = draft.link
    return {**fields, "topic_tag": draft.tags[0]} if draft.tags else fields


# Digits, # and * are emoji only under the keycap.
_PICTOGRAPH = r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3"

NETWORK = Network(
    name="Threads",
    limit=500,
    unit="characters",
    measure=Count(unit="pictographs", emoji=_PICTOGRAPH),
    accepts=accepts,
    source="https://developers.facebook.com/docs/threads/posts",
    mentions=find_mentions,
    hashtags=find_hashtags,
    links=web_links,
    intent=intent,
    api=api,
    threads=True,
    tags=1,
    images=20,
    alt_limit=1000,
)
