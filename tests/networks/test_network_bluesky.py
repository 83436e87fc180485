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


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.a.example", "a.example"),
        ("https://a.example/", "a.example/"),
        ("https://a.example/123456789012345", "a.example/123456789012345"),  # 15 of a path are shown whole
        ("https://a.example/1234567890123456", "a.example/1234567890123…"),
    ],
)
def test_an_address_is_shown_by_its_host_and_the_start_of_its_path(url: str, shown: str) -> None:
    assert bluesky.show(url) == shown


def test_the_record_holds_facets_language_and_the_card() -> None:
    link = "https://news.example/a"
    draft = Draft(text=f"é #Sea\n\n{link}", link=link, title="Votes", deck="Tonight", tags=("Sea",), lang="en")
    assert bluesky.api(draft) == {
        "$type": "app.bsky.feed.post",
        "text": draft.text,
        "facets": [
            {
                "index": {"byteStart": 3, "byteEnd": 7},
                "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "Sea"}],
            },
            {
                "index": {"byteStart": 9, "byteEnd": 9 + len(link)},
                "features": [{"$type": "app.bsky.richtext.facet#link", "uri": link}],
            },
        ],
        "langs": ["en"],
        "embed": {
            "$type": "app.bsky.embed.external",
            "external": {"uri": link, "title": "Votes", "description": "Tonight"},
        },
    }


def test_words_alone_are_a_record_of_words_alone() -> None:
    assert bluesky.api(Draft(text="Words")) == {"$type": "app.bsky.feed.post", "text": "Words"}
    assert bluesky.facets(Draft(text="Words", tags=("Sea",))) == []


def test_a_tag_at_the_very_start_has_its_facet() -> None:
    assert [facet.start for facet in bluesky.facets(Draft(text="#Sea", tags=("Sea",)))] == [0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("news.example/a", []),  # no domain that is given out
        ("see news.com/a.", ["news.com/a"]),
        ("(https://a.io)", ["https://a.io"]),
        ("https://a.io/b_(c)", ["https://a.io/b_(c)"]),
        ("HTTPS://a.io", []),  # as the app reads it: its scheme is small
    ],
)
def test_what_the_app_would_link(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in bluesky.spans("link", text)] == found


@pytest.mark.parametrize(
    ("text", "found"), [("@ann.com hi", ["@ann.com"]), ("@ann hi", []), ("@ann.test", ["@ann.test"]), ("@a.none", [])]
)
def test_whom_the_app_would_name(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in bluesky.spans("mention", text)] == found


@pytest.mark.parametrize(("size", "tag"), [(63, True), (64, True), (65, False)])
def test_a_tag_has_64_graphemes(size: int, tag: bool) -> None:
    assert bool(bluesky.spans("tag", "#" + "é" * size)) is tag
