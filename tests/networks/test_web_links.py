"""Links with and without a scheme stand once each, none over another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.networks import web_links
from digest.text.links import find_addresses, find_links

PIECES = ["https://a.io ", "a.com", "://x ", "tg://user?id=1 ", "https://intranet/x", "(", ")", "a.io/(b)", " ",
          "x@y.io ", "https://", "ftp://h/a.io/b ", ".", ",", "漢字.com"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_an_address_is_added_where_no_link_lies_over_it(text: str) -> None:
    found = [(link.start, link.end) for link in find_links(text, list_name="iana")]
    more = [span for span in find_addresses(text) if not any(a < span[1] and span[0] < b for a, b in found)]
    assert web_links(text) == tuple(sorted([*found, *more]))
