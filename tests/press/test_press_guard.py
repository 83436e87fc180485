"""A user's own template reaches no Python and takes no memory; it fails with its line."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from editions import standard

from digest.errors import DataError, TemplateError
from digest.press import themes
from digest.press.pictures import Place, fit_picture
from digest.press.printing import print_line, printer
from digest.press.renditions import render
from digest.settings import NewsletterSettings, Settings
from digest.workspace import Templates, shipped_templates

SETTINGS = Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take"))


GROW = '{% set ns = namespace(s="aaaaaaaaaa") %}'


@pytest.mark.parametrize(
    "attack",
    [
        '{{ "a" * 10**9 }}',
        '{{ 10**9 * "a" }}',
        '{{ ["a"] * 10**9 }}',
        '{{ "x".ljust(10**9) }}',
        '{{ "x".center(10**9) }}',
        '{{ "x".zfill(10**9) }}',
        '{{ "%0999999999d"|format(1) }}',
        '{{ "%0999999999d" % 1 }}',
        '{{ "%*d"|format(999999999, 1) }}',
        '{{ "{:999999999}".format(1) }}',
        '{{ "x"|center(10**9) }}',
        '{{ "x"|indent(10**9) }}',
        "{{ 2 ** 10**9 }}",
        "{{ 9 ** 9 ** 9 }}",
        GROW + "{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        GROW + "{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        GROW + "{% for i in range(60) %}{% set ns.s = [ns.s, ns.s]|join %}{% endfor %}",
        GROW + '{% for i in range(60) %}{% set ns.s = ns.s|replace("a", "aa") %}{% endfor %}',
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{{ range(10**9)|list }}",
        "{{ lipsum(10**6) }}",
        '{{ "".__class__ }}',
        '{{ ""["__cl" ~ "ass__"].__mro__[1].__subclasses__() }}',
        '{{ ""|attr("__class__") }}',
        "{{ cycler.__init__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ edition.__class__.__init__.__globals__ }}",
        "{{ edition.newsletter.__reduce__() }}",
        "{% set x = edition.stories.append(1) %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        '{% include "/etc/passwd" %}',
        '{% include "../../../etc/passwd" %}',
    ],
)
def test_an_attack_is_refused_fast_and_small(attack: str) -> None:
    began = time.monotonic()
    with pytest.raises(TemplateError):
        print_line(attack, {"edition": standard()}, where="digest.toml: email.subject")
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ 3 * 4 }}", "12"),
        ('{{ "a" ~ 1 ~ "b" }}', "a1b"),
        ('{{ "%s no. %d"|format("x", 3) }}', "x no. 3"),
        ("{% for i in range(3) %}{{ i }}{% endfor %}", "012"),
        ("{{ edition.subject|upper|truncate(9) }}", "THREE..."),
        ('{{ ["a", "b"]|join(", ") }}', "a, b"),
        ("{{ 2 ** 10 }}", "1024"),
        ("{{ edition.lead.headline[:5] }}", "Three"),
    ],
)
def test_what_templates_need_works(template: str, printed: str) -> None:
    assert printed == print_line(template, {"edition": standard()}, where="x")


def test_a_template_folder_of_the_users_own_prints_in_the_sandbox(tmp_path: Path) -> None:
    (tmp_path / "own.txt.j2").write_text('{{ "x".ljust(10**9) }}')
    with pytest.raises(TemplateError) as fault:
        printer(Templates(tmp_path, shipped_templates()))("own.txt.j2", {})
    assert fault.value.where == f"{tmp_path / 'own.txt.j2'}, line 1"


@pytest.mark.parametrize("kind", ["template", "css_theme", "image_bytes"])
def test_the_hostile_cases_have_their_expected_outcome(shared: Path, tmp_path: Path, kind: str) -> None:
    lines = (shared / "data" / "hostile" / "hostile.jsonl").read_text("utf-8").splitlines()
    for case in (json.loads(line) for line in lines):
        if case["where"] != kind:
            continue
        payload = eval(case["payload"]) if case.get("gen") else case["payload"]  # trusted: the corpus says so
        folder = tmp_path / case["id"]
        outcome = {"template": as_template, "css_theme": as_theme, "image_bytes": as_picture}[kind](folder, payload)
        allowed = re.split("[:;|~ ]+", case["expected"])
        assert outcome in allowed, case["id"]
        assert not list(tmp_path.rglob("pwned"))


def as_template(folder: Path, payload: str) -> str:
    name = "edition" if "<mjml>" in payload else "blocks/brief"
    path = folder / "templates" / "email" / f"{name}.mjml.j2"
    path.parent.mkdir(parents=True)
    path.write_text(payload if "<mj-" in payload or "<mjml" in payload else f"<mj-text>{payload}</mj-text>", "utf-8")
    with pytest.raises(TemplateError) as fault:
        render(standard(), SETTINGS, Templates(folder / "templates", shipped_templates()))
    assert str(path) in fault.value.where
    assert "line 1" in fault.value.where
    return "template-error"


def as_theme(folder: Path, payload: str) -> str:
    path = folder / "themes" / "calm.toml"
    path.parent.mkdir(parents=True)
    shipped = (shipped_templates() / "themes" / "calm.toml").read_text("utf-8")
    path.write_text(shipped.replace('ink = "#15211D"', f"ink = {json.dumps(payload)}", 1), "utf-8")
    with pytest.raises(TemplateError) as fault:
        themes.load(Templates(folder, shipped_templates()), "calm")
    assert str(path) in fault.value.where
    return "theme-error"


def as_picture(folder: Path, payload: bytes | str) -> str:
    data = payload if isinstance(payload, bytes) else payload.encode()
    try:
        fitted = fit_picture(data, Place(600), where="a.png")
    except DataError as refusal:
        assert refusal.where == "a.png"
        return "dropped"
    assert data[-20:] not in fitted.data
    assert b"pwn" not in fitted.data
    return "reencoded"
