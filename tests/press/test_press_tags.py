"""Edition-time tags: where they may stand, what stands in for them, and that none gets lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from digest.errors import TemplateError
from digest.press import locales, themes
from digest.press.plate import print_plate, ready
from digest.press.plates import Press
from digest.press.renditions import press_values
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())
VALUES = press_values(themes.load(TEMPLATES, "calm"), locales.load(TEMPLATES, "en"), ("lead",))


def mjml(content: str, head: str = "") -> str:
    body = f"<mj-body><mj-section><mj-column>{content}</mj-column></mj-section></mj-body>"
    return f"<mjml><mj-head>{head}</mj-head>{body}</mjml>"


def pressed(source: str, *, sent: bool = False) -> str:
    return Press(TEMPLATES, VALUES, sent=sent).press_text(source, "own.mjml.j2").text


@pytest.mark.parametrize(
    "tag",
    [
        "{{ edition.subject }}",
        "{{ edition.subject|upper }}",
        "{% if edition.lead %}a{% endif %}",
        '{{ "}" ~ "x" }}',
        "{{ 'a\"b' }}",
    ],
)
def test_a_tag_in_text_comes_back_as_it_was(tag: str) -> None:
    assert tag in pressed(mjml(f"<mj-text>before {tag} after</mj-text>"))


def test_a_tag_in_an_address_comes_back_unescaped() -> None:
    out = pressed(mjml('<mj-button href="{{ edition.lead.url }}">Go</mj-button>'))
    assert 'href="{{ edition.lead.url }}"' in out


def test_a_block_tag_may_stand_around_rows_and_around_components() -> None:
    rows = "<table>{% for s in edition.stories %}<tr><td>{{ s.headline }}</td></tr>{% endfor %}</table>"
    out = pressed(mjml("{% if edition.lead %}<mj-text>" + rows + "</mj-text>{% endif %}"))
    flat = "".join(out.split())
    assert flat.index("{%ifedition.lead%}") < flat.index("{%forsinedition.stories%}<tr") < flat.index("</tr>{%endfor%}")
    assert "mj-raw" not in out
    assert "<!--zq" not in out


def test_a_title_may_come_back_more_often_than_it_went_in() -> None:
    out = pressed(mjml("<mj-text>x</mj-text>", "<mj-title>{{ edition.subject }}</mj-title>"))
    assert out.count("{{ edition.subject }}") == 2  # the title, and the label of the article


def test_a_word_that_looks_like_a_sentinel_stays_what_it_is() -> None:
    out = pressed(mjml("<mj-text>Flight zq0000x {{ edition.subject }} zq0001x</mj-text>"))
    assert "Flight zq0000x {{ edition.subject }} zq0001x" in " ".join(out.split())


def test_comments_and_raw_blocks_keep_their_meaning() -> None:
    out = pressed(mjml("<mj-text>{# gone #}a {% raw %}{{ kept }}{% endraw %}</mj-text>"))
    assert "gone" not in out
    assert "{% raw %}{{ kept }}{% endraw %}" in out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('<mj-text color="{{ c }}">x</mj-text>', "color of <mj-text> sets the layout"),
        ('<mj-text padding="{{ c }}">x</mj-text>', "padding of <mj-text> sets the layout"),
        ('<mj-text><p style="width:{{ w }}">x</p></mj-text>', "may not stand in the attribute style"),
        ('<mj-text><p class="{{ w }}">x</p></mj-text>', "may not stand in the attribute class"),
        (
            '<mj-social><mj-social-element name="{{ w }}">x</mj-social-element></mj-social>',
            "name of <mj-social-element>",
        ),
        ('<mj-text><p onclick="{{ w }}">x</p></mj-text>', "may not stand in the attribute onclick"),
        ("<mj-text><p {{ w }}>x</p></mj-text>", "only inside a quoted attribute value"),
        ("<mj-text><a href={{ w }}>x</a></mj-text>", "only inside a quoted attribute value"),
        ("<mj-text><style>p { color: {{ w }} }</style></mj-text>", "may not stand in <style>"),
        (
            "<mj-carousel>{% if a %}<mj-carousel-image src='x' />{% endif %}</mj-carousel>",
            "directly inside <mj-carousel>",
        ),
    ],
)
def test_a_tag_is_refused_where_the_layout_is_made_and_the_place_is_named(content: str, says: str) -> None:
    with pytest.raises(TemplateError) as refused:
        pressed(mjml("\n\n" + content))
    assert says in refused.value.what
    assert refused.value.where == "own.mjml.j2, line 3"
    assert refused.value.fix


def test_a_tag_that_the_layout_drops_is_refused() -> None:
    with pytest.raises(TemplateError, match="drops the tag"):
        pressed(mjml('<mj-text name="{{ edition.subject }}">x</mj-text>'))


@pytest.mark.parametrize("broken", ["{{ edition.subject", "{% if edition.lead %}x", "{{ edition. }}", "{% endfor %}"])
def test_a_broken_tag_names_its_line(broken: str) -> None:
    with pytest.raises(TemplateError) as fault:
        pressed(mjml(f"<mj-text>\n{broken}\n</mj-text>"))
    assert "own.mjml.j2, line 2" in fault.value.where


def test_an_unknown_name_is_refused_with_the_nearest_one_before_anything_is_printed() -> None:
    with pytest.raises(TemplateError) as fault:
        pressed(mjml("<mj-text>{{ edition.titel }}</mj-text>"))
    assert fault.value.near == "title"


def test_a_string_that_the_locale_lacks_is_an_error_with_its_key() -> None:
    for tag in ('{{ say.words("lead.buton") }}', '[[ say.words("lead.buton") ]]'):
        with pytest.raises(TemplateError) as fault:
            pressed(mjml(f"<mj-text>{tag}</mj-text>"))
        assert "'lead.buton'" in fault.value.what
        assert fault.value.near == "lead.button"


def test_a_fault_at_printing_time_names_the_template_line() -> None:
    source = mjml("<mj-text>a\n{{ one }}\n{{ two.three }}</mj-text>")
    plate = Press(TEMPLATES, VALUES, sent=True).press_text(source, "own.mjml.j2")
    with pytest.raises(TemplateError) as fault:
        print_plate(plate, ready(plate), {"one": 1, "two": {"tree": 2}})
    assert fault.value.where == "own.mjml.j2, line 3"
    assert fault.value.near == "tree"


def test_a_style_sheet_with_a_brace_and_a_hash_is_no_comment_when_printed() -> None:
    head = '<mj-raw><style data-premailer="ignore">@media print{#id{color:red}}</style></mj-raw>'
    plate = Press(TEMPLATES, VALUES, sent=True).press_text(mjml("<mj-text>x</mj-text>", head), "own.mjml.j2")
    assert "print{#id{color:red}}" in print_plate(plate, ready(plate), {})


def test_pressing_then_printing_equals_printing_then_pressing() -> None:
    body = "<mj-text>{% for w in words %}<p>{{ w }}</p>{% endfor %}</mj-text>"
    body += '<mj-button href="{{ url }}">{{ words[0] }}</mj-button>'
    values = {"words": ["one & two", "<three>"], "url": "https://example.org/?a=1&b=2"}
    made = Environment(autoescape=True)
    printed = made.from_string(pressed(mjml(body))).render(values)
    direct = pressed(made.from_string(mjml(body)).render(values))
    assert " ".join(printed.split()) == " ".join(direct.split())
