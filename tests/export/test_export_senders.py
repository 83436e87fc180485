"""What each sending service gets: its own fields, no merge tag that an article smuggled in."""

from __future__ import annotations

import json
import mailbox
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from digest import export, shelf
from digest.cli import run
from digest.errors import UsageError
from digest.export import Bundle
from digest.handoff import hand_off, parse_options, pictures_from_web, refuse_foreign, senders
from digest.outbox.publish import publish

ITEM = {
    "headline": "Harbour {{ .Secret }} reopens *|FNAME|* {% if x %}",
    "slug": "harbour",
    "url": "https://t4k3.example/harbour",
    "deck": "After <two> years & a day",
    "standfirst": "",
    "published": "2026-08-09T10:00:00+02:00",
    "author": "Ann Lee",
    "kicker": "Local",
    "quotes": [{"text": "We waited {{ long }}"}],
    "highlights": [{"text": "First ship at six"}],
    "why": [],
    "picture": {"src": "https://t4k3.example/a.jpg", "alt": 'A "ship"'},
}
EDITION = {
    "slot": "2026-08-10",
    "number": 3,
    "at": "2026-08-10T06:00:00+02:00",
    "preheader": "Ships {% again %}",
    "subject": "Harbour reopens",
    "newsletter": {
        "id": "daily",
        "name": "The Daily Take",
        "locale": "en",
        "sender": "The Daily Take <digest@example.org>",
        "web": "https://example.org/daily",
    },
    "lead": ITEM,
    "stories": [],
    "briefs": [],
}
HTML = (
    '<!doctype html><html><head><style>p{color:red}</style></head><body class="x"><p>Dear {{ .Secret }}</p>\n\n'
    "<p>*|FNAME|* %%{uuid}%% {% raw %}</p></body></html>\n"
)
BUNDLE = Bundle(
    key="daily-2026-08-10",
    edition=EDITION,
    html=HTML,
    text="Dear {{ .Secret }} *|FNAME|*\n",
    web="<p>web</p>",
    message=b"Subject: x\r\n\r\nline\r\n>From here\r\n",
    message_id="<1@example.org>",
    subject="Harbour {{ .Secret }} reopens",
)

TEXT = {"type": "string", "minLength": 1}
NOTHING_MORE: Mapping[str, object] = {"additionalProperties": False}
# What the services' own documents ask for; each names its page in the module.
SCHEMAS: dict[str, dict[str, object]] = {
    "listmonk": {
        "required": ["name", "subject", "lists", "type", "content_type", "body"],
        "properties": {
            "name": TEXT,
            "subject": TEXT,
            "lists": {"type": "array", "items": {"type": "integer"}, "minItems": 1},
            "from_email": TEXT,
            "type": {"enum": ["regular", "optin"]},
            "content_type": {"enum": ["richtext", "html", "markdown", "plain", "visual"]},
            "body": TEXT,
            "altbody": TEXT,
            "messenger": TEXT,
            "tags": {"type": "array", "items": TEXT},
            "headers": {"type": "array", "items": {"type": "object", "additionalProperties": TEXT}},
            "template_id": {"type": "integer"},
        },
        **NOTHING_MORE,
    },
    "keila": {
        "required": ["data"],
        "properties": {
            "data": {
                "required": ["subject", "settings"],
                "properties": {
                    "subject": TEXT,
                    "preview_text": TEXT,
                    "settings": {
                        "required": ["type"],
                        "properties": {
                            "type": {"enum": ["markdown", "text", "block", "mjml", "html"]},
                            "do_not_track": {"const": True},
                        },
                        **NOTHING_MORE,
                    },
                    "html_body": TEXT,
                    "text_body": TEXT,
                    "data": {"type": "object"},
                    "sender_id": TEXT,
                },
                **NOTHING_MORE,
            }
        },
        **NOTHING_MORE,
    },
    "buttondown": {
        "required": ["subject", "body", "status"],
        "properties": {
            "subject": TEXT,
            "body": {"type": "string", "pattern": "^<!-- buttondown-editor-mode: (fancy|plaintext) -->\n"},
            "status": {"const": "draft"},
            "slug": TEXT,
            "description": TEXT,
            "canonical_url": TEXT,
            "metadata": {"type": "object", "additionalProperties": TEXT},
        },
        **NOTHING_MORE,
    },
    "ghost": {
        "required": ["posts"],
        "properties": {
            "posts": {
                "type": "array",
                "minItems": 1,
                "maxItems": 1,
                "items": {
                    "required": ["title", "html", "status"],
                    "properties": {
                        "title": {"type": "string", "maxLength": 255},
                        "slug": TEXT,
                        "html": {"pattern": "^<!--kg-card-begin: html-->\n[\\s\\S]*\n<!--kg-card-end: html-->$"},
                        "status": {"const": "draft"},
                        "custom_excerpt": {"type": "string", "maxLength": 300},
                        "email_subject": {"type": "string", "maxLength": 300},
                        "canonical_url": TEXT,
                    },
                    **NOTHING_MORE,
                },
            }
        },
        **NOTHING_MORE,
    },
    "kit": {
        "required": ["subject", "content", "public", "send_at"],
        "properties": {
            "subject": TEXT,
            "preview_text": TEXT,
            "content": TEXT,
            "description": TEXT,
            "public": {"const": False},
            "send_at": {"type": "null"},
        },
        **NOTHING_MORE,
    },
}


