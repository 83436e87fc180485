"""listmonk: a campaign, created as a draft (POST /api/campaigns).

Bodies and subjects there are Go templates.  The campaign's template must be a
bare one, ``{{ template "content" . }}``, or it wraps our document in its own.
Source: docs/docs/content/apis/campaigns.md of knadh/listmonk.
"""

from __future__ import annotations

from digest.export import Bundle, guarded_html, guarded_text, payload

KIND = "sender"
ABOUT = "a campaign draft for listmonk's API"
FILE = "listmonk.json"
TAGS = ("{{ UnsubscribeURL }}", "{{ MessageURL }}", "{{ ManageURL }}")
OPTIONS = {
    "lists": "numbers of the lists it goes to",
    "template_id": "number of a bare template",
    "messenger": "who sends it, email by default",
    "send_at": "when it is due, such as 2026-08-10T04:00:00Z",
    "from_email": "another sender than the edition's",
    "tags": "labels",
}


def export(bundle: Bundle) -> str:
    """Return the JSON body of the request; nothing is sent before a status is set there."""
    fields = {
        "name": f"{bundle.newsletter['name']} {bundle.edition['slot']}",
        "subject": guarded_text(bundle.subject),
        "lists": [1],
        "from_email": bundle.newsletter["sender"],
        "type": "regular",
        "content_type": "html",
        "body": guarded_html(bundle.html, TAGS),
        "altbody": guarded_text(bundle.text, TAGS),
        "messenger": "email",
        "tags": ["digest", bundle.key],
        "headers": [{"x-digest-key": bundle.key}],
    }
    return payload(bundle, fields, OPTIONS)
