"""A field may stand where its value can be made safe, and nowhere else."""

from __future__ import annotations

import pytest
from copies.copying import CODE, FIRST, HTML, TEXT, form

from digest.copies.compiling import compile_message
from digest.copies.places import MarkedUpPage, in_text
from digest.errors import TemplateError


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ("<p>Hello *</p>", "html"),
        ("<title>Hello *</title>", "html"),
        ("<p>a &lt; b *</p>", "html"),
        ('<p title="For *">x</p>', "html"),
        ("<p title='For *'>x</p>", "html"),
        ('<a href="*">x</a>', "url"),
        ('<a href="https://daily.example/*">x</a>', "url-part"),
        ('<a href="https://daily.example?c=*">x</a>', "url-part"),
        ('<a href="mailto:*">x</a>', "url-part"),
        ('<!--[if mso]><v:rect href="*"></v:rect><![endif]-->', "url"),
        ("<!-- only for us: * -->", "html"),
    ],
)
def test_where_a_field_stands_decides_how_it_is_escaped(html: str, place: str) -> None:
    at = html.index("*")
    assert MarkedUpPage(html).place(at, at + 1, "first") == place


@pytest.mark.parametrize(
    "html",
    [
        "<style>p { color: * }</style>",
        "<script>let a = '*'</script>",
        '<p style="color: *">x</p>',
        '<p onclick="*">x</p>',
        "<p title=*>x</p>",
        "<p *>x</p>",
        '<a href="https://*.example/">x</a>',
        '<a href="https://daily.example*">x</a>',
        '<a href="javascript:*">x</a>',
        '<p title="*',
    ],
)
def test_a_place_where_no_escaping_is_safe_is_refused_when_the_message_is_compiled(html: str) -> None:
    at = html.index("*")
    with pytest.raises(TemplateError, match=r"recipient\.first may not stand"):
        MarkedUpPage(html).place(at, at + 1, "first")


@pytest.mark.parametrize(
    ("text", "place"),
    [("Hello *", "text"), ("https://daily.example/?c=*", "url-part"), ("<https://daily.example/*>", "url-part")],
)
def test_in_the_text_part_only_an_address_asks_for_percent_signs(text: str, place: str) -> None:
    assert in_text(text, text.index("*"), "first") == place


def test_an_error_names_the_field() -> None:
    with pytest.raises(TemplateError, match=r"recipient\.code may not stand in a style sheet"):
        compile_message(form(HTML.replace("</head>", f"<style>p {{ color: {CODE} }}</style></head>")))


def test_a_message_without_fields_keeps_its_parts_to_the_byte() -> None:
    plain = form(HTML.replace(FIRST, "you").replace("{recipient}", "x").replace("{token}", "x"), TEXT, "Today")
    html = plain.message.partition(b"Content-Type: text/html")[2]
    without = type(plain)(message=plain.message)
    made = compile_message(without)
    assert made.columns == ()
    assert html in made.with_all("")
