"""What a page's own style sheets say is seen: which rule wins, in light and in dark."""

from __future__ import annotations

from random import Random

import pytest

from digest.check import Sheet, contrast
from digest.check._page import parse
from digest.check._sheets import Cascade


def found(head: str, body: str) -> list[str]:
    html = f'<html lang="en" dir="ltr"><head><style>{head}</style></head><body>{body}</body></html>'
    return [finding.what for finding in contrast.check(Sheet(files={"a.html": html.encode()}))]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (".a { color: #ccc }", '<p class="a">x</p>'),
        ("#one b { color: #ccc }", '<p id="one"><b>x</b></p>'),
        ("div > p { color: #ccc }", "<div><p>x</p></div>"),
        ("p { color: #333 } .a { color: #ccc }", '<p class="a">x</p>'),
        (".a { color: #ccc !important }", '<p class="a" style="color:#000">x</p>'),
        ("@media screen { p { color: silver } }", "<p>x</p>"),
        ("body { background: #000 } p { color: #111 }", "<p>x</p>"),
        ("@import url(x.css); p { color: #ccc }", "<p>x</p>"),
        ("i + p { color: #ccc }", "<i>a</i><p>x</p>"),
        ("p[lang] { color: #ccc }", '<p lang="en">x</p>'),
        ("p { color: rgb(80% 80% 80%) }", "<p>x</p>"),
        ("p { color: lightgoldenrodyellow }", "<p>x</p>"),
        ("/* } */ p { color: #ccc }", "<p>x</p>"),
    ],
)
def test_a_faint_text_is_found_whoever_makes_it_faint(head: str, body: str) -> None:
    assert len(found(head, body)) == 1
    assert "in light" in found(head, body)[0]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (".a { color: #ccc }", '<p class="a" style="color:#000">x</p>'),
        (".a { color: #ccc }", '<p class="b">x</p>'),
        (".a p { color: #ccc }", "<p>x</p>"),
        ("p:hover { color: #ccc } p[lang] { color: #ccc } i ~ b { color: #ccc }", "<i>a</i><p>x</p>"),
        ("@media print { p { color: #ccc } } @media (max-width: 400px) { p { color: #ccc } }", "<p>x</p>"),
        ("p { color: #fff; background: url(a.png) }", "<p>x</p>"),
        ("p { color: #fff; background: #123 }", "<p>x</p>"),
        ("p { color: rgba(255, 255, 255, .9) }", "<p>x</p>"),
        (".a { display: none; color: #ccc }", '<div class="a"><p>x</p></div>'),
    ],
)
def test_what_does_not_hold_or_cannot_be_told_is_no_fault(head: str, body: str) -> None:
    assert found(head, body) == []


def test_in_dark_a_style_attribute_gives_way_to_important_alone() -> None:
    dark = "@media (prefers-color-scheme: dark) {{ body {{ background: #000 !important }} p {{ color: #222{} }} }}"
    body = '<p style="color:#333">x</p>'
    assert [what.split(" ")[0] for what in found(dark.format(" !important"), body)] == ["#222222"]
    assert [what.split(" ")[0] for what in found(dark.format(""), body)] == ["#333333"]


SIBLINGS = [
    "i + b { color: red } .a ~ .b { margin: 1px } p > .a ~ b.c + i { width: 1px }",
    ".a ~ * + i { color: red } #x + b { width: 2px } [href] ~ i { height: 2px }",
    "p:first-child + b { color: red } i:first-of-type ~ .a { width: 1px } .a + .a + .a { height: 3px }",
    "p:only-child { color: red } b:last-of-type { width: 1px } i:nth-child(2n + 1):not(.a, [href]) { height: 2px }",
    "p:nth-last-child(-n+2) > i:only-of-type { color: red } :not(b + i):nth-of-type(even) { width: 1px }",
]


def grown(chance: Random, depth: int = 0) -> str:
    """Return elements in elements, of few names and classes, so that many are alike."""
    html = ""
    for _ in range(chance.randrange(6)):
        tag, name = chance.choice("pbi"), chance.choice(("a", "b", "c", "a b", ""))
        more = chance.choice(("", "", ' id="x"', ' href="y"'))
        html += f'<{tag} class="{name}"{more}>{grown(chance, depth + 1) if depth < 2 else "x"}</{tag}>'
    return html


def styles(cascade: Cascade, html: str) -> list[dict[str, str]]:
    page = parse(html.encode())
    cascade.dress(page)
    return [element.style for element in page.elements]


@pytest.mark.parametrize("sheet", SIBLINGS)
def test_an_element_is_told_as_alone_however_many_alike_were_asked_before(
    sheet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, kept = Random(3), Cascade([sheet])
    pages = [grown(chance) for _ in range(60)]
    together = [styles(kept, html) for html in pages]
    assert kept.kinds < sum(map(len, together)), "none was told by another's answer"
    monkeypatch.setattr(Cascade, "_own", lambda self, element: (object(),))  # none is like another
    assert together == [styles(Cascade([sheet]), html) for html in pages]


@pytest.mark.parametrize(
    "selector", ["p:nth-child(2 of .a)", "p:nth-child(1):not(p:nth-child(1 of :not(.b)))", "p:empty"]
)
def test_what_counts_some_siblings_alone_is_asked_of_each_element(selector: str) -> None:
    cascade = Cascade([f"{selector} {{ color: red }}"])
    assert styles(cascade, '<p class="b">x</p><p class="a">x</p><p class="a">x</p>')
    assert cascade.alone


@pytest.mark.parametrize("body", ['<p id="dim">x</p><p id="bright">y</p>', '<p id="bright">y</p><p id="dim">x</p>'])
def test_two_elements_that_differ_by_a_name_alone_have_colours_of_their_own(body: str) -> None:
    told = found("#dim { color: #ccc } #bright { color: #ccd; background: #123 }", body)
    assert len(told) == 1 and "#CCCCCC" in told[0]
