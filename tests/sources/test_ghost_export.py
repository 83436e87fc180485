"""A Ghost export of many years costs its length: what stands beside the posts is looked through once."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from sources.reading import batch

from digest.sources import ghost

POSTS = 30


def test_the_tables_beside_the_posts_are_looked_through_once_however_many_posts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: Counter[str] = Counter()
    rows = ghost._rows
    monkeypatch.setattr(ghost, "_rows", lambda data, name: seen.update([name]) or rows(data, name))
    posts = [
        {"id": str(n), "title": f"The weir opens, day {n}", "slug": f"weir-{n}", "status": "published",
         "visibility": "public", "published_at": "2026-08-10T02:00:00.000Z", "html": "<p>It is open.</p>"}
        for n in range(POSTS)
    ]  # fmt: skip
    links = [{"post_id": str(n), "author_id": f"u{n % 3}"} for n in range(POSTS)]
    users = [{"id": f"u{n}", "name": name} for n, name in enumerate(("Ida Varga", "Ole Brandt", "Mina Sol"))]
    data = {"posts": posts, "users": users, "posts_authors": links, "posts_tags": [], "tags": [], "posts_meta": []}
    read = batch("ghost", json.dumps({"db": [{"data": data}]}), "export.json")
    assert [article.author for article in read.articles[:4]] == ["Ida Varga", "Ole Brandt", "Mina Sol", "Ida Varga"]
    assert len(read.articles) == POSTS
    assert max(seen.values()) == 1
