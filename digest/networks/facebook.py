"""Facebook: 63,206 UTF-16 units, and a composer that takes only the link.

Sources: developers.facebook.com, share dialog: sharer.php takes ``u`` alone, so the
text is copied first.  The first link makes the card.  Unverified: the limit, which
is what schedulers and users report, as Meta states none; the unit; the fold.
Checked 2026-11.
"""

from __future__ import annotations

from digest.networks import Draft, Look, Network, query, web_links
from digest.text.counting import Count
from digest.text.tags import find_hashtags


def intent(draft: Draft) -> str:
    """Return the share page; it takes only the link."""
    return query("https://www.facebook.com/sharer.php", {"u": draft.link}) if draft.link else ""


def api(draft: Draft) -> dict[str, str]:
    """Return the fields of a page's feed post."""
    return {"message": draft.text, "link": draft.link} if draft.link else {"message": draft.text}


NETWORK = Network(
    name="Facebook",
    limit=63_206,
    unit="UTF-16 units",
    measure=Count(unit="utf16"),
    source="https://developers.facebook.com/docs/sharing/reference/share-dialog",
    hashtags=find_hashtags,
    links=web_links,
    intent=intent,
    api=api,
    fold=477,
    images=10,
    alt_limit=1000,
    look=Look(narrow=0.8, broad=1.91, lines=5),
)
