"""Which addresses may be linked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text.urls import host, safe_image_url, safe_url


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/a?b=1&c=%20d#e",
        "http://news.example:8080/",
        "HTTPS://News.Example/Path",
        "https://news.example/straße",
        "https://news.example/(part_1)'s",
        "https://[2001:db8::1]/a",
        "mailto:desk@news.example?subject=Hi%20there",
    ],
)
def test_a_sound_address_comes_back_to_the_letter(url: str) -> None:
    assert url == safe_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:pwn()",
        " javascript:pwn()",
        "java\tscript:pwn()",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//news.example/a",
        "https:news.example",
        "https:\\\\evil.invalid\\@news.example/a",
        'https://news.example/" onclick="pwn()',
        "https://user:secret@news.example/",
        "https://news.example:99999/a",
        "http://[news.example/",
        "https://news..example/",
        "https://-news.example/",
        "https:///path",
        "https://news.example/a b",
        "https://news.example/?u=%recipient.email%",
        "https://news.example/{{ UnsubscribeURL }}",
        "https://news.example/[[name]]",
        "mailto:desk@news.example?subject=Hi%0d%0aBcc:victim@evil.invalid",
        "mailto:desk@news.example?bcc=victim@evil.invalid",
        "mailto:",
        "https://news.example/" + "x" * 3000,
    ],
)
def test_everything_else_is_no_link(url: str) -> None:
    assert safe_url(url) == ""


def test_a_look_alike_host_is_shown_as_what_it_is() -> None:
    assert safe_url("https://\u0430\u0440\u0440l\u0435.example/a?b") == "https://xn--l-7sbq6ba.example/a?b"


@pytest.mark.parametrize("url", ["http://news.example/a.png", "https://2130706433/x.png", "https://127.0.0.1/x.png"])
def test_a_picture_needs_https_and_a_name(url: str) -> None:
    assert safe_image_url(url) == ""


def test_the_host_is_what_follows_the_scheme() -> None:
    assert host("https://news.example:8080/a") == "news.example"


@given(st.text())
def test_no_text_at_all_raises_or_gives_another_scheme(text: str) -> None:
    found = safe_url(text)
    assert found == "" or found.lower().startswith(("http://", "https://", "mailto:"))


@given(st.text(st.characters(exclude_characters="/?#:@", exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_every_accepted_host_is_ascii(name: str) -> None:
    assert host(safe_url(f"https://{name}/")).isascii()


@pytest.mark.parametrize("path", ["%D0%BA%D1%83", "%ba%c2", "a%BA%C3%BA", "%E3%81%AB%E3%81%BB"])
def test_letters_in_percent_signs_are_no_merge_tag(path: str) -> None:
    assert safe_url(f"https://example.org/{path}") == f"https://example.org/{path}"
    assert safe_url("https://example.org/%BA%x") == "", "but this is no octet, and may be one"
