"""ActivityPub: the Mastodon posts as Notes, one a line, for a server of your own.

The sender adds ``id``, ``attributedTo`` and the addressees it wants; the text is
HTML, a content warning its summary, a picture an attachment whose name is the alt
text.  Source: Activity Streams 2.0 (Note, Image, Hashtag as Mastodon uses it).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC
from html import escape
from typing import Any

from digest.export._scheduling import PostBatch

KIND = "scheduler"
ABOUT = "ActivityPub notes, one a line"
FILE = "activitypub.jsonl"
CONTEXT = ["https://www.w3.org/ns/activitystreams", {"Hashtag": "as:Hashtag", "sensitive": "as:sensitive"}]
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


def export(batch: PostBatch) -> dict[str, str]:
    """Return the lines; an edition without Mastodon posts gives an empty file."""
    lines = []
    for post, when in batch.scheduled():
        if post["network"] == "mastodon":
            published = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            lines.append(json.dumps(_note(batch, post, published), ensure_ascii=False) + "\n")
    return {FILE: "".join(lines)}


def _note(batch: PostBatch, post: Mapping[str, Any], published: str) -> dict[str, Any]:
    content = html(str(post["text"]), str(post["link"]))
    note: dict[str, Any] = {
        "@context": CONTEXT,
        "type": "Note",
        "content": content,
        "contentMap": {post["lang"]: content} if post["lang"] else {},
        "published": published,
        "to": [PUBLIC],
        "sensitive": bool(post["warning"]),
        "tag": [{"type": "Hashtag", "name": f"#{tag}"} for tag in post["tags"]],
    }
    if post["warning"]:
        note["summary"] = post["warning"]
    if address := batch.image(post):
        kind = "image/png" if address.lower().endswith(".png") else "image/jpeg"
        note["attachment"] = [{"type": "Image", "mediaType": kind, "url": address, "name": post["alt"]}]
    return note


def html(text: str, link: str) -> str:
    """Return *text* as paragraphs, with *link* as the only link."""
    safe = escape(text, quote=False)
    if link:
        address = escape(link)
        safe = safe.replace(escape(link, quote=False), f'<a href="{address}" rel="nofollow noopener">{address}</a>')
    paragraphs = [part.replace("\n", "<br>") for part in safe.split("\n\n") if part]
    return "".join(f"<p>{part}</p>" for part in paragraphs)
