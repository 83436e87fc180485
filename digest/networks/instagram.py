"""Instagram: 2,200 UTF-16 units, five hashtags, a picture, and no link that can be pressed.

The caption says where the link is ("link in bio"); the first 125 characters or so
show before "more".

Sources: Meta, Instagram content publishing (caption 2,200, alt_text since March
2025); five hashtags since December 2025, as the trade press reports it.
Checked 2026-11.
"""

from __future__ import annotations

from digest.networks import Draft, Network, web_links
from digest.text.counting import Count
from digest.text.tags import find_hashtags, find_mentions


def api(draft: Draft) -> dict[str, str]:
    """Return the fields of a media container; the picture must stand at a public address."""
    return {"caption": draft.text, "image_url": draft.image, "alt_text": draft.alt}


NETWORK = Network(
    name="Instagram",
    limit=2200,
    unit="UTF-16 units",
    measure=Count(unit="utf16"),
    source="https://developers.facebook.com/docs/instagram-platform/content-publishing",
    mentions=find_mentions,
    hashtags=find_hashtags,
    links=web_links,
    api=api,
    fold=125,
    tags=5,
    images=10,
    alt_limit=1000,
    needs_image=True,
)
