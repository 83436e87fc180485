"""Postiz: drafts for its public API (``POST …/public/v1/posts``), one file a moment.

Posts of one moment go in one call, as the service allows 90 an hour.  Several
values of a post are a thread.  The content is HTML: plain text would keep the
references that the service makes of ``&`` and ``<``.  ``integration.id`` is the name of
the network: put the id of your channel there, and into ``settings.channel`` that of a
Discord or Slack channel; pictures are uploaded first and named by the id that the
upload gives.  Sources, read in November 2026: github.com/gitroomhq/postiz-app,
create.post.dto.ts, sanitize.post.content.ts, strip.html.validation.ts and the
providers' settings; postiz-docs, public-api/openapi.json.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from digest.export._scheduling import PostBatch, together, worded

KIND = "scheduler"
ABOUT = "draft posts for Postiz's API"
FILE = "postiz-TIME.json"
# Channels that the service knows by the names they have here.
CHANNELS = frozenset({
    "x", "bluesky", "mastodon", "threads", "linkedin", "facebook", "instagram", "telegram", "discord", "slack",
    "reddit", "nostr",
})  # fmt: skip
NETWORKS = CHANNELS
# What a draft needs once somebody schedules it.
SETTINGS = {"x": {"who_can_reply_post": "everyone"}, "instagram": {"post_type": "post"}}


def export(batch: PostBatch) -> dict[str, str]:
    """Return one request body for each moment of the plan."""
    calls: dict[datetime, list[dict[str, Any]]] = {}
    for parts in together(batch.scheduled()):
        if parts[0][0]["network"] in CHANNELS:
            calls.setdefault(parts[0][1], []).append(_post([post for post, _ in parts]))
    return {f"postiz-{moment:%Y-%m-%dT%H%M}.json": _call(moment, posts) for moment, posts in sorted(calls.items())}


def _call(moment: datetime, posts: Sequence[Mapping[str, Any]]) -> str:
    date = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    body = {"type": "draft", "date": date, "shortLink": False, "tags": [], "posts": posts}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _post(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    network = parts[0]["network"]
    values = [{"content": _html(worded(part)), "image": []} for part in parts]
    settings = {"__type": network, **SETTINGS.get(network, {})}
    return {"integration": {"id": network}, "value": values, "settings": settings}


def _html(text: str) -> str:
    """Return a paragraph for each line; an empty one is a blank line there."""
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.split("\n"))
