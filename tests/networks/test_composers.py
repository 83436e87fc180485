"""Where a network's composer is, and what is filled in there; '' where nothing could be."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from digest.networks import (  # fmt: skip
    Draft,
    bluesky,
    facebook,
    linkedin,
    mastodon,
    plain,
    query,
    reddit,
    telegram,
    threads,
    whatsapp,
    x,
)

LINK = "https://news.example/a?b=c&d=é"
STORY = Draft(text=f"Votes & voices: 50 %\n\nTonight\n\n{LINK}", link=LINK, title="Votes & voices")


def filled(address: str) -> dict[str, str]:
    """Return the fields of an address as the composer's server reads them."""
    return {name: value[0] for name, value in parse_qs(urlsplit(address).query, strict_parsing=True).items()}


@pytest.mark.parametrize(
    ("module", "page", "fields"),
    [
        (x, "https://x.com/intent/tweet", {"text": STORY.text}),
        (threads, "https://www.threads.com/intent/post", {"text": STORY.text}),
        (bluesky, "https://bsky.app/intent/compose", {"text": STORY.text}),
        (whatsapp, "https://wa.me/", {"text": STORY.text}),
        (mastodon, "https://mastodon.social/share", {"text": STORY.text}),
        (telegram, "https://t.me/share/url", {"url": LINK, "text": "Votes & voices: 50 %\n\nTonight"}),
        (reddit, "https://www.reddit.com/submit", {"url": LINK, "title": STORY.text}),
        (linkedin, "https://www.linkedin.com/sharing/share-offsite/", {"url": LINK}),
        (facebook, "https://www.facebook.com/sharer.php", {"u": LINK}),
    ],
)
def test_the_composer_gets_every_letter(module: object, page: str, fields: dict[str, str]) -> None:
    address = module.NETWORK.intent(STORY)  # type: ignore[attr-defined]
    assert (address.partition("?")[0], filled(address)) == (page, fields)


@pytest.mark.parametrize("module", [telegram, linkedin, facebook])
def test_a_share_page_for_links_is_none_for_a_post_without_one(module: object) -> None:
    assert module.NETWORK.intent(replace(STORY, link="")) == ""  # type: ignore[attr-defined]


def test_a_newsletters_own_server_is_asked() -> None:
    assert mastodon.intent(replace(STORY, server="https://social.example")).startswith("https://social.example/share?")


def test_a_mail_opens_with_subject_and_lines() -> None:
    made = plain.intent(Draft(text="one & two\nthree", title="50 %?"))
    assert made == "mailto:?subject=50%20%25%3F&body=one%20%26%20two%0D%0Athree"


def test_a_field_that_is_empty_is_not_asked_for() -> None:
    assert query("https://a.example/x", {"text": "a b/c", "via": ""}) == "https://a.example/x?text=a%20b%2Fc"
