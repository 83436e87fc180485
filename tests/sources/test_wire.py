"""Agencies' items: embargoes, versions and kills are honoured, in any of their formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hostile.placing import BENIGN, SETTINGS, Outcome, digest
from sources import same_story as stories
from sources.reading import batch

from digest.sources import Batch


def item(form: str, **changes: str) -> str:
    """Return the story as an agency's item of version 1, usable, with *changes*."""
    if form == "ninjs":
        return json.dumps({**json.loads(stories.NINJS), **changes})
    text = stories.NEWSML
    for name, value in changes.items():
        text = {
            "pubstatus": lambda v, t: t.replace("stat:usable", f"stat:{v}"),
            "version": lambda v, t: t.replace('version="1" s', f'version="{v}" s'),
            "embargoed": lambda v, t: t.replace("<pubStatus", f"<embargoed>{v}</embargoed><pubStatus"),
            "headline": lambda v, t: t.replace(f"<headline>{stories.HEADLINE.replace('&', '&amp;')}", f"<headline>{v}"),
            "type": lambda v, t: t.replace("ninat:text", f"ninat:{v}"),
        }[name](value, text)
    return text


def read(form: str, **changes: str) -> Batch:
    return batch(form, item(form, **changes), "item.json" if form == "ninjs" else "item.xml")


FORMS = pytest.mark.parametrize("form", ["ninjs", "newsml"])


@FORMS
def test_an_embargo_comes_with_its_zone(form: str) -> None:
    embargo = read(form, embargoed="2026-08-11T00:00:00+02:00").articles[0].embargo
    assert embargo is not None
    assert embargo.isoformat() == "2026-08-11T00:00:00+02:00"


@FORMS
@pytest.mark.parametrize("status", ["canceled", "cancelled"])
def test_a_kill_names_the_item_that_it_withdraws(form: str, status: str) -> None:
    first, kill = read(form).articles[0], read(form, pubstatus=status, version="2")
    assert not kill.articles
    assert [(one.id, one.version) for one in kill.retractions] == [(first.id, 2)]


@FORMS
def test_what_is_withheld_or_no_text_is_left_out(form: str) -> None:
    for read_again in (read(form, pubstatus="withheld"), read(form, type="picture")):
        assert not read_again.articles
        assert len(read_again.left_out) == 1


@FORMS
def test_versions_are_one_article(form: str) -> None:
    first, second = read(form).articles[0], read(form, version="2", headline="Gates held").articles[0]
    assert first.id == second.id
    assert (first.version, second.version) == (1, 2)


def test_ninjs_of_the_second_and_third_edition_is_read() -> None:
    newer = {
        "uri": "urn:x:1", "type": "text", "contentcreated": "2026-08-10T02:00:00Z",
        "headlines": [{"role": "short", "value": "Gates"}, {"role": "main", "value": "Gates hold"}],
        "bodies": [{"contenttype": "text/html", "value": "<p>Dry.</p>"}], "rightsinfo": {"usageterms": "None"},
        "associations": [{"name": "main", "type": "picture", "renditions": [
            {"name": "big", "href": "https://a.example/b.jpg", "width": 1200}]}],
    }  # fmt: skip
    (article,) = batch("ninjs", json.dumps([newer]), "x.json").articles
    assert (article.headline, article.text, article.usage) == ("Gates hold", "Dry.", "None")
    assert article.image is not None and article.image.url == "https://a.example/b.jpg"


def test_items_may_stand_one_a_line() -> None:
    rows = "\n".join(item("ninjs", uri=f"urn:x:{n}") for n in range(3))
    assert len({one.id for one in batch("ninjs", rows, "x.json").articles}) == 3


def test_nitf_inside_is_read_without_its_head() -> None:
    nitf = (
        '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><title>x</title></head><body><body.head><hedline>'
        "<hl1>No</hl1></hedline></body.head><body.content><p>The gates held.</p><hl2>Later</hl2><p>Dry.</p>"
        "</body.content></body></nitf>"
    )
    start, end = stories.NEWSML.index("<inlineXML>") + 11, stories.NEWSML.index("</inlineXML>")
    (article,) = batch("newsml", stories.NEWSML[:start] + nitf + stories.NEWSML[end:], "x.xml").articles
    assert article.text == "The gates held.\n\nLater\n\nDry."


