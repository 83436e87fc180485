"""X counts by weight, and we count as X does."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from digest.networks import x


@pytest.mark.parametrize(
    ("group", "total", "emoji"),
    [
        ("WeightedTweetsCounterTest", 20, False),  # config v2: an emoji was not yet one
        ("WeightedTweetsWithDiscountedEmojiCounterTest", 22, True),
        ("UnicodeDirectionalMarkerCounterTest", 2, True),
    ],
)
def test_the_published_counter_cases(shared: Path, group: str, total: int, emoji: bool) -> None:
    cases = yaml.safe_load((shared / "data/social/twitter-text/validate.yml").read_text("utf-8"))["tests"][group]
    measure = x.COUNT if emoji else replace(x.COUNT, emoji="")
    right = [c["text"] for c in cases if measure(c["text"]) == c["expected"]["weightedLength"]]
    assert total == len(right) == len(cases)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
        ("hello", 5),
        ("図", 2),
        ("e\u0301", 1),  # after NFC
        ("👨‍👩‍👧‍👦", 2),
        ("🇩🇪", 2),
        ("1️⃣", 2),
        ("©", 1),
        ("🧑‍🎨", 5),  # younger than the published counter: its pieces, never fewer
        ("see https://example.com/" + "x" * 200, 4 + 23),
        ("readme.md", 23),
        ("Node.js", 7),
    ],
)
def test_weights(text: str, weight: int) -> None:
    assert weight == x.COUNT(text)
