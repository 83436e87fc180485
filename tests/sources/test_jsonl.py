"""Article JSON lines: the way in for any other tool."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from digest import shelf
from digest.sources import FIELDS, Batch, Origin, jsonl

WHOLE = {
    "id": "gates",
    "url": "https://wire.example/gates",
    "site": "Northern Wire",
    "headline": "Harbour gates hold",
    "deck": "A two-metre surge stopped.",
    "standfirst": "The old town stayed dry.",
    "source_headline": "Barrier passes its first test",
    "text": "First paragraph.\n\nSecond paragraph.",
    "published": "2026-08-10T04:00:00+02:00",
    "language": "en",
    "section": "Climate",
    "author": "Ida Varga",
    "image": "https://wire.example/gates.png",
    "people": [{"name": "Lia Stone", "image": "lia.png"}],
    "takeaways": [{"text": "A wall is a promise.", "note": "Comment on the barrier"}],
    "analysis": "It was a test.",
    "highlights": ["The quay stayed open."],
    "risk": {"heading": "Risk", "text": "Each closure costs."},
    "closing": "A wall is patient",
    "related": ["Barrier holds"],
}


def read(*lines: object) -> Batch:
    raw = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return jsonl.read(
        raw.encode("utf-8", "surrogatepass"), Origin(where="wire.jsonl", stem="wire", zone=ZoneInfo("UTC"))
    )


def test_every_field_of_the_schema_arrives() -> None:
    article = read(WHOLE).articles[0]
    for name in (
        "id",
        "url",
        "site",
        "headline",
        "deck",
        "standfirst",
        "source_headline",
        "text",
        "language",
        "section",
        "author",
        "analysis",
        "closing",
    ):
        assert getattr(article, name) == WHOLE[name]
    assert article.takeaways[0].note == "Comment on the barrier"
    assert article.risk is not None
    assert article.image is not None


def test_the_schema_and_the_reader_know_the_same_fields() -> None:
    schema = json.loads(shelf.data("schema/article.schema.json"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(WHOLE)
    assert set(schema["properties"]) == FIELDS
    assert schema["required"] == ["headline", "text"]


def test_headline_and_text_are_enough_and_nothing_is_invented() -> None:
    article = read({"headline": "Harbour gates hold", "text": ""}).articles[0]
    assert (article.url, article.published, article.author, article.section) == ("", None, "", "")
    assert article.id == "harbour-gates-hold"


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("{", "not JSON"),
        ("[]", "no object"),
        ('{"text": "x"}', "headline"),
        ('{"headline": "", "text": "x"}', "headline"),
        ('{"headline": " \\u200b", "text": "x"}', "headline"),
        ('{"headline": ["a"], "text": "x"}', "headline"),
        ('{"headline": "x"}', "text"),
        ('{"headline": "x", "text": "", "score": NaN}', "NaN"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_skipped_and_the_rest_is_read(line: str, word: str) -> None:
    batch = read(WHOLE, line, WHOLE | {"id": "second"})
    assert [a.id for a in batch.articles] == ["gates", "second"]
    assert len(batch.notices) == 1
    assert word in batch.notices[0].what
    assert batch.notices[0].where.startswith("wire.jsonl, line 2")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "javascript:pwn()"),
        ("published", "07/08/2025"),
        ("image", "../../etc/hostname"),
        ("image", "data:image/svg+xml,x"),
        ("deck", 7),
        ("takeaways", [{"note": "x"}]),
        ("highlights", ["- "]),
        ("risk", {"heading": "x"}),
        ("related", 3),
        ("language", "{{ contact.email }}"),
        ("language", "English"),
    ],
)
def test_a_bad_field_is_left_out_and_told(field: str, value: object) -> None:
    batch = read(WHOLE | {field: value})
    assert len(batch.articles) == 1
    assert not getattr(batch.articles[0], field)
    assert len(batch.notices) == 1
    assert field.removesuffix("s") in batch.notices[0].what
    assert "wire.jsonl, line 1" in batch.notices[0].where


def test_a_language_is_written_as_its_standard_has_it() -> None:
    assert read(WHOLE | {"language": "de_at"}).articles[0].language == "de-AT"


def test_an_unknown_field_is_told_once_with_the_nearest_name() -> None:
    batch = read(WHOLE | {"headlin": "x"}, WHOLE | {"id": "b", "headlin": "y"})
    assert len(batch.notices) == 1
    assert batch.notices[0].fix == "did you mean headline?"


def test_a_name_given_twice_is_told() -> None:
    batch = read('{"headline": "Calm", "headline": "Storm", "text": ""}')
    assert batch.articles[0].headline == "Storm"
    assert "twice" in batch.notices[0].what


def test_half_a_character_becomes_the_replacement_sign() -> None:
    assert read('{"headline": "Emoji \\ud83d cut", "text": ""}').articles[0].headline == "Emoji \ufffd cut"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")))
def test_offsets_into_the_text_are_the_senders_own(text: str) -> None:
    article = read(WHOLE | {"text": text}).articles[0]
    if len(article.text) == len(text):
        assert article.source_text.startswith(article.text)
        assert article.text == text


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from(sorted(FIELDS)),
        st.none() | st.text() | st.integers() | st.lists(st.text()) | st.dictionaries(st.text(), st.text()),
    )
)
def test_no_fields_at_all_break_the_reader(fields: dict[str, object]) -> None:
    batch = read(fields)
    assert len(batch.articles) + len(batch.notices) >= 1


@pytest.mark.parametrize(
    ("given", "kept", "kind"),
    [
        ("It&#8217;s late &amp; dark.", "It’s late & dark.", "character references"),
        ("It&amp;rsquo;s late.", "It’s late.", "character references"),
        ("Donâ€™t go to the cafÃ©.", "Don’t go to the café.", "wrong encoding"),
        ("<p>One <em>thing</em>.</p>\n<p>Two &amp; three.</p>", "One thing.\n\nTwo & three.", "HTML tags"),
        ("One.<br>Two.", "One.\nTwo.", "HTML tags"),
        # What may be meant stays to the letter.
        ("Write `<p>` and `&amp;` in HTML.", "Write `<p>` and `&amp;` in HTML.", ""),
        ("a &lt;b&gt; c &foo; AT&T; x < y > z", "a &lt;b&gt; c &foo; AT&T; x < y > z", ""),
        ("Ã la carte, São Tomé, l’été – naïve", "Ã la carte, São Tomé, l’été – naïve", ""),
        ("A <b> that is never closed", "A <b> that is never closed", ""),
        ("a &#60;b&#62; c", "a &#60;b&#62; c", ""),
        ("Ã la cafÃ©", "Ã la cafÃ©", ""),  # one of the two can only be guessed
    ],
)
def test_what_machines_left_is_put_right_where_that_is_sure_and_told(given: str, kept: str, kind: str) -> None:
    batch = read({"headline": "A headline", "text": given})
    (article,) = batch.articles
    assert article.text == kept
    told = [notice for notice in batch.notices if "put right" in notice.what]
    assert bool(told) is bool(kind)
    assert all("text: " in notice.what and "line 1" in notice.where for notice in told)
    assert not kind or any(kind in notice.what for notice in told)


def test_repairs_of_many_lines_are_told_once_and_in_every_field() -> None:
    row = {"text": "Plain.", "highlights": ["Salt &amp; tar."], "url": "https://a.example/?a=1&amp;b=2"}
    batch = read({**row, "headline": "It&#8217;s A"}, {**row, "headline": "It&#8217;s B"})
    assert [article.headline for article in batch.articles] == ["It’s A", "It’s B"]
    assert batch.articles[0].highlights == ("Salt & tar.",)
    assert batch.articles[0].url.endswith("a=1&amp;b=2")
    told = [notice for notice in batch.notices if "put right" in notice.what]
    assert len(told) == 2
    assert all("and in 1 more lines" in notice.what for notice in told)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("One\r\nTwo\rThree", "One\nTwo\nThree"),
        ("so\u00adcalled", "socalled"),
        ("zero\u200bwidth\u2060", "zerowidth"),
        ("\ufeffOne", "One"),
        ("  One \u00a0 two\t ", "  One \u00a0 two\t "),
        ("e\u0301 and é", "e\u0301 and é"),
        ("به\u200cزبان", "به\u200cزبان"),
    ],
)
def test_exactly_the_text_you_gave_is_all_but_what_no_reader_sees(given: str, kept: str) -> None:
    (article,) = read({"headline": "A headline", "text": given}).articles
    assert article.text == kept
