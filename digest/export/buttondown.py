"""Buttondown: an email, always a draft (POST https://api.buttondown.com/v1/emails).

Left out, ``status`` would mean "about to send".  The first line of the body names
the editor; without it the service guesses.  Bodies are templates with ``{{`` and
``{%``.  Source: the service's openapi.json.
"""

from __future__ import annotations

from digest.export import Bundle, fragment, guarded_html, guarded_text, payload

KIND = "sender"
ABOUT = "an email draft for Buttondown's API"
FILE = "buttondown.json"
TAGS = ("{{ unsubscribe_url }}", "{{ email_url }}", "{{ manage_subscription_url }}")
MODE = "<!-- buttondown-editor-mode: plaintext -->"  # Markdown, in which HTML passes as it is
OPTIONS = {
    "publish_date": "when it is due; it stays a draft",
    "filters": "whom it goes to",
    "archival_mode": "whether it appears in the archive",
    "image": "address of a picture for link previews",
}


def export(bundle: Bundle) -> str:
    """Return the JSON body of the request."""
    # Markdown ends a block of HTML at an empty line and would take the rest for text.
    body = "\n".join(line for line in fragment(bundle.html).splitlines() if line.strip())
    fields = {
        "subject": guarded_text(bundle.subject),
        "body": f"{MODE}\n{guarded_html(body, TAGS)}",
        "status": "draft",
        "slug": bundle.key,
        "description": guarded_text(bundle.edition["preheader"]),
        "metadata": {"digest_key": bundle.key},
    }
    if bundle.web_address:
        fields["canonical_url"] = bundle.web_address
    return payload(bundle, fields, OPTIONS)
