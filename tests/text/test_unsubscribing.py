"""An unsubscribe address fits a header, or is refused before anything is built."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text.unsubscribing import RECIPIENT, TOKEN, unsubscribe_address


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("https://daily.example/leave", "https://daily.example/leave"),
        ("https://bücher.example/leave", "https://xn--bcher-kva.example/leave"),
        ("https://daily.example/kündigen?für=1", "https://daily.example/k%C3%BCndigen?f%C3%BCr=1"),
        ("https://daily.example/a%20b", "https://daily.example/a%20b"),  # what is encoded stays so
        ("mailto:leave@bücher.example?subject=Tschüss", "mailto:leave@xn--bcher-kva.example?subject=Tsch%C3%BCss"),
        ("https://daily.example/u?r={recipient}&t={token}", "https://daily.example/u?r={recipient}&t={token}"),
        ("mailto:leave+{token}@daily.example", "mailto:leave+{token}@daily.example"),
        ("https://{recipient}.example/", ""),  # whose host would it be?
        ("https://daily.example/{name}", ""),
        ("http://daily.example/leave", ""),  # RFC 8058 wants https
        ("ftp://daily.example/", ""),
        ("https://daily.example/" + "x" * 700, ""),
        ("https://daily.example/a b", ""),
        ("https://daily.example/>,<mailto:x@y.example", ""),
        ("https://daily.example/0token0", ""),
        ("https://daily.example/[¡", ""),  # in ASCII it is refused, and what we write must be read again
        ("", ""),
    ],
)
def test_an_address_is_written_in_ascii_or_not_at_all(raw: str, found: str) -> None:
    assert unsubscribe_address(raw) == found


@given(st.text(max_size=40) | st.text("abü{}<>, \r\n%0token", max_size=40))
def test_whatever_is_typed_no_address_breaks_a_header(path: str) -> None:
    made = unsubscribe_address(f"https://daily.example/{path}")
    assert made.isascii() and not set(made) & set('<>, \r\n"')
    assert not set(made.replace(RECIPIENT, "").replace(TOKEN, "")) & set("{}")
    assert unsubscribe_address(made) == made
