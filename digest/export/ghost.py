"""Ghost: a post, as a draft (POST /ghost/api/admin/posts/?source=html).

Ghost turns HTML into its own document format and loses most of it on the way;
inside an HTML card it stays as it is.  Source: docs.ghost.org/admin-api/posts.
"""

from __future__ import annotations

import json

from digest.export import Bundle, check_options, fragment, guarded_html, guarded_text

KIND = "sender"
ABOUT = "a post draft for Ghost's Admin API"
FILE = "ghost.json"
TAGS = ("%%{unsubscribe_url}%%",)
OPTIONS = {
    "tags": 'labels, such as ["Digest"]',
    "visibility": "public, members or paid",
    "feature_image": "address of a picture",
    "published_at": "when it is due; it stays a draft",
}
_TITLE = 255  # characters, the service's own limit
_EXCERPT = 300


def export(bundle: Bundle) -> str:
    """Return the JSON body of the request, one post below ``posts``."""
    check_options(bundle, OPTIONS)
    # A card ends at this comment; in an article's text it is escaped, never raw.
    html = guarded_html(fragment(bundle.html), TAGS)
    post = {
        "title": guarded_text(bundle.subject)[:_TITLE],
        "slug": bundle.key,
        "html": f"<!--kg-card-begin: html-->\n{html}\n<!--kg-card-end: html-->",
        "status": "draft",
        "custom_excerpt": guarded_text(bundle.edition["preheader"])[:_EXCERPT],
        "email_subject": guarded_text(bundle.subject)[:_TITLE],
        **bundle.options,
    }
    if bundle.web_address:
        post["canonical_url"] = bundle.web_address
    return json.dumps({"posts": [post]}, ensure_ascii=False, indent=1) + "\n"
