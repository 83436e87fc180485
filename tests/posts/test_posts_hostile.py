"""Hostile words as quote, headline or speaker, on every network: they fit, ping nobody, link nothing, stay whole."""

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from posts.samples import edition, render

from digest import networks, shelf
from digest.networks import linkedin, slack, telegram
from digest.posts import Post, make_posts
from digest.posts.making import network
from digest.settings import SocialSettings
from digest.shelf import data
from digest.text.clean import plain
from digest.text.counting import escaped
from digest.text.fitting import fits

EVERY = SocialSettings(networks=tuple(shelf.names(networks)))


def cases(shared: Path, where: str) -> list[dict[str, Any]]:
    """Return the hostile cases of one place, their payloads made."""
    lines = (shared / "data/hostile/hostile.jsonl").read_text("utf-8").splitlines()
    found = [case for case in map(json.loads, lines) if case["where"] == where]
    for case in found:
        if case.get("gen"):
            case["payload"] = eval(case["payload"], {"__builtins__": {}})
    return found


def shown(post: Post) -> str:
    """Return what a reader of the pasted text sees."""
    return plain(network(post.network).unescape(post.text))


def check_harmless(post: Post, case: str) -> None:
    """No limit broken; alive are only our own link and tags."""
    rules = network(post.network)
    assert fits(post.text, rules.rulers()), (case, post.id)
    own = {post.link, rules.shown(post.link), *(f"#{tag}" for tag in post.tags)}
    alive = [*rules.mentions(post.text), *rules.hashtags(post.text), *rules.links(post.text)]
    assert {post.text[start:end] for start, end in alive} <= own, (case, post.id)


def test_quotes_and_headlines(shared: Path) -> None:
    for case in cases(shared, "social_text"):
        words = case["payload"]
        for post in make_posts(edition(words, headline=plain(words)), EVERY, render):
            check_harmless(post, case["id"])
            if post.kind == "quote" and post.cut == "whole":
                assert plain(words).strip() in shown(post), (case["id"], post.id)
            if post.network == "slack":
                assert not {"<!", "<@"} & {post.text[n : n + 2] for n in range(len(post.text))}, case["id"]
                assert "<!" not in json.dumps(post.api), case["id"]


def test_speakers(shared: Path) -> None:
    for case in cases(shared, "speaker"):
        for post in make_posts(edition(speaker=case["payload"]), EVERY, render):
            check_harmless(post, case["id"])
            assert "/" not in post.id


@pytest.mark.parametrize(
    ("escape", "unescape"),
    [
        (lambda text: linkedin.escape_little(text, ()), linkedin.unescape_little),
        (telegram.escape_markdown, telegram.unescape_markdown),
        (escaped, unescape),
        (escaped, slack.unescape_text),
    ],
)
def test_escapes_give_the_payload_back(shared: Path, escape: Any, unescape: Any) -> None:
    for case in cases(shared, "social_text"):
        assert unescape(escape(case["payload"])) == case["payload"], case["id"]


def test_every_line_obeys_the_schema() -> None:
    import jsonschema

    schema = json.loads(data("schema/posts.schema.json"))
    posts = make_posts(edition("Stay. " * 200), EVERY, render)
    for post in posts:
        jsonschema.validate(json.loads(json.dumps(post.as_dict())), schema)
    assert {post.network for post in posts} == set(EVERY.networks)
