"""Bluesky: facets in bytes, detection as the app's, links that stay whole."""

import json
from pathlib import Path
from typing import Any

import pytest
from social_cases import segments

from digest.networks import Draft, bluesky


@pytest.fixture(scope="module")
def suite(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """The rich text cases of the app."""
    cases: dict[str, list[dict[str, Any]]] = json.loads(
        (shared / "data/social/atproto/rich-text-detection.json").read_text("utf-8")
    )
    return cases


def test_segments(suite: dict[str, list[dict[str, Any]]]) -> None:
    assert [case["text"] for case in suite["segments"] if segments(case["text"]) != case["expected"]] == []
    assert len(suite["segments"]) == 40


@pytest.mark.parametrize(("name", "total"), [("tags", 39), ("cashtags", 18)])
def test_tags(suite: dict[str, list[dict[str, Any]]], name: str, total: int) -> None:
    def found(text: str) -> tuple[list[str], list[dict[str, int]]]:
        tags = [bluesky.in_bytes(text, facet) for facet in bluesky.detect(text) if facet.kind == "tag"]
        return [tag.value for tag in tags], [{"byteStart": tag.start, "byteEnd": tag.end} for tag in tags]

    right = [case["text"] for case in suite[name] if found(case["text"]) == (case["tags"], case["indices"])]
    assert total == len(right) == len(suite[name])


def test_our_own_link_facet_leaves_the_bracket_outside() -> None:
    link = "https://en.wikipedia.org/wiki/Foo_(bar)"
    facet = bluesky.facets(Draft(text=f"é ({link})", link=link))[0]
    assert (4, 4 + len(link), link) == (facet.start, facet.end, facet.value)


def test_a_link_shown_short_is_pasted_whole() -> None:
    link = "https://www.example.org/a/very/long/path/to/the/story"
    draft = Draft(text=f"Words\n\n{bluesky.show(link)}", link=link)
    assert bluesky.show(link) == "example.org/a/very/long/p…"
    assert bluesky.facets(draft)[0].value == link
    assert bluesky.pasted(draft) == f"Words\n\n{link}"
