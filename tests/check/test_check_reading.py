"""How a page is read for the rules: elements that end without saying so, colours, and how much of a text is quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.asking import found
from editions import standard

from digest.check._cascade import colour
from digest.check._page import declarations, declared, parse

LONG = "Ferry line to the outer islands opens a month early and stays open until the winter comes"

FAR = "https://a.example/" + "x" * 99


def outline(html: str) -> list[tuple[str, list[str], str]]:
    """Return each element's name, the names of what it stands in, and the text inside."""
    page = parse(html.encode())
    return [(one.tag, [above.tag for above in one.ancestors()][1:-1], one.text) for one in page.elements]


@pytest.mark.parametrize(
    ("html", "tag", "inside", "texts"),
    [
        ("<table><tr><td>a<tr><td>b</table>", "tr", ["table"], ["a", "b"]),
        ("<table><tr><td>a<td>b<th>c</table>", "td", ["tr", "table"], ["a", "b"]),
        ("<ul><li>a<li>b</ul>", "li", ["ul"], ["a", "b"]),
        ("<div><p>a<p>b</div>", "p", ["div"], ["a", "b"]),
        ("<select><option>a<option>b</select>", "option", ["select"], ["a", "b"]),
        ("<div><br/><img><p>a</p></div>", "p", ["div"], ["a"]),
        ("<div><span/><p>a</p></div>", "p", ["div"], ["a"]),
        ("<div><b>a</div><p>b</p>", "p", [], ["b"]),
        ("<div>a</span></div><p>b</p>", "p", [], ["b"]),  # an end without a beginning ends nothing
    ],
)
def test_an_element_may_end_without_saying_so(html: str, tag: str, inside: list[str], texts: list[str]) -> None:
    seen = [(above, text) for name, above, text in outline(html) if name == tag]
    assert seen == [(inside, text) for text in texts]


@pytest.mark.parametrize(
    ("html", "tag", "depth"),
    [
        ("<table><tr><td><table><tr><td>a</table><td>b</table>", "tr", [1, 4]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "li", [1, 3, 1]),
        ("<p>a<table><tr><td><p>b</table>", "p", [0, 4]),
        ("<li>a<div><li>b</div>", "li", [0, 2]),
    ],
)
def test_what_stands_in_a_cell_or_list_of_its_own_ends_nothing_outside(html: str, tag: str, depth: list[int]) -> None:
    assert [len(above) for name, above, _ in outline(html) if name == tag] == depth


def test_a_text_is_folded_and_holds_what_pictures_say() -> None:
    page = parse(b"<p>One\n two<br>three<img alt='a ferry'>\xe2\x80\x8b<style>x</style></p>")
    assert page.elements[0].text == "One two three a ferry"


def test_a_tag_that_comes_again_is_the_same_with_its_own_line() -> None:
    page = parse(b'<p class="a">x</p>\n<p class="a">y</p>\n<p CLASS="b c">z</p>')
    assert [one.where("m") for one in page.elements] == [f"m, line {n}: <p>" for n in (1, 2, 3)]
    assert [one.classes for one in page.elements] == [{"a"}, {"a"}, {"b", "c"}]


def test_of_an_attribute_given_twice_the_first_counts_and_of_a_declaration_the_last() -> None:
    assert parse(b'<a href="one" href="two">x</a>').elements[0].get("href") == "one"
    assert declarations("color:red; COLOR: blue !important; x") == {"color": "blue"}
    assert declared("color:red;color:blue !important") == {"color": ("blue", True)}
    assert declarations("") == {}


@pytest.mark.parametrize(
    ("said", "hex_"),
    [
        ("#abc", "#AABBCC"),
        ("red", "#FF0000"),
        ("1px solid blue", "#0000FF"),
        ("rgb(300, -20, 0)", "#FF0000"),  # what no screen shows is the nearest that one does
        ("rgb(128 128 128)", "#808080"),
        ("rgba(0, 0, 0, .99)", ""),
        ("rgba(0, 0, 0, 1)", "#000000"),
        ("transparent", ""),
        ("url(a.png)", ""),
        ("", ""),
    ],
)
def test_a_colour_is_the_first_that_lets_nothing_through(said: str, hex_: str) -> None:
    assert colour(said) == hex_


@pytest.mark.parametrize(
    ("rule", "body", "what"),
    [
        ("link-empty", f'<a href="#">{LONG}</a>', f"the link {LONG[:40]!r} leads nowhere"),
        ("link-empty", f'<a href="data:x">{LONG}</a>', f"the link {LONG[:40]!r} runs code"),
        (
            "link-duplicate",
            f'<p><a href="https://a.example">{LONG}</a> <a href="https://a.example">{LONG}</a></p>',
            f"two neighbours are the same link: {LONG[:40]!r}",
        ),
        ("link-text", f'<a href="{FAR}"></a>', f"a link has no words: {FAR[:60]}"),
        ("https", f'<a href="http:{FAR}">x</a>', f"not https: http:{FAR[:75]}"),
        ("external", f'<video src="{FAR}"></video>', f"<video> loads {FAR[:80]}"),
        (
            "tap-target",
            f'<p><a href="https://a.example" style="font-size:14px">{LONG}</a></p>',
            f"the link {LONG[:40]!r} is about 16 px high, 24 are needed",
        ),
        (
            "tap-target",
            '<p><a href="https://a.example" style="display:block;line-height:0;font-size:15px">x</a></p>',
            "the link 'x' is about 18 px high, 24 are needed",
        ),
        (
            "contrast",
            f'<p style="color:#aaaaaa">{LONG}</p>',
            f"#AAAAAA on #FFFFFF is 2.32:1 in light, 4.5:1 is needed: {LONG[:40]!r}",
        ),
    ],
)  # fmt: skip
def test_a_finding_quotes_the_beginning_of_what_it_is_about(rule: str, body: str, what: str) -> None:
    assert [one.what for one in found(rule, body)] == [what]


def test_a_tag_of_a_sender_is_shown_with_twenty_characters_around_it() -> None:
    (one,) = found("merge-tags", f"<p>{'a' * 30}{{{{ name }}}}{'b' * 30}</p>", edition=standard())
    near = "a" * 20 + "{{ name }}" + "b" * 12
    assert one.what == f"a sender would evaluate this: {near!r}"


def test_one_that_opens_the_mail_is_shown_from_its_first_character() -> None:
    (one,) = found("merge-tags", "{{ name }} writes", whole=True, edition=standard())
    assert one.what == "a sender would evaluate this: '{{ name }} writes'"


def test_a_heading_that_skips_a_level_is_told_which_it_should_be() -> None:
    assert [one.fix for one in found("headings", "<h1>a</h1><h2>b</h2><h5>c</h5>")] == ["make it an h3"]


def test_a_variant_of_the_subject_is_named_by_its_number_from_one() -> None:
    edition = replace(standard(), subject="Ferry opens", subject_variants=("x" * 71, "A bay gets a boat", "x" * 151))
    assert [one.where for one in found("subject", "x", edition=edition)] == [
        "edition: subject_variants, number 1",
        "edition: subject_variants, number 3",
    ]


@pytest.mark.parametrize("files", [{}, {"email.txt": b""}])
def test_parts_are_compared_where_both_are_there(files: dict[str, bytes]) -> None:
    assert found("parity", "<p></p>", whole=True, files=files) == []


def test_a_text_in_thai_is_compared_sign_by_sign() -> None:
    text = "วันนี้ท่าเรือเปิด\nให้บริการ".encode()
    assert found("parity", "<html><p>วันนี้ท่าเรือ เปิดให้บริการ</p>", whole=True, files={"email.txt": text}) == []
