"""Every rule: what it finds, and that our own editions have nothing of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from check.asking import found, named
from editions import standard, standard_in, stress_in
from plates import PLATES, pairs

from digest import check as shelf_of_rules
from digest import shelf
from digest.check import rules, run
from digest.press import locales, renditions, themes
from digest.settings import CheckSettings, EmailSettings, NewsletterSettings, Settings, SilenceSettings
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())
SETTINGS = Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take", sender="a@b.example"))


def test_a_picture_beside_words_in_a_row_may_only_decorate() -> None:
    face = (
        '<table><tr><td><img src="https://a.example/x.png" alt="" width="56" height="56"></td><td>%s</td></tr></table>'
    )
    assert [one.what for one in found("picture-alt", face % "Lia Stone")] == []
    assert len(found("picture-alt", face % "")) == 1


BAD = [
    ("picture-alt", '<h1>a</h1><img src="https://a.example/x.png" width="9" height="9">', "no alternative text"),
    ("picture-alt", '<p><img src="https://a.example/x.png" alt="" width="90" height="90"></p>', "empty alternative"),
    (
        "picture-alt",
        '<table><tr><td><img src="https://a.example/x.png" alt="" width="9" height="9"></td></tr></table>',
        "empty alternative",
    ),
    ("picture-alt", '<img src="https://a.example/x.png" alt="x" width="9">', "no height"),
    ("headings", "<h2>a</h2>", "no h1"),
    ("headings", "<h1>a</h1><h1>b</h1>", "second h1"),
    ("headings", "<h1>a</h1><h3>b</h3>", "level is skipped"),
    ("contrast", '<p style="color:#aaaaaa">pale</p>', "is 2.32:1 in light"),
    ("tap-target", '<p><a href="https://a.example" style="font-size:14px">alone</a></p>', "16 px high"),
    ("link-text", '<a href="https://a.example"></a>', "no words"),
    ("link-text", '<a href="https://a.example">Click here</a>', "says only"),
    ("link-empty", '<a href="#">x</a>', "leads nowhere"),
    ("link-empty", '<a href="javascript:x()">x</a>', "runs code"),
    ("link-duplicate", '<p><a href="https://a.example">x</a> <a href="https://a.example">x</a></p>', "same link"),
    ("https", '<a href="http://a.example">x</a>', "not https"),
    ("https", '<img src="http://a.example/x.png" alt="x">', "not https"),
    ("external", '<link rel="stylesheet" href="https://a.example/x.css">', "loads"),
    ("external", "<script>x()</script>", "does not work in mail"),
    ("external", "<style>@import url(https://a.example/x.css);</style>", "a style loads"),
    ("css-support", '<p style="display:grid">x</p>', "display-grid is not known to Gmail"),
    ("css-support", "<style>p:has(a){color:red}</style>", "has is not known to"),
]


@pytest.mark.parametrize(("rule", "body", "says"), BAD)
def test_a_fault_is_found_and_says_what_where_and_how_to_mend_it(rule: str, body: str, says: str) -> None:
    (first, *_) = found(rule, body)
    assert says in first.what
    assert first.where.startswith("email.html")
    assert first.fix


@pytest.mark.parametrize(
    ("rule", "html", "says"),
    [
        ("language", "<html><body>x</body></html>", "does not say its language"),
        ("language", '<html lang="en"><body>x</body></html>', "direction"),
        ("title", '<html lang="en" dir="ltr"><head><title> </title></head><body>x</body></html>', "no title"),
        ("preheader", "<html><body><p>Hello</p></body></html>", "no preheader"),
        ("preheader", '<html><body><div style="display:none">short</div></body></html>', "5 characters"),
    ],
)
def test_a_page_without_its_papers_is_found(rule: str, html: str, says: str) -> None:
    assert any(says in finding.what for finding in found(rule, html, whole=True))


DARK = "<style>@media (prefers-color-scheme:dark){body{background:#101010!important}.m,p b{color:%s!important}}</style>"


@pytest.mark.parametrize(("colour", "faults"), [("#555555", 2), ("#EEEEEE", 0)])
def test_contrast_is_computed_in_the_dark_design_too(colour: str, faults: int) -> None:
    body = (
        DARK % colour
        + '<p class="m" style="color:#222222">one</p><p class="m">two <b style="color:#333333">three</b></p>'
    )
    assert len([f for f in found("contrast", body) if "in dark" in f.what]) == min(1, faults)


@pytest.mark.parametrize(
    ("subject", "says"),
    [("", "no subject"), ("x" * 90, "90 characters"), ("BUY NOW BEFORE IT ENDS", "shouts"), ("Really?!", "shouts")],
)
def test_a_subject_is_short_and_quiet(subject: str, says: str) -> None:
    edition = replace(standard(), subject=subject)
    assert says in found("subject", "x", edition=edition)[0].what


def test_a_variant_of_the_subject_is_held_to_the_same() -> None:
    edition = replace(
        standard(), subject="Ferry opens", subject_variants=("A bay gets a boat", "BUY NOW BEFORE IT ENDS")
    )
    (only,) = found("subject", "x", edition=edition)
    assert "number 2" in only.where


def test_size_is_measured_as_sent() -> None:
    heavy = "<p>" + "é" * 20_000 + "</p>"  # 40 KB of UTF-8, 120 KB in quoted-printable
    assert found("html-size", heavy)[0].severity == "error"
    assert found("html-size", "<p>x</p>") == []


def test_words_that_only_one_part_has_are_found() -> None:
    text = {"email.txt": b"only these"}
    assert "the text part lacks" in found("parity", "<p>one two three four</p>", files=text)[0].what


@pytest.mark.parametrize("text", ["{{ name }}", "*|FNAME|*", "[[x]]", "<% x %>"])
def test_text_that_a_sender_would_evaluate_is_found(text: str) -> None:
    assert found("merge-tags", f"<p>{text.replace('<', '&lt;') if '%' not in text else text}</p>", edition=standard())


def test_the_senders_own_placeholder_is_no_fault_and_must_be_there() -> None:
    settings = replace(SETTINGS, email=EmailSettings(merge_tags="listmonk"))
    out = renditions.render(standard(), settings, TEMPLATES, PLATES)
    sheet: dict[str, Any] = {
        "edition": standard(),
        "settings": settings,
        "files": {n: t.encode() for n, t in out.items()},
    }
    assert found("merge-tags", out["email.html"], whole=True, **dict(sheet)) == []
    missing = found("merge-tags", "<p>nothing</p>", edition=standard(), settings=settings)
    assert "placeholder" in missing[0].what


def test_the_laws_two_lines_are_asked_for() -> None:
    edition = replace(standard(), newsletter=replace(standard().newsletter, address="", unsubscribe=()))
    what = [f.what for f in found("imprint", "<p>x</p>", edition=edition, settings=SETTINGS)]
    assert any("postal address" in w for w in what)
    assert any("unsubscribe" in w for w in what)


@pytest.mark.parametrize(
    ("message", "says"),
    [
        (b"From: a@b.example\r\nSubject: x\r\n\r\nhi\r\n", "no text/html part"),
        (b"Subject: x\r\n\r\n" + b"y" * 1200 + b"\r\n", "a line of more than 998"),
        (b"Subject: x\r\n\r\ncaf\xc3\xa9\r\n", "octets above 127"),
    ],
)
def test_a_message_that_a_server_would_mangle_is_found(message: bytes, says: str) -> None:
    assert any(says in f.what for f in found("message", "x", files={"message.eml": message}))


def test_a_newsletters_headers_are_asked_for() -> None:
    found_ = found("list-headers", "x", edition=standard(), files={"message.eml": b"Subject: x\r\n\r\nhi\r\n"})
    assert {f.what for f in found_} >= {
        "the message has no List-Unsubscribe",
        "the message has no List-Unsubscribe-Post",
    }


@pytest.mark.parametrize(("theme", "locale"), pairs(themes.names(TEMPLATES), locales.names(TEMPLATES)))
def test_our_own_editions_have_nothing_to_mend(theme: str, locale: str) -> None:
    settings = replace(SETTINGS, email=EmailSettings(theme=theme))
    for edition in (standard_in(locale), stress_in(locale)):
        out = renditions.render(edition, settings, TEMPLATES, PLATES)
        told = run({name: text.encode() for name, text in out.items()}, edition, settings)
        told = tuple(
            f
            for f in told
            if f.rule not in ("subject", "preheader")
            and not (f.rule == "html-size" and f.severity == "warning")
            # The stress set writes markup into its titles on purpose.
            and not (f.rule == "leftovers" and edition.key == stress_in(locale).key and "<" in f.what)
        )
        assert told == (), edition.key


def test_a_rule_is_silenced_with_a_reason_only() -> None:
    def heard(*silences: SilenceSettings) -> set[str]:
        settings = replace(SETTINGS, check=CheckSettings(silence=silences))
        return {f.rule for f in run({"email.html": b"<html><body><p>x</p></body></html>"}, None, settings)}

    assert {"title", "language"} <= heard()
    assert "title" not in heard(SilenceSettings(rule="title", because="the sender adds one"))
    assert {"title", "silence"} <= heard(SilenceSettings(rule="title"))
    assert "silence" in heard(SilenceSettings(rule="tilte", because="x"))


def test_every_rule_has_an_id_of_its_own_and_says_what_it_is_for() -> None:
    told = rules()
    assert len(told) >= 20
    assert all(text.endswith((".", ")")) or len(text) > 20 for text in told.values())
    modules = [shelf.take(shelf_of_rules, name) for name in shelf.names(shelf_of_rules)]
    ids = [rule for module in modules for rule in named(module)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("rule", rules())
def test_every_rule_is_in_the_docs(rule: str, root: Path) -> None:
    assert f"`{rule}`" in (root / "docs" / "checks.md").read_text("utf-8")


def test_an_address_that_is_not_https_is_told_once_however_often_it_is_linked() -> None:
    links = '<a href="http://a.example/gates">One</a> <a href="http://a.example/gates#:~:text=Two">Two</a>'
    assert [one.what for one in found("https", links)] == ["not https: http://a.example/gates"]
    pictures = '<a href="http://a.example/x">x</a> <img src="http://a.example/x" alt="x">'
    assert [one.severity for one in found("https", pictures)] == ["warning", "error"]
