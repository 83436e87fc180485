"""Typefully: one draft a story, quote or thread, with its text for each platform.

``POST /v2/social-sets/{id}/drafts``.  No time is set, so everything stays a draft, and
no tags: those have to exist there already.  Sources, read in November 2026: the service's own
client, github.com/typefully/agent-skills (its requests, as its tests state them), and its guide
from v1 to v2.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from digest.export._scheduling import PostBatch, together, worded

KIND = "scheduler"
ABOUT = "drafts for Typefully's API"
FILE = "typefully-NN.json"
PLATFORMS = frozenset({"x", "linkedin", "threads", "bluesky", "mastodon"})
NETWORKS = PLATFORMS


def export(batch: PostBatch) -> dict[str, str]:
    """Return one request body for each thing there is to post, in running order."""
    drafts: dict[tuple[str, str, str], dict[str, Any]] = {}
    for parts in together(batch.scheduled()):
        first = parts[0][0]
        if first["network"] in PLATFORMS:
            theme = (str(first["kind"]), str(first["story"]), str(first["quote"]))
            draft = drafts.setdefault(theme, _draft(first))
            draft["platforms"][first["network"]] = _platform(parts)
    return {
        f"typefully-{number:02}.json": json.dumps(draft, ensure_ascii=False, indent=1) + "\n"
        for number, draft in enumerate(drafts.values(), 1)
    }


def _draft(post: Mapping[str, Any]) -> dict[str, Any]:
    title = f"{post['headline']} ({post['kind']})"
    return {"platforms": {}, "draft_title": title}


def _platform(parts: Sequence[tuple[Mapping[str, Any], datetime]]) -> dict[str, Any]:
    return {"enabled": True, "posts": [{"text": worded(part)} for part, _ in parts]}
