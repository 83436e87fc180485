"""What every network on the shelf promises, whoever added it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import networks, shelf
from digest.networks import Draft, Network, defuse
from digest.posts.making import network
from digest.text.clean import plain
from digest.text.fitting import fit, fits, split

NAMES = shelf.names(networks)
WORDS = ["a", "ferry ", "Bridge. ", "図書館", "。", "👨‍👩‍👧‍👦", "🇩🇪", "e\u0301", "(", ")", "“", "”", "\n", " "]
TRAPS = ["@mayor ", "#one ", "readme.md ", "https://example.com/a_b ", "*", "_", "~", "`", "<!channel> ", "&", "<b>"]
PIECES = st.sampled_from(WORDS + TRAPS)
TEXTS = st.lists(PIECES, max_size=120).map("".join)


@pytest.fixture(params=NAMES)
def rules(request: pytest.FixtureRequest) -> Network:
    """Each network in turn."""
    return network(request.param)


def test_it_cites_its_source_and_when_it_was_checked(rules: Network) -> None:
    assert rules.source.startswith("https://")
    assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", rules.checked)
    assert rules.limit > 0
    assert rules.measure("") == 0


@pytest.mark.parametrize("name", NAMES)
def test_its_file_says_so_too(name: str) -> None:
    assert f"Checked {network(name).checked}" in (shelf.take(networks, name).__doc__ or "")


@pytest.mark.parametrize("name", NAMES)
@given(text=TEXTS)
@settings(max_examples=25, deadline=None)
def test_no_cut_exceeds_a_limit_or_falls_into_something_unbreakable(name: str, text: str) -> None:
    rules = network(name)
    text = text * 40 if len(text) * 40 < 9000 else text
    found = fit(text, rules.rulers(), keep=rules.unbreakable(text))
    assert fits(found.text, rules.rulers())


@pytest.mark.parametrize("name", NAMES)
@given(text=TEXTS)
@settings(max_examples=25, deadline=None)
def test_defused_text_looks_the_same_and_does_nothing(name: str, text: str) -> None:
    rules = network(name)
    text = plain(text)
    safe, _ = defuse(rules, text)
    assert plain(safe) == text
    assert [*rules.links(safe), *rules.hashtags(safe), *rules.mentions(safe)] == []
    assert rules.repair(text) == plain(rules.unescape(rules.escape(safe)))


@pytest.mark.parametrize("name", NAMES)
@given(text=TEXTS)
@settings(max_examples=20, deadline=None)
def test_every_part_of_a_thread_fits(name: str, text: str) -> None:
    rules = network(name)
    assert all(fits(part, rules.rulers()) for part in split(text * 3, rules.rulers(), keep=rules.unbreakable(text * 3)))


def test_its_composer_takes_whatever_a_post_can_hold(rules: Network) -> None:
    draft = Draft(text="50 % & “more” #1?\nñ", link="https://example.org/?a=b&c=d", title="A & B")
    address = rules.intent(draft) if rules.intent else ""
    assert address == "" or address.startswith(("https://", "mailto:"))
    assert address.isascii() and " " not in address
