"""AT Protocol: the records of the Bluesky posts, one a line (``com.atproto.repo.createRecord``).

``createdAt`` is the planned time.  A picture must be uploaded first, so it stands
beside the record with its alt text; the parts of a thread say which one they
answer, as its address is not known yet.  Source: lexicon app.bsky.feed.post.
"""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

from digest.export._scheduling import Batch

KIND = "scheduler"
ABOUT = "Bluesky records, one a line"
FILE = "atproto.jsonl"


def export(batch: Batch) -> dict[str, str]:
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
            line["answers"] = f"{post['id'].rpartition('.')[0]}.{post['thread']['part'] - 1}"
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    return {FILE: "".join(lines)}
