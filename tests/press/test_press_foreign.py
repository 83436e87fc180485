"""Templates from elsewhere: what comes out is what MJML and premailer give."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest

from digest.errors import TemplateError, UsageError
from digest.press import inking
from digest.press.pressing import encoded_tags, press_file
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())

# ruff: noqa: E501 - templates from elsewhere have lines of any length
PLAIN = {
    "two columns": """<mjml><mj-head><mj-attributes><mj-text color="#333" /><mj-class name="big" font-size="30px" /></mj-attributes>
<mj-style>.note { color: red } a:hover { color: blue } @media (max-width: 400px) { .note { color: green !important } }</mj-style></mj-head>
<mj-body background-color="#eee"><mj-section background-color="#fff"><mj-column width="60%"><mj-text mj-class="big" css-class="note">Hello</mj-text>
<mj-image src="https://pictures.example/a.png" alt="A" /></mj-column><mj-column width="40%"><mj-button href="https://a.example/?x=1&amp;y=2">Go</mj-button></mj-column></mj-section></mj-body></mjml>""",
    "hero and social": """<mjml><mj-body><mj-hero mode="fixed-height" height="300px" background-url="https://pictures.example/b.jpg" background-color="#222">
<mj-text color="#fff">Big</mj-text></mj-hero><mj-section><mj-column><mj-social><mj-social-element name="facebook" href="https://a.example">F</mj-social-element></mj-social>
<mj-navbar><mj-navbar-link href="/one">One</mj-navbar-link></mj-navbar></mj-column></mj-section></mj-body></mjml>""",
    "somebody's tags": """<mjml><mj-head><mj-title>*|MC:SUBJECT|*</mj-title><mj-preview>[[HEADLINE]]</mj-preview></mj-head><mj-body><mj-section><mj-column>
