"""Ghost: a post, as a draft (POST /ghost/api/admin/posts/).

Ghost turns HTML that it is sent into its own document format, and rewrites even an HTML
card: references become characters, comments next to elements are dropped.  So the document
is in that format, with one HTML card in it, which is kept letter by letter
(`make test-ghost`, 5.130).  Sources, July 2026: the schemas posts and posts-add of
@tryghost/admin-api-schema, which the server validates with and which take no field
besides their own; its HTML card (TryGhost/Koenig); its mail renderer.
"""

from __future__ import annotations

import json
import re

from digest.export import MOMENT, WORDS, Bundle, Option, as_json, fragment, guarded_html, guarded_text, read_options
from digest.text.defusing import BREAK

KIND = "sender"
ABOUT = "a post draft for Ghost's Admin API"
FILE = "ghost.json"
TAGS = ("%%{unsubscribe_url}%%",)
OPTIONS = {
    "tags": Option('labels, such as ["Digest"]', WORDS),
    "visibility": Option("who may read it", among=("public", "members", "paid")),
    "feature_image": Option("address of a picture"),
    "published_at": Option("when it is due; it stays a draft", MOMENT),
}
_TITLE = 255  # characters, the service's own limit
_EXCERPT = 300
_PERCENT = r"(?:%|&#0*37;|&#[xX]0*25;|&percnt;)"
_BRACE = r"(?:\{|&#0*123;|&#[xX]0*7[bB];|&lcub;|&lbrace;)"
_OPENER = re.compile(rf"(?!{'|'.join(map(re.escape, TAGS))})({_PERCENT})(?={_PERCENT}{_BRACE})")


def export(bundle: Bundle) -> str:
    """Return the JSON body of the request, one post below ``posts``."""
    post = {
        "title": guarded_text(bundle.subject)[:_TITLE],
        "slug": bundle.key,
        "lexical": _document(_card(bundle.html)),
        "status": "draft",
        "custom_excerpt": guarded_text(bundle.edition.preheader)[:_EXCERPT],
        "email_subject": guarded_text(bundle.subject)[:_TITLE],
        **read_options(bundle, OPTIONS),
    }
    if bundle.edition.web_address:
        post["canonical_url"] = bundle.edition.web_address
    return as_json({"posts": [post]})


def _document(html: str) -> str:
    """Return a Lexical document that holds one HTML card."""
    card = {"type": "html", "version": 1, "html": html}
    root = {"children": [card], "direction": None, "format": "", "indent": 0, "type": "root", "version": 1}
    return json.dumps({"root": root}, ensure_ascii=False)


def _card(html: str) -> str:
    """Return the document's body as one element.

    For a mail Ghost parses the HTML and writes it again, so a character reference would
    be a plain character when placeholders are filled in; a word joiner stays.
    """
    broken = _OPENER.sub(rf"\1{BREAK}", fragment(html))
    return f"<div>\n{guarded_html(broken, TAGS)}\n</div>"
