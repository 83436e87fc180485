"""Whatever a recipient's values are: the message says exactly them, and is built like every other."""

from __future__ import annotations

from functools import cache
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from copies.copying import BLANKS, LINK, compiled, read_back
from hypothesis import given
from hypothesis import strategies as st

from digest.copies.compiled import Compiled, Copier
from digest.copies.escaping import Rejected
from digest.message.personal import token

COLUMNS = ("first", "code", "link")
PAGE = "https://example.org/"
# Half of what is tried is anything at all; the rest is made of what has a meaning somewhere on the way.
PIECES = [
    *("<", ">", '"', "'", "&", "=", "?=", "=?utf-8?q?", "\r\n", "\n", "\0", "Bcc: x@y.example", "From ", ".", " "),
    *("&#39;", "-->", "]]>", "</title>", "{{x}}", "\ud800", "\u2028", "ü", "𝔇", "\u200d", "%0d%0a", "--=_", "=\r\n"),
    "qqqqf000x",
]
values = st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(min_size=60)


@cache
def template() -> Compiled:
    return compiled()


def copy(first: str, code: str = "", link: str = PAGE) -> bytes:
    return b"".join(Copier(template(), COLUMNS).copy("ann@example.org", [first, code, link]))


def bad(value: str) -> bool:
    return any(ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 for c in value) or len(value) > 1000


@given(values, values)
def test_a_message_says_exactly_its_recipients_values(first: str, code: str) -> None:
    if bad(first) or bad(code):
        with pytest.raises(Rejected):
            copy(first, code)
        return
    got = read_back(copy(first, code))
    shown = first or "reader"
    assert got.words["hello"] == f"Good morning, {shown}!"
    assert got.words["twice"] == shown * 2
    assert got.subject == f"{shown}: the harbour, ünder {shown}"
    assert next(attrs["alt"] for tag, attrs in got.tags if tag == "img") == f"For {shown} & you"
    href = got.attribute("me", "href") or ""
    assert parse_qs(urlsplit(href).query, keep_blank_values=True) == {"c": [code], "x": ["1"]}
    quoted = quote(code, safe="")
    assert got.text == f"Good morning, {shown}!\n{shown}\nFrom the quay: https://daily.example/me?c={quoted}\n.\n"


@given(values, values)
def test_no_value_changes_how_a_message_is_built(first: str, code: str) -> None:
    if bad(first) or bad(code):
        return
    made, plain = copy(first, code), copy("Ann", "1")
    got, usual = read_back(made), read_back(plain)
    assert got.parsed.keys() == usual.parsed.keys()
    assert [part.keys() for part in got.parsed.walk()] == [part.keys() for part in usual.parsed.walk()]
    assert [(tag, list(attrs)) for tag, attrs in got.tags] == [(tag, list(attrs)) for tag, attrs in usual.tags]
    assert not [part.defects for part in got.parsed.walk() if part.defects]


@given(values)
def test_every_line_survives_transport(first: str) -> None:
    if bad(first):
        return
    for line in copy(first).split(b"\r\n"):
        assert len(line) <= 998 and line.isascii()
        assert b"\r" not in line and b"\n" not in line
        assert line != b"." and not line.startswith(b"From ")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=990))
def test_a_long_value_is_cut_into_lines_of_76_octets(first: str) -> None:
    body = copy(first).partition(b"\r\n\r\n")[2]
    assert max(map(len, body.split(b"\r\n"))) <= 76


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//x", "x", "https://", "ftp://x.example/"]
)
def test_a_link_leads_to_the_web_or_to_nowhere(link: str) -> None:
    with pytest.raises(Rejected, match="link is no https, http or mailto address"):
        copy("Ann", "", link)


def test_a_link_stands_as_it_was_given() -> None:
    got = read_back(copy("Ann", "", "https://example.org/a?b=c&d='e'"))
    assert got.attribute("link", "href") == "https://example.org/a?b=c&d='e'"


def test_a_field_without_a_default_needs_a_value() -> None:
    assert BLANKS[LINK].default is None
    with pytest.raises(Rejected, match="link has no value, and the template no default for it"):
        copy("Ann", "", "")


def test_each_recipient_has_a_message_id_and_an_address_to_leave_by_that_never_change() -> None:
    copier = Copier(template(), COLUMNS)
    made = {to: b"".join(copier.copy(to, ["", "", PAGE])) for to in ("ann@example.org", "bo@example.org")}
    again = b"".join(Copier(compiled(), COLUMNS).copy("ann@example.org", ["", "", PAGE]))
    assert again == made["ann@example.org"]
    ids = {to: read_back(message).parsed["Message-ID"] for to, message in made.items()}
    assert len(set(ids.values())) == 2
    for to, message in made.items():
        got = read_back(message)
        proof = token(template().key, to, "readers.daily.example")
        address = f"https://daily.example/leave?who={quote(to, safe='')}&proof={proof}"
        assert got.parsed["To"] == to
        listed = " ".join(str(got.parsed["List-Unsubscribe"]).split())
        assert listed == f"<{address}>, <mailto:leave@daily.example>"
        assert got.parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert address in [attrs.get("href") for tag, attrs in got.tags if tag == "a"]