<mj-text>Dear {{ FirstName }}, [[NAME]] *|FNAME|* %recipient.name% {% if x %}y{% endif %}</mj-text><mj-button href="{{ url }}">{{ label }}</mj-button>
<mj-raw>{{#each items}}<b>{{this}}</b>{{/each}}</mj-raw></mj-column></mj-section></mj-body></mjml>""",
    "a table": """<mjml><mj-body><mj-section><mj-column><mj-table><tr><th>A</th></tr><tr><td>1</td></tr></mj-table><mj-divider /><mj-spacer height="20px" />
<mj-accordion><mj-accordion-element><mj-accordion-title>T</mj-accordion-title><mj-accordion-text>X</mj-accordion-text></mj-accordion-element></mj-accordion>
</mj-column></mj-section></mj-body></mjml>""",
    "carousel": """<mjml><mj-head><mj-font name="Sample" href="https://fonts.example/css?family=Sample" /></mj-head><mj-body>
<mj-section><mj-column><mj-carousel thumbnails="hidden"><mj-carousel-image src="https://p.example/1.png" alt="1" />
<mj-carousel-image src="https://p.example/2.png" alt="2" href="https://a.example/{{ id }}" /></mj-carousel></mj-column></mj-section></mj-body></mjml>""",
    "wrapper and group": """<mjml><mj-head><mj-breakpoint width="320px" /><mj-attributes><mj-all font-family="Arial" /><mj-section padding="4px" />
<mj-class name="row" background-color="#fafafa" /></mj-attributes><mj-style inline="inline">.in p { color: navy }</mj-style></mj-head>
<mj-body width="500px"><mj-wrapper border="1px solid #ccc" padding="8px" full-width="full-width" background-color="#eee">
<mj-section mj-class="row"><mj-group><mj-column width="30%"><mj-text css-class="in"><p>*|IF:A|* a *|END:IF|*</p></mj-text></mj-column>
<mj-column width="70%" vertical-align="middle"><mj-text>[[b]]</mj-text></mj-column></mj-group></mj-section></mj-wrapper></mj-body></mjml>""",
    "hero that flows": """<mjml><mj-body><mj-hero mode="fluid-height" background-width="600px" background-height="469px"
background-url="https://p.example/hero.jpg" background-color="#2a3448" padding="100px 0" vertical-align="middle" width="600px">
<mj-text padding="20px" color="#ffffff" align="center" font-size="45px" line-height="45px">{{#if x}}GO{{else}}STOP{{/if}}</mj-text>
<mj-button href="https://a.example/?a=1&amp;b={{b}}" align="center" inner-padding="12px 20px" border-radius="24px">Order</mj-button></mj-hero></mj-body></mjml>""",
    "background and raw": """<mjml><mj-head><mj-title>T &amp; U</mj-title><mj-preview>%%preview%%</mj-preview><mj-raw><meta name="x" content="y" /></mj-raw></mj-head>
<mj-body><mj-raw><!-- htmlmin:ignore --></mj-raw><mj-section background-url="https://p.example/bg.png" background-size="cover" background-repeat="no-repeat">
<mj-column inner-border="1px solid #000" border-radius="4px"><mj-image fluid-on-mobile="true" width="200px" src="https://p.example/a.png" href="https://a.example" />
<mj-raw><p>&nbsp;&copy; raw</p></mj-raw></mj-column></mj-section></mj-body></mjml>""",
    "navigation": """<mjml><mj-body><mj-section full-width="full-width" direction="rtl"><mj-column><mj-navbar base-url="https://a.example" hamburger="hamburger" ico-color="#fff">
<mj-navbar-link href="/{{ one }}" color="#fff">One</mj-navbar-link><mj-navbar-link href="/two" color="#fff">Two</mj-navbar-link></mj-navbar>
<mj-social mode="vertical" icon-size="30px"><mj-social-element src="https://p.example/i.png" href="https://a.example/s">S</mj-social-element></mj-social></mj-column></mj-section></mj-body></mjml>""",
    "a sheet of every kind": """<mjml><mj-head><mj-style>@font-face { font-family: X; src: url(https://p.example/x.woff2) } @supports (display: grid) { .a { color: red } }
* { margin: 0 } [data-ogsc] .a { color: #fff !important } .a > b, .a ~ i { font-weight: 400 !important } .b::before { content: "{{ x }}" }
@media (prefers-color-scheme: dark) { .a { color: #eee !important } } @media print { .b { display: none } }</mj-style></mj-head>
<mj-body css-class="body"><mj-section css-class="a"><mj-column><mj-text><p class="a"><b>x</b> <i>y</i></p><ul><li class="b">z</li></ul></mj-text>
<mj-text><a href="mailto:a@b.example?subject=A%20b">mail</a> <a href="*|UNSUB|*">leave</a> <a href="{{{ raw }}}">r</a></mj-text></mj-column></mj-section></mj-body></mjml>""",
    "words of the world": """<mjml lang="ar" dir="rtl"><mj-head><mj-title>مرحبا</mj-title></mj-head><mj-body><mj-section><mj-column><mj-text align="right">مرحبا، 世界 &#127881; é &lt;b&gt;</mj-text>
<mj-table cellpadding="4"><thead><tr><th style="color:red">一</th></tr></thead><tbody>{% for r in rows %}<tr><td>{{ r }}</td></tr>{% endfor %}</tbody></mj-table></mj-column></mj-section></mj-body></mjml>""",
}


def reference(source: str) -> str:
    """What mjml-python, then premailer with the options of the design, give."""
    import mjml
    from premailer import Premailer

    with inking._no_fetching():
        return str(Premailer(mjml.mjml2html(source), **inking.PREMAILER_OPTIONS).transform())


def folded(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"(?i)^\s*<!doctype[^>]*>", "", html)).strip()


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_file_gives_what_mjml_and_premailer_give(tmp_path: Path, name: str) -> None:
    assert folded(reference(PLAIN[name])) == folded(press_file(write(tmp_path, "a.mjml", PLAIN[name]), TEMPLATES))


@pytest.mark.parametrize("name", PLAIN)
def test_the_doctype_survives_and_stands_first(tmp_path: Path, name: str) -> None:
    assert press_file(write(tmp_path, "a.mjml", PLAIN[name]), TEMPLATES).startswith("<!doctype html>")


@pytest.mark.parametrize("name", PLAIN)
def test_outlooks_conditional_comments_come_through_node_by_node(tmp_path: Path, name: str) -> None:
    import mjml

    conditional = re.compile(r"<!--\[if.*?<!\[endif\]-->|<!--<!\[endif\]-->", re.S)
    made = [folded(c) for c in conditional.findall(mjml.mjml2html(PLAIN[name])) if "@import" not in c]
    pressed = [folded(c) for c in conditional.findall(press_file(write(tmp_path, "a.mjml", PLAIN[name]), TEMPLATES))]
    assert [c for c in made if "mso" in c and "!mso" not in c] == [c for c in pressed if "mso" in c and "!mso" not in c]


