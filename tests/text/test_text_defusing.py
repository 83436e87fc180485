"""Merge tags in somebody's words: no sender sees one, every reader sees the same."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from digest.text import defusing

TAGS = [
    "{{ name }}", "{% if x %}", "{$name}", "{#x#}", "*|FNAME|*", "*|END:IF|*", "[[name]]", "[% x %]", "[FIRSTNAME]",
    "%recipient.name%", "%unsubscribe_url%", "%%name%%", "%%{x}%%", "<% x %>", "${x}", "#{x}", "-name-",
]  # fmt: skip
RAW = re.compile(r"\{\{|\{%|\{\$|\{#|\*\||\[\[|\[%|%[A-Za-z_]|%%|<%|\$\{|#\{")
PIECES = st.lists(
    st.sampled_from([*TAGS, "{", "}", "%", "[", "*", "|", "-", "word", " ", "50 %", "a-b", "é", "&"]), max_size=12
)


@pytest.mark.parametrize("tag", TAGS)
def test_every_senders_opener_is_broken_up(tag: str) -> None:
    for text in (tag, f"Dear {tag}, hello", f"x {tag}{tag}"):
        assert defusing.needs(text)
        assert not RAW.search(defusing.plain(text))
        assert not RAW.search(defusing.html(str(escape(text))))


@given(PIECES.map("".join))
def test_a_reader_sees_the_same_words(text: str) -> None:
    assert text.replace(defusing.BREAK, "") == defusing.plain(text).replace(defusing.BREAK, "")
    assert text == html.unescape(defusing.html(str(escape(text))))


@given(PIECES.map("".join))
def test_no_opener_is_left_whatever_they_are_joined_with(text: str) -> None:
    assert not RAW.search(defusing.plain(text))
    assert not RAW.search(defusing.html(str(escape(text))))


@given(st.lists(PIECES.map("".join), max_size=5))
def test_a_whole_edition_is_cleared_only_when_each_text_is(texts: list[str]) -> None:
    if not defusing.any_needs(texts):
        assert not any(defusing.needs(text) for text in texts)


@pytest.mark.parametrize(
    "start", ["https://a.example/", "mailto:?body=https%3A//a.example/", "See https://a.example/?q="]
)
def test_an_address_is_whole_and_leads_where_it_led(start: str) -> None:
    for words in ("%C3%A4hnlich%20gro%C3%9Fe%20N%C3%A4he", "%D8%A7%D9%84", "100%25dear%25"):
        assert defusing.plain(start + words) == start + words
        assert defusing.html(start + words) == start + words
    for tag in (tag.replace(" ", "") for tag in TAGS if not tag.startswith(("<", "-"))):
        broken = defusing.plain(start + tag)
        assert defusing.BREAK not in broken
        assert unquote(broken) == unquote(start + tag)
        assert not RAW.search(broken.removeprefix(start))
    assert defusing.plain("https://a.example/ {{ name }}") == f"https://a.example/ {{{defusing.BREAK}{{ name }}}}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Prices rose by 5 % in May",
        "A well-known word – and a dash",
        "https://a.example/%D8%A7%D9%84?x=1-2",
        "x * y | z",
        "No. 3 (of 4)",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert not defusing.needs(text)
    assert text == defusing.plain(text)
