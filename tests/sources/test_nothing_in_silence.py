"""No file of a source is passed over in silence: one that gives nothing is told, and none is made an article."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from sources.reading import origin

from digest.sources import markdown
from digest.sources._charset import text_of_page
from digest.sources._recognise import endings, read

BINARY = {
    "a library": b"\xca\xfe\xba\xbe" + b"\x00\x01" * 40,
    "a database": b"SQLite format 3\x00" + b"\x00\x01\x02" * 50,
    "an archive": b"\x28\xb5\x2f\xfd" + b"\x00\x01" * 50,
}
NOTHING = {
    "sheet.csv": "headline,url\n",
    "list.urls": "# the editor's list, one a line\n",
    "list.opml": '<opml version="2.0"><body></body></opml>',
    "map.xml": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>',
    "feed.json": '{"version": "https://jsonfeed.org/version/1.1", "title": "Tide", "items": []}',
    "ghost.json": '{"db": [{"data": {"posts": []}}]}',
    "feed.rss": '<rss version="2.0"><channel><title>Tide</title></channel></rss>',
    "page.html": "<html><head><title></title></head><body></body></html>",
}


@pytest.mark.parametrize("ending", endings())
@pytest.mark.parametrize("raw", [b"", b" \r\n\n", b"\xef\xbb\xbf\n", b"\xff\xfe\n\x00"])
def test_an_empty_file_is_told_in_every_format(ending: str, raw: bytes) -> None:
    got = read(raw, origin(f"story{ending}"))
    assert not got.articles
    assert [notice.what for notice in got.notices] == ["skipped: the file is empty"]


@pytest.mark.parametrize("name", NOTHING)
def test_a_file_that_holds_nothing_is_told(name: str) -> None:
    got = read(NOTHING[name].encode(), origin(name))
    assert not got.articles and len((*got.notices, *got.left_out)) == 1


def test_what_begins_after_a_long_white_space_is_no_empty_file() -> None:
    assert read(b" " * 20_000 + b'\n{"headline": "Gates hold", "text": "They held."}', origin("a.jsonl")).articles


@pytest.mark.parametrize("front", ["", "---\ntags: [quay]\ndate: 2026-08-10\n---\n"])
def test_a_file_name_alone_makes_no_article(front: str) -> None:
    got = markdown.read(f"{front}\n\n".encode(), origin("harbour-gates.md"))
    assert not got.articles and "neither a title nor a text" in got.notices[0].what


@pytest.mark.parametrize("kept", ["---\ntitle: Gates hold\n---\n", "The gates held.\n", "![](gates.jpg)\n"])
def test_a_title_a_text_or_a_picture_is_enough(kept: str) -> None:
    assert markdown.read(kept.encode(), origin("harbour-gates.md")).articles


def test_bytes_that_are_no_text_are_refused_whatever_their_name_says() -> None:
    for raw in (bytes(range(32)) * 40, b"\x00\x01\x02\x03" * 50):
        got = read(raw, origin("story.md"))
        assert not got.articles and "no text" in got.notices[0].what
    assert read("# Gates hold\n\nThey held.".encode("utf-16-le"), origin("story.md")).notices == ()
    assert read(b"# Gates hold\n\nThey \x00 held.", origin("story.md")).articles


def test_markdown_in_an_older_encoding_is_read_and_its_byte_told() -> None:
    got = read(
        "# Café Ñandú\n\nThe café on the quay opened an hour before high water.".encode("latin-1"), origin("story.md")
    )
    assert got.articles[0].headline == "Café Ñandú"
    assert "byte 5 is not utf-8; it was read as windows-1252" in got.notices[0].what


def test_one_broken_byte_makes_no_other_letter_wrong() -> None:
    raw = "# Café Ñandú\n\nThe café – “opened” – at 9.".encode() + b"\xff"
    for text, wrong in ((read(raw, origin("story.md")).articles[0].headline, ""), text_of_page(raw)):
        assert "Café Ñandú" in text
        assert not wrong or "broken characters" in wrong


ROOT = Path(__file__).resolve().parents[2]
REFUSALS = ("DataError", "FetchError", "UsageError")


@pytest.mark.parametrize("room", ["sources", "intake", "fetch", "text"])
def test_every_refusal_and_warning_says_how_to_fix_it(room: str) -> None:
    bare = [
        f"{path.name}, line {call.lineno}"
        for path in sorted((ROOT / "digest" / room).glob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and _tells(call) and not any(one.arg == "fix" for one in call.keywords)
    ]
    assert bare == []


def _tells(call: ast.Call) -> bool:
    named = isinstance(call.func, ast.Name) and call.func.id in REFUSALS
    return named or (isinstance(call.func, ast.Attribute) and call.func.attr == "warn")


@pytest.mark.parametrize("name", BINARY)
def test_what_is_no_text_is_no_article_whatever_it_is_called(name: str) -> None:
    got = read(BINARY[name], origin("story.md"))
    assert not got.articles and got.notices[0].fix


def test_utf_16_is_text() -> None:
    assert read("---\ntitle: Tor hält\n---\nEs hält.\n".encode("utf-16"), origin("story.md")).articles


@pytest.mark.parametrize("root", ["nitf", "NewsML", "RBNews"])
def test_xml_of_another_kind_is_called_by_its_own_name(root: str) -> None:
    got = read(
        f'<?xml version="1.0"?>\n<!-- wire -->\n<{root} version="1"><p>Dry.</p></{root}>'.encode(), origin("a.xml")
    )
    (notice,) = got.notices
    assert notice.what == f"skipped: no format reads XML that begins <{root}>"
    assert "NewsML-G2" in notice.fix
