"""What the page shows next to the order: every check with its result, the size of each story, the posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from digest import check
from digest.desk.version import Version
from digest.edition.model import Edition
from digest.message.parts import html_part
from digest.networks import Network
from digest.posts import Post, read_posts
from digest.posts.making import network
from digest.press.share import rules_of
from digest.settings import Settings
from digest.text.links import patterns

RANK = {"error": 0, "warning": 1, "notice": 2, "passed": 3}


def proof(version: Version, made: Sequence[Post]) -> dict[str, Any]:
    """Return the checks, failed first, the weights of the stories in bytes, and the posts that were *made*."""
    return {
        **posts(version, made),
        "checks": sorted(_checks(version), key=lambda row: RANK[row["severity"]]),
        "weights": story_sizes(version),
        "misfit": version.misfit.as_dict() if version.misfit else None,
    }


def posts_of(version: Version) -> tuple[Post, ...]:
    """Return the posts of a version as its edition has them, () where it has no edition; waits for its cards."""
    made = version.pressed.files.get("posts.jsonl", b"") if version.pressed else b""
    return read_posts(made.decode())


def posts(version: Version, made: Sequence[Post]) -> dict[str, Any]:
    """Return the posts that were *made* with their networks' names."""
    return {
        "version": version.name,
        "posts": [post.as_dict() for post in made],
        "networks": {name: network(name).name for name in dict.fromkeys(post.network for post in made)},
    }


def network_rules(settings: Settings) -> dict[str, Any]:
    """Return how each network counts and shows a post, and the patterns that a page counts links with."""
    networks = {name: network(name, settings.social) for name in settings.social.networks}
    shown = {
        name: {
            **rules_of(its),
            "look": asdict(its.look),
            "altLimit": its.alt_limit,
            "threads": its.threads,
            "linking": {"whole": _links(its, "https://example.org"), "bare": _links(its, "example.org")},
        }
        for name, its in networks.items()
    }
    return {"networks": shown, "patterns": patterns()}


def _links(network: Network, address: str) -> bool:
    """Say whether a network makes a link of an address that stands in a text."""
    return bool([*network.links(f"See {address} today")])


def budget(settings: Settings) -> dict[str, int]:
    """Return the limits of an edition, 0 for none: bytes in kilobytes, words, minutes."""
    return {
        "warn_kb": settings.picks.kilobytes or settings.email.warn_kb,
        "max_kb": settings.email.max_kb,
        "words": settings.picks.words,
        "minutes": settings.picks.minutes,
    }


def story_sizes(version: Version) -> dict[str, int]:
    """Return by id how many bytes each story adds to the email: its size with the story minus its size without."""
    edition = version.edition
    if edition is None:
        return {}
    found: dict[str, int] = {}
    for item in edition.items():
        less = _without(edition, item.id)
        found[item.id] = max(0, version.weight - len(html_part(version.drawn(less)["email.html"])))
    return found


def _without(edition: Edition, id: str) -> Edition:
    def kept(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(one for one in items if one.id != id)

    lead, stories = edition.lead, kept(edition.stories)
    if lead and lead.id == id:
        lead, stories = (replace(stories[0], place="lead"), stories[1:]) if stories else (None, ())
    lines = tuple(line for line in edition.in_brief if line.item != id)
    if edition.quote_item == id:
        edition = replace(edition, quote=None, quote_item="")
    return replace(edition, lead=lead, stories=stories, briefs=kept(edition.briefs), in_brief=lines)


def _checks(version: Version) -> Iterator[dict[str, str]]:
    """Yield the findings by rule, then the warnings about articles and pictures, then every rule that holds."""
    if version.misfit:
        yield {"rule": "running-order", "severity": "error", **version.misfit.as_dict()}
    pressed = version.pressed
    if pressed is None:
        return
    failed = set()
    for finding in pressed.findings:
        failed.add(finding.rule)
        yield finding.as_dict()
    for notice in pressed.notices:
        yield {"rule": "", "severity": "notice", **notice.as_dict()}
    for rule, about in check.rules().items():
        if rule not in failed:
            yield {"rule": rule, "severity": "passed", "what": about, "where": "", "fix": ""}
