"""The words that a page shows; error pages in disguise; corrections; charsets."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.fetch.decoding import text_of
from digest.fetch.pages import corrected_since, is_page, missing, visible


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One<p>Two", "One\nTwo"),
        ("<p>A <b>bar</b>rier <a href='/x'>holds</a>.</p>", "A barrier holds."),
        ("<head><title>No</title></head><body>Yes</body>", "Yes"),
        ("<script>no()</script><style>no</style>Yes<noscript>no</noscript>", "Yes"),
        ("<head><body>Yes", "Yes"),
        ("a<br>b", "a\nb"),
        ("Tom &amp; Jerry&nbsp;&#8211; <!-- no -->ok", "Tom & Jerry – ok"),
        ("", ""),
    ],
)
def test_words_are_kept_in_their_blocks(html: str, words: str) -> None:
    assert visible(html) == words


@given(st.text(max_size=200))
def test_any_markup_is_read(html: str) -> None:
    visible(html)


NOWHERE = "Sorry, the page you look for is not here. Try the search. Harbour Climate Sport"


@pytest.mark.parametrize(
    ("asked", "final", "page", "why"),
    [
        ("https://a.example/x", "https://a.example/x", "Gates hold tonight", ""),
        ("https://a.example/x", "https://a.example/", "Gates hold tonight", "front page"),
        ("https://a.example/", "https://a.example/", "Gates hold tonight", ""),
        ("https://a.example/x", "https://a.example/x", NOWHERE, "do not exist"),
        ("https://a.example/x", "https://a.example/x", NOWHERE + " X", "do not exist"),
    ],
)
def test_an_error_page_sent_as_a_page_is_none(asked: str, final: str, page: str, why: str) -> None:
    assert why in missing(asked, final, page, NOWHERE)
    assert bool(missing(asked, final, page, NOWHERE)) == bool(why)


def test_a_site_that_says_404_gives_nothing_to_compare_with() -> None:
    assert missing("https://a.example/x", "https://a.example/x", "", "") == ""


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ('{"dateModified": "2026-08-11T09:00:00Z", "correction": "The name was wrong."}', True),
        ('{"dateModified": "2026-08-09T09:00:00Z", "correction": "The name was wrong."}', False),  # before we quoted
        ('{"dateModified": "2026-08-11T09:00:00Z"}', False),
        ('{"dateModified": "soon", "correction": "The name was wrong."}', False),
        ('{"correction": "", "dateModified": ""}', False),
    ],
)
def test_a_page_says_that_it_was_corrected(facts: str, told: bool) -> None:
    found = corrected_since(f'<script type="application/ld+json">{facts}</script>', datetime(2026, 8, 10, tzinfo=UTC))
    assert (found is not None) is told


@pytest.mark.parametrize(
    ("raw", "media_type"),
    [
        ("Tor hält".encode(), ""),
        ("Tor hält".encode("latin-1"), "text/html; charset=ISO-8859-1"),
        (b"<meta charset='windows-1252'>" + "Tor hält".encode("cp1252"), "text/html"),
        (b"\xef\xbb\xbf" + "Tor hält".encode(), "text/html; charset=latin-1"),
        ("Tor hält".encode("utf-16"), ""),
        ("Tor hält".encode(), "text/html; charset=no-such-thing"),
        (b"Tor h\xe4lt", "text/html; charset=utf-8"),
    ],
)
def test_a_page_is_decoded_as_declared(raw: bytes, media_type: str) -> None:
    assert text_of(raw, media_type).rpartition(">")[2] in ("Tor hält", "Tor h\ufffdlt")


@pytest.mark.parametrize(
    ("raw", "media_type", "expected"),
    [
        (b"<!doctype html><p>x", "", True),
        (b"\xef\xbb\xbf\n<!-- c --><HTML>", "text/plain", True),
        (b"<p>x</p>", "text/html; charset=utf-8", True),
        (b"<?xml version='1.0'?><rss version='2.0'>", "text/html", False),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "text/html", False),
        (b"<?xml version='1.0'?><opml>", "text/xml", False),
        (b'{"headline": "<html>"}', "application/json", False),
        (b"", "", False),
    ],
)
def test_a_feed_is_no_page_whatever_it_is_served_as(raw: bytes, media_type: str, expected: bool) -> None:
    assert is_page(raw, media_type) is expected
