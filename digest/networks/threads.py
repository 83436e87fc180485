"""Threads: 500 characters, an emoji counted by its bytes, at most five links, one topic.

"Emojis are counted as the number of UTF-8 bytes"; which characters are meant is
not said, so every pictograph is: an upper bound, never a refused post.  More than
five different links are refused since 22 December 2025.  A topic has at most 50
characters, without full stops and ampersands.

Sources: developers.facebook.com/documentation/threads: posts, create-posts,
create-posts/text-attachments (how links are counted), threads-web-intents; all
read.  Unverified: the length of alt text (1,000 is what schedulers allow).
Checked 2026-11.
"""

from __future__ import annotations

from digest.networks import Cap, Draft, Look, Network, query, web_links
from digest.text.counting import Count
from digest.text.tags import find_hashtags, find_mentions

MAX_LINKS = 5
MAX_TOPIC = 50


def intent(draft: Draft) -> str:
    """Return the composer's address with the post in it."""
    return query("https://www.threads.com/intent/post", {"text": draft.text})


def api(draft: Draft) -> dict[str, str]:
    """Return the fields of a text post; its one topic has a field of its own."""
    fields = {"media_type": "TEXT", "text": draft.text}
    if draft.link:
        fields["link_attachment"] = draft.link
    topics = [tag for tag in draft.tags if len(tag) <= MAX_TOPIC]
    return {**fields, "topic_tag": topics[0]} if topics else fields


# Digits, # and * are emoji only under the keycap.
_PICTOGRAPH = r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3"

NETWORK = Network(
    name="Threads",
    limit=500,
    unit="characters",
    measure=Count(unit="pictographs", emoji=_PICTOGRAPH),
    also=(Cap(limit=MAX_LINKS, unit="links", measure=Count(unit="links", bare=True), things=True),),
    source="https://developers.facebook.com/documentation/threads/posts",
    mentions=find_mentions,
    hashtags=find_hashtags,
    links=web_links,
    intent=intent,
    api=api,
    threads=True,
    tags=1,
    images=20,
    alt_limit=1000,
    look=Look(narrow=0.75, link=30),
)