def build(root: Path, *items: str, order: str = "") -> Outcome:
    (root / "sources").mkdir(parents=True, exist_ok=True)
    (root / "digest.toml").write_text(SETTINGS)
    (root / "sources" / "wire.jsonl").write_text("\n".join(json.dumps(one) for one in BENIGN))
    for number, text in enumerate(items):
        (root / "sources" / f"item-{number}.json").write_text(text)
    if order:
        (root / "running-orders").mkdir(exist_ok=True)
        (root / "running-orders" / "2026-08-10.toml").write_text(order)
    made = digest(root, "build", "--json")
    found = sorted((root / "outbox" / "editions").glob("*/*")) if (root / "outbox" / "editions").is_dir() else []
    made.files = {path.name: path.read_bytes() for path in found}
    return made


def headlines(made: Outcome) -> list[str]:
    edition = made.edition
    return [one["headline"] for one in [edition["lead"], *edition["stories"], *edition["briefs"]]]


def test_an_edition_before_the_embargo_ends_has_nothing_of_it_and_says_why(tmp_path: Path) -> None:
    made = build(tmp_path, item("ninjs", embargoed="2026-08-10T06:01:00+02:00"))
    assert made.code == 0
    assert stories.HEADLINE not in headlines(made)
    assert "embargo until 2026-08-10 06:01" in made.warnings
    assert not any("harbour-gates" in made.text(name) for name in made.files if name.endswith((".html", ".jsonl")))


def test_an_embargo_that_ends_at_the_slot_is_over(tmp_path: Path) -> None:
    made = build(tmp_path, item("ninjs", embargoed="2026-08-10T06:00:00+02:00"))
    assert stories.HEADLINE in headlines(made)


def test_an_old_text_whose_embargo_ends_today_is_of_today(tmp_path: Path) -> None:
    text = item("ninjs", embargoed="2026-08-10T05:00:00+02:00", firstcreated="2026-08-01T00:00:00Z")
    assert stories.HEADLINE in headlines(build(tmp_path, text))


def test_a_killed_item_is_in_no_edition(tmp_path: Path) -> None:
    made = build(tmp_path, item("ninjs"), item("ninjs", pubstatus="canceled", version="2"))
    assert stories.HEADLINE not in headlines(made)
    assert "withdrawn by its sender" in made.warnings


def test_a_correction_takes_the_place_of_what_it_corrects(tmp_path: Path) -> None:
    made = build(tmp_path, item("ninjs", version="2", headline="Gates held"), item("ninjs"))
    assert "Gates held" in headlines(made)
    assert stories.HEADLINE not in headlines(made)


@pytest.mark.parametrize("embargoed", ["soon", "9999-12-31T23:59:59Z", "11/08/2026"])
@pytest.mark.parametrize("form", ["ninjs", "newsml"])
def test_an_embargo_that_names_no_moment_keeps_the_item_out_of_every_edition(form: str, embargoed: str) -> None:
    found = read(form, embargoed=embargoed)
    assert found.articles == ()
    (told,) = found.notices
    assert "no moment" in told.what and embargoed in told.what and told.fix


@pytest.mark.parametrize("value", [["2026-08-11"], {"until": "2026-08-11"}, 7])
def test_nor_does_an_embargo_of_a_strange_kind_end(value: object) -> None:
    text = json.dumps(json.loads(item("ninjs")) | {"embargoed": value})
    assert batch("ninjs", text).articles == ()


def test_an_embargo_until_further_notice_has_no_end() -> None:
    text = item("newsml").replace("<pubStatus", "<embargoed/><pubStatus")
    found = batch("newsml", text)
    assert found.articles == () and "until further notice" in found.notices[0].what


def test_what_form_an_item_has_is_no_section() -> None:
    item = {"uri": "urn:x:1", "versioncreated": "2026-08-10T02:00:00Z", "headline": "Gates hold", "body_text": "Dry.",
            "genre": [{"name": "Article (news)"}], "subject": [{"name": "Transport"}]}  # fmt: skip
    (article,) = batch("ninjs", json.dumps(item), "x.json").articles
    assert article.section == "Transport"
