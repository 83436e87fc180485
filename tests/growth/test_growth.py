"""Every text pass costs the length of its text, whatever the text is made of.

`make test-growth` is the short form.  The long form (`make test-growth-long`) also asks
that no pass takes more than 2 s and 256 MB for any pattern of 100,000 characters.
"""

from __future__ import annotations

import pytest
from growth.measuring import costs
from growth.passes import PASSES, Pass
from growth.patterns import texts

SIZE = 8_000
LONG = 100_000
WORTH = 0.05  # seconds of processor time; what takes less cannot be told from noise
SQUARE = 9.0  # times the cost for four times the text: 4 is the length, 16 its square

WARM = "“Yes,” said Anna Berg in 漢字. See https://example.org, #a and @b… 🇩🇪"


@pytest.mark.parametrize("name", PASSES)
def test_a_pass_costs_the_length_of_its_text_and_not_its_square(name: str) -> None:
    work = PASSES[name]
    work(WARM)  # tables and patterns are made once, whatever the text
    # A network cuts a text that is over its limit: below 8,000 characters the cost has a step there.
    large, larger = dict(texts(SIZE)), dict(texts(SIZE * 4))
    slow = {case: cost for case, cost in costs(work, large).items() if cost.seconds > WORTH or cost.fault}
    assert {case: cost.fault for case, cost in slow.items() if cost.fault} == {}
    grown = {case: _times(work, case, large[case], larger[case]) for case in slow}
    assert {case: round(times, 1) for case, times in grown.items() if times > SQUARE} == {}


def _times(work: Pass, case: str, small: str, large: str) -> float:
    """Return how many times as much the larger text costs, the least of three tries: the machine may be busy."""
    tries: list[float] = []
    while len(tries) < 3 and (not tries or min(tries) > SQUARE):
        one, two = (costs(work, {case: text})[case].seconds for text in (small, large))
        tries.append(two / max(one, 0.001))
    return min(tries)


@pytest.mark.parametrize("name", PASSES)
def test_no_pass_takes_2_seconds_or_256_megabytes(name: str, long: bool) -> None:
    if not long:
        pytest.skip("the long form: make test-growth-long")
    work = PASSES[name]
    work(WARM)
    found = costs(work, dict(texts(LONG)), seconds=2, megabytes=256)
    assert {case: cost for case, cost in found.items() if cost.fault or cost.seconds > 2} == {}
