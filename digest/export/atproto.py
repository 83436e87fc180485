"""AT Protocol: the records of the Bluesky posts, one a line (``com.atproto.repo.createRecord``).

``createdAt`` is the planned time.  A picture must be uploaded first, so it stands
beside the record with its alt text; the parts of a thread say which one they
answer and which one is the first, as a reply names both and their addresses are not
known yet.  Source: lexicon app.bsky.feed.post (replyRef: root, parent), read in
November 2026.
"""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

from digest.export._scheduling import PostBatch, thread_of

KIND = "scheduler"
ABOUT = "Bluesky records, one a line"
FILE = "atproto.jsonl"
NETWORKS = frozenset({"bluesky"})
WHOLE_LINKS = False  # a facet carries the link that a record shows short


def export(batch: PostBatch) -> dict[str, str]:
    """Return the lines; an edition without Bluesky posts gives an empty file."""
    lines = []
    for post, when in batch.scheduled():
        if post["network"] != "bluesky":
            continue
        created = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        line: dict[str, Any] = {
            "id": post["id"],
            "collection": "app.bsky.feed.post",
            "record": {**post["api"], "createdAt": created},
        }
        if post["image"]:
            line["image"] = {"file": post["image"], "alt": post["alt"]}
        if post["thread"]["part"] > 1:
            thread = thread_of(post)
            line |= {"answers": f"{thread}.{post['thread']['part'] - 1}", "root": f"{thread}.1"}
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    return {FILE: "".join(lines)}
