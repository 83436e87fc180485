"""Suites that others wrote, case by case, and escapes undone on 10,000 texts: figures with their goals.

The suites are not part of the project: without the measuring data beside the
checkout only the round trips are run.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from social_cases import segments  # noqa: E402

from digest.networks import bluesky, discord, linkedin, slack, telegram, x  # noqa: E402
from digest.posts.fitness import fitness  # noqa: E402
from digest.posts.making import network  # noqa: E402
from digest.text.counting import escaped  # noqa: E402
from digest.text.links import find_links  # noqa: E402
from digest.text.tags import find_hashtags, find_mentions  # noqa: E402

SOCIAL = ROOT.parent / "shared" / "data" / "social"
ROUNDS = 10_000
SIGNS = "\\*_~`|<>#@[](){}!.-+=&; \nabc/:\u2060é図👩‍🏫"
# What the published cases of one group count by: the older rules did not know emoji of several characters.
COUNTERS = {
    "WeightedTweetsCounterTest": replace(x.COUNT, emoji=""),
    "WeightedTweetsWithDiscountedEmojiCounterTest": x.COUNT,
    "UnicodeDirectionalMarkerCounterTest": x.COUNT,
}
Row = tuple[str, int, int, list[str]]  # name, right, goal, the texts that were wrong


def row(name: str, goal: int, cases: list[dict[str, Any]], right: Callable[[dict[str, Any]], bool]) -> Row:
    """Count the right cases of one group."""
    wrong = [str(case.get("text", case.get("id")))[:60] for case in cases if not right(case)]
    return name, len(cases) - len(wrong), goal, wrong


def twitter() -> Iterator[Row]:
    """The counters, addresses, hashtags and mentions of twitter-text."""
    import yaml

    validate = yaml.safe_load((SOCIAL / "twitter-text/validate.yml").read_text("utf-8"))["tests"]
    extract = yaml.safe_load((SOCIAL / "twitter-text/extract.yml").read_text("utf-8"))["tests"]
    counters = [(COUNTERS[group], case) for group in COUNTERS for case in validate[group]]
    wrong = [case["text"][:60] for way, case in counters if way(case["text"]) != case["expected"]["weightedLength"]]
    yield "twitter-text counters", len(counters) - len(wrong), 44, wrong

    def cut(find: Callable[[str], list[tuple[int, int]]], case: dict[str, Any]) -> list[str]:
        return [case["text"][start + 1 : end].partition("/")[0] for start, end in find(case["text"])]

    yield row(
        "twitter-text URLs",
        91,
        extract["urls"],
        lambda case: [link.url for link in find_links(case["text"])] == case["expected"],
    )
    yield row("twitter-text hashtags", 65, extract["hashtags"], lambda c: cut(find_hashtags, c) == c["expected"])
    yield row("twitter-text mentions", 23, extract["mentions"], lambda c: cut(find_mentions, c) == c["expected"])


def rich_text() -> Iterator[Row]:
    """The rich text detection of Bluesky's app."""
    suite = json.loads((SOCIAL / "atproto/rich-text-detection.json").read_text("utf-8"))

    def tags(case: dict[str, Any]) -> bool:
        text = case["text"]
        found = [bluesky.in_bytes(text, facet) for facet in bluesky.detect(text) if facet.kind == "tag"]
        spans = [{"byteStart": facet.start, "byteEnd": facet.end} for facet in found]
        return [facet.value for facet in found] == case["tags"] and spans == case["indices"]

    def cut(case: dict[str, Any]) -> bool:
        return segments(case["text"]) == case["expected"]

    groups = [(cut, suite["segments"]), (tags, suite["tags"]), (tags, suite["cashtags"])]
    wrong = [case["text"][:60] for right, cases in groups for case in cases if not right(case)]
    yield "Bluesky rich text", sum(len(cases) for _, cases in groups) - len(wrong), 97, wrong


def hard() -> Iterator[Row]:
    """The hard cases: every length, verdict, escape and link that a case states."""
    cases = json.loads((SOCIAL / "hard-cases.json").read_text("utf-8"))["cases"]
    yield row("hard cases", 24, cases, lambda case: faults(case) == [])


def faults(case: dict[str, Any]) -> list[str]:
    """Return the stated facts of a case that we see otherwise; a fact we cannot tell raises KeyError."""
    facts = case.keys() - {"id", "text", "note"}
    return [name for name in sorted(facts) if HARD[name](case["text"]) != case[name]]


def fit_for(name: str) -> Callable[[str], bool]:
    """Return whether a text fits a network, every limit of it."""
    return lambda text: fitness(text, network(name)).valid


HARD: dict[str, Callable[[str], object]] = {
    "x_weight": network("x").measure,
    "x_valid": fit_for("x"),
    "bsky_graphemes": network("bluesky").measure,
    "bsky_bytes": network("bluesky").also[0].measure,
    "bsky_valid": fit_for("bluesky"),
    "mastodon": network("mastodon").measure,
    "threads_upper_bound": network("threads").measure,
    "utf16": network("linkedin").measure,
    "linkedin": linkedin.escape_little,
    "telegram_md2": telegram.escape_markdown,
    "telegram_html": escaped,
    "expected_link": lambda text: find_links(text)[0].url,
}
WAYS: dict[str, tuple[Callable[[str], str], Callable[[str], str]]] = {
    "LinkedIn": (lambda text: linkedin.escape_little(text, ()), linkedin.unescape_little),
    "Telegram HTML": (escaped, unescape),
    "Telegram MarkdownV2": (telegram.escape_markdown, telegram.unescape_markdown),
    "Slack": (escaped, slack.unescape_text),
    "Discord": (discord.escape, discord.unescape),
}


def round_trips() -> Iterator[Row]:
    """Escape random texts, most of their characters being markup somewhere, and undo it."""
    for name, (way, back) in WAYS.items():
        chance = random.Random(11)
        wrong = []
        for _ in range(ROUNDS):
            text = "".join(chance.choices(SIGNS, k=chance.randint(0, 80)))
            if back(way(text)) != text:
                wrong.append(text)
        yield f"{name}, there and back", ROUNDS - len(wrong), ROUNDS, wrong


def main() -> int:
    """Print every figure beside its goal; return 1 when one is missed."""
    groups = [twitter, rich_text, hard, round_trips] if SOCIAL.is_dir() else [round_trips]
    if len(groups) == 1:
        print("the suites (../shared/data/social) are not here: round trips only")
    missed = 0
    for name, right, goal, wrong in (found for group in groups for found in group()):
        print(f"{name:<36} {right:>6} of {goal}{''.join(f'{chr(10)}    wrong: {text!r}' for text in wrong[:9])}")
        missed += right != goal or bool(wrong)
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main())
