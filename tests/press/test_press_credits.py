"""Who wrote a story and who made its picture: said once, small, in their own direction, and never in the alt text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from editions import standard, standard_in
from plates import PLATES
from press.test_press_renditions import TEMPLATES, settings

from digest.edition.model import Edition, edition_from, edition_json
from digest.press import locales, renditions, themes
from digest.press.wrapping import byline

MAKER = "Photo: <Mara> & sons"
BELOW = "Both mayors at the gauge on Sunday"
ESCAPED = "Photo: &lt;Mara&gt; &amp; sons"


def credited(edition: Edition, *, credit: str = MAKER, caption: str = BELOW, **lead: object) -> Edition:
    """Return the edition with words below the pictures of its lead and of its first story."""
    assert edition.lead and edition.lead.picture and edition.stories[0].picture
    told = [
        replace(item, picture=replace(item.picture, credit=credit, caption=caption))
        for item in (edition.lead, edition.stories[0])
        if item.picture
    ]
    return replace(edition, lead=replace(told[0], **lead), stories=(told[1], *edition.stories[1:]))  # type: ignore[arg-type]


def printed(edition: Edition, theme: str = "calm") -> dict[str, str]:
    return renditions.render(edition, settings(theme), TEMPLATES, PLATES)


@pytest.mark.parametrize("theme", [name for name in themes.names(TEMPLATES) if name != "brief"])
def test_the_email_says_who_made_a_picture_and_the_page_also_what_it_shows(theme: str) -> None:
    out = printed(credited(standard()), theme)
    small = 0 if theme == "letter" else 1  # whose further stories have no pictures
    assert out["email.html"].count(ESCAPED) == 1 + small
    assert BELOW not in out["email.html"]
    assert out["web.html"].count(ESCAPED) == out["web.html"].count(BELOW) == 2
    assert not re.search(rf'alt="[^"]*(?:{BELOW}|Mara)', out["email.html"] + out["web.html"])


def test_without_room_the_credit_of_a_small_picture_is_left_to_the_page() -> None:
    long = "Photo: Mara Lindqvist for the Marrow Bay News Agency"
    out = printed(credited(standard(), credit=long))
    assert out["email.html"].count(long) == 1  # the lead's
    assert out["web.html"].count(long) == 2


def test_below_a_small_picture_on_the_page_stands_a_short_caption_alone() -> None:
    long = "Both mayors at the gauge on Sunday, with the keepers of the lake behind them"
    out = printed(credited(standard(), caption=long))
    assert out["web.html"].count(long) == 1  # the lead's


def test_a_caption_that_names_the_maker_needs_no_credit_and_the_headline_no_caption() -> None:
    edition = standard()
    assert edition.lead
    told = printed(credited(edition, caption=f"{BELOW}. {MAKER}"))["web.html"]
    assert told.count(ESCAPED) == 2
    bare = printed(credited(edition, caption=edition.lead.headline.upper(), credit=""))["web.html"]
    assert edition.lead.headline.upper() not in bare.partition('class="kicker"')[0]


def test_nothing_stands_below_a_picture_of_which_nothing_is_said() -> None:
    out = printed(credited(standard(), credit="", caption=""))
    assert out == printed(standard())
    assert "<figcaption" not in out["web.html"].partition('class="lead"')[2].partition("</article>")[0]


def test_words_against_the_page_are_set_apart() -> None:
    out = printed(credited(standard_in("ar"), credit="Ida Varga / Bay News"))
    assert "\u2068Ida Varga / Bay News\u2069" in out["email.html"]
    assert re.search(r"<bdi[^>]*>Ida Varga / Bay News</bdi>", out["web.html"])


def test_a_stated_size_is_written_into_the_page() -> None:
    edition = standard()
    assert edition.lead and edition.lead.picture
    elsewhere = replace(edition.lead.picture, src="https://pictures.example/a.jpg", width=900, height=1200)
    out = printed(replace(edition, lead=replace(edition.lead, picture=elsewhere)))
    for file in ("email.html", "web.html"):
        assert re.search(r'<img[^>]*src="https://pictures\.example/a\.jpg"[^>]*width="600"[^>]*height="800"', out[file])


@pytest.mark.parametrize(
    ("authors", "locale", "shown"),
    [
        (("Ida Varga",), "en", "Ida Varga"),
        (("Ida Varga", "Jon Orrin"), "en", "Ida Varga and Jon Orrin"),
        (("Ida Varga", "Jon Orrin", "Lia Stone"), "de", "Ida Varga, Jon Orrin und Lia Stone"),
        (("Ida Varga", "ida  varga"), "en", "Ida Varga"),
        (("Marrow Bay News", "Ida Varga"), "en", "Ida Varga"),
        (("the daily take",), "en", ""),
        (("Ida Varga", "ليلى حسن"), "en", "Ida Varga and \u2068ليلى حسن\u2069"),
    ],
)
def test_a_byline_lists_each_name_once_and_none_that_is_the_publication(
    authors: tuple[str, ...], locale: str, shown: str
) -> None:
    edition = standard()
    assert edition.lead
    item = replace(edition.lead, site="Marrow Bay News", author=", ".join(authors), authors=authors)
    assert byline(item, locales.load(TEMPLATES, locale), edition.newsletter) == shown


@pytest.mark.parametrize("theme", [name for name in themes.names(TEMPLATES) if name != "brief"])
def test_every_part_of_an_edition_says_who_wrote_it_once(theme: str) -> None:
    names = ("Ida <V>arga", "Jon Orrin")
    edition = credited(standard(), author=", ".join(names), authors=names)
    out = printed(edition, theme)
    assert out["email.html"].count("Ida &lt;V&gt;arga and Jon Orrin") == 1
    assert out["web.html"].count("Ida &lt;V&gt;arga and Jon Orrin") == 1
    assert out["email.txt"].count("Ida <V>arga and Jon Orrin") == 1


def test_a_byline_that_an_editor_wrote_is_printed_as_written() -> None:
    edition = credited(standard(), author="Ida Varga, climate desk")
    assert "Ida Varga, climate desk" in printed(edition)["email.txt"]


def test_editions_from_before_there_were_captions_are_read() -> None:
    edition = standard()
    old = re.sub(r'\s*"(?:caption|credit)": "",?|\s*"authors": \[\],?', "", edition_json(edition))
    old = re.sub(r",(\s*\})", r"\1", old)
    assert 'credit"' not in old and "authors" not in old
    assert edition_from(old) == edition
