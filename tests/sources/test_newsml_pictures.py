"""Pictures of NewsML-G2: which text has which, with what their senders say of them."""

from __future__ import annotations

import pytest
from sources.reading import batch

from digest.articles import Article
from digest.sources import Batch

TERMS = "<rightsInfo><usageTerms>Online only</usageTerms></rightsInfo>"
RENDITIONS = (
    '<remoteContent href="https://pictures.example/gates-small.jpg" contenttype="image/jpeg" width="320" height="213"/>'
    '<remoteContent href="https://pictures.example/gates.jpg" contenttype="image/jpeg" width="1600" height="1067"/>'
    '<remoteContent href="https://pictures.example/gates.tif" contenttype="image/tiff" width="6000" height="4000"/>'
)
ABOUT = (
    "<contentMeta><headline>Two gates, closed</headline><creditline>Ana Ruiz / Marrow Pictures</creditline>"
    '<description role="drol:caption">The gates on Sunday night.</description></contentMeta>'
)


def text(guid: str = "urn:t:1", link: str = "", body: str = "<p>The gates closed at 21:40.</p>") -> str:
    return (
        f'<newsItem guid="{guid}" version="1"><rightsInfo><usageTerms>Not for resale</usageTerms></rightsInfo>'
        f'<itemMeta><itemClass qcode="ninat:text"/><pubStatus qcode="stat:usable"/>{link}</itemMeta><contentMeta>'
        f'<headline>{guid}</headline></contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body>'
        "</html></inlineXML></contentSet></newsItem>"
    )


def picture(
    guid: str = "urn:p:1", more: str = "", *, status: str = "usable", version: int = 1, about: str = ABOUT
) -> str:
    return (
        f'<newsItem guid="{guid}" version="{version}">{TERMS}<itemMeta><itemClass qcode="ninat:picture"/>{more}'
        f'<pubStatus qcode="stat:{status}"/></itemMeta>{about}<contentSet>{RENDITIONS}</contentSet></newsItem>'
    )


def message(*items: str) -> Batch:
    whole = (
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{"".join(items)}</itemSet></newsMessage>'
    )
    return batch("newsml", whole, "wire.xml")


def pictures(*items: str) -> dict[str, str]:
    return {one.headline: one.image.url if one.image else "" for one in message(*items).articles}


def only(*items: str) -> Article:
    (article,) = message(*items).articles
    return article


def test_a_picture_comes_with_its_size_words_makers_and_terms_in_the_largest_rendition_that_is_shown() -> None:
    article = only(text(link='<link rel="irel:seeAlso" residref="urn:p:1"/>'), picture())
    image = article.image
    assert image is not None
    assert (image.url, image.width, image.height) == ("https://pictures.example/gates.jpg", 1600, 1067)
    assert (image.alt, image.caption) == ("Two gates, closed", "The gates on Sunday night.")
    assert image.credit == "Ana Ruiz / Marrow Pictures"
    assert article.usage == "Not for resale · Picture: Online only"


GROUP = "<packageItem><groupSet><group>{}</group></groupSet></packageItem>"


@pytest.mark.parametrize(
    ("items", "which"),
    [
        ((text(), picture()), {"urn:t:1": True}),
        ((picture(), text()), {"urn:t:1": True}),
        ((text(), text("urn:t:2"), picture()), {"urn:t:1": False, "urn:t:2": False}),
        ((text(), text("urn:t:2", '<link residref="urn:p:1"/>'), picture()), {"urn:t:1": False, "urn:t:2": True}),
        (
            (text(), text("urn:t:2"), picture(),
             GROUP.format('<itemRef residref="urn:t:1"/><itemRef residref="urn:p:1"/>')),
            {"urn:t:1": True, "urn:t:2": False},
        ),
    ],
    ids=["alone", "before it", "of neither", "linked", "grouped"],
)  # fmt: skip
def test_a_text_has_the_picture_that_is_said_to_be_its_own(items: tuple[str, ...], which: dict[str, bool]) -> None:
    assert {name: bool(url) for name, url in pictures(*items).items()} == which


@pytest.mark.parametrize(
    "shut", [picture(status="canceled"), picture(status="withheld"), picture(more="<embargoed/>")]
)  # fmt: skip
def test_a_picture_that_its_sender_keeps_back_is_not_taken(shut: str) -> None:
    assert pictures(text(), shut) == {"urn:t:1": ""}


def test_a_withdrawn_version_of_a_picture_counts_and_not_the_one_before() -> None:
    assert pictures(text(), picture(status="canceled", version=2), picture()) == {"urn:t:1": ""}


def test_pictures_that_no_text_has_are_told() -> None:
    assert [one.what for one in message(text(), picture()).left_out] == []
    found = message(text(), text("urn:t:2"), picture())
    assert [one.what for one in found.left_out] == ["left out: it is a picture, not a text"]


NITF = (
    '<media media-type="image"><media-reference source="https://pictures.example/n.jpg" width="800" height="600" '
    'alternate-text="Two gates"/><media-caption>On Sunday.</media-caption><media-producer>Ana Ruiz</media-producer>'
    "</media>"
)


def test_a_picture_in_the_text_itself_counts_where_no_item_has_one() -> None:
    shown = only(
        text(body='<p>Dry.</p><img src="https://pictures.example/x.jpg" alt="Gates" width="640" height="400"/>')
    )
    assert shown.image is not None
    assert (shown.image.url, shown.image.alt, shown.image.width) == ("https://pictures.example/x.jpg", "Gates", 640)
    told = only(text(body=f"<p>Dry.</p>{NITF}"))
    assert told.image is not None
    assert (told.image.url, told.image.height, told.image.alt) == ("https://pictures.example/n.jpg", 600, "Two gates")
    assert (told.image.caption, told.image.credit, told.text) == ("On Sunday.", "Ana Ruiz", "Dry.")


def test_a_link_to_a_picture_is_not_the_address_of_the_text() -> None:
    links = '<link href="https://pictures.example/x.jpg" contenttype="image/jpeg"/><link href="https://news.example/gates"/>'
    assert only(text(link=links)).url == "https://news.example/gates"
