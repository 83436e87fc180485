"""Mastodon counts links as 23 and names without their host."""

import pytest

from digest.networks import mastodon


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("", 0),
        ("hello", 5),
        ("https://a.io", 23),  # shorter than 23: still 23
        ("https://example.org/" + "x" * 400, 23),
        ("see https://a.io now", 4 + 23 + 4),
        ("a.io", 4),  # without a scheme it is no link
        ("@alice@social.example.org hi", 9),
        ("✨" * 500, 500),
    ],
)
def test_lengths(text: str, cost: int) -> None:
    assert cost == mastodon.NETWORK.measure(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@ann and @ben.o@social.example", ["@ann", "@ben.o@social.example"]),
        ("mail ann@social.example", []),
        ("=@ann /@ben", []),
        ("@ann@", []),  # an unfinished address names nobody
        ("nobody", []),
    ],
)
def test_whom_the_server_would_notify(text: str, named: list[str]) -> None:
    assert [text[start:end] for start, end in mastodon.mentions(text)] == named


def test_only_an_address_with_a_scheme_is_linked() -> None:
    text = "a.io and https://b.io"
    assert [text[start:end] for start, end in mastodon.links(text)] == ["https://b.io"]
