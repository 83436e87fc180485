"""Instagram: 2,200 UTF-16 units, five hashtags, twenty names, a picture, and no link that can be pressed.

The caption says where the link is ("link in bio"); the first 125 characters or so
show before "more".

Sources: developers.facebook.com/docs/instagram-platform, content publishing (read:
alt_text since 24 March 2025, pictures at public addresses) and, as others cite
it, IG User media (caption 2,200, twenty ``@`` tags).  Five hashtags since December 2025: the
documents of schedulers that post there say so (ayrshare.com, read in five
languages; its English page still said 30); Meta's own page was not seen.
Unverified: the unit, the fold, the twenty names and the length of alt text.
Checked 2026-11.
"""

from __future__ import annotations

from digest.networks import Cap, Draft, Look, Network, web_links
from digest.text.counting import Count
from digest.text.tags import find_hashtags, find_mentions


def api(draft: Draft) -> dict[str, str]:
    """Return the fields of a media container; the picture must stand at a public address."""
    return {"caption": draft.text, "image_url": draft.image, "alt_text": draft.alt}


# As `regex` and a browser read them; a tag needs a letter.
_TAG = r"(?<![\p{L}\p{M}\p{Nd}_&])[#＃](?=[\p{Nd}_]*[\p{L}\p{M}])[\p{L}\p{M}\p{Nd}_]+"
_NAME = r"(?<![\p{L}\p{M}\p{Nd}_.@/])@[a-z0-9_][a-z0-9_.]*"

NETWORK = Network(
    name="Instagram",
    limit=2200,
    unit="UTF-16 units",
    measure=Count(unit="utf16"),
    also=(
        Cap(limit=5, unit="hashtags", measure=Count(unit="names", names=_TAG), things=True),
        Cap(limit=20, unit="mentions", measure=Count(unit="names", names=_NAME), things=True),
    ),
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
    look=Look(card="", narrow=0.8, broad=1.91, lines=2, bio=True),
)
