"""The page behind "link in bio" leads where a network's posts cannot: to every story they tell, in their order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from editions import full_in

from digest import networks, shelf
from digest.edition.model import Edition, Picture
from digest.networks import nothing
from digest.posts import make_posts
from digest.posts.making import network
from digest.press.links import from_above, link_page
from digest.press.printing import printer
from digest.settings import NewsletterSettings, Settings, SocialSettings
from digest.workspace import Templates

ROOT = Path(__file__).resolve().parents[2]
NEWS = NewsletterSettings(id="daily", name="The Daily Take")
TEMPLATES = Templates(ROOT / "none-of-its-own", ROOT / "templates")


def page(*names: str, locale: str = "en", edition: Edition | None = None) -> str:
    edition = edition or full_in(locale)
    social = SocialSettings(networks=names, utm={"utm_source": "{network}"})
    posts = make_posts(edition, social, printer(TEMPLATES))
    return link_page(edition, posts, Settings(newsletter=NEWS, social=social), TEMPLATES)


def test_it_lists_the_stories_in_order_with_the_links_of_that_network() -> None:
    edition, made = full_in("en"), page("x", "instagram")
    stories = [item for item in edition.items() if item.place != "brief" and item.url]
    places = [made.index(str(item.headline).replace("&", "&amp;").replace("'", "&#39;")) for item in stories]
    assert places == sorted(places)
    assert made.count("utm_source=instagram") == made.count("<a href=") == len(stories)
    assert "utm_source=x" not in made


def test_where_every_link_can_be_pressed_there_is_none() -> None:
    assert page("x", "bluesky") == ""


def test_it_runs_as_its_language_does_and_asks_for_nothing_but_pictures() -> None:
    made = page("instagram", locale="ar")
    assert '<html lang="ar" dir="rtl">' in made
    assert "default-src 'none'" in made and "<script" not in made


def test_a_network_without_links_of_its_own_says_where_they_are() -> None:
    for name in shelf.names(networks):
        its = network(name)
        assert not (its.look.bio and its.look.card), name
        assert its.look.narrow < its.look.broad
        assert its.look.lines == 0 or its.links is not nothing or its.look.bio


def test_above_its_folder_only_pictures_that_lie_in_it_are_looked_for_there() -> None:
    made = '<img src="a.jpg" alt=""><img alt="" src="https://x.example/b"><a href="c"><img src="data:image/png,d">'
    expected = made.replace('"a.jpg"', '"2026-08-10/a.jpg"')
    assert from_above(made, "2026-08-10") == expected


@pytest.mark.parametrize(("width", "height", "whole"), [(480, 120, True), (100, 400, True), (480, 300, False)])
def test_a_banner_is_shown_whole(width: int, height: int, whole: bool) -> None:
    edition = full_in("en")
    assert edition.lead
    shown = Picture(src="a.jpg", alt="", width=width, height=height)
    edition = replace(edition, lead=replace(edition.lead, picture=shown))
    assert ('<img class="whole" src="a.jpg"' in page("instagram", edition=edition)) is whole
