"""Buttondown: an email, always a draft (POST https://api.buttondown.com/v1/emails).

Left out, ``status`` would mean "about to send".  The first line of the body names
the editor; without it the service guesses.  Bodies are templates with ``{{`` and
``{%``.  Sources, August 2026: openapi.json of buttondown/openapi (EmailInput, which
takes no field besides its own), the pages on templates and on creating an email.
"""

from __future__ import annotations

import re

from digest.export import MOMENT, NUMBER, OBJECT, Bundle, Option, fragment, guarded_html, guarded_text, payload

KIND = "sender"
ABOUT = "an email draft for Buttondown's API"
FILE = "buttondown.json"
TAGS = ("{{ unsubscribe_url }}", "{{ email.absolute_url }}", "{{ manage_subscription_url }}")
MODE = "<!-- buttondown-editor-mode: plaintext -->"  # Markdown, in which HTML passes as it is
_ARCHIVE = ("archive_only", "disabled", "enabled", "enabled_for_paid_subscribers", "enabled_for_subscribers")
OPTIONS = {
    "publish_date": Option("when it is due; it stays a draft", MOMENT),
    "filters": Option("whom it goes to: filters, groups and a predicate", OBJECT),
    "archival_mode": Option("who sees it in the archive", among=_ARCHIVE),
    "image": Option("address of a picture for link previews"),
    "template": Option("another frame than your default", among=("classic", "custom", "modern", "plaintext", "naked")),
    "secondary_id": Option("the number of the issue", NUMBER),
}
_NO_SLUG = re.compile(r"[^a-zA-Z0-9_-]")  # a slug is refused for anything else; a key may hold dots


def export(bundle: Bundle) -> str:
    """Return the JSON body of the request."""
    # Markdown ends a block of HTML at an empty line and would take the rest for text.
    body = "\n".join(line for line in fragment(bundle.html).splitlines() if line.strip())
    fields = {
        "subject": guarded_text(bundle.subject),
        "body": f"{MODE}\n{guarded_html(body, TAGS)}",
        "status": "draft",
        "slug": _NO_SLUG.sub("-", bundle.key),
        "description": guarded_text(bundle.edition.preheader),
        "metadata": {"digest_key": bundle.key},
    }
    if bundle.edition.web_address:
        fields["canonical_url"] = bundle.edition.web_address
    return payload(bundle, fields, OPTIONS)
