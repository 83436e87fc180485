"""Does it fit?  Hard cases of every network's rules, and the laws of the answer."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from social_cases import BOM, CASES, FAMILY

from digest import networks, shelf
from digest.posts.fitness import fitness
from digest.posts.making import network

NAMES = shelf.names(networks)
FLAT = [(text, name, expected) for text, by_name in CASES for name, expected in by_name.items()]


@pytest.mark.parametrize(("text", "name", "expected"), FLAT, ids=[f"{n}-{t[:12]!a}" for t, n, _ in FLAT])
def test_the_length_and_the_verdict(text: str, name: str, expected: int | tuple[int]) -> None:
    found = fitness(text, network(name))
    length, valid = (expected[0], False) if isinstance(expected, tuple) else (expected, True)
    assert (length, valid) == (found.length, found.valid)
    assert valid == (found.parts == (text,))


@pytest.mark.parametrize(("text", "name", "expected"), FLAT, ids=[f"{n}-{t[:12]!a}" for t, n, _ in FLAT])
def test_every_part_of_the_answer_is_valid_itself(text: str, name: str, expected: object) -> None:
    rules = network(name)
    assert all(fitness(part, rules).valid for part in fitness(text, rules).parts)


def test_too_many_things_are_divided_as_too_many_words_are() -> None:
    links = " ".join(f"https://e{n}.example.org" for n in range(7))
    assert [part.count("https") for part in fitness(links, network("threads")).parts] == [5, 2]
    tags = " ".join(f"#tag{n}" for n in range(6))
    assert fitness(tags, network("instagram")).parts == ("#tag0 #tag1 #tag2 #tag3 #tag4\n\n1/2", "#tag5\n\n2/2")


def test_what_is_refused_at_any_length_is_left_out_of_the_parts() -> None:
    assert fitness(f"{BOM}hello", network("x")).parts == ("hello",)
    assert fitness("a title\n\nof two lines", network("reddit")).parts == ("a title of two lines",)


def test_an_address_longer_than_a_post_is_never_broken_so_there_is_no_thread() -> None:
    found = fitness("see https://example.org/" + "a" * 300, network("bluesky"))
    assert (found.valid, found.parts) == (False, ())
    assert "longer than a post" in " ".join(found.lines())


def test_a_tag_longer_than_a_post_is_broken_like_a_word() -> None:
    assert len(fitness("#" + "a" * 400, network("x")).parts) == 2


def test_a_cluster_longer_than_a_post_gives_no_thread() -> None:
    assert fitness("e" + "\u0301" * 2000, network("bluesky")).parts == ()


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("hello", "x", "fits: 5 of 280 weighted characters"),
        (FAMILY * 121, "bluesky", "does not fit: 121 of 300 graphemes; 3025 of 3000 bytes"),
        ("#a #b #c #d #e #f", "instagram", "does not fit: 17 of 2200 UTF-16 units; 6 of 5 hashtags"),
        (f"a{BOM}b", "x", "does not fit: 4 of 280 weighted characters; X takes no U+FEFF (character 2)"),
        ("a\nb", "reddit", "does not fit: 3 of 300 code points; Reddit takes no U+000A (character 2)"),
        ("  ", "x", "does not fit: 2 of 280 weighted characters; there is nothing to see in it"),
    ],
)
def test_the_first_line_says_which_limit_is_broken(text: str, name: str, words: str) -> None:
    assert words == next(fitness(text, network(name)).lines())


def test_a_thread_of_more_than_a_thousand_parts_still_fits() -> None:
    found = fitness("All is well. " * 23_000, network("x"))
    assert found.parts[-1].endswith(f"\n\n{len(found.parts)}/{len(found.parts)}")
    assert len(found.parts) > 1000
    assert all(len(part) <= 280 for part in found.parts)


WHOLE = [
    "https://example.com/a_b", "https://e1.example.org", "@mayor", "#one", "#図書館", "@a@b.example.org", "🇩🇪", FAMILY,
]  # fmt: skip
PIECES = st.sampled_from([
    *(f"{whole} " for whole in WHOLE), "a", "ferry ", "Bridge. ", "図書館。", "e\u0301", "1️⃣", "\u1112\u1161",
    "(", ")", "“", "”", "\n", " ", "readme.md ", "*", "&amp; ", "<!channel> ", "\r\n", BOM,
    "https://e2.example.org/x, ", "a\u0301" * 9, "😀" * 40, "word " * 30,
])  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@given(pieces=st.lists(PIECES, max_size=60), often=st.integers(1, 30))
@settings(max_examples=40, deadline=None)
def test_parts_are_valid_hold_every_word_in_order_and_break_nothing(name: str, pieces: list[str], often: int) -> None:
    rules = network(name)
    text = ("".join(pieces) * often)[:9000]
    found = fitness(text, rules)
    for part in found.parts:
        assert fitness(part, rules).valid
    if found.parts and not found.valid:
        bodies = [re.sub(r"\s*\d+/\d+$", "", part) for part in found.parts]
        assert "".join("".join(bodies).split()) == "".join(rules.repair(text).split())
        for whole in WHOLE:
            assert "\n".join(bodies).count(whole) == text.count(whole), whole
