"""What each service's own document says of the fields that we write: names, types, allowed values.

Every expectation is ours; its docstring names the document and the day it was read.
A payload with a field that is not here, or a required one missing, fails.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import feedparser
import html5lib
import jsonschema
import pytest
from bundles import BUNDLE, EDITION, HTML, NEWSLETTER

from digest import export, shelf
from digest.errors import UsageError
from digest.export import Bundle
from digest.jobs.export import parse_options
from digest.text.defusing import BREAK

Schema = dict[str, Any]
TEXT: Schema = {"type": "string", "minLength": 1}
WHOLE: Schema = {"type": "integer"}
MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}


def fields(required: str, **known: Schema) -> Schema:
    """An object with exactly these fields."""
    return {"type": "object", "required": required.split(), "properties": known, "additionalProperties": False}


def up_to(most: int) -> Schema:
    return {**TEXT, "maxLength": most}


def some(item: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": item}


def listmonk() -> Schema:
    """knadh/listmonk, docs/docs/content/apis/campaigns.md and cmd/campaigns.go, 21 July 2026 (read November 2026)."""
    return fields(
        "name subject lists type content_type body",
        name=up_to(2000),
        subject=up_to(5000),
        lists=some(WHOLE),
        from_email={"type": "string", "pattern": "^(.+ )?<.+@.+>$|^[^@ ]+@[^@ ]+$"},
        type={"enum": ["regular", "optin"]},
        content_type={"enum": ["richtext", "html", "markdown", "plain", "visual"]},
        body=TEXT,
        altbody=TEXT,
        send_at=MOMENT,
        messenger=TEXT,
        template_id=WHOLE,
        tags=some(TEXT),
        headers=some({"type": "object", "additionalProperties": {"type": "string"}}),
    )


def keila() -> Schema:
    """pentacent/keila, lib/keila_web/api/schemas/mailings_campaign.ex, CreateParams, 30 June 2026."""
    kinds = {"enum": ["markdown", "text", "block", "mjml", "html"]}
    campaign = fields(
        "subject settings",
        subject=TEXT,
        preview_text=TEXT,
        settings=fields("type do_not_track", type=kinds, do_not_track={"const": True}),
        html_body=TEXT,
        text_body=TEXT,
        data={"type": "object"},
        template_id=TEXT,
        sender_id=TEXT,
        segment_id=TEXT,
    )
    return fields("data", data=campaign)


def buttondown() -> Schema:
    """buttondown/openapi, openapi.json, EmailInput (no field besides its own), 21 August 2026."""
    frames = ["classic", "custom", "modern", "plaintext", "naked"]
    archive = ["archive_only", "disabled", "enabled", "enabled_for_paid_subscribers", "enabled_for_subscribers"]
    lists: Schema = {"type": "array"}
    return fields(
        "subject body status",
        subject=up_to(2000),
        body={"type": "string", "pattern": "^<!-- buttondown-editor-mode: (fancy|plaintext) -->\n"},
        status={"const": "draft"},  # of fourteen; without it, about_to_send
        slug={"type": "string", "maxLength": 100, "pattern": "^[a-zA-Z0-9_-]+$"},
        description=TEXT,
        canonical_url=up_to(2000),
        metadata={"type": "object"},
        image=TEXT,
        publish_date=MOMENT,
        archival_mode={"enum": archive},
        template={"enum": frames},
        secondary_id={**WHOLE, "minimum": 1},
        filters=fields("filters groups predicate", filters=lists, groups=lists, predicate={"enum": ["and", "or"]}),
    )


def ghost() -> Schema:
    """TryGhost/SDK, admin-api-schema: posts and posts-add (no field besides theirs), until 20 July 2026.

    They allow a title of 2,000 characters; 255 is what copies of the server's tables say.
    """
    post = fields(
        "title lexical status",
        title=up_to(255),
        slug=up_to(191),
        lexical=TEXT,
        status={"const": "draft"},  # of published, draft, scheduled, sent
        custom_excerpt=up_to(300),
        email_subject=up_to(300),
        canonical_url=up_to(2000),
        feature_image=up_to(2000),
        published_at=MOMENT,
        visibility={"enum": ["public", "members", "paid"]},
        tags=some(up_to(191)),
    )
    return fields("posts", posts={"type": "array", "minItems": 1, "maxItems": 1, "items": post})


def kit() -> Schema:
    """Kit's v4 OpenAPI document, "Create a broadcast", an undated copy of 2026 (api-evangelist/convertkit)."""
    one = fields("type ids", type={"enum": ["segment", "tag"]}, ids=some(WHOLE))
    group: Schema = {"type": ["array", "null"], "items": one}
    return fields(
        "content description public published_at preview_text subject subscriber_filter send_at",
        subject=TEXT,
        preview_text=TEXT,
        content=TEXT,
        description=TEXT,
        public={"const": False},
        published_at=MOMENT,
        send_at={"type": "null"},  # required by us: null is what makes it a draft
        subscriber_filter={"type": "array", "items": fields("all any none", all=group, any=group, none=group)},
        email_template_id=WHOLE,
        email_address=TEXT,
        thumbnail_url=TEXT,
        thumbnail_alt=TEXT,
    )


