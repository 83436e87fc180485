"""Keila: a campaign, created as a draft (POST /api/v1/campaigns).

Bodies are Liquid templates.  Source: lib/keila_web/api/schemas/mailings_campaign.ex
of pentacent/keila (subject and settings.type are required).
"""

from __future__ import annotations

import json

from digest.export import Bundle, check_options, guarded_html, guarded_text

KIND = "sender"
ABOUT = "a campaign draft for Keila's API"
FILE = "keila.json"
TAGS = ("{{ unsubscribe_link }}",)
OPTIONS = {
    "sender_id": "who sends it, such as ms_12345",
    "segment_id": "whom it goes to, such as sgm_12345",
    "template_id": "a template of your own",
}


def export(bundle: Bundle) -> str:
    """Return the JSON body of the request, the campaign below ``data``."""
    check_options(bundle, OPTIONS)
    campaign = {
        "subject": guarded_text(bundle.subject),
        "preview_text": guarded_text(bundle.edition["preheader"]),
        "settings": {"type": "html", "do_not_track": True},
        "html_body": guarded_html(bundle.html, TAGS),
        "text_body": guarded_text(bundle.text, TAGS),
        "data": {"key": bundle.key, "slot": bundle.edition["slot"], "number": bundle.edition["number"]},
        **bundle.options,
    }
    return json.dumps({"data": campaign}, ensure_ascii=False, indent=1) + "\n"
