"""What a page's own style sheets say is seen: which rule wins, in light and in dark."""

from __future__ import annotations

import pytest

from digest.check import Sheet, contrast


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
