"""An edition as a value: what it yields, how long it takes to read, and that its file is read back or refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from editions import extract, full_in, quote, standard

from digest import __version__
from digest.edition.model import (
    BriefLine,
    Correction,
    Edition,
    Item,
    Watch,
    as_plain,
    canonical_line,
    edition_from,
    edition_json,
    folder_of,
    shown_words,
)
from digest.edition.record import item_facts, manifest_facts
from digest.errors import Notice


def bare(**values: object) -> Edition:
    """Return an edition that prints nothing but what a test adds."""
    empty = replace(standard(0), lead=None, stories=(), briefs=(), in_brief=(), quote=None, quote_item="", closing="")
    return replace(replace(empty, note=""), **values)  # type: ignore[arg-type]


def item(**values: object) -> Item:
    return Item(**{"id": "a", "slug": "a", "place": "story", "kicker": "", "headline": "H"} | values)  # type: ignore[arg-type]


def test_a_story_is_found_by_its_id_wherever_it_stands() -> None:
    edition = standard()
    assert edition.item(edition.stories[-1].id) is edition.stories[-1]
    with pytest.raises(KeyError, match="nobody"):
        edition.item("nobody")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("lead", ["H", "D", "N", "One.", "Two.", "Risk", "It may fail."]),
        ("story", ["H", "D", "N"]),
        ("brief", ["H"]),
    ],
)
def test_the_lead_is_printed_whole_a_story_with_its_deck_and_one_in_brief_as_a_line(
    place: str, words: list[str]
) -> None:
    told = item(
        place=place, deck="D", note="N", highlights=(extract("One."),), why=(extract("Two."),),
        watch=Watch(heading="Risk", text="It may fail."),
    )  # fmt: skip
    assert list(shown_words(told)) == words
    assert "" not in list(shown_words(replace(told, watch=None)))


MINUTE = "word " * 230


@pytest.mark.parametrize(
    "edition",
    [
        bare(note=MINUTE + "one"),
        bare(closing=MINUTE + "one"),
        bare(quote=quote(MINUTE + "one")),
        bare(in_brief=(BriefLine(headline=MINUTE + "one"),)),
        bare(lead=item(place="lead", headline=MINUTE, deck="one")),
    ],
    ids=["note", "closing", "quote", "brief", "lead"],
)
def test_everything_that_is_printed_takes_time_to_read(edition: Edition) -> None:
    assert edition.minutes == 2


def test_a_full_minute_is_one_and_a_picked_line_is_counted_once() -> None:
    assert bare(note=MINUTE).minutes == 1
    assert bare().minutes == 1
    brief = item(place="brief", headline=MINUTE)
    assert bare(briefs=(brief,), in_brief=(BriefLine(headline=MINUTE, item="a"),)).minutes == 1


@pytest.mark.parametrize(
    ("web", "address"),
    [
        ("https://a.example/d", "https://a.example/d/2026-08-10/"),
        ("https://a.example/d/", "https://a.example/d/2026-08-10/"),
        ("", ""),
    ],
)
def test_the_web_version_stands_below_the_newsletters_address_by_its_slot(web: str, address: str) -> None:
    assert folder_of(web, "2026-08-10") == address


def test_a_correction_stands_where_what_it_corrects_stood() -> None:
    edition = standard()
    edition = replace(edition, newsletter=replace(edition.newsletter, web="https://a.example"))
    assert replace(edition, key=f"{edition.key}-r2").web_address == edition.web_address


def test_what_a_document_is_called() -> None:
    edition = standard()
    assert replace(edition, subject="Ferry opens").title == "Ferry opens"
    assert replace(edition, subject="").title == edition.newsletter.name


def test_the_notice_of_a_form_before_there_was_a_list_of_them_is_its_reason() -> None:
    plain = replace(standard(), revision="", corrections=())
    assert plain.told_corrections == ()
    assert replace(plain, revision="It was wrong.").told_corrections == (Correction(reason="It was wrong."),)


@pytest.mark.parametrize("edition", [standard(), full_in("ar"), bare()], ids=["standard", "full", "bare"])
def test_an_edition_is_read_back_as_it_was(edition: Edition) -> None:
    text = edition_json(edition)
    assert edition_from(text) == edition
    assert text.endswith("}\n") and edition_json(edition_from(text)) == text


def test_its_file_is_canonical_so_that_the_same_content_is_the_same_bytes() -> None:
    text = edition_json(standard())
    told = json.loads(text)
    assert list(told) == sorted(told)
    assert text.splitlines()[1].startswith(' "'), "a line for each value, so that git can compare two"
    assert told["schema"] == "digest/edition/1"
    assert "+00:00" in told["at"] or told["at"].endswith("+02:00"), "a moment keeps its offset"
    assert canonical_line({"b": 1, "a": "é"}) == '{"a": "é", "b": 1}\n'


def test_fields_of_a_later_version_are_passed_over() -> None:
    told = json.loads(edition_json(standard())) | {"tomorrow": 1}
    assert edition_from(json.dumps(told)) == standard()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not a whole edition"),
        ("[]", "not a whole edition"),
        ('{"schema": "digest/edition/9"}', "not an edition of the form digest/edition/1"),
        ("{}", "not an edition of the form"),
        ('{"schema": "digest/edition/1"}', "key"),
    ],
)
def test_what_is_no_edition_is_refused_with_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        edition_from(text)


def test_a_wrong_type_is_refused_with_its_place() -> None:
    told = json.loads(edition_json(standard()))
    told["lead"]["minutes"] = "five"
    with pytest.raises(ValueError, match=r"lead\.minutes"):
        edition_from(json.dumps(told))


def test_as_plain_is_what_json_can_hold() -> None:
    plain = as_plain(standard())
    assert json.loads(json.dumps(plain)) == plain
    assert isinstance(plain["stories"], list)


def test_the_manifest_says_what_later_editions_must_know() -> None:
    edition = replace(standard(), revision="")
    facts = manifest_facts(edition, [Notice(what="w", where="a.md", fix="f")])
    assert set(facts) == {"slot", "number", "newsletter", "generator", "items", "warnings"}
    assert facts["generator"] == f"digest {__version__}"
    assert facts["warnings"] == [{"what": "w", "where": "a.md", "fix": "f"}]
    assert [one["id"] for one in facts["items"]] == [one.id for one in edition.items()]
    overruled = manifest_facts(replace(edition, revision="It was wrong."), [], forced=("html-size",))
    assert (overruled["revision"], overruled["forced"]) == ("It was wrong.", ["html-size"])


def test_a_storys_facts_name_its_articles_and_quotes() -> None:
    told = item(url="https://a.example", members=("a", "b"), quotes=(quote("One."),))
    assert item_facts(told) == {
        "id": "a", "place": "story", "headline": "H", "url": "https://a.example", "articles": ["a", "b"],
        "quotes": ["q1"],
    }  # fmt: skip
