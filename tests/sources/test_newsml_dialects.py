"""NewsML-G2 as agencies differ: words that are no words of the article stay out of it."""

from __future__ import annotations

import pytest
from sources.reading import batch

from digest.articles import Article

LEAD = "<p>The gates closed at 21:40.</p>"


def read(content: str = "", about: str = "", *, body: str = LEAD, part: str = "") -> Article:
    inline = f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html></inlineXML>'
    whole = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:t:1" version="1" standard="NewsML-G2">'
        f'<itemMeta><itemClass qcode="ninat:text"/>{about}</itemMeta><contentMeta>'
        f"<headline>Harbour gates hold</headline>{content}</contentMeta>"
        f"<contentSet>{part or inline}</contentSet></newsItem>"
    )
    (article,) = batch("newsml", whole, "wire.xml").articles
    return article


def test_markup_in_a_rendition_that_is_called_plain_is_read_as_markup() -> None:
    part = '<inlineData contenttype="text/plain"><![CDATA[\n<p>The gates\n closed.</p><p>Dry.</p>]]></inlineData>'
    assert read(part=part).text == "The gates closed.\n\nDry."
    plain = '<inlineData contenttype="text/plain">a &lt; b, and so on</inlineData>'
    assert read(part=plain).text == "a < b, and so on"


def test_a_head_that_repeats_headline_and_key_words_is_no_text() -> None:
    head = "<header><ul><li>Ferries</li></ul><time>11.10.2026</time><h1>Harbour gates hold</h1></header>"
    assert read(body=head + LEAD).text == "The gates closed at 21:40."
    assert read(body=f"<header><p>By the quay</p></header>{LEAD}").text == "By the quay\n\nThe gates closed at 21:40."


def test_a_description_that_is_slug_line_and_headline_is_no_deck() -> None:
    assert read("<description>BAY-GATES/ (UPDATE 1):Harbour gates hold</description>").deck == ""
    assert read("<description>The barrier works.</description>").deck == "The barrier works."


def test_by_is_no_part_of_a_name() -> None:
    assert read("<by>By Ida Varga</by>").author == "Ida Varga"


@pytest.mark.parametrize(("line", "place"), [("Marrow Bay", "Marrow Bay"), ("2026-08-10 20:13:08 GMT+00:00", "")])
def test_a_date_line_that_holds_a_moment_is_no_place(line: str, place: str) -> None:
    assert read(f"<dateline>{line}</dateline>").located == place


def test_the_section_is_a_subject_and_no_place_person_or_code() -> None:
    article = read(
        '<subject type="cpnat:geoArea" qcode="c:1"><name>Norland</name></subject>'
        '<subject type="cpnat:abstract" literal="Related topic id" qcode="t:4"/>'
        '<subject type="cpnat:abstract" qcode="c:f"><name>f</name></subject>'
        '<subject type="cpnat:abstract" qcode="m:2"><name>Transport</name></subject>'
    )
    assert (article.section, article.subjects) == ("Transport", ("Norland", "Transport"))


def test_further_reading_is_not_the_address_of_the_text() -> None:
    links = '<link rel="irel:seeAlso" href="https://club.example/"/><link href="https://news.example/gates"/>'
    assert read(about=links).url == "https://news.example/gates"
