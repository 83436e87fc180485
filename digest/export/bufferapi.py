"""Buffer's API: one request body a line, for ``POST https://api.buffer.com`` (GraphQL, `createPost`).

A thread is one post whose metadata hold all parts, the first one included.  Pictures are
public addresses with their alt text; where there is none the link is attached, as the two exclude each
other.  ``channelId`` is the id of a channel: the file has the network's name there, put yours in its
place.  Source: Buffer's reference (CreatePostInput, AssetInput since May 2026, the
metadata of each service, "create threaded post"), read in November 2026; unverified:
the fields of a link attachment but for ``url``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from digest.export._scheduling import PostBatch, together, worded

KIND = "scheduler"
ABOUT = "posts for Buffer's GraphQL API, one request a line"
FILE = "buffer-api.jsonl"
# By the names that Buffer has for them.
SERVICES = {
    "x": "twitter", "bluesky": "bluesky", "mastodon": "mastodon", "threads": "threads",
    "linkedin": "linkedin", "facebook": "facebook", "instagram": "instagram",
}  # fmt: skip
NETWORKS = frozenset(SERVICES)
THREADED = frozenset({"x", "bluesky", "mastodon", "threads"})
LINKED = frozenset({"bluesky", "threads", "linkedin", "facebook"})  # services whose metadata take a link attachment
NEEDED: Mapping[str, Mapping[str, object]] = {
    "instagram": {"type": "post", "shouldShareToFeed": True},
    "facebook": {"type": "post"},
}
QUERY = (
    "mutation CreatePost($input: CreatePostInput!) { createPost(input: $input) { "
    "... on PostActionSuccess { post { id dueAt } } ... on MutationError { message } } }"
)


def export(batch: PostBatch) -> dict[str, str]:
    """Return the requests in the order of the plan."""
    rows = sorted(together(batch.scheduled()), key=lambda parts: parts[0][1])
    bodies = (_request(batch, [post for post, _ in parts], parts[0][1]) for parts in rows)
    return {FILE: "".join(json.dumps(body, ensure_ascii=False) + "\n" for body in bodies)}


def _request(batch: PostBatch, parts: Sequence[Mapping[str, Any]], when: datetime) -> dict[str, Any]:
    network, first = str(parts[0]["network"]), parts[0]
    fields: dict[str, Any] = {
        "text": worded(first),
        "channelId": network,
        "schedulingType": "automatic",
        "mode": "customScheduled",
        "dueAt": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "assets": _assets(batch, first),
    }
    if metadata := _metadata(batch, network, parts):
        fields["metadata"] = {SERVICES[network]: metadata}
    return {"query": QUERY, "variables": {"input": fields}}


def _metadata(batch: PostBatch, network: str, parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {**NEEDED.get(network, {})}
    first = parts[0]
    if network == "mastodon" and first["warning"]:
        found["spoilerText"] = str(first["warning"])
    if len(parts) > 1 and network in THREADED:
        found["thread"] = [{"text": worded(part), "assets": _assets(batch, part)} for part in parts]
    elif network in LINKED and first["link"] and not batch.image(first):
        found["linkAttachment"] = {"url": str(first["link"])}
    return found


def _assets(batch: PostBatch, post: Mapping[str, Any]) -> list[dict[str, Any]]:
    url = batch.image(post)
    return [{"image": {"url": url, "metadata": {"altText": str(post["alt"])}}}] if url else []