def mailchimp() -> Schema:
    """Mailchimp Marketing API 3.0.55, PUT campaign content, as copied by api-evangelist/mailchimp, 22 August 2026."""
    return fields("html plain_text", html=TEXT, plain_text=TEXT)


DOCUMENTS = {read.__name__: read for read in (listmonk, keila, buttondown, ghost, kit, mailchimp)}
EVERYTHING = {
    "listmonk": ["lists=[3,4]", "template_id=2", "messenger=email", "send_at=2026-08-11T04:00:00Z", 'tags=["a","b"]'],
    "keila": ["sender_id=ms_12345", "segment_id=sgm_12345", "template_id=tpl_12345"],
    "buttondown": [
        "template=naked",
        "archival_mode=disabled",
        "secondary_id=3",
        "publish_date=2026-08-11T06:00:00+02:00",
        'filters={"filters":[],"groups":[],"predicate":"and"}',
        "image=https://example.org/a.png",
    ],
    "ghost": ['tags=["A","B"]', "visibility=paid", "published_at=2026-08-11T04:00:00Z", "feature_image=https://a.example/b"],
    "kit": ["email_template_id=7", 'subscriber_filter=[{"all":[{"type":"tag","ids":[1]}],"any":null,"none":null}]'],
    "mailchimp": [],
}  # fmt: skip


def exported(name: str, bundle: Bundle = BUNDLE, *options: str) -> Any:
    form = ["form=content"] if name == "mailchimp" else []
    return json.loads(shelf.take(export, name).export(replace(bundle, options=parse_options([*form, *options]))))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_payload_is_what_the_services_document_asks_for(name: str) -> None:
    jsonschema.validate(exported(name), DOCUMENTS[name]())
    jsonschema.validate(exported(name, BUNDLE, *EVERYTHING[name]), DOCUMENTS[name]())


@pytest.mark.parametrize("key", ["paper.v2-2026-08-10", "a" * 80])
def test_a_key_that_is_no_slug_becomes_one(key: str) -> None:
    made = exported("buttondown", replace(BUNDLE, key=key))
    jsonschema.validate(made, buttondown())
    assert made["metadata"] == {"digest_key": key}


@pytest.mark.parametrize(
    ("name", "option", "says"),
    [
        ("listmonk", "template_id=bare", "template_id takes a whole number, not 'bare'"),
        ("listmonk", "template_id=true", "template_id takes a whole number, not True"),
        ("listmonk", "lists=[]", "lists takes numbers"),
        ("listmonk", "send_at=2026-08-10T04:00:00", "send_at takes a moment with its offset"),
        ("listmonk", "send_at=2026-13-10T04:00:00Z", "send_at takes a moment with its offset"),
        ("buttondown", "archival_mode=enable", "archival_mode is none of its values"),
        ("buttondown", "status=sent", "this format takes no field 'status'"),
        ("ghost", "visibility=everybody", "visibility is none of its values"),
        ("kit", 'subscriber_filter={"all":[]}', "subscriber_filter takes a list of JSON objects"),
        ("kit", "send_at=2026-08-10T04:00:00Z", "this format takes no field 'send_at'"),
        ("kit", "public=true", "this format takes no field 'public'"),
        ("mailchimp", "form=feed", "form is none of its values"),
    ],
)
def test_a_value_that_the_service_would_refuse_or_that_would_send_is_refused_here(
    name: str, option: str, says: str
) -> None:
    with pytest.raises(UsageError) as refused:
        exported(name, BUNDLE, option)
    assert str(refused.value.what).startswith(says) and refused.value.fix


def test_one_value_stands_for_a_list_of_one_and_digits_for_text() -> None:
    made = exported("listmonk", BUNDLE, "lists=3", "tags=daily", "messenger=7")
    assert (made["lists"], made["tags"], made["messenger"]) == ([3], ["daily"], "7")


def test_listmonk_is_told_to_keep_comments_and_fills_in_the_placeholders_in_them() -> None:
    """Go's html/template drops comments (models/campaigns.go compiles bodies with it); Safe prints what it is given."""
    note = '<!--[if mso]><a href="{{ UnsubscribeURL }}" class="{{ x }}">\n</a><![endif]-->'
    body = exported("listmonk", replace(BUNDLE, html=f"<p>a</p>{note}<p>b</p>"))["body"]
    assert body == (
        r'<p>a</p>{{ Safe "<!--[if mso]><a href=\"" }}{{ UnsubscribeURL }}'
        r'{{ Safe "\" class=\"\u007b{ x }}\">\n</a><![endif]-->" }}<p>b</p>'
    )


