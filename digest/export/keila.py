"""Keila: a campaign, created as a draft (POST /api/v1/campaigns).

Bodies are Liquid templates, filled in before anything reads them as HTML.  Sources,
pentacent/keila of June 2026: lib/keila_web/api/schemas/mailings_campaign.ex
(subject and settings.type are required), lib/keila/mailings/renderer.
"""

from __future__ import annotations

from digest.export import Bundle, Option, as_json, guarded_html, guarded_text, read_options

KIND = "sender"
ABOUT = "a campaign draft for Keila's API"
FILE = "keila.json"
TAGS = ("{{ unsubscribe_link }}",)
OPTIONS = {
    "sender_id": Option("who sends it, such as ms_12345"),
    "segment_id": Option("whom it goes to, such as sgm_12345"),
    "template_id": Option("a template of your own"),
}


def export(bundle: Bundle) -> str:
    """Return the JSON body of the request, the campaign below ``data``."""
    campaign = {
        "subject": guarded_text(bundle.subject),
        "preview_text": guarded_text(bundle.edition.preheader),
        "settings": {"type": "html", "do_not_track": True},
        "html_body": guarded_html(bundle.html, TAGS),
        # Stored; for an HTML campaign the service makes the text part from the HTML.
        "text_body": guarded_text(bundle.text, TAGS),
        "data": {"key": bundle.key, "slot": bundle.edition.slot, "number": bundle.edition.number},
        **read_options(bundle, OPTIONS),
    }
    return as_json({"data": campaign})
