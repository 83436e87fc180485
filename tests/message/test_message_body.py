"""Bodies that survive transport: where lines end, which characters become references, what a picture is."""

from __future__ import annotations

import quopri
from email import message_from_bytes
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.message.parts import html_part, image_part, quoted_printable, referenced
from digest.message.wrap import LIMIT, with_short_lines


@pytest.mark.parametrize(("size", "broken"), [(LIMIT, False), (LIMIT + 1, True)])
def test_a_line_of_880_octets_stays_whole(size: int, broken: bool) -> None:
    text = "x" * 800 + " " + "y" * (size - 801)
    made = with_short_lines(text)
    assert made is not None
    assert made == (text.replace(" ", "\n") if broken else text)


@pytest.mark.parametrize(
    "html",
    [
        "x" * (LIMIT + 1),  # a word that no line holds
        "<p>" + "x" * 450 + "  " + "x" * 450 + "</p>" + "y" * LIMIT,
        "<pre>" + "a b " * 300 + "</pre>",  # white space means something
        '<a href="' + "x" * 900 + '">y</a>',
        "<!--" + "a b " * 300 + "-->",
    ],
)
def test_where_no_line_can_end_there_is_no_such_form(html: str) -> None:
    assert with_short_lines(html) is None
    assert b"quoted-printable" in html_part(html)


@pytest.mark.parametrize(
    ("html", "joined"),
    [
        ("<p>x</p>" * 200, ""),  # before a bracket: white space there means nothing
        ("word " * 300, " "),  # a space in running text gives way
        ("<style>" + ".a{b:c}" * 200 + "</style>", ""),  # after a rule
        ("<br/>" * 300, ""),
        ("<p a=b/>" * 300, ""),  # where the slash belongs to the value
    ],
)
def test_lines_end_where_it_means_nothing(html: str, joined: str) -> None:
    made = with_short_lines(html)
    assert made is not None and made != html
    assert max(map(len, made.split("\n"))) <= LIMIT
    assert made.replace("\n", joined) == html


def test_a_space_just_beyond_the_line_hides_none_before_it() -> None:
    text = "x" * 500 + " " + "y" * (LIMIT - 500) + " " + "z" * 100
    assert with_short_lines(text) == text.replace(" ", "\n", 1)


def test_several_long_lines_are_each_broken_and_none_loses_a_letter() -> None:
    html = "\n".join(["word " * 250 + "end", "short", "", "<p>x</p>" * 250, "last"])
    made = with_short_lines(html)
    assert made is not None
    assert made.replace("\n", "").replace(" ", "") == html.replace("\n", "").replace(" ", "")
    assert "\nshort\n\n<p>" in made and made.endswith("\nlast")


def test_a_comment_is_never_broken() -> None:
    made = with_short_lines(("<!-- a -->" * 20 + "word ") * 10)
    assert made is not None
    assert made.count("<!-- a -->") == 200


def test_a_slash_that_belongs_to_a_value_is_not_parted_from_it() -> None:
    made = with_short_lines("<p a=b/>" * 300)
    assert made is not None
    assert "b\n/" not in made
    other = with_short_lines("<br/>" * 300)
    assert other is not None and "br\n/>" in other


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_lines_end_alike_however_they_came(ending: str) -> None:
    assert with_short_lines(f"a{ending}b") == "a\nb"
    assert html_part(f"<p>{ending}x").partition(b"\r\n\r\n")[2] == b"<p>\r\nx\r\n"


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("<p>plain</p>", "<p>plain</p>"),
        ("<p>é – 漢</p>", "<p>&#233; &#8211; &#28450;</p>"),
        ("<p>a\x80b\ud800c</p>", "<p>a&#65533;b&#65533;c</p>"),  # no reference means these
        ("<style>a{content:'é'}</style>é", "<style>a{content:'\\e9 '}</style>&#233;"),
        ("<!--[if mso]>é<![endif]-->", "<!--[if mso]>&#233;<![endif]-->"),
        ("<STYLE type='x'>é</STYLE >é", "<STYLE type='x'>\\e9 </STYLE >&#233;"),
    ],
)
def test_characters_beyond_ascii_are_references_and_in_a_sheet_escapes(html: str, made: str) -> None:
    assert referenced(html) == made


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="&<>"), max_size=60))
def test_references_read_as_what_was_written(text: str) -> None:
    assert unescape(referenced(text)) == text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (".", [b"=2E"]),
        ("..", [b".."]),
        ("From me", [b"=46rom me"]),
        ("from me", [b"from me"]),
        ("a ", [b"a=20"]),
        ("a\t", [b"a=09"]),
        ("a=b", [b"a=3Db"]),
        ("é", [b"=C3=A9"]),
        ("x" * 76, [b"x" * 76]),
        ("x" * 77, [b"x" * 75 + b"=", b"xx"]),
        ("x" * 75 + "é", [b"x" * 75 + b"=", b"=C3=A9"]),  # never inside a character
        ("x" * 70 + "é", [b"x" * 70 + b"=C3=A9"]),
        ("", [b""]),
        ("a\r\nb\rc\nd", [b"a", b"b", b"c", b"d"]),
    ],
)
def test_quoted_printable_at_its_edges(text: str, lines: list[bytes]) -> None:
    assert quoted_printable(text) == b"\r\n".join(lines) + b"\r\n"


@given(st.text(alphabet=st.sampled_from("x. =Fromé\t"), max_size=200))
def test_what_is_quoted_is_read_back_and_no_line_is_too_long(text: str) -> None:
    made = quoted_printable(text)
    assert quopri.decodestring(made).replace(b"\r\n", b"\n").decode() == text.removesuffix("\n") + "\n"
    assert all(len(row) <= 78 for row in made.split(b"\r\n"))


def test_html_that_somebody_goes_on_to_change_is_quoted_and_no_line_of_it_moves() -> None:
    part = html_part("<p>é</p>\n<p>two</p>\n", quoted=True)
    assert part.partition(b"\r\n\r\n")[2] == b"<p>=C3=A9</p>\r\n<p>two</p>\r\n"


def test_a_picture_is_an_inline_part_that_the_text_can_name() -> None:
    part = message_from_bytes(image_part("a.png", b"\x89PNG" * 50, cid="1@b.example", media_type="image/png"))
    assert (part.get_content_type(), part["Content-ID"], part.get_filename()) == (
        "image/png", "<1@b.example>", "a.png",
    )  # fmt: skip
    assert part["Content-Disposition"].startswith("inline")
    assert part.get_payload(decode=True) == b"\x89PNG" * 50