def test_a_template_of_ours_without_tags_gives_the_same(tmp_path: Path) -> None:
    source = PLAIN["two columns"]
    plain = press_file(write(tmp_path, "a.mjml", source), TEMPLATES)
    ours = press_file(write(tmp_path, "a.mjml.j2", source), TEMPLATES)
    assert folded(plain) == folded(ours)


def test_html_is_inlined_without_mjml(tmp_path: Path) -> None:
    html = "<!doctype html><html><head><style>p{color:red}</style></head><body><p>{{ x }}</p></body></html>"
    assert '<p style="color:red">{{ x }}</p>' in press_file(write(tmp_path, "a.html", html), TEMPLATES)


@pytest.mark.parametrize(
    ("source", "says", "line"),
    [
        ("<mjml>\n<mj-body>\n<mj-section>\n</mj-body></mjml>", "MJML cannot read it", 4),
        ("<mjml><mj-head>\n<mj-include path='x.css' type='css' /></mj-head><mj-body></mj-body></mjml>", "no file", 2),
        (
            "<mjml><mj-head>\n<mj-include path='../../x.css' type='css' /></mj-head><mj-body></mj-body></mjml>",
            "outside",
            2,
        ),
        ("<mjml><mj-body>\n\n<mj-include path='key.pem' type='html' /></mj-body></mjml>", "is no template", 3),
        ("<mj-section>\n<mj-column><mj-text>x</mj-text></mj-column></mj-section>", "unexpected token", 1),
        (
            "<mjml><mj-body>\n\n<mj-section><mj-column><mj-text>x</mj-column></mj-section></mj-body></mjml>",
            "cannot read",
            3,
        ),
        ("<mjml><mj-head>\n<mj-html-attributes /></mj-head><mj-body></mj-body></mjml>", "unexpected element", 2),
    ],
)
def test_what_cannot_be_pressed_names_file_and_line(tmp_path: Path, source: str, says: str, line: int) -> None:
    path = write(tmp_path, "a.mjml", source)
    with pytest.raises(TemplateError) as fault:
        press_file(path, TEMPLATES)
    assert says in fault.value.what
    assert fault.value.where == f"{path}, line {line}"


LOOPS = {
    "sections of a wrapper": """<mjml><mj-body><mj-wrapper padding="4px">{% for x in rows %}<mj-section><mj-column><mj-text>{{ x }}</mj-text></mj-column></mj-section>
{% endfor %}{% if not rows %}<mj-section css-class="none"><mj-column><mj-text>none</mj-text></mj-column></mj-section>{% endif %}</mj-wrapper></mj-body></mjml>""",
    "columns of a section": """<mjml><mj-body><mj-section>{% for x in rows %}<mj-column width="50%"><mj-text>{{ x }}</mj-text></mj-column>{% endfor %}</mj-section></mj-body></mjml>""",
    "links of a navigation": """<mjml><mj-body><mj-section><mj-column><mj-navbar>{% for x in rows %}<mj-navbar-link href="/{{ x }}">{{ x }}</mj-navbar-link>{% endfor %}</mj-navbar></mj-column></mj-section></mj-body></mjml>""",
    "networks, side by side": """<mjml><mj-body><mj-section><mj-column><mj-social>{% for x in rows %}<mj-social-element src="https://p.example/{{ x }}.png" href="https://a.example/{{ x }}" alt="{{ x }}">{{ x }}</mj-social-element>{% endfor %}</mj-social></mj-column></mj-section></mj-body></mjml>""",
    "networks, one below the other": """<mjml><mj-body><mj-section><mj-column><mj-social mode="vertical">{% for x in rows %}<mj-social-element src="https://p.example/{{ x }}.png" href="https://a.example/{{ x }}">{{ x }}</mj-social-element>{% endfor %}</mj-social></mj-column></mj-section></mj-body></mjml>""",
    "what a hero holds": """<mjml><mj-body><mj-hero>{% for x in rows %}<mj-text>{{ x }}</mj-text>{% endfor %}{% if rows %}<mj-button href="https://a.example">Go</mj-button>{% endif %}</mj-hero></mj-body></mjml>""",
    "rows of a table": """<mjml><mj-body><mj-section><mj-column><mj-table>{% for x in rows %}<tr><td>{{ x }}</td></tr>{% endfor %}</mj-table></mj-column></mj-section></mj-body></mjml>""",
}


