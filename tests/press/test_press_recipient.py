"""A recipient's fields in templates: their defaults for everybody, markers for whoever merges."""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import standard

from digest.errors import TemplateError
from digest.press.plate import print_plate, ready
from digest.press.plates import Press
from digest.press.printing import print_line
from digest.press.recipient import Markers, Nobody, prefix_for
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())
WHERE = "digest.toml: email.subject"


def printed(line: str, markers: Markers | None = None) -> str:
    return print_line(line, {"edition": standard()}, where=WHERE, markers=markers)


@pytest.mark.parametrize(
    ("template", "plain"),
    [
        ('Hi {{ recipient.first | default("reader") }}!', "Hi reader!"),
        ('Hi {{ recipient.first|d("reader") }}!', "Hi reader!"),
        ("Hi {{ recipient.first }}!", "Hi !"),
        ('{{ "Hi " ~ recipient.first|default("you") }}', "Hi you"),
    ],
)
def test_a_plain_edition_has_the_defaults(template: str, plain: str) -> None:
    assert printed(template) == plain


def test_for_merging_each_field_and_default_has_a_marker() -> None:
    markers = Markers("qqqqf")
    made = printed(
        '{{ recipient.first|default("you") }} {{ recipient.code }} {{ recipient.first|default("you") }}', markers
    )
    first, code, again = made.split()
    assert first == again != code
    assert markers.used([made]) == {first: ("first", "you"), code: ("code", None)}


@pytest.mark.parametrize(
    "template",
    [
        "{{ recipient.first|upper }}",
        '{{ recipient.first|default("x")|upper }}',
        '{{ recipient.first|default("x", true) }}',
        "{{ recipient.first|default(edition.key) }}",
        "{% if recipient.first %}x{% endif %}",
        "{{ recipient['first'] }}",
        "{{ recipient }}",
        "{{ recipient.First }}",
        "{% for x in recipient.first %}x{% endfor %}",
        "{{ recipient.first == 'x' }}",
        "{% set r = recipient %}{{ r.first }}",
    ],
)
def test_what_would_need_the_value_is_refused(template: str) -> None:
    with pytest.raises(TemplateError) as error:
        printed(template + "{{ recipient.code }}")
    assert error.value.where == WHERE


def test_a_template_of_mjml_is_refused_with_its_line() -> None:
    text = "<mjml><mj-body><mj-section><mj-column><mj-text>\n{{ recipient.first|title }}</mj-text></mj-column>"
    text += "</mj-section></mj-body></mjml>"
    with pytest.raises(TemplateError, match=r"recipient\.first can only be printed") as error:
        Press(TEMPLATES, {}).press_text(text, "mail.mjml.j2")
    assert error.value.where == "mail.mjml.j2, line 2"


def test_a_marker_goes_through_mjml_and_the_inliner_where_words_and_addresses_stand() -> None:
    text = (
        "<mjml><mj-head><mj-title>{{ recipient.first }}</mj-title></mj-head><mj-body><mj-section><mj-column>"
        '<mj-text><a href="https://x.example/{{ recipient.code }}" title="{{ recipient.first }}">x</a></mj-text>'
        '<mj-button href="{{ recipient.link }}">Hi {{ recipient.first }}</mj-button>'
        "</mj-column></mj-section></mj-body></mjml>"
    )
    plate = Press(TEMPLATES, {}).press_text(text, "mail.mjml.j2")
    markers, nobody = Markers("qqqqf"), Nobody()
    made = print_plate(plate, ready(plate), {"recipient": markers})
    assert {name for name, _ in markers.used([made]).values()} == {"first", "code", "link"}
    assert "qqqqf" not in print_plate(plate, ready(plate), {"recipient": nobody})
    assert nobody.asked


def test_a_filter_that_changes_a_marker_on_its_way_is_noticed() -> None:
    markers = Markers("qqqqf")
    markers.word("first", None)
    with pytest.raises(TemplateError, match="did not come through"):
        markers.check("Good morning, QQQQF000X", "note.mjml.j2")


def test_markers_are_no_words_of_the_text() -> None:
    first = prefix_for({})
    assert prefix_for({"text": f"a {first}b"}) != first
