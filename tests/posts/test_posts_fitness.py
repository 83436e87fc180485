"""Does it fit?  Hard cases of every network's rules, and the laws of the answer."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import networks, shelf
from digest.posts.fitness import fitness
from digest.posts.making import network

NAMES = shelf.names(networks)
FAMILY = "👨‍👩‍👧‍👦"  # 7 code points, 11 UTF-16 units, 25 bytes
BOM = "\ufeff"

# text, then what each network counts; a tuple says that the text is not valid there
CASES: list[tuple[str, dict[str, int | tuple[int]]]] = [
    # white space and line breaks count as they are given
    ("hello\n", {"x": 6, "bluesky": 6, "mastodon": 6, "threads": 6, "linkedin": 6}),
    ("a\r\nb", {"x": 4, "bluesky": 3, "mastodon": 3, "telegram": 4, "nostr": 4}),
    ("", {"x": (0,), "bluesky": (0,), "slack": (0,)}),
    (" \n\t ", {"x": (4,), "mastodon": (4,)}),
    ("\u200b\u2060", {"bluesky": (2,), "discord": (2,)}),
    # composed and decomposed: X counts the composed form, the others what is there
    ("café", {"x": 4, "bluesky": 4, "linkedin": 4, "nostr": 4}),
    ("cafe\u0301", {"x": 4, "bluesky": 4, "mastodon": 4, "threads": 5, "linkedin": 5}),
    ("한국", {"x": 4, "bluesky": 2, "telegram": 2}),
    ("\u1112\u1161\u11ab\u1100\u116e\u11a8", {"x": 4, "bluesky": 2, "linkedin": 6}),
    ("\u1112\u1161", {"x": 2, "mastodon": 1}),
    ("ﬁﷺ", {"x": 4, "bluesky": 2}),
    # weights: Latin, Greek, Cyrillic, Arabic, Hebrew, Indic scripts 1; East Asia, most symbols 2
    ("—“”‘’…", {"x": 7}),
    ("€→№™", {"x": 8}),
    ("سلام שלום мир γεια नमस्ते ไทย", {"x": 29, "bluesky": 26}),
    ("漢字かなカナ", {"x": 12, "bluesky": 6, "linkedin": 6}),
    ("ｶﾅＡ", {"x": 6}),
    ("𝗕𝗼𝗹𝗱", {"x": 8, "bluesky": 4, "linkedin": 8, "telegram": 8}),
    # emoji
    ("😀", {"x": 2, "bluesky": 1, "mastodon": 1, "threads": 4, "linkedin": 2, "reddit": 1}),
    ("❤️", {"x": 2, "bluesky": 1, "threads": 6, "telegram": 2}),
    ("👍🏽", {"x": 2, "bluesky": 1, "threads": 8, "discord": 4}),
    (FAMILY, {"x": 2, "bluesky": 1, "mastodon": 1, "threads": 25, "linkedin": 11, "whatsapp": 11, "reddit": 7}),
    ("🇩🇪🇫🇷", {"x": 4, "bluesky": 2, "threads": 16, "telegram": 8}),
    ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", {"x": 2, "bluesky": 1, "telegram": 14}),
    ("1️⃣#️⃣", {"x": 4, "bluesky": 2, "threads": 14, "linkedin": 6}),
    ("🏳️‍🌈", {"x": 2, "bluesky": 1, "linkedin": 6}),
    ("👩🏻‍❤️‍💋‍👨🏾", {"bluesky": 1, "mastodon": 1}),
    ("123 #1 *", {"threads": 8, "bluesky": 8}),
    # addresses
    ("https://a.io", {"x": 23, "mastodon": 23, "bluesky": 12, "threads": 12, "linkedin": 12}),
    ("https://example.org/" + "a" * 200, {"x": 23, "mastodon": 23, "bluesky": 220}),
    ("example.com", {"x": 23, "mastodon": 11, "bluesky": 11}),
    ("see readme.md, please", {"x": 4 + 23 + 8, "mastodon": 21}),
    ("Node.js", {"x": 7}),
    ("(https://example.org/a_(b)).", {"x": 1 + 23 + 2, "mastodon": 26}),
    ("<https://example.org>", {"x": 25, "mastodon": 25}),
    ("https://example.org:8080/x?y=1#z!", {"x": 24, "mastodon": 24}),
    ("https://münchen.example.de/straße", {"x": 23, "mastodon": 23}),
    ("https://例え.jp/", {"x": 23, "mastodon": 23}),
    ("https://xn--mnchen-3ya.de", {"x": 23}),
    ("sub.example.co.uk/a", {"x": 23, "mastodon": 19}),
    ("desk@example.org", {"x": 16, "mastodon": 16}),
    ("http://localhost/x", {"x": 18, "mastodon": 18}),
    ("https://example.org/a,https://example.org/b", {"mastodon": 23, "bluesky": 43}),
    # mentions and tags
    ("@alice@social.example.org hi", {"mastodon": 9, "x": 28, "bluesky": 28}),
    ("@alice.b@social.example, hi", {"mastodon": 12}),
    ("a@alice@social.example", {"mastodon": 22}),
    ("/@alice@social.example", {"mastodon": 22}),
    ("@alice@social.example@x", {"mastodon": 23}),
    ("#one #図書館 #a_b #2026", {"x": 23, "bluesky": 20}),
    # what counts besides length
    (" ".join(f"https://e{n}.example.org" for n in range(5)), {"threads": 5 * 22 + 4}),
    (" ".join(f"https://e{n}.example.org" for n in range(6)), {"threads": (6 * 22 + 5,), "x": 143}),
    (" ".join(["https://example.org/a"] * 6), {"threads": 131}),
    (" ".join(f"#tag{n}" for n in range(5)), {"instagram": 29}),
    (" ".join(f"#tag{n}" for n in range(6)), {"instagram": (35,), "x": 35, "linkedin": 35}),
    ("#1 #2 #3 #4 #5 #6 C# a#b", {"instagram": 24}),
    (" ".join(f"@user{n}" for n in range(21)), {"instagram": (157,)}),
    ("a title\nof two lines", {"reddit": (20,), "x": 20}),
    (f"{BOM}hello", {"x": (7,), "bluesky": 6}),
    ("a & <b>", {"slack": 17, "telegram": 7, "discord": 7}),
    # at the limits
    ("a" * 280, {"x": 280}),
    ("a" * 281, {"x": (281,)}),
    ("図" * 140, {"x": 280}),
    ("図" * 141, {"x": (282,)}),
    (FAMILY * 140, {"x": 280, "bluesky": (140,)}),
    (FAMILY * 120, {"bluesky": 120}),
    (FAMILY * 20, {"threads": 500}),
    (FAMILY * 20 + "a", {"threads": (501,)}),
    ("é" * 300, {"bluesky": 300}),
    ("é" * 301, {"bluesky": (301,)}),
    ("😀" * 500, {"mastodon": 500}),
    ("a" * 478 + " https://example.org/long/path", {"mastodon": (502,), "bluesky": (508,)}),
    ("a" * 476 + " https://example.org/long/path", {"mastodon": 500}),
    ("😀" * 1000, {"discord": 2000}),
    ("😀" * 1001, {"discord": (2002,)}),
    ("😀" * 2048, {"telegram": 4096, "whatsapp": 4096}),
    ("a" * 3001, {"linkedin": (3001,), "slack": (3001,), "facebook": 3001}),
    ("a" * 2201, {"instagram": (2201,)}),
    ("a" * 63_207, {"facebook": (63_207,)}),
    ("ñ" * 8196, {"nostr": (8196,)}),  # fits in characters, not in bytes
    ("ñ" * 7800, {"nostr": 7800}),
]
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
        assert "".join("".join(bodies).split()) == "".join(rules.mend(text).split())
        for whole in WHOLE:
            assert "\n".join(bodies).count(whole) == text.count(whole), whole
