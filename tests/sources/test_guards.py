"""Guards before any parser runs: each refusal names its limit, and what is below the limit is read."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest
from sources import same_story as stories
from sources.reading import batch, origin

from digest.errors import DataError
from digest.sources import _guards
from digest.sources._parsing import _UNWRITABLE, parsed
from digest.sources._recognise import read


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (gzip.compress(b"<rss>") + gzip.compress(b" " * 1_000_000, 9) * 50, "more than"),  # many members
        (gzip.compress(b" " * 30_000_000, 9), "more than"),  # one
        (gzip.compress(stories.RSS.encode())[:200], "breaks off"),
        (b"\x1f\x8b\x08" + b"\xff" * 40, "broken"),
    ],
)
def test_a_compressed_file_that_is_a_bomb_or_broken_is_refused(raw: bytes, said: str) -> None:
    got = read(raw, origin("feed.xml.gz"))
    assert not got.articles
    assert said in got.notices[0].what


def test_a_compressed_file_is_read_as_what_it_holds() -> None:
    assert read(gzip.compress(stories.RSS.encode()), origin("feed.xml.gz")).articles[0].headline == stories.HEADLINE


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("ninjs", '{"uri": "x", "subject": ' + "[" * 61 + "]" * 61 + "}"),
        ("jsonfeed", '{"items":' + "[" * 100_000 + "]" * 100_000 + "}"),
        ("ghost", '{"db": [' + '{"a":' * 100_000),
        ("opml", "<opml><body>" + "<outline>" * 400),
        ("html", "<html><body>" + "<div>" * 100_000),
        ("wxr", "<rss xmlns:wp='http://wordpress.org/export/1.2/'>" + "<a>" * 400),
    ],
)
def test_what_is_nested_without_end_is_refused(form: str, text: str) -> None:
    got = batch(form, text)
    assert not got.articles
    assert "deeper than" in got.notices[0].what


def test_brackets_in_strings_are_not_nested() -> None:
    assert not _guards.too_deep(json.dumps({"a": "[" * 1_000, "b": '\\"[[['}))
    assert _guards.too_deep("[" * 61)
    assert not _guards.too_deep("[" * 60)
    assert not _guards.too_deep("[]" * 1_000)


@pytest.mark.parametrize("text", ['{"a": NaN}', '{"a": Infinity}', '{"a": 1', "", "nonsense"])
def test_what_is_no_json_is_refused_by_the_line(text: str) -> None:
    with pytest.raises(DataError):
        _guards.json_value(text)


def test_names_given_twice_are_told_at_any_depth() -> None:
    assert _guards.json_value('{"a": 1, "a": 2, "b": [{"c": 1, "c": 1}]}')[1] == ["c", "a"]


@pytest.mark.parametrize(
    ("raw", "refused"),
    [
        (b"<a " + b"b=c " * 600 + b">", True),
        (b"<a " + b"b='c d' " * 600 + b">", True),
        (b"<a " + b"b=c " * 400 + b">", False),
        (b"<script>if (a<b && " + b"c || " * 600 + b")</script>", False),
        (b"<img src='data:image/png;base64," + b"A" * 100_000 + b"'>", False),
    ],
)
def test_a_tag_has_at_most_500_attributes(raw: bytes, refused: bool) -> None:
    if refused:
        with pytest.raises(DataError, match="500 attributes"):
            _guards.check_tags(raw)
    else:
        _guards.check_tags(raw)


def test_a_workbook_that_opens_to_too_much_is_refused_before_it_is_opened() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b" " * 250_000_000)
    got = batch("table", out.getvalue(), "picks.xlsx")
    assert "more than 200,000,000" in got.notices[0].what


def test_formats_cost_nothing_before_they_read() -> None:
    """Whoever reads one format does not pay for the libraries of another."""
    heavy = [
        "lxml",
        "feedparser",
        "trafilatura",
        "markdown_it",
        "openpyxl",
        "charset_normalizer",
        "yaml",
    ]
    script = (
        "import sys\nfrom digest.sources._recognise import formats\nformats()\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


def test_an_article_has_a_budget_of_elements() -> None:
    page = b"<html><body><article>" + b"<p>Gates</p>" * 50_000 + b"</article></body></html>"
    found = read(page, origin("a.html"))
    assert not found.articles
    assert "more than 50,000 elements" in found.notices[0].what


def test_every_form_of_a_character_that_cannot_be_written_is_met() -> None:
    unwritable = [c for c in [*map(chr, range(32)), "\ufffe", "\uffff"] if _UNWRITABLE.search(c)]
    assert len(unwritable) == 31
    for char in unwritable:
        for form in (char, f"&#{ord(char)};", f"&#x{ord(char):x}", f"&#X00{ord(char):X};"):
            tree = parsed(f"<p>a{form} b</p>".encode())
            assert not _UNWRITABLE.search(tree.text_content()), (char, form)
