"""What each sending service gets: its own fields, no merge tag that an article smuggled in."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from bundles import BUNDLE, EDITION, HTML, NEWSLETTER

from digest import export, shelf
from digest.cli import run
from digest.edition.model import edition_json
from digest.errors import UsageError
from digest.export import Bundle
from digest.jobs.export import parse_options, pictures_from_web, refuse_foreign, senders
from digest.outbox.publish import publish

SERVICES = [name for name in senders() if not getattr(shelf.take(export, name), "WHOLE", False)]


def exported(name: str, bundle: Bundle = BUNDLE) -> str | bytes:
    content: str | bytes = shelf.take(export, name).export(bundle)
    return content


@pytest.mark.parametrize("name", senders())
def test_every_format_says_what_it_is_and_gives_the_same_again(name: str) -> None:
    module = shelf.take(export, name)
    assert module.ABOUT and module.FILE and isinstance(getattr(module, "OPTIONS", {}), dict)
    assert exported(name) == exported(name)


@pytest.mark.parametrize("name", SERVICES)
def test_no_merge_tag_of_an_article_reaches_a_service(name: str) -> None:
    made = str(exported(name))
    assert not re.search(r"\{\{|\{%|\*\||%%\{", made)
    assert "Secret" in made


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("listmonk", "{{ UnsubscribeURL }}"),
        ("keila", "{{ unsubscribe_link }}"),
        ("buttondown", "{{ unsubscribe_url }}"),
        ("ghost", "%%{unsubscribe_url}%%"),
    ],
)
def test_the_senders_own_placeholders_stay_and_another_senders_are_refused(name: str, tag: str) -> None:
    made = replace(BUNDLE, html=f'<body><p>{{{{ x }}}}</p><a href="{tag}">x</a></body>', text="x")
    bodies = {n: str(exported(n, replace(made, html=f'<body><a href="{tag}">x</a></body>'))) for n in [name]}
    assert tag in bodies[name]
    for other in sorted({*senders()} - {name}):
        with pytest.raises(UsageError, match=f"built for {name}"):
            refuse_foreign(replace(made, html=f'<body><a href="{tag}">x</a></body>'), other)


def test_pictures_of_the_edition_come_from_where_the_web_version_stands() -> None:
    html = '<img src="image-a.jpg"><img src="https://t4k3.example/b.jpg"><img alt="" src=\'./image-c.png\'>'
    made = pictures_from_web(replace(BUNDLE, html=html)).html
    web = "https://example.org/daily/2026-08-10"
    assert re.findall(r"""src=["']([^"']+)""", made) == [
        f"{web}/image-a.jpg",
        "https://t4k3.example/b.jpg",
        f"{web}/image-c.png",
    ]
    nowhere = replace(EDITION, newsletter=replace(NEWSLETTER, web=""))
    with pytest.raises(UsageError, match=r"cannot reach them: image-a\.jpg"):
        pictures_from_web(replace(BUNDLE, html=html, edition=nowhere))


def test_an_unknown_field_is_refused_and_a_known_one_is_set() -> None:
    assert json.loads(exported("listmonk", replace(BUNDLE, options={"lists": [4]})))["lists"] == [4]
    with pytest.raises(UsageError) as error:
        exported("listmonk", replace(BUNDLE, options={"list": 4}))
    assert error.value.fix == "did you mean lists?"
    assert parse_options(["lists=[1,2]", "tags=x"]) == {"lists": [1, 2], "tags": "x"}


def test_the_feed_is_well_formed_and_has_one_item_a_story() -> None:
    channel = ET.fromstring(exported("mailchimp")).find("channel")
    assert channel is not None
    item = channel.find("item")
    assert item is not None
    assert [e.tag for e in channel][:5] == ["title", "link", "description", "language", "pubDate"]
    assert item.findtext("link") == "https://t4k3.example/harbour"
    assert item.findtext("pubDate") == "Sun, 09 Aug 2026 10:00:00 +0200"
    content = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded", "")
    assert "<p>After &lt;two&gt; years &amp; a day</p>" in content and "<li>First ship at six</li>" in content
    media = item.find("{http://search.yahoo.com/mrss/}content")
    assert media is not None and media.get("url") == "https://t4k3.example/a.jpg"


def test_mailchimp_takes_the_whole_document_too() -> None:
    made = json.loads(exported("mailchimp", replace(BUNDLE, options={"form": "content"})))
    assert sorted(made) == ["html", "plain_text"]


def test_the_command_writes_the_payload_and_nothing_else(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    files = {"message.eml": BUNDLE.message, "email.html": HTML.encode(), "edition.json": edition_json(EDITION).encode()}
    publish(tmp_path / "o", "daily-2026-08-10", files, {"message": {"subject": "Harbour"}})
    command = ["outbox", "export", "daily-2026-08-10", "--outbox", str(tmp_path / "o"), "--to"]
    assert run([*command, "listmonk", "--set", "lists=[7]"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["lists"] == [7]
    assert run([*command, "listmong"]) == 2
    assert b"did you mean listmonk?" in capsysbinary.readouterr().err
    assert run([*command, "mbox", "-o", str(tmp_path / "x.mbox")]) == 0
    assert (tmp_path / "x.mbox").read_bytes().startswith(b"From ")


def test_what_was_withdrawn_or_superseded_is_not_handed_on(tmp_path: Path) -> None:
    from digest.outbox import claims

    files = {"message.eml": BUNDLE.message, "email.html": HTML.encode(), "edition.json": edition_json(EDITION).encode()}
    for key in ("daily-2026-08-10", "daily-2026-08-10-r2"):
        publish(tmp_path / "o", key, files, {"message": {"subject": "Harbour"}})
    command = ["--outbox", str(tmp_path / "o"), "--to", "mbox", "-o", str(tmp_path / "out")]
    assert run(["outbox", "export", "daily-2026-08-10", *command]) == 2
    assert run(["outbox", "export", "daily-2026-08-10-r2", *command]) == 0
    claims.withdraw(tmp_path / "o", "daily-2026-08-10-r2", reason="wrong", by="ops")
    assert run(["outbox", "export", "daily-2026-08-10-r2", *command]) == 2


@pytest.mark.parametrize("content", [b"{", b'{"schema": "digest/edition/1"}', b'{"schema": "digest/edition/9"}'])
def test_an_edition_that_cannot_be_read_names_its_file(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(tmp_path / "o", "daily-2026-08-10", {"message.eml": b"x", "edition.json": content}, {})
    assert run(["outbox", "export", "daily-2026-08-10", "--outbox", str(tmp_path / "o"), "--to", "mbox"]) == 73
    assert "daily-2026-08-10/edition.json" in capsys.readouterr().err
