"""Kit: a broadcast, as a draft (POST https://api.kit.com/v4/broadcasts).

``send_at`` null means draft, ``public`` false keeps it off the web.  Content is
Liquid.  Source: the service's v4 API pages.
"""

from __future__ import annotations

from digest.export import Bundle, fragment, guarded_html, guarded_text, payload

KIND = "sender"
ABOUT = "a broadcast draft for Kit's API"
FILE = "kit.json"
OPTIONS = {
    "email_template_id": "number of a bare template",
    "subscriber_filter": "whom it goes to",
    "public": "whether it appears on the web",
    "send_at": "when it is due; null, the default, is a draft",
    "thumbnail_url": "address of a picture",
    "thumbnail_alt": "its description",
}


def export(bundle: Bundle) -> str:
    """Return the JSON body of the request."""
    fields = {
        "subject": guarded_text(bundle.subject),
        "preview_text": guarded_text(bundle.edition["preheader"]),
        "content": guarded_html(fragment(bundle.html), ()),
        "description": f"{bundle.newsletter['name']}, {bundle.key}",
        "public": False,
        "send_at": None,
    }
    return payload(bundle, fields, OPTIONS)