def exported(name: str, bundle: Bundle = BUNDLE) -> str | bytes:
    return shelf.take(export, name).export(bundle)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_payload_holds_the_services_fields_and_no_others(name: str) -> None:
    jsonschema.validate(json.loads(exported(name)), SCHEMAS[name])


@pytest.mark.parametrize("name", senders())
def test_every_format_says_what_it_is_and_gives_the_same_again(name: str) -> None:
    module = shelf.take(export, name)
    assert module.ABOUT and module.FILE and isinstance(module.OPTIONS, dict)
    assert exported(name) == exported(name)


@pytest.mark.parametrize("name", [*sorted(SCHEMAS), "mailchimp"])
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
    web = "https://example.org/daily/daily-2026-08-10"
    assert re.findall(r"""src=["']([^"']+)""", made) == [
        f"{web}/image-a.jpg",
        "https://t4k3.example/b.jpg",
        f"{web}/image-c.png",
    ]
    nowhere = {**EDITION, "newsletter": {**EDITION["newsletter"], "web": ""}}
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
    item = channel.find("item")
    assert [e.tag for e in channel][:5] == ["title", "link", "description", "language", "pubDate"]
    assert item.findtext("link") == "https://t4k3.example/harbour"
    assert item.findtext("pubDate") == "Sun, 09 Aug 2026 10:00:00 +0200"
    content = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
    assert "<p>After &lt;two&gt; years &amp; a day</p>" in content and "<li>First ship at six</li>" in content
    media = item.find("{http://search.yahoo.com/mrss/}content")
    assert media.get("url") == "https://t4k3.example/a.jpg"


def test_mailchimp_takes_the_whole_document_too() -> None:
    made = json.loads(exported("mailchimp", replace(BUNDLE, options={"form": "content"})))
    assert sorted(made) == ["html", "plain_text"]


def test_the_mbox_is_read_back_by_the_standard_library(tmp_path: Path) -> None:
    content = exported("mbox")
    (tmp_path / "m").write_bytes(content + content)
    messages = list(mailbox.mbox(tmp_path / "m"))
    assert [m["Subject"] for m in messages] == ["x", "x"]
    assert content.startswith(b"From digest@example.org Mon Aug 10 04:00:00 2026\n")
    assert b"\n>>From here\n" in content


def test_a_maildir_gets_the_message_once(tmp_path: Path) -> None:
    files = {"message.eml": BUNDLE.message, "edition.json": json.dumps(EDITION).encode()}
    publish(tmp_path / "o", "daily-2026-08-10", files, {})
    for _ in range(2):
        hand_off(tmp_path / "o", "daily-2026-08-10", "maildir", options={}, output=tmp_path / "mail")
    box = mailbox.Maildir(tmp_path / "mail")
    assert [m["Subject"] for m in box] == ["x"]
    with pytest.raises(UsageError, match="folder"):
        hand_off(tmp_path / "o", "daily-2026-08-10", "maildir", options={}, output=None)


def test_the_command_writes_the_payload_and_nothing_else(tmp_path: Path, capsysbinary: object) -> None:
    files = {"message.eml": BUNDLE.message, "email.html": HTML.encode(), "edition.json": json.dumps(EDITION).encode()}
    publish(tmp_path / "o", "daily-2026-08-10", files, {"message": {"subject": "Harbour"}})
    command = ["outbox", "export", "daily-2026-08-10", "--outbox", str(tmp_path / "o"), "--to"]
    assert run([*command, "listmonk", "--set", "lists=[7]"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["lists"] == [7]
    assert run([*command, "listmong"]) == 2
    assert b"did you mean listmonk?" in capsysbinary.readouterr().err
    assert run([*command, "mbox", "-o", str(tmp_path / "x.mbox")]) == 0
    assert (tmp_path / "x.mbox").read_bytes().startswith(b"From ")