def test_listmonks_text_part_is_a_template_only_when_it_has_a_placeholder() -> None:
    """models/campaigns.go compiles an altbody that holds "{{" with html/template, in which "<" opens a tag."""
    plain = exported("listmonk", replace(BUNDLE, text="1 <b> 2"))["altbody"]
    filled = exported("listmonk", replace(BUNDLE, text="1 <b> 2 {{ UnsubscribeURL }}"))["altbody"]
    assert plain == "1 <b> 2"
    assert filled == '1 {{ Safe "<" }}b> 2 {{ UnsubscribeURL }}'


def test_an_article_cannot_have_its_links_tracked_by_listmonk() -> None:
    """models/common.go: an address with @TrackLink after it is replaced wherever it stands."""
    address = "https://t4k3.example/a@TrackLink"
    made = exported("listmonk", replace(BUNDLE, html=f"<p>{address}</p><!-- {address} -->", text=address))
    assert "@TrackLink" not in made["body"] + made["altbody"]
    assert address in unescape(made["body"]) and made["altbody"] == address.replace("@", f"@{BREAK}")


@pytest.mark.parametrize("opener", ["%%{", "&#37;%{", "%&#37;{", "&#x25;&#37;&#123;", "&percnt;%&lcub;"])
def test_ghost_finds_no_placeholder_of_an_article_after_it_has_read_and_written_the_html(opener: str) -> None:
    """Ghost's mail renderer looks for placeholders in parsed and rewritten HTML, where references are plain signs."""
    html = f'<body><p>{opener}uuid}}%%</p><a href="%%{{unsubscribe_url}}%%">x</a></body>'
    card = card_of(exported("ghost", replace(BUNDLE, html=html)))
    read = html5lib.serialize(html5lib.parseFragment(card), quote_attr_values="always")
    assert read.count("%%{") == 1 and '"%%{unsubscribe_url}%%"' in read


def card_of(request: dict[str, Any]) -> str:
    """Return the HTML of the one card in Ghost's document (Lexical: a root with its children)."""
    root = json.loads(request["posts"][0]["lexical"])["root"]
    assert (root["type"], root["version"], len(root["children"])) == ("root", 1, 1)
    assert (root["children"][0]["type"], root["children"][0]["version"]) == ("html", 1)
    return str(root["children"][0]["html"])


def test_ghost_gets_one_element_with_all_that_outlook_is_told() -> None:
    card = card_of(
        exported("ghost", replace(BUNDLE, html="<body><p>a</p><!--[if mso]><br><![endif]--><p>b</p></body>"))
    )
    nodes = html5lib.parseFragment(card, treebuilder="dom").childNodes
    assert [node.nodeName for node in nodes] == ["div"]
    assert "<!--[if mso]>" in card


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_outlook_is_told_and_style_sheets_reach_every_service_as_they_are(name: str) -> None:
    conditional = "<!--[if mso]><p>{0}</p><![endif]--><!--[if !mso]><!--><p>c</p><!--<![endif]-->"
    style = "<style>a[href]{color:red}@media print{a{color:#000}}</style>"
    html = f"<html><head>{style}</head><body><div>{conditional.format('[NAME] {{ x }}')}</div></body></html>"
    made = exported(name, replace(BUNDLE, html=html))
    body = next(made[field] for field in ("body", "content", "html", "data", "posts") if field in made)
    body = body["html_body"] if name == "keila" else card_of(made) if name == "ghost" else body
    assert style in body and "{{ x" not in body
    if name == "listmonk":  # where each comment is a string of its own
        body = re.sub(r'\{\{ Safe "(.*?)" \}\}', r"\1", body).replace("[NAME] \\u007b", "&#91;NAME] &#123;")
    assert conditional.format("&#91;NAME] &#123;{ x }}") in body


def test_a_feed_reader_takes_the_feed() -> None:
    """RSS 2.0 with the modules content, dc and media: feedparser finds each part where readers look for it."""
    read = feedparser.parse(shelf.take(export, "mailchimp").export(BUNDLE))
    [entry] = read.entries
    assert not read.bozo and (read.feed.title, read.feed.language) == ("The Daily Take", "en")
    assert read.feed.link == "https://example.org/daily/2026-08-10/"
    assert (entry.link, entry.author, entry.id) == (
        "https://t4k3.example/harbour", "Ann Lee", "daily-2026-08-10/harbour",
    )  # fmt: skip
    assert "<blockquote>" in entry.content[0].value and entry.media_content[0]["url"] == "https://t4k3.example/a.jpg"


def test_a_feed_without_a_place_on_the_web_is_refused() -> None:
    nowhere = replace(BUNDLE, edition=replace(EDITION, newsletter=replace(NEWSLETTER, web="")), html=HTML)
    with pytest.raises(UsageError, match="where the newsletter stands on the web"):
        shelf.take(export, "mailchimp").export(nowhere)
    jsonschema.validate(exported("mailchimp", nowhere), mailchimp())
