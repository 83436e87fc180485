"""listmonk: a campaign, created as a draft (POST /api/campaigns).

Bodies and subjects there are Go templates.  The campaign's template must be a
bare one, ``{{ template "content" . }}``, or it wraps our document in its own.
Sources, knadh/listmonk of July 2026: docs/docs/content/apis/campaigns.md,
cmd/campaigns.go (what is refused), models/campaigns.go and models/common.go (what
a template does to a body).
"""

from __future__ import annotations

import json
import re

from digest.export import MOMENT, NUMBER, NUMBERS, WORDS, Bundle, Option, guarded_html, guarded_text, payload
from digest.text.defusing import BREAK

KIND = "sender"
ABOUT = "a campaign draft for listmonk's API"
FILE = "listmonk.json"
TAGS = ("{{ UnsubscribeURL }}", "{{ MessageURL }}", "{{ ManageURL }}")
OPTIONS = {
    "lists": Option("numbers of the lists it goes to, [1] when not set", NUMBERS),
    "template_id": Option("number of a bare template", NUMBER),
    "messenger": Option("who sends it, email by default"),
    "send_at": Option("when it is due, in the future; it stays a draft until scheduled", MOMENT),
    "from_email": Option("another sender than the edition's"),
    "tags": Option("labels", WORDS),
}
_COMMENT = re.compile(r"(<!--.*?-->)", re.DOTALL)
_OWN = re.compile("(" + "|".join(re.escape(tag) for tag in TAGS) + ")")
_TRACK = "@TrackLink"  # after an address it turns it into a tracked link, in article text too


def export(bundle: Bundle) -> str:
    """Return the JSON body of the request; nothing is sent before a status is set there."""
    fields = {
        "name": f"{bundle.edition.newsletter.name} {bundle.edition.slot}",
        "subject": guarded_text(bundle.subject),
        "lists": [1],
        "from_email": bundle.edition.newsletter.sender,
        "type": "regular",
        "content_type": "html",
        "body": _html(bundle.html),
        "altbody": _text(bundle.text),
        "messenger": "email",
        "tags": ["digest", bundle.key],
        "headers": [{"x-digest-key": bundle.key}],
    }
    return payload(bundle, fields, OPTIONS)


def _html(html: str) -> str:
    # Go's HTML templates drop comments, and with them all that Outlook is told.
    parts = _COMMENT.split(html)
    return "".join(_kept(part) if n % 2 else _guarded(part) for n, part in enumerate(parts))


def _guarded(html: str) -> str:
    return guarded_html(html, TAGS).replace(_TRACK, _TRACK.replace("@", "&#64;"))


def _kept(comment: str) -> str:
    """Return a comment that the template prints as it is, with the placeholders in it filled in."""
    return "".join(part if n % 2 else _safe(part) for n, part in enumerate(_OWN.split(comment)) if part)


def _safe(html: str) -> str:
    # JSON's strings are Go's; what the service looks for before it parses is spelled out.
    literal = json.dumps(html, ensure_ascii=False).replace("{{", "\\u007b{").replace(_TRACK, "\\u0040TrackLink")
    return f"{{{{ Safe {literal} }}}}"


def _text(text: str) -> str:
    made = guarded_text(text, TAGS).replace(_TRACK, f"@{BREAK}TrackLink")
    # With a placeholder in it the text becomes a template too, an HTML one: "<" would open a tag.
    return made.replace("<", _safe("<")) if _OWN.search(made) else made
