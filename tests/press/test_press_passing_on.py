"""Passing an edition on: what a friend is mailed, and the ways that stand on the web version."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
from editions import standard_in
from plates import PLATES

from digest.edition.model import Edition
from digest.press import locales, renditions, themes
from digest.settings import EmailSettings, NewsletterSettings, Settings
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())
JOIN = "https://daily.example/join"


def drawn(edition: Edition, theme: str = "calm") -> dict[str, str]:
    settings = Settings(
        newsletter=NewsletterSettings(id="daily", name="The Daily Take"), email=EmailSettings(theme=theme)
    )
    return renditions.render(edition, settings, TEMPLATES, PLATES)


def with_join(edition: Edition, join: str = JOIN) -> Edition:
    return replace(edition, newsletter=replace(edition.newsletter, subscribe=join))


def links(html: str) -> list[str]:
    return [a.get("href") or "" for a in html5lib.parse(html, namespaceHTMLElements=False).iter("a")]


def letter(html: str) -> dict[str, str]:
    """Return subject and body of the mail that the page's button opens."""
    (href,) = [link for link in links(html) if link.startswith("mailto:?")]
    return {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}


@pytest.mark.parametrize("locale", ["en", "ja", "pl"])
def test_a_friend_is_mailed_the_quote_the_address_and_how_to_get_the_next(locale: str) -> None:
    edition = with_join(standard_in(locale))
    say = locales.load(TEMPLATES, locale)
    made = letter(drawn(edition)["email.html"])
    assert made["subject"] == edition.subject
    said, address, join = made["body"].split("\r\n\r\n")  # RFC 6068: lines end in CRLF
    assert edition.quote
    assert said == say.words("quote.open") + edition.quote.text + say.words("quote.shut")
    assert address == edition.web_address
    assert join == f"{say.words('site.subscribe-line', name='The Daily Take')} {JOIN}"


def test_how_to_get_the_next_is_left_out_where_a_script_takes_more_room_than_a_line_has() -> None:
    edition = with_join(standard_in("ar"))
    said, address = letter(drawn(edition)["email.html"])["body"].split("\r\n\r\n")
    assert edition.quote and edition.quote.text in said
    assert address == edition.web_address


def test_a_letter_has_only_what_there_is() -> None:
    bare = replace(with_join(standard_in("en"), ""), quote=None)
    assert letter(drawn(bare)["email.html"])["body"] == bare.web_address


@pytest.mark.parametrize("theme", themes.names(TEMPLATES))
def test_a_web_version_offers_the_ways_on_and_the_way_in(theme: str) -> None:
    edition = with_join(standard_in("en"))
    found = links(drawn(edition, theme)["web.html"])
    for way in (
        "https://x.com/intent/post",
        "https://bsky.app/intent/compose",
        "https://www.linkedin.com/",
        "https://wa.me/",
    ):
        of_page = [link for link in found if link.startswith(way) and "2026-08-09" in link]
        assert len(of_page) == 1, way
    assert found.count(JOIN) == 1  # after the stories, and not again in the foot


def test_a_page_without_address_has_no_way_that_leads_nowhere() -> None:
    edition = standard_in("en")
    edition = replace(edition, newsletter=replace(edition.newsletter, web="", subscribe=""), quote=None)
    html = drawn(edition)["web.html"]
    assert not [link for link in links(html) if "intent" in link or "wa.me" in link]
    assert "Enjoyed this?" not in html
