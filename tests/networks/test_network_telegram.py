"""Telegram: entities in UTF-16 units, MarkdownV2 for senders that can nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.networks import Draft, telegram

LINK = "https://news.example/a"


def test_links_and_tags_are_told_in_utf16_units_in_the_order_of_the_text() -> None:
    draft = Draft(text=f"😀 {LINK}\n\n#Sea", link=LINK, tags=("Sea",))
    entities = [facet.as_dict() for facet in telegram.facets(draft)]
    assert entities == [
        {"start": 3, "end": 3 + len(LINK), "kind": "url", "value": LINK},
        {"start": 5 + len(LINK), "end": 9 + len(LINK), "kind": "hashtag", "value": "Sea"},
    ]


def test_a_tag_that_stands_first_is_found_and_comes_first() -> None:
    found = telegram.facets(Draft(text=f"#Sea {LINK}", link=LINK, tags=("Sea",)))
    assert [(facet.kind, facet.start) for facet in found] == [("hashtag", 0), ("url", 5)]


def test_the_last_of_two_is_ours() -> None:
    found = telegram.facets(Draft(text=f"{LINK} says {LINK}", link=LINK))
    assert [facet.start for facet in found] == [len(LINK) + 6]


def test_what_does_not_stand_in_the_text_has_no_entity() -> None:
    assert telegram.facets(Draft(text="Words alone", link=LINK, tags=("Sea",))) == []
    assert telegram.facets(Draft(text="Words alone")) == []


@given(st.text(max_size=80))
def test_markdown_reads_as_what_was_written(text: str) -> None:
    escaped = telegram.escape_markdown(text)
    assert telegram.unescape_markdown(escaped) == text
    bare = escaped.replace("\\\\", "")
    assert all(bare[at - 1 : at] == "\\" for at, char in enumerate(bare) if char in "_*[]()~`>#+-=|{}.!")


@given(st.text(max_size=80))
def test_html_reads_as_what_was_written(text: str) -> None:
    assert telegram.unescape_html(telegram.api(Draft(text=text))["text"]) == text.replace("\x00", "\x00")


def test_the_server_is_told_how_to_read_it() -> None:
    assert telegram.api(Draft(text="a"))["parse_mode"] == "HTML"
