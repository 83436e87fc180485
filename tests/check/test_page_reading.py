"""A page is read as the standard library reads it, whether its tags are written plainly or not."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.check._page import Element, _Reader, parse

SAMPLES = [
    "<p>One</p>\n<p>Two &amp; three<br/>four</p>",
    '<table><tr><td width="100%">a<td style=\'font: "Serif"\'>b<tr>c</table>',
    "<!doctype html>\n<title>a <b> c</title><style>p > a { x: '</p>' }\n</style>\n<p\nclass=\"a\"\n>word",
    "<script>if (a < b) { '<p>' }</script><p>after",
    "<!--[if mso]><table><![endif]-->\n<p>seen<!-- a - b --><!----><!--> x --></p>",
    '<a href="?a=1&amp;b=2&copy=3" HREF="two" hidden>link</a>',
    '<div class="a" class="b"><P>upper<p/>self</div></div></nothing>',
    '<img src="a>b.png" alt="x<y"><td>&lt; &nosuch; &#8217 &',
    "a < b, <3, <>, </>, </ p>, <p",
    "<textarea><p>not a tag</textarea><svg><style><p>x</style></svg><p>after</p>",
]


class _Standard(_Reader):
    goahead = HTMLParser.goahead


def told(root: Element, depth: int = 0) -> list[object]:
    found: list[object] = [(depth, root.tag, root.attributes, root.line)]
    words = ""
    for child in root.children:
        if isinstance(child, str):
            words += child
        else:
            found += [words, *told(child, depth + 1)]
            words = ""
    return [*found, words]


def as_standard(html: str) -> list[object]:
    reader = _Standard({})
    reader.feed(html)
    reader.close()
    return told(reader.root)


@pytest.mark.parametrize("html", SAMPLES)
def test_every_way_of_writing_is_read_alike(html: str) -> None:
    assert told(parse(html.encode()).root) == as_standard(html)


@given(st.lists(st.sampled_from([*SAMPLES, *"<>/!-=&;'\"\n ap", "<p>", "</p>", "<!--", "-->", "<b x='", "</title>"])))
def test_so_is_whatever_is_put_together(parts: list[str]) -> None:
    html = "".join(parts)
    assert told(parse(html.encode()).root) == as_standard(html)


def test_lines_are_those_of_the_file() -> None:
    page = parse(b'<p>one\ntwo <b>x</b>\n<i\ntitle="a\nb">y</i><!-- \n\n --><u>z</u></p>')
    assert [(one.tag, one.line) for one in page.elements] == [("p", 1), ("b", 2), ("i", 3), ("u", 7)]
