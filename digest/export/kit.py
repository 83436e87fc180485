"""Kit: a broadcast, as a draft (POST https://api.kit.com/v4/broadcasts).

``send_at`` null means draft, ``public`` false keeps it off the web; neither can be
set here, as either would publish.  Content is Liquid, and the template that frames
it must not be a "Starting point".  Source: the service's v4 OpenAPI document for
"Create a broadcast", an undated copy of 2026: all its required fields are written.
"""

from __future__ import annotations

from digest.export import MOMENT, NUMBER, OBJECTS, Bundle, Option, fragment, guarded_html, guarded_text, payload

KIND = "sender"
ABOUT = "a broadcast draft for Kit's API"
FILE = "kit.json"
OPTIONS = {
    "email_template_id": Option("number of a bare template", NUMBER),
    "email_address": Option("another sender than your account's"),
    "subscriber_filter": Option("whom it goes to; everybody when not set", OBJECTS),
    "published_at": Option("the moment that is shown, the edition's when not set", MOMENT),
    "thumbnail_url": Option("address of a picture"),
    "thumbnail_alt": Option("its description"),
}


def export(bundle: Bundle) -> str:
    """Return the JSON body of the request."""
    fields = {
        "subject": guarded_text(bundle.subject),
        "preview_text": guarded_text(bundle.edition.preheader),
        "content": guarded_html(fragment(bundle.html), ()),
        "description": f"{bundle.edition.newsletter.name}, {bundle.key}",
        "public": False,
        "published_at": bundle.edition.at.isoformat(),
        "send_at": None,
        "subscriber_filter": [],
    }
    return payload(bundle, fields, OPTIONS)