@pytest.mark.parametrize("rows", [["one"], ["one", "two", "three"]])
@pytest.mark.parametrize("name", LOOPS)
def test_pressed_then_printed_is_what_printed_then_pressed_gives(tmp_path: Path, name: str, rows: list[str]) -> None:
    from jinja2 import Environment

    jinja = Environment(autoescape=True)
    printed = jinja.from_string(LOOPS[name]).render(rows=rows)
    plate = press_file(write(tmp_path, "a.mjml.j2", LOOPS[name]), TEMPLATES)
    assert bare(reference(printed)) == bare(jinja.from_string(plate).render(rows=rows))


def bare(html: str) -> str:
    return re.sub(r" ?(<|>) ?", r"\1", folded(html))


def test_files_beside_a_template_are_included_as_mjml_would(tmp_path: Path) -> None:
    write(tmp_path, "row.mjml", "<mj-section><mj-column><mj-text css-class='k'>x</mj-text></mj-column></mj-section>")
    write(tmp_path, "k.css", ".k { color: red }")
    frame = "<mjml><mj-head>{}</mj-head><mj-body>{}</mj-body></mjml>"
    source = frame.format('<mj-include path="k.css" type="css" />', '<mj-include path="./row" />')
    whole = frame.format("<mj-style>.k { color: red }</mj-style>", (tmp_path / "row.mjml").read_text())
    assert folded(reference(whole)) == folded(press_file(write(tmp_path, "a.mjml", source), TEMPLATES))


def test_a_layout_is_extended_when_it_is_pressed(tmp_path: Path) -> None:
    row = "<mj-section><mj-column><mj-text>{}</mj-text></mj-column></mj-section>"
    layout = f"<mjml><mj-body>{{% block main %}}{row.format('old')}{{% endblock %}}{row.format('end')}</mj-body></mjml>"
    write(tmp_path, "layout.mjml.jinja2", layout)
    more = (
        "{% extends 'layout.mjml.jinja2' %}{% block main %}{{ super() }}" + row.format("{{ new }}") + "{% endblock %}"
    )
    whole = f"<mjml><mj-body>{row.format('old')}{row.format('{{ new }}')}{row.format('end')}</mj-body></mjml>"
    made = [press_file(write(tmp_path, f"{n}.mjml.jinja2", text), TEMPLATES) for n, text in enumerate((more, whole))]
    assert folded(made[0]) == folded(made[1])


def test_the_tags_of_a_list_manager_can_be_kept_to_the_letter(tmp_path: Path) -> None:
    source = (
        '<mjml><mj-body><mj-section><mj-column><mj-button href="{{ UnsubscribeURL }}?a={{ b }}">x</mj-button>'
        '<mj-text>{% if a < 3 %}{{ name | default: "you" }}{% endif %} <a href="*|UNSUB|*">y</a></mj-text>'
        "</mj-column></mj-section></mj-body></mjml>"
    )
    path = write(tmp_path, "a.mjml", source)
    kept = press_file(path, TEMPLATES, keep_tags=True)
    for tag in (
        "{% if a < 3 %}",
        '{{ name | default: "you" }}',
        'href="{{ UnsubscribeURL }}?a={{ b }}"',
        '"*|UNSUB|*"',
    ):
        assert tag in kept
    assert encoded_tags(kept) == []
    path.write_text(source.replace("{% if a < 3 %}", ""), "utf-8")
    assert encoded_tags(press_file(path, TEMPLATES)) == ["{{%20UnsubscribeURL%20}}", "{{%20b%20}}"]


def test_no_style_sheet_is_fetched(tmp_path: Path) -> None:  # the fixture no_network would fail it
    html = '<html><head><style>@import url("https://evil.invalid/x.css"); p{color:red}</style></head><body><p>x</p></body></html>'
    assert "color:red" in press_file(write(tmp_path, "a.html", html), TEMPLATES)


def test_a_sheet_of_open_braces_ends_in_time_whatever_comes_of_it(tmp_path: Path) -> None:
    html = f"<html><head><style>{'.a{' * 100_000}</style></head><body>x</body></html>"
    with suppress(TemplateError):
        assert "x" in press_file(write(tmp_path, "a.html", html), TEMPLATES)


def test_a_sheet_that_breaks_the_inliner_is_an_error_not_a_crash(tmp_path: Path) -> None:
    html = '<html><head><style>p{color:red}</style></head><body><p style="p">x</p></body></html>'
    with pytest.raises(TemplateError, match="cannot be inlined"):
        press_file(write(tmp_path, "a.html", html), TEMPLATES)


@pytest.mark.parametrize("name", ["a.txt", "missing.mjml"])
def test_a_file_that_is_no_template_or_is_not_there_is_wrong_usage(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(UsageError):
        press_file(tmp_path / name, TEMPLATES)
